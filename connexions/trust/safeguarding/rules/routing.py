"""Whom a concern is given to, and by when somebody must have taken it on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
SHORTEST, LONGEST = 1, 24 * 60  # minutes within which somebody must take a concern on
MOST_STEPS = 5


class To(StrEnum):
    """Whom a step of a rule tells."""

    ON_DUTY = "on_duty"
    LEADS = "leads"
    TEAM_MANAGERS = "team_managers"
    PARTNERSHIP_MANAGERS = "partnership_managers"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    To.ON_DUTY: "whoever is on duty by the rota",
    To.LEADS: "the designated leads",
    To.TEAM_MANAGERS: "the team’s managers",
    To.PARTNERSHIP_MANAGERS: "the partnership managers",
}


class When(StrEnum):
    """At which hours a rule holds."""

    ALWAYS = "always"
    DAY = "day"
    NIGHT = "night"


@dataclass(frozen=True)
class Step:
    """One step: who is told, and how many minutes they have before the next step."""

    to: To
    minutes: int


# Where no rule fits: everybody who manages the partnership, at once. Never nobody.
FALLBACK = To.PARTNERSHIP_MANAGERS


@dataclass(frozen=True)
class Routing:
    """A rule as it is chosen by: an empty kind or team means any."""

    key: Any
    kind: str
    team: int | None
    when: str
    steps: tuple[Step, ...]

    def fits(self, *, kind: str, team: int | None, night: bool) -> bool:
        hours = {When.ALWAYS: True, When.DAY: not night, When.NIGHT: night}[When(self.when)]
        return hours and self.kind in ("", kind) and (self.team is None or self.team == team)

    @property
    def exactness(self) -> tuple[bool, bool, bool]:
        """How much it says: the kind weighs most, then the team, then the hours."""
        return bool(self.kind), self.team is not None, self.when != When.ALWAYS


def choose(rules: Iterable[Routing], *, kind: str, team: int | None, night: bool) -> Routing | None:
    """The rule that says most of those that fit; none where none fits."""
    fitting = [one for one in rules if one.steps and one.fits(kind=kind, team=team, night=night)]
    return max(fitting, key=lambda one: one.exactness, default=None)


def step_at(steps: Sequence[Step], level: int, *, minutes: int) -> list[Step]:
    """Who is told at a level, counted from 0. Past the last step everybody so far is told again, and the partnership's
    managers with them: it goes on until somebody takes the concern on."""
    if level < len(steps):
        return [steps[level]]
    again = list(dict.fromkeys(one.to for one in steps))
    if FALLBACK not in again:
        again.append(FALLBACK)
    within = steps[-1].minutes if steps else minutes
    return [Step(to, within) for to in again]


def is_night(at: datetime, *, day_from: time, day_until: time, weekdays: Iterable[int]) -> bool:
    """Whether a moment is outside the office's hours, by the clock in England."""
    here = at.astimezone(LONDON)
    return here.weekday() not in set(weekdays) or not day_from <= here.time() < day_until


def read_steps(told: Iterable[Mapping[str, Any]]) -> tuple[Step, ...]:
    """Steps as a rule keeps them."""
    return tuple(Step(To(one["to"]), int(one["minutes"])) for one in told)
