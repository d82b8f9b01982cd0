"""How long ago a service was checked, and what follows. Pure."""

from datetime import date
from enum import StrEnum


class Freshness(StrEnum):
    """Whether what is written about a service can be relied on."""

    FRESH = "fresh"
    DUE = "due"
    HIDDEN = "hidden"


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last of a shorter month."""
    count = day.year * 12 + day.month - 1 - months
    year, month = divmod(count, 12)
    for number in range(day.day, 27, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return date(year, month + 1, min(day.day, 28))


def freshness(assured_on: date | None, on: date, *, due_after: int, hidden_after: int) -> Freshness:
    """Whether a service that was last checked on a day is fresh, due for a check, or found no more. One that
    nobody has ever checked is due: nothing says how old it is."""
    if assured_on is None:
        return Freshness.DUE
    if assured_on < months_before(on, hidden_after):
        return Freshness.HIDDEN
    return Freshness.DUE if assured_on < months_before(on, due_after) else Freshness.FRESH
