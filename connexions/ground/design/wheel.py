"""The assessment wheel, drawn on the server: a rose of wedges, one a factor, further out being stronger.

Wedges are the adviser's ratings; the stepped line is the young person's own; dots are the adviser's at the
time before; a hatched spoke has not been explored. Wedges rather than a joined web: a slope between unlike
factors would invent a shape. Pure: the same spokes give the same picture, to the letter.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

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


def slices(spokes: Sequence[Spoke]) -> list[Slice]:
    """The place of each spoke round the wheel, groups apart from each other."""
    groups = [len(list(members)) for _, members in groupby(spokes, key=lambda spoke: spoke.group)]
    step = (360 - TOP_GAP - GROUP_GAP * (len(groups) - 1)) / max(len(spokes), 1)
    placed, at = [], TOP_GAP / 2
    for size in groups:
        for _ in range(size):
            placed.append(Slice(at, at + step))
            at += step
        at += GROUP_GAP
    return placed


def wheel(
    spokes: Sequence[Spoke],
    *,
    scale: Sequence[str],
    title: str,
    who: str = "The young person",
    key: str = "wheel",
) -> Markup:
    """The wheel as SVG. *scale* names the levels, the weakest first and shortly; *key* begins its ids."""
    placed = slices(spokes)
    parts = [
        *_rings(spokes, placed, len(scale)),
        *(_wedge(spoke, place, len(scale), key) for spoke, place in zip(spokes, placed, strict=True)),
        *_before(spokes, placed, len(scale)),
        *_outline(spokes, placed, len(scale)),
        *_arcs(spokes, placed),
        *_scale(scale),
        *_names(spokes, placed),
        *_group_names(spokes, placed),
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
        parts=Markup("").join(parts),
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


def _path(classes: str, d: str) -> Markup:
    return Markup('<path class="{}" d="{}"/>').format(classes, d)


# ---- Parts


def _spans(spokes: Sequence[Spoke], placed: Sequence[Slice]) -> Iterator[tuple[str, Slice]]:
    """Each group with the place it takes."""
    pairs = zip(spokes, placed, strict=True)
    for name, members in groupby(pairs, key=lambda pair: pair[0].group):
        places = [place for _, place in members]
        yield name, Slice(places[0].start, places[-1].end)


def _rings(spokes: Sequence[Spoke], placed: Sequence[Slice], levels: int) -> Iterator[Markup]:
    for _, span in _spans(spokes, placed):
        for level in range(1, levels + 1):
            classes = "ring ring--out" if level == levels else "ring"
            yield _path(classes, _arc(span.start, span.end, radius(level, levels)))


def _wedge(spoke: Spoke, place: Slice, levels: int, key: str) -> Markup:
    if spoke.adviser is None:
        return Markup('<path class="unknown" fill="url(#{}-hatch)" d="{}"/>').format(
            key, _sector(place, radius(levels, levels))
        )
    classes = "wedge wedge--on" if spoke.kind == "on" else "wedge"
    return _path(classes, _sector(place, radius(spoke.adviser, levels)))


def _before(spokes: Sequence[Spoke], placed: Sequence[Slice], levels: int) -> Iterator[Markup]:
    """Dots at the level of the time before; further in where nothing changed, or the edge would hide them."""
    for spoke, place in zip(spokes, placed, strict=True):
        if spoke.before is not None:
            inwards = 7 if spoke.before == spoke.adviser else 0
            distance = radius(spoke.before, levels) - inwards
            yield _path("before", _arc(place.start + 2, place.end - 2, distance))


def _outline(spokes: Sequence[Spoke], placed: Sequence[Slice], levels: int) -> list[Markup]:
    """The young person's line, from spoke to spoke, broken between groups and where nothing was said."""
    d = ""
    last: tuple[str, float] | None = None
    for spoke, place in zip(spokes, placed, strict=True):
        if spoke.young_person is None:
            last = None
            continue
        distance = radius(spoke.young_person, levels) - 2
        joined = last is not None and last[0] == spoke.group
        d += (
            f"{'L' if joined else 'M'}{_xy(place.start, distance)}{_arc_to(place.start, place.end, distance)}"
        )
        last = (spoke.group, distance)
    return [_path("yp--halo", d), _path("yp", d)] if d else []


def _arcs(spokes: Sequence[Spoke], placed: Sequence[Slice]) -> Iterator[Markup]:
    for _, span in _spans(spokes, placed):
        yield _path("span", _arc(span.start, span.end, RIM + 8))


def _scale(scale: Sequence[str]) -> Iterator[Markup]:
    for level, word in enumerate(scale, start=1):
        y = CY - radius(level, len(scale)) + 4
        yield _text("scale scale--out" if level == len(scale) else "scale", CX, y, word)


def _text(classes: str, x: float, y: float, text: str) -> Markup:
    written = Markup('<text class="{}" text-anchor="middle" x="{}" y="{}">{}</text>')
    return written.format(classes, _n(x), _n(y), text)


def _names(spokes: Sequence[Spoke], placed: Sequence[Slice]) -> Iterator[Markup]:
    for number, (spoke, place) in enumerate(zip(spokes, placed, strict=True), start=1):
        kind = f" name--{spoke.kind}" if spoke.kind else ""
        below = math.cos(math.radians(place.middle)) < -0.93  # room for wider names, and further down
        lines = textwrap.wrap(f"{number} {spoke.label}", 23 if below else 17) + (
            [spoke.note] if spoke.note else []
        )
        yield _name(place.middle, lines, f"name{kind}", LABELS + (10 if below else 0))
        x, y = _point(place.middle, RIM + 26)
        yield _text("number" + kind.replace("name", "number"), x, y + 8, str(number))


def _name(degrees: float, lines: Sequence[str], classes: str, distance: float) -> Markup:
    """A name outside the wheel, leaning away from it, its lines centred on its spoke."""
    x, y = _point(degrees, distance)
    sideways, upwards = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    anchor = "start" if sideways >= 0 else "end"
    height = LINE * len(lines)
    top = y - height / 2 - upwards * height / 2 + 12
    spans = Markup("").join(
        Markup('<tspan x="{}" y="{}">{}</tspan>').format(_n(x), _n(top + LINE * index), line)
        for index, line in enumerate(lines)
    )
    return Markup('<text class="{}" text-anchor="{}">{}</text>').format(classes, anchor, spans)


def _group_names(spokes: Sequence[Spoke], placed: Sequence[Slice]) -> Iterator[Markup]:
    """Each group's name in the corner nearest to it."""
    corners: dict[tuple[bool, bool], list[str]] = {}
    for name, span in _spans(spokes, placed):
        right, low = span.middle < 180, 90 < span.middle < 270
        corners.setdefault((right, low), []).extend(textwrap.wrap(name, 22))
    for (right, low), lines in corners.items():
        top = HEIGHT - 8 - 18 * (len(lines) - 1) if low else 22
        x, anchor = (WIDTH - 4, "end") if right else (4, "start")
        spans = Markup("").join(
            Markup('<tspan x="{}" y="{}">{}</tspan>').format(x, top + 18 * index, line)
            for index, line in enumerate(lines)
        )
        yield Markup('<text class="group" text-anchor="{}">{}</text>').format(anchor, spans)
