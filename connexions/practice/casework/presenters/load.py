"""How full a post is, as a bar and in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from connexions.ground.design import words
from connexions.practice.casework.queries.staff import Load
from connexions.registers.accounts.models import Membership
from connexions.registers.people.models.young_person import LevelOfNeed

WIDTH = 326.0
LETTERS = dict(zip(LevelOfNeed.values, "abc", strict=True))


@dataclass(frozen=True)
class Part:
    """One level's stretch of the bar."""

    letter: str
    label: str
    number: int
    x: float
    width: float
    percent: int


@dataclass(frozen=True)
class Shown:
    """The panel."""

    percent: int
    parts: list[Part]
    said: str
    room: str
    weights: str


def shown(load: Load) -> Shown:
    """The bar's parts and the sentences beneath. A post more than full is drawn full."""
    shares = load.shares
    whole = max(1.0, sum(shares.values()))
    parts, at = [], 0.0
    for level, label in LevelOfNeed.choices:
        width = round(WIDTH * shares.get(level, 0.0) / whole, 1)
        number = load.counts.get(level, 0)
        parts.append(
            Part(LETTERS[level], label, number, round(at, 1), width, round(100 * shares.get(level, 0.0)))
        )
        at += width
    levels = words.listed(f"{part.label.lower()} {part.percent}" for part in parts)
    return Shown(
        load.percent, parts, f"{load.percent} per cent of a post: {levels}.", _room(load), _weights(load)
    )


def _room(load: Load) -> str:
    room = load.room_for(LevelOfNeed.INTENSIVE)
    if room > 0:
        return f"Room for {room} more intensive."
    return "There is no room for another intensive." if load.percent <= 100 else "This is more than one post."


def _weights(load: Load) -> str:
    told = [
        f"{load.weights[level]} {label.lower()}"
        for level, label in LevelOfNeed.choices
        if level in load.weights
    ]
    return f"Weights: {words.listed(told, 'or')} fill one full-time post."


def by_team(
    nobody: Mapping[int | None, int], advisers: Sequence[Membership], loads: Mapping[UUID, Load]
) -> list[tuple[str, int, str]]:
    """Those who have nobody, by team, and who there has most room: (team, how many, whose post how full)."""
    rows = []
    for team, number in nobody.items():
        there = [one for one in advisers if (one.team_id == team or team is None) and one.until_on is None]
        best = min(there, key=lambda one: (loads[one.user_id].percent, one.user.name), default=None)
        name = next((one.team.name for one in there if one.team_id == team and one.team), "No team yet")
        room = f"{best.user.name}, {loads[best.user_id].percent}% full" if best else "Nobody there"
        rows.append((name, number, room))
    return sorted(rows, key=lambda row: -row[1])
