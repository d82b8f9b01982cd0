"""Dates, times and counts as the service writes them: "3 November 2026", "2:30pm", "1 step", "2 steps"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.utils import timezone

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def _local(value: dt.date) -> dt.date:
    """A moment as it is on the clock here; a plain date as it stands."""
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def day(value: dt.date | None) -> str:
    """3 November 2026."""
    if value is None:
        return ""
    value = _local(value)
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def short_day(value: dt.date | None) -> str:
    """3 Nov."""
    if value is None:
        return ""
    value = _local(value)
    return f"{value.day} {MONTHS[value.month - 1][:3]}"


def long_day(value: dt.date | None) -> str:
    """Tuesday 3 November 2026."""
    if value is None:
        return ""
    return f"{DAYS[_local(value).weekday()]} {day(value)}"


def month(value: dt.date | None) -> str:
    """November 2026."""
    if value is None:
        return ""
    value = _local(value)
    return f"{MONTHS[value.month - 1]} {value.year}"


def time(value: dt.datetime | dt.time | None) -> str:
    """2:30pm; on the hour 2pm; midday and midnight in words."""
    if value is None:
        return ""
    clock = value if isinstance(value, dt.time) else _moment(value).time()
    if clock.minute == 0 and clock.hour in (0, 12):
        return "midday" if clock.hour else "midnight"
    minutes = f":{clock.minute:02}" if clock.minute else ""
    return f"{clock.hour % 12 or 12}{minutes}{'pm' if clock.hour >= 12 else 'am'}"


def _moment(value: dt.datetime) -> dt.datetime:
    found = _local(value)
    assert isinstance(found, dt.datetime)
    return found


def moment(value: dt.datetime | None) -> str:
    """3 November 2026, 2:30pm."""
    return "" if value is None else f"{day(value)}, {time(value)}"


def count(number: int, one: str, many: str | None = None) -> str:
    """1 step, 2 steps, 1,024 steps; the plural is given where it is not made with an s."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip


def number(value: int) -> str:
    """A small number in words, as one would say it: "eleven"; "13"."""
    return NUMBERS[value] if value < len(NUMBERS) else thousands(value)


def soon(value: dt.date, on: dt.date) -> str:
    """A day that is near, seen from another: "today", "tomorrow", "Thursday", "3 Nov"."""
    ahead = (value - on).days
    if ahead <= 1:
        return "today" if ahead == 0 else "tomorrow"
    return long_day(value).split(" ", maxsplit=1)[0] if ahead < 7 else short_day(value)


def sentence(text: str) -> str:
    """The same with a capital, to begin a sentence or a line."""
    return text[:1].upper() + text[1:]


def listed(things: Iterable[Any], last: str = "and") -> str:
    """a, b and c."""
    said = [str(thing) for thing in things]
    if len(said) < 2:
        return "".join(said)
    return f"{', '.join(said[:-1])} {last} {said[-1]}"


def thousands(number: float) -> str:
    """12,345."""
    return f"{number:,}"


FILTERS: dict[str, Callable[..., str]] = {
    "day": day,
    "short_day": short_day,
    "long_day": long_day,
    "month": month,
    "time": time,
    "moment": moment,
    "count": count,
    "listed": listed,
    "sentence": sentence,
    "thousands": thousands,
}
