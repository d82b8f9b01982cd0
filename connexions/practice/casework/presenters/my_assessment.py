"""An assessment as the young person reads it: in plain words, what is strong first."""

from dataclasses import dataclass

from connexions.practice.casework.models import Evidence, Factor
from connexions.practice.casework.presenters.assessment import distance
from connexions.practice.casework.queries.assessments import Profile
from connexions.practice.casework.rules import Rated


@dataclass(frozen=True)
class Thing:
    """One factor: what they said, what their adviser says, and what was written."""

    name: str
    you: str
    adviser: str
    moved: int | None
    strengths: str
    difference: str
    rests_on: tuple[Evidence, ...]


@dataclass(frozen=True)
class Mine:
    """Their assessment in four piles, the strengths first."""

    strong: list[Thing]
    fine: list[Thing]
    hard: list[Thing]
    not_explored: list[str]
    better: list[str]  # what is stronger than the time before


def mine(now: Profile, before: Profile | None) -> Mine:
    """The latest assessment in plain words, and what is stronger than the time before."""
    moved = distance(before, now).moved if before else {}
    piles: dict[str, list[Thing]] = {"strong": [], "fine": [], "hard": []}
    left = []
    for factor in now.form.factors:
        rated = now.rated.get(factor.number, Rated())
        if rated.level is None:
            left.append(plain_name(factor))
            continue
        piles[_pile(now, rated.level)].append(_thing(factor, rated, now, moved.get(factor.number)))
    better = [plain_name(one) for one in now.form.factors if moved.get(one.number, 0) > 0]
    return Mine(**piles, not_explored=left, better=better)


def plain_name(factor: Factor) -> str:
    """What a young person would call it."""
    return factor.plain_name or factor.name


def _pile(profile: Profile, level: int) -> str:
    if level >= profile.form.strength_at_least:
        return "strong"
    return "hard" if level <= profile.form.need_at_most else "fine"


def _thing(factor: Factor, rated: Rated, profile: Profile, moved: int | None) -> Thing:
    rating = profile.ratings[factor.number]
    return Thing(
        plain_name(factor),
        profile.form.plain(rated.young_person) if rated.young_person is not None else "",
        profile.form.plain(rated.adviser) if rated.adviser is not None else "",
        moved,
        rating.strengths,
        rating.difference,
        tuple(profile.evidence.get(factor.number, ())),
    )
