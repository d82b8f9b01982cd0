"""Two assessments side by side, and each factor's way through all of them."""

from dataclasses import dataclass

from markupsafe import Markup

from connexions.ground.design import words
from connexions.ground.design.sparks import spark
from connexions.practice.casework.models import Factor
from connexions.practice.casework.presenters.assessment import distance
from connexions.practice.casework.queries.assessments import Profile
from connexions.practice.casework.rules import Distance, Rated


@dataclass(frozen=True)
class Line:
    """One factor in both: as the adviser and as the young person saw it, and how far it moved."""

    factor: Factor
    first: Rated
    second: Rated
    moved: int | None


@dataclass(frozen=True)
class Part:
    """One group of factors, and how far it moved in all; none where nothing in it can be compared."""

    name: str
    lines: list[Line]
    moved: int | None


@dataclass(frozen=True)
class Comparison:
    """Two assessments, the earlier first."""

    first: Profile
    second: Profile
    parts: list[Part]
    distance: Distance
    why_not: list[str]  # what is not compared, and why, each a sentence

    @property
    def in_all(self) -> int:
        return self.distance.in_all


def compared(first: Profile, second: Profile) -> Comparison:
    """How far from *first* to *second*, factor by factor, group by group and in all."""
    found = distance(first, second)
    parts = [
        Part(
            name,
            [_line(factor, first, second, found) for factor in factors],
            found.over(one.number for one in factors),
        )
        for name, factors in second.form.groups
    ]
    return Comparison(first, second, parts, found, _why_not(first, second, found))


def _line(factor: Factor, first: Profile, second: Profile, found: Distance) -> Line:
    number = factor.number
    was = first.rated.get(number, Rated()) if first.form.factor(number) else Rated()
    return Line(factor, was, second.rated.get(number, Rated()), found.moved.get(number))


def _why_not(first: Profile, second: Profile, found: Distance) -> list[str]:
    told = []
    if found.other_scale:
        told.append(
            f"The two were made on different scales ({len(first.form.scale)} levels, then"
            f" {len(second.form.scale)}, or needs and strengths drawn elsewhere): a level does not mean the same,"
            " so nothing is counted."
        )
    if found.gone:
        told.append(f"No longer on the form: {_names(first, found.gone)}.")
    if found.added:
        told.append(f"New on the form: {_names(second, found.added)}.")
    unrated = tuple(number for number in found.not_compared if second.form.factor(number))
    if unrated:
        told.append(f"Not rated by the adviser both times: {_names(second, unrated)}.")
    return told


def _names(profile: Profile, numbers: tuple[int, ...]) -> str:
    found = [profile.form.factor(number) for number in numbers]
    return words.listed([one.name.lower() for one in found if one is not None])


@dataclass(frozen=True)
class Way:
    """One factor through all assessments made on a scale that means the same."""

    factor: Factor
    drawn: Markup
    levels: list[str]


def ways(profiles: list[Profile]) -> list[tuple[str, list[Way]]]:
    """Each factor of the latest form through all of them, the earliest first; *profiles* likewise."""
    latest = profiles[-1].form
    return [(name, [_way(factor, profiles) for factor in factors]) for name, factors in latest.groups]


def _way(factor: Factor, profiles: list[Profile]) -> Way:
    latest = profiles[-1].form
    levels = [one.rated.get(factor.number, Rated()).adviser for one in profiles]
    named = [one.form.level(level) for one, level in zip(profiles, levels, strict=True)]
    said = f"{factor.name}: {', then '.join(name.lower() for name in named)}."
    return Way(factor, spark(levels, of=len(latest.scale), said=said), named)


def alike(profiles: list[Profile]) -> list[Profile]:
    """Those on whose scale a level means what it means on the last one's."""
    last = profiles[-1].form.measure
    return [one for one in profiles if one.form.measure.same_scale(last)]
