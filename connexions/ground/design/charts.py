"""Charts drawn on the server: lines over months, and bars from nought. Pure; the table beside each says the same.

For every chart: nought is on the axis, each line and bar bears its own name and number where it stands, and nothing is
told by colour alone: lines differ in dashes and ends, bars in their fill. Their looks are in `assets/css/charts.css`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from markupsafe import Markup

WIDTH, HEIGHT = 1200.0, 330.0
LEFT, RIGHT, TOP, BOTTOM = 46.0, 170.0, 18.0, 36.0
APART = 22.0  # the least distance of two names at the ends of lines
STEPS = (1, 2, 2.5, 5, 10, 20, 25, 50)
MOST_GRID = 6

Look = Literal["first", "second", "third"]


@dataclass(frozen=True)
class Line:
    """One line: its name, a value for each place on the axis (None where there is none), and how it looks.

    A *thin* one is what another is to be: without a mark at its end.
    """

    name: str
    values: Sequence[float | None]
    look: Look = "first"
    thin: bool = False


@dataclass(frozen=True)
class Band:
    """A shaded stretch of the axis, from one place to another, with its name."""

    first: int
    last: int
    name: str


@dataclass(frozen=True)
class Bar:
    """One bar: its name, a word below the name, its value, and how it is filled."""

    name: str
    note: str
    value: float
    said: str
    fill: Literal["solid", "light", "striped", "total"] = "solid"


def lines(
    places: Sequence[str], drawn: Sequence[Line], *, said: str, bands: Sequence[Band] = (), unit: str = "%"
) -> Markup:
    """A chart of lines over places from left to right; without a value it has a frame alone. *said* is the same in
    words."""
    top = _top([value for line in drawn for value in line.values if value is not None])
    parts = [
        *(_band(band, len(places)) for band in bands),
        *_grid(top, unit),
        *_places(places),
        *(_line(line, len(places), top) for line in drawn),
        *_ends(drawn, len(places), top, unit),
    ]
    return _svg("cx-chart cx-chart--wide", WIDTH, HEIGHT, said, parts)


def _svg(classes: str, width: float, height: float, said: str, parts: Sequence[Markup]) -> Markup:
    whole = Markup('<svg class="{}" viewBox="0 0 {:.0f} {:.0f}" role="img" aria-label="{}">{}</svg>')
    return whole.format(classes, width, height, said, Markup("").join(parts))


def _top(values: Sequence[float]) -> float:
    """The end of the axis: a round number, a few grid lines above nought, at or above every value."""
    most = max(values, default=0.0) or 1.0
    scale = 1.0
    while True:
        for step in STEPS:
            if most <= step * scale * MOST_GRID:
                return step * scale * -(-most // (step * scale))
        scale *= 10


def _x(place: int, of: int) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * (place / (of - 1) if of > 1 else 0.5)


def _y(value: float, top: float) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / top


def _band(band: Band, of: int) -> Markup:
    half = (_x(1, of) - _x(0, of)) / 5 if of > 1 else 10.0
    x, end = max(_x(band.first, of) - half, LEFT), min(_x(band.last, of) + half, WIDTH - RIGHT)
    box = Markup('<rect class="band" x="{:.1f}" y="{:.0f}" width="{:.1f}" height="{:.0f}"/>')
    name = Markup('<text x="{:.1f}" y="{:.0f}" text-anchor="middle">{}</text>')
    return box.format(x, TOP, end - x, HEIGHT - TOP - BOTTOM) + name.format(
        (x + end) / 2, TOP + 18, band.name
    )


def _grid(top: float, unit: str) -> Iterator[Markup]:
    step = next(
        step * scale
        for scale in (0.1, 1, 10, 100, 1000, 10_000, 100_000)
        for step in STEPS
        if top / (step * scale) <= MOST_GRID and _divides(step * scale, top)
    )
    number = round(top / step)
    for place in range(number + 1):
        value, y = place * step, _y(place * step, top)
        kind = "axis" if place == 0 else "grid"
        text = f"{value:g}{unit if place == number else ''}"
        yield Markup(
            '<line class="{}" x1="{:.0f}" x2="{:.0f}" y1="{:.1f}" y2="{:.1f}"/>'
            '<text x="{:.0f}" y="{:.1f}" text-anchor="end">{}</text>'
        ).format(kind, LEFT, WIDTH - RIGHT, y, y, LEFT - 8, y + 5, text)


def _divides(step: float, whole: float) -> bool:
    return abs(whole / step - round(whole / step)) < 1e-9


def _places(places: Sequence[str]) -> Iterator[Markup]:
    """The names of the places; of many, every second or third, the last always."""
    each = 1 + (len(places) - 1) // 14
    for place, name in enumerate(places):
        if (len(places) - 1 - place) % each == 0:
            yield Markup('<text x="{:.1f}" y="{:.0f}" text-anchor="middle">{}</text>').format(
                _x(place, len(places)), HEIGHT - 12, name
            )


def _line(line: Line, of: int, top: float) -> Markup:
    """Points joined where both neighbours have a value; a value on its own is a point."""
    points = [
        (place, _x(place, of), _y(value, top)) for place, value in enumerate(line.values) if value is not None
    ]
    if not points:
        return Markup("")
    runs = [f"M{points[0][1]:.1f} {points[0][2]:.1f}"]
    for (before, _, _), (place, x, y) in pairwise(points):
        runs.append(f"{'L' if place == before + 1 else 'M'}{x:.1f} {y:.1f}")
    thin = " line--thin" if line.thin else ""
    path = Markup('<path class="line line--{}{}" d="{}"/>').format(line.look, thin, "".join(runs))
    _, x, y = points[-1]
    return path if line.thin else path + _mark(line.look, x, y)


def _mark(look: Look, x: float, y: float) -> Markup:
    if look == "third":
        return Markup('<rect class="mark mark--third" x="{:.1f}" y="{:.1f}" width="10" height="10"/>').format(
            x - 5, y - 5
        )
    return Markup('<circle class="mark mark--{}" cx="{:.1f}" cy="{:.1f}" r="5"/>').format(look, x, y)


def _ends(drawn: Sequence[Line], of: int, top: float, unit: str) -> Iterator[Markup]:
    """Each line's name and last value at its end, moved apart where they would lie on each other."""
    ends = [(line, value) for line in drawn if (value := _last(line.values)) is not None]
    ends.sort(key=lambda end: -end[1])
    below = TOP
    heights = []
    for place, (_, value) in enumerate(ends):
        lowest = HEIGHT - BOTTOM - APART * (len(ends) - 1 - place)
        below = max(below, min(_y(value, top) + 5, lowest))
        heights.append(below)
        below += APART
    for (line, value), y in zip(ends, heights, strict=True):
        yield Markup('<text class="end end--{}" x="{:.0f}" y="{:.1f}">{} {:.1f}{}</text>').format(
            line.look, _x(of - 1, of) + 14, y, line.name, value, unit
        )


def _last(values: Sequence[float | None]) -> float | None:
    return next((value for value in reversed(values) if value is not None), None)


BAR_WIDTH, ROW, THICK, NAMES, SAID = 580.0, 56.0, 28.0, 222.0, 64.0


def bars(drawn: Sequence[Bar], *, said: str) -> Markup:
    """Bars to the left and right of nought, one below the other; a line is drawn above those that are totals."""
    height = ROW * len(drawn) + 16
    least, most = (pick(0.0, *(bar.value for bar in drawn)) for pick in (min, max))
    room = BAR_WIDTH - NAMES - SAID - (SAID if least < 0 else 0.0)
    scale = room / (most - least) if most > least else 0.0
    zero = NAMES + (SAID if least < 0 else 0.0) - least * scale
    parts = [piece for place, bar in enumerate(drawn) for piece in _bar(bar, place, zero, scale)]
    parts.append(
        Markup('<line class="axis" x1="{0:.1f}" x2="{0:.1f}" y1="4" y2="{1:.0f}"/>').format(zero, height - 4)
    )
    return _svg("cx-chart cx-chart--half", BAR_WIDTH, height, said, parts)


def _bar(bar: Bar, place: int, zero: float, scale: float) -> Iterator[Markup]:
    y = ROW * place + 12 + (8 if bar.fill == "total" else 0)
    if bar.fill == "total":
        yield Markup('<line class="axis" x1="0" x2="{:.0f}" y1="{:.0f}" y2="{:.0f}"/>').format(
            BAR_WIDTH, y - 10, y - 10
        )
    yield Markup('<text class="name" x="0" y="{:.0f}">{}</text><text x="0" y="{:.0f}">{}</text>').format(
        y + (12 if bar.note else 19), bar.name, y + 31, bar.note
    )
    x, width = zero + min(bar.value, 0.0) * scale, abs(bar.value) * scale
    yield Markup('<rect class="bar bar--{}" x="{:.1f}" y="{:.0f}" width="{:.1f}" height="{:.0f}"/>').format(
        bar.fill, x, y, width, THICK
    )
    if bar.fill == "striped" and width:
        yield _stripes(x, y, width)
    left = bar.value < 0
    yield Markup('<text class="said" x="{:.1f}" y="{:.0f}" text-anchor="{}">{}</text>').format(
        x - 8 if left else x + width + 8, y + 20, "end" if left else "start", bar.said
    )


def _stripes(x: float, y: float, width: float) -> Markup:
    """Slanting lines across a bar, so that print and a reader who sees no colour tell it from the others."""
    step, paths = 7.0, []
    at = x - THICK
    while at < x + width:
        begin, end = max(at, x), min(at + THICK, x + width)
        if end > begin:
            paths.append(
                f"M{begin:.1f} {y + THICK - (begin - at):.1f}L{end:.1f} {y + THICK - (end - at):.1f}"
            )
        at += step
    return Markup('<path class="stripes" d="{}"/>').format("".join(paths))


def share(value: float, *, of: float) -> Markup:
    """A bar in a table's row, from nought to the greatest of the table; the number stands beside it."""
    return Markup(
        '<svg class="cx-sharebar" viewBox="0 0 100 12" aria-hidden="true" focusable="false" preserveAspectRatio="none">'
        '<rect class="cx-sharebar__part" x="0.5" y="1.5" width="{:.1f}" height="9"/></svg>'
    ).format(99 * min(max(value / of, 0.0), 1.0) if of > 0 else 0.0)
