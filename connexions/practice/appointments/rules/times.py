"""Times on the clock of England, and the slots they leave: what is free, and when the clocks change."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from connexions.ground.base.refusals import NotPossible
from connexions.ground.design import words

HERE = ZoneInfo("Europe/London")
LONGEST_MINUTES = 8 * 60
SHORTEST_MINUTES = 5


@dataclass(frozen=True, order=True)
class Span:
    """From a moment until, and not including, another."""

    starts_at: datetime
    ends_at: datetime

    def overlaps(self, other: "Span") -> bool:
        """Whether any moment lies in both."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    def holds(self, other: "Span") -> bool:
        """Whether all of the other lies in this one."""
        return self.starts_at <= other.starts_at and other.ends_at <= self.ends_at


def moment(day: date, at: time) -> datetime:
    """A time on the clock of England as a moment. Raises ``NotPossible`` on the nights when clocks change:
    for a time that there is not, and for one that comes twice."""
    local = datetime.combine(day, at, HERE)
    said = f"{words.time(at)} on {words.long_day(day)}"
    if local.astimezone(UTC).astimezone(HERE).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise NotPossible(f"There is no {said}: the clocks go forward then. Choose another time.")
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        raise NotPossible(f"There are two of {said}: the clocks go back then. Choose a time before or after.")
    return local.astimezone(UTC)


def nearest(day: date, at: time) -> datetime:
    """The same for hours of work: the time that follows where there is none, the first where there are two."""
    return datetime.combine(day, at, HERE).astimezone(UTC)


def span(day: date, at: time, minutes: int) -> Span:
    """So many minutes from a time of a day. Raises ``NotPossible`` as ``moment`` does, and for a length that
    no appointment has."""
    return lasting(moment(day, at), minutes)


def lasting(starts_at: datetime, minutes: int) -> Span:
    """So many minutes from a moment. Raises ``NotPossible`` for a length that no appointment has."""
    if not SHORTEST_MINUTES <= minutes <= LONGEST_MINUTES:
        longest = LONGEST_MINUTES // 60
        raise NotPossible(f"An appointment lasts from {SHORTEST_MINUTES} minutes to {longest} hours.")
    return Span(starts_at, starts_at + timedelta(minutes=minutes))


@dataclass(frozen=True)
class Stretch:
    """When an adviser sees young people: a stretch of one day, at a centre or wherever they are."""

    span: Span
    slot_minutes: int
    centre: int | None = None


def without(stretches: Iterable[Stretch], away: Iterable[Span]) -> list[Stretch]:
    """What is left of stretches when the times away are taken out."""
    left = list(stretches)
    for gone in away:
        left = [piece for one in left for piece in _cut(one, gone)]
    return left


def _cut(one: Stretch, gone: Span) -> Iterator[Stretch]:
    if not one.span.overlaps(gone):
        yield one
        return
    if one.span.starts_at < gone.starts_at:
        yield Stretch(Span(one.span.starts_at, gone.starts_at), one.slot_minutes, one.centre)
    if gone.ends_at < one.span.ends_at:
        yield Stretch(Span(gone.ends_at, one.span.ends_at), one.slot_minutes, one.centre)


def slots(stretch: Stretch, *, minutes: int) -> Iterator[Span]:
    """The slots of a stretch: one begins every slot's length, and all of it lies inside."""
    starts_at, length = stretch.span.starts_at, timedelta(minutes=minutes)
    while starts_at + length <= stretch.span.ends_at:
        yield Span(starts_at, starts_at + length)
        starts_at += timedelta(minutes=stretch.slot_minutes)


def free(
    stretches: Iterable[Stretch], busy: Iterable[Span], *, minutes: int, after: datetime
) -> Iterator[tuple[Span, Stretch]]:
    """Slots that nothing overlaps and that have not begun, the next first."""
    taken = list(busy)
    open_ones = [
        (slot, one)
        for one in stretches
        for slot in slots(one, minutes=minutes)
        if slot.starts_at > after and not any(slot.overlaps(other) for other in taken)
    ]
    yield from sorted(open_ones, key=lambda found: found[0])


def remind_at(*, starts_at: datetime, hours: int, quiet_from: time, quiet_until: time) -> datetime:
    """When to remind somebody: so many hours before, or as soon as it is no longer the quiet of the night."""
    due = (starts_at - timedelta(hours=hours)).astimezone(HERE)
    if not is_quiet(due, quiet_from=quiet_from, quiet_until=quiet_until):
        return due.astimezone(UTC)
    day = due.date()
    if quiet_from > quiet_until and due.timetz().replace(tzinfo=None) >= quiet_from:
        day += timedelta(days=1)
    return nearest(day, quiet_until)


def is_quiet(at: datetime, *, quiet_from: time, quiet_until: time) -> bool:
    """Whether nobody is written to at this moment; no quiet at all where both ends are the same."""
    clock = at.astimezone(HERE).time()
    if quiet_from <= quiet_until:
        return quiet_from <= clock < quiet_until
    return clock >= quiet_from or clock < quiet_until
