"""When a schedule holds: RFC 5545's WEEKLY and MONTHLY with INTERVAL, BYDAY and BYMONTHDAY, as Open Referral
has them. Pure: wall-clock days and times in, yes or no out."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, time, timedelta

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_BYDAY = re.compile(r"^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$")


@dataclass(frozen=True)
class Hours:
    """A schedule, as far as it says when."""

    freq: str = "WEEKLY"
    interval: int = 1
    byday: str = ""
    bymonthday: str = ""
    starts_on: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    opens: time | None = None
    closes: time | None = None


def byday_of(text: str) -> list[tuple[int, int]] | None:
    """The days of a BYDAY as (which in the month, or 0 for every; weekday from Monday); None where it is none."""
    found = []
    for part in filter(None, text.replace(" ", "").upper().split(",")):
        match = _BYDAY.match(part)
        if match is None or not -5 <= int(match[1] or 0) <= 5:
            return None
        found.append((int(match[1] or 0), DAYS.index(match[2])))
    return found


def monthdays_of(text: str) -> list[int] | None:
    """The days of a BYMONTHDAY; None where it is none."""
    try:
        found = [int(part) for part in text.replace(" ", "").split(",") if part]
    except ValueError:
        return None
    return found if all(1 <= abs(one) <= 31 for one in found) else None


def falls_on(hours: Hours, day: date) -> bool:
    """Whether it is one of its days."""
    if (hours.valid_from and day < hours.valid_from) or (hours.valid_to and day > hours.valid_to):
        return False
    if hours.starts_on and day < hours.starts_on:
        return False
    return _weekly(hours, day) if hours.freq != "MONTHLY" else _monthly(hours, day)


def open_at(hours: Hours, day: date, at: time) -> bool:
    """Whether it is open then; a time of closing before that of opening is on the morning after."""
    opens, closes = hours.opens or time(0), hours.closes
    if closes is None or closes > opens:
        return falls_on(hours, day) and opens <= at and (closes is None or at < closes)
    tonight = falls_on(hours, day) and at >= opens
    return tonight or (falls_on(hours, day - timedelta(days=1)) and at < closes)


def _weekly(hours: Hours, day: date) -> bool:
    days = byday_of(hours.byday) or []
    wanted = {weekday for _, weekday in days} or ({hours.starts_on.weekday()} if hours.starts_on else set())
    if day.weekday() not in wanted:
        return False
    anchor = hours.starts_on or hours.valid_from
    if hours.interval == 1 or anchor is None:
        return True
    weeks = (_monday(day) - _monday(anchor)).days // 7
    return weeks % hours.interval == 0


def _monthly(hours: Hours, day: date) -> bool:
    anchor = hours.starts_on or hours.valid_from
    if hours.interval > 1 and anchor is not None:
        months = (day.year - anchor.year) * 12 + day.month - anchor.month
        if months % hours.interval:
            return False
    last = monthrange(day.year, day.month)[1]
    monthdays, days = monthdays_of(hours.bymonthday) or [], byday_of(hours.byday) or []
    if monthdays or days:
        dated = not monthdays or day.day in {one if one > 0 else last + 1 + one for one in monthdays}
        return dated and (not days or any(_nth(day, last, which, weekday) for which, weekday in days))
    return hours.starts_on is not None and day.day == hours.starts_on.day


def _nth(day: date, last: int, which: int, weekday: int) -> bool:
    if day.weekday() != weekday:
        return False
    if which < 0:
        return (last - day.day) // 7 + 1 == -which
    return which in (0, (day.day - 1) // 7 + 1)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
