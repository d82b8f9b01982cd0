"""Working days: Monday to Friday, save days off. The days off are told, never known here."""

from collections.abc import Collection
from datetime import date, timedelta

SATURDAY = 5
ONE = timedelta(days=1)


def is_working(day: date, *, off: Collection[date]) -> bool:
    """Whether work is done on a day."""
    return day.weekday() < SATURDAY and day not in off


def after(day: date, days: int, *, off: Collection[date]) -> date:
    """The working day that is so many after a day: the day itself does not count. None after is the first working
    day from then on."""
    found = day - ONE if days == 0 else day
    for _ in range(max(days, 1)):
        found += ONE
        while not is_working(found, off=off):
            found += ONE
    return found


def between(first: date, last: date, *, off: Collection[date]) -> int:
    """How many working days lie after the first day until the last, that one counted; less than none never."""
    days = (last - first).days
    return sum(is_working(first + timedelta(days=n), off=off) for n in range(1, days + 1))


def furthest(day: date, days: int) -> date:
    """A day that so many working days certainly do not pass: within which days off must be known."""
    return day + timedelta(days=2 * days + 40)
