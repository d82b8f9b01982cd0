"""Who is on duty when, and where the rota has gaps. All by the clock in England, summer time and winter time alike."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from connexions.trust.safeguarding.rules.routing import LONDON

Stretch = tuple[datetime, datetime]


@dataclass(frozen=True)
class Turn:
    """Somebody's turn of duty: from a moment until, and not including, another."""

    who: Any
    from_at: datetime
    until_at: datetime

    def holds(self, at: datetime) -> bool:
        return self.from_at <= at < self.until_at


def on_duty(turns: Iterable[Turn], at: datetime) -> list[Any]:
    """Whoever is on duty at a moment, whoever began first first."""
    return [one.who for one in sorted(turns, key=lambda turn: turn.from_at) if one.holds(at)]


def at_local(day: date, hour: time) -> datetime:
    """A time by the clock of a day, as a moment. What the clock shows twice is the first of both; what it leaves out
    (1am to 2am on the night summer time begins) is as much later as the clock is put on."""
    return datetime.combine(day, hour, LONDON).astimezone(UTC)


def nights(
    first: date, days: int, *, day_from: time, day_until: time, weekdays: Iterable[int]
) -> list[Stretch]:
    """The stretches of these days in which the office is closed, joined where they touch."""
    open_on, found = set(weekdays), []
    begin = at_local(first, time(0))
    for n in range(days):
        day = first + timedelta(days=n)
        if day.weekday() in open_on:
            found.append((begin, at_local(day, day_from)))
            begin = at_local(day, day_until)
    found.append((begin, at_local(first + timedelta(days=days), time(0))))
    return [one for one in found if one[0] < one[1]]


def gaps(wanted: Sequence[Stretch], turns: Iterable[Turn]) -> list[Stretch]:
    """The parts of what is to be covered in which nobody is on duty."""
    covered = sorted((one.from_at, one.until_at) for one in turns)
    found: list[Stretch] = []
    for start, end in wanted:
        at = start
        for from_at, until_at in covered:
            if until_at <= at or from_at >= end:
                continue
            if from_at > at:
                found.append((at, from_at))
            at = max(at, until_at)
        if at < end:
            found.append((at, end))
    return found
