"""Why a figure changed between two month ends: a stated decomposition that adds up exactly.

Definition
----------
Every young person has a *state* at each of the two month ends: a standing (see ``Standing``) or a reason for not being
counted (see ``Outside``). What a person's pair of states adds to or takes from the figure belongs, whole, to one part:

1. **Population**, where at either month end they were not of the cohort's age, or away: those who came of age or grew
   out of it, moved in or moved out.
2. **Identification**, otherwise, where at either month end they were not known or not on record: people found (a
   newly identified young person who is NEET adds to NEET although nothing happened to them) and people lost sight of.
3. **Real movement**, otherwise: known at both, and doing something else.

A change in *people* is the sum of the parts, since each pair of states falls into one of them. The part does not depend
on which of the two months comes first; so, the months swapped, every part only changes its sign.

A change in *rate* is shared out alike. With N people of D at the first month end, N' of D' at the second, and n, d what
a part adds to either, the part's share is

    n · (1/D + 1/D') / 2  −  d · (N + N') / 2 / (D · D')

What it added above the line counts at the mean of the two denominators' inverses, what it added below at the
mean of the numerators. The shares add up to N'/D' − N/D exactly (put N' = N + Σn and D' = D + Σd), and keep the
symmetry. It is the two-factor decomposition of Kitagawa (1955): the two orders of change, averaged. Fractions
throughout: nothing is rounded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from connexions.engines.stats.indicators import EVERYBODY, Indicator
from connexions.engines.stats.presence import Outside
from connexions.engines.stats.rates import Rate
from connexions.engines.stats.standings import Standing

State = Standing | Outside
Pairs = Mapping[tuple[State, State], int]  # so many people with each pair of states

AGED_OR_MOVED = (Outside.AGE, Outside.AWAY)
UNSEEN = (Standing.NOT_KNOWN, Outside.UNRECORDED)


class Part(StrEnum):
    """To what a person's share in a change is put down."""

    MOVEMENT = "movement"
    IDENTIFICATION = "identification"
    POPULATION = "population"


def part_of(before: State, after: State) -> Part:
    """The part to which a pair of states belongs, whichever came first."""
    if before in AGED_OR_MOVED or after in AGED_OR_MOVED:
        return Part.POPULATION
    if before in UNSEEN or after in UNSEEN:
        return Part.IDENTIFICATION
    return Part.MOVEMENT


@dataclass(frozen=True, slots=True)
class Share:
    """What one part did: people who joined the numerator and who left it, and the same of the denominator."""

    joined: int = 0
    left: int = 0
    below_joined: int = 0
    below_left: int = 0

    @property
    def people(self) -> int:
        """By how many people the part changed the numerator."""
        return self.joined - self.left

    @property
    def below(self) -> int:
        """By how many people the part changed the denominator."""
        return self.below_joined - self.below_left

    def __add__(self, other: Share) -> Share:
        return Share(
            self.joined + other.joined,
            self.left + other.left,
            self.below_joined + other.below_joined,
            self.below_left + other.below_left,
        )


@dataclass(frozen=True, slots=True)
class Change:
    """An indicator at two month ends, and what became of it in between."""

    before: Rate
    after: Rate
    parts: Mapping[Part, Share]
    came_from: Mapping[State, int]  # of those who joined the numerator, where they were
    went_to: Mapping[State, int]  # of those who left it, where they are

    @property
    def people(self) -> int:
        """By how many people the numerator changed; the sum of the parts."""
        return self.after.numerator - self.before.numerator

    @property
    def joiners(self) -> int:
        """People counted at the second month end and not at the first, whatever the part."""
        return sum(self.came_from.values())

    @property
    def leavers(self) -> int:
        """People counted at the first month end and not at the second."""
        return sum(self.went_to.values())

    @property
    def points(self) -> Fraction | None:
        """By how much the share changed, from -1 to 1; none where either month has nobody."""
        if self.before.share is None or self.after.share is None:
            return None
        return self.after.share - self.before.share

    def points_of(self, part: Part) -> Fraction | None:
        """The part's share in that; the three add up to ``points`` exactly."""
        first, second, share = self.before.denominator, self.after.denominator, self.parts[part]
        if not first or not second:
            return None
        mean_inverse = (Fraction(1, first) + Fraction(1, second)) / 2
        mean_above = Fraction(self.before.numerator + self.after.numerator, 2)
        return share.people * mean_inverse - share.below * mean_above / (first * second)


def change(indicator: Indicator, pairs: Pairs) -> Change:
    """What happened to an indicator between two month ends, from so many people with each pair of states.

    Somebody who joined and left again in between is in neither number: two month ends are compared, not what
    happened from day to day.
    """
    parts = dict.fromkeys(Part, Share())
    came_from: dict[State, int] = {}
    went_to: dict[State, int] = {}
    before = after = Rate(0, 0)
    for (first, second), people in pairs.items():
        was, is_now = _counted(indicator, first, people), _counted(indicator, second, people)
        before, after = before + was, after + is_now
        parts[part_of(first, second)] += _share(was, is_now)
        if is_now.numerator and not was.numerator:
            came_from[first] = came_from.get(first, 0) + people
        if was.numerator and not is_now.numerator:
            went_to[second] = went_to.get(second, 0) + people
    return Change(before, after, parts, came_from, went_to)


def _counted(indicator: Indicator, state: State, people: int) -> Rate:
    """These people, above and below the line."""
    above = people if state in indicator.counts else 0
    return Rate(above, people if state in EVERYBODY else 0)


def _share(was: Rate, is_now: Rate) -> Share:
    above, below = is_now.numerator - was.numerator, is_now.denominator - was.denominator
    return Share(max(above, 0), max(-above, 0), max(below, 0), max(-below, 0))
