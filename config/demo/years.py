"""Dates that everything in the demo is relative to, so that "due in 3 days" is always true."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random


@dataclass(frozen=True, slots=True)
class Year:
    """The academic year of *today*."""

    today: date

    @property
    def first(self) -> int:
        """The calendar year in which it began."""
        return self.today.year - (self.today.month < 9)

    @property
    def start_on(self) -> date:
        return date(self.first, 9, 1)

    @property
    def end_on(self) -> date:
        return date(self.first + 1, 8, 31)

    def september(self, age: int, at_age: int) -> date:
        """1 September of the year in which somebody who is now of academic age *age* was *at_age*."""
        return date(self.first - age + at_age, 9, 1)

    def birthday(self, age: int, rng: Random) -> date:
        """A day of birth that gives this academic age."""
        first = date(self.first - age - 1, 9, 1)
        return first + timedelta(days=rng.randrange(365))


def between(rng: Random, first: date, last: date) -> date:
    """A day from *first* to *last*; *last* where they are the wrong way round."""
    days = (last - first).days
    return last if days <= 0 else first + timedelta(days=rng.randrange(days + 1))
