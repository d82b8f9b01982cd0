"""The assessment wheel, drawn on the server: a rose of wedges, one a factor, further out being stronger.

Wedges are the adviser's ratings; the stepped line is the young person's own; dots are the adviser's at the
time before; a hatched spoke has not been explored. Wedges rather than a joined web: a slope between unlike
factors would invent a shape. Pure: the same spokes give the same picture, to the letter; so what one form's wheels have
in common, and each shape that a level takes in its place, is drawn once and kept.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from markupsafe import Markup, escape

from connexions.ground.design.vendor import drawn
from connexions.ground.design.words import count, listed

WIDTH, HEIGHT = 700, 650
CX, CY = 350.0, 330.0
HOLE, RIM = 34.0, 210.0  # where level 0 and the strongest level lie
TOP_GAP, GROUP_GAP = 40.0, 7.0  # degrees: the scale stands in the gap at the top
LABELS = 228.0  # how far out the names begin
LINE = 17  # of a name that takes more than one


@dataclass(frozen=True)
class Spoke:
    """One factor. Levels run from 1 (weakest) to the number of levels; None is "not explored"."""

    label: str
    group: str
    adviser: int | None = None
    young_person: int | None = None
    before: int | None = None
    note: str = ""  # said beneath the name: "no goal yet"
    kind: str = ""  # "need" colours the name as wanting something, "on" marks the one being rated


@dataclass(frozen=True)
class Slice:
    """Where a spoke lies: degrees clockwise from the top."""

    start: float
    end: float

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2


def radius(level: int, levels: int) -> float:
    """How far out a level lies."""
    return HOLE + (RIM - HOLE) * level / levels


def slices(spokes: Sequence[Spoke]) -> Sequence[Slice]:
    """The place of each spoke round the wheel, groups apart from each other."""
    return _placed(tuple(spoke.group for spoke in spokes))


@lru_cache(maxsize=64)
def _placed(grouped: tuple[str, ...]) -> tuple[Slice, ...]:
    groups = [len(list(members)) for _, members in groupby(grouped)]
    step = (360 - TOP_GAP - GROUP_GAP * (len(groups) - 1)) / max(len(grouped), 1)
    placed, at = [], TOP_GAP / 2
    for size in groups:
        for _ in range(size):
            placed.append(Slice(at, at + step))
            at += step
        at += GROUP_GAP
    return tuple(placed)


def wheel(
    spokes: Sequence[Spoke],
    *,
    scale: Sequence[str],
    title: str,
    who: str = "The young person",
    key: str = "wheel",
) -> Markup:
    """The wheel as SVG. *scale* names the levels, the weakest first and shortly; *key* begins its ids."""
    placed, groups = slices(spokes), tuple(spoke.group for spoke in spokes)
    parts = [
        _rings(groups, len(scale)),
        *(_wedge(one.adviser, one.kind, at, len(scale), key) for one, at in zip(spokes, placed, strict=True)),
        *_before(spokes, placed, len(scale)),
        *_outline(spokes, placed, len(scale)),
        _arcs(groups),
        _scale(tuple(scale)),
        *(
            _name(number, one.label, one.note, one.kind, at)
            for number, (one, at) in enumerate(zip(spokes, placed, strict=True), start=1)
        ),
        _group_names(groups),
    ]
    return Markup(
        '<div class="cx-wheelbox"><svg class="cx-wheel" viewBox="0 0 {w} {h}" role="img"'
        ' aria-labelledby="{key}-title {key}-desc"><title id="{key}-title">{title}</title>'
        '<desc id="{key}-desc">{desc}</desc><defs><pattern id="{key}-hatch" width="7" height="7"'
        ' patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect class="paper" width="7" height="7"/><path class="hatch" d="M0 0V7"/></pattern></defs>'
        "{parts}</svg></div>"
    ).format(
        w=WIDTH,
        h=HEIGHT,
        key=key,
        title=title,
        desc=describe(spokes, scale=scale, who=who),
        parts=drawn("".join(parts)),
    )


def describe(spokes: Sequence[Spoke], *, scale: Sequence[str], who: str) -> str:
    """The wheel in words, for those who cannot see it; the table beside it says everything."""
    groups = len({spoke.group for spoke in spokes})
    told = {
        scale[-1]: [spoke for spoke in spokes if spoke.adviser == len(scale)],
        scale[0]: [spoke for spoke in spokes if spoke.adviser == 1],
        f"{who} rates lower": [spoke for spoke in spokes if _apart(spoke) < 0],
        f"{who} rates higher": [spoke for spoke in spokes if _apart(spoke) > 0],
        "Not explored": [spoke for spoke in spokes if spoke.adviser is None],
    }
    lines = [f"{what}: {listed(spoke.label for spoke in there)}." for what, there in told.items() if there]
    first = f"{count(len(spokes), 'factor')} in {count(groups, 'group')}; further out is stronger."
    return " ".join([first, *lines, "The table says the same."])


def _apart(spoke: Spoke) -> int:
    """How much higher the young person rates than the adviser; nothing where one of them did not."""
    if spoke.adviser is None or spoke.young_person is None:
        return 0
    return spoke.young_person - spoke.adviser


# ---- Geometry


def _n(number: float) -> str:
    """A coordinate: one decimal, never "-0.0"."""
    return f"{round(number, 1) + 0.0:.1f}"


def _point(degrees: float, distance: float) -> tuple[float, float]:
    turn = math.radians(degrees)
    return CX + distance * math.sin(turn), CY - distance * math.cos(turn)


def _xy(degrees: float, distance: float) -> str:
    x, y = _point(degrees, distance)
    return f"{_n(x)} {_n(y)}"


def _arc_to(start: float, end: float, distance: float) -> str:
    large = 1 if end - start > 180 else 0
    return f"A{_n(distance)} {_n(distance)} 0 {large} 1 {_xy(end, distance)}"


def _arc(start: float, end: float, distance: float) -> str:
    return f"M{_xy(start, distance)}{_arc_to(start, end, distance)}"


def _sector(place: Slice, distance: float, *, apart: float = 1.2) -> str:
    """A wedge from the hole to *distance*, its sides *apart* pixels from its neighbours'."""
    inner, outer = math.degrees(apart / HOLE), math.degrees(apart / distance)
    return (
        f"M{_xy(place.start + inner, HOLE)}L{_xy(place.start + outer, distance)}"
        f"{_arc_to(place.start + outer, place.end - outer, distance)}L{_xy(place.end - inner, HOLE)}Z"
    )


def _path(classes: str, d: str) -> str:
    return f'<path class="{classes}" d="{d}"/>'


# ---- Parts


def _spans(groups: Sequence[str]) -> Iterator[tuple[str, Slice]]:
    """Each group with the place it takes."""
    for name, members in groupby(zip(groups, _placed(tuple(groups)), strict=True), key=lambda pair: pair[0]):
        places = [place for _, place in members]
        yield name, Slice(places[0].start, places[-1].end)


@lru_cache(maxsize=64)
def _rings(groups: tuple[str, ...], levels: int) -> str:
    return "".join(
        _path(
            "ring ring--out" if level == levels else "ring",
            _arc(span.start, span.end, radius(level, levels)),
        )
        for _, span in _spans(groups)
        for level in range(1, levels + 1)
    )


@lru_cache(maxsize=2048)
def _wedge(adviser: int | None, kind: str, place: Slice, levels: int, key: str) -> str:
    if adviser is None:
        whole = _sector(place, radius(levels, levels))
        return f'<path class="unknown" fill="url(#{escape(key)}-hatch)" d="{whole}"/>'
    classes = "wedge wedge--on" if kind == "on" else "wedge"
    return _path(classes, _sector(place, radius(adviser, levels)))


def _before(spokes: Sequence[Spoke], placed: Sequence[Slice], levels: int) -> Iterator[str]:
    """Dots at the level of the time before; further in where nothing changed, or the edge would hide them."""
    for spoke, place in zip(spokes, placed, strict=True):
        if spoke.before is not None:
            inwards = 7 if spoke.before == spoke.adviser else 0
            yield _dots(place, radius(spoke.before, levels) - inwards)


@lru_cache(maxsize=2048)
def _dots(place: Slice, distance: float) -> str:
    return _path("before", _arc(place.start + 2, place.end - 2, distance))


def _outline(spokes: Sequence[Spoke], placed: Sequence[Slice], levels: int) -> list[str]:
    """The young person's line, from spoke to spoke, broken between groups and where nothing was said."""
    d = ""
    last: str | None = None
    for spoke, place in zip(spokes, placed, strict=True):
        if spoke.young_person is None:
            last = None
            continue
        d += ("L" if last == spoke.group else "M") + _step(place, radius(spoke.young_person, levels) - 2)
        last = spoke.group
    return [_path("yp--halo", d), _path("yp", d)] if d else []


@lru_cache(maxsize=2048)
def _step(place: Slice, distance: float) -> str:
    """The line along one spoke."""
    return _xy(place.start, distance) + _arc_to(place.start, place.end, distance)


@lru_cache(maxsize=64)
def _arcs(groups: tuple[str, ...]) -> str:
    return "".join(_path("span", _arc(span.start, span.end, RIM + 8)) for _, span in _spans(groups))


@lru_cache(maxsize=64)
def _scale(scale: tuple[str, ...]) -> str:
    return "".join(
        _text(
            "scale scale--out" if level == len(scale) else "scale",
            CX,
            CY - radius(level, len(scale)) + 4,
            word,
        )
        for level, word in enumerate(scale, start=1)
    )


def _text(classes: str, x: float, y: float, text: str) -> str:
    at = f'x="{_n(x)}" y="{_n(y)}"'
    return f'<text class="{classes}" text-anchor="middle" {at}>{escape(text)}</text>'


@lru_cache(maxsize=2048)
def _name(number: int, label: str, note: str, kind: str, place: Slice) -> str:
    """A factor's name and what is said beneath it, and its number at the rim."""
    more = f"--{kind}" if kind else ""
    below = math.cos(math.radians(place.middle)) < -0.93  # room for wider names, and further down
    lines = textwrap.wrap(f"{number} {label}", 23 if below else 17) + ([note] if note else [])
    classes = f"name name{more}" if more else "name"
    x, y = _point(place.middle, RIM + 26)
    return _leaning(place.middle, lines, classes, LABELS + (10 if below else 0)) + _text(
        f"number number{more}" if more else "number", x, y + 8, str(number)
    )


def _leaning(degrees: float, lines: Sequence[str], classes: str, distance: float) -> str:
    """A name outside the wheel, leaning away from it, its lines centred on its spoke."""
    x, y = _point(degrees, distance)
    sideways, upwards = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    anchor = "start" if sideways >= 0 else "end"
    height = LINE * len(lines)
    top = y - height / 2 - upwards * height / 2 + 12
    return _lines(
        classes, anchor, _n(x), [(_n(top + LINE * index), line) for index, line in enumerate(lines)]
    )


def _lines(classes: str, anchor: str, x: object, lines: Sequence[tuple[object, str]]) -> str:
    spans = "".join(f'<tspan x="{x}" y="{y}">{escape(line)}</tspan>' for y, line in lines)
    return f'<text class="{classes}" text-anchor="{anchor}">{spans}</text>'


@lru_cache(maxsize=64)
def _group_names(groups: tuple[str, ...]) -> str:
    """Each group's name in the corner nearest to it."""
    corners: dict[tuple[bool, bool], list[str]] = {}
    for name, span in _spans(groups):
        right, low = span.middle < 180, 90 < span.middle < 270
        corners.setdefault((right, low), []).extend(textwrap.wrap(name, 22))
    return "".join(_corner(right, low, lines) for (right, low), lines in corners.items())


def _corner(right: bool, low: bool, lines: Sequence[str]) -> str:
    top = HEIGHT - 8 - 18 * (len(lines) - 1) if low else 22
    x, anchor = (WIDTH - 4, "end") if right else (4, "start")
    return _lines("group", anchor, x, [(top + 18 * index, line) for index, line in enumerate(lines)])
