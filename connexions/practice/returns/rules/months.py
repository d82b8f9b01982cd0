"""Months: the return is for a calendar month and speaks of its last day. Pure."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

_MONTH = re.compile(r"(\d{4})-(\d{2})")


def last_day(text: str) -> date | None:
    """The last day of a month written as 2026-01, or none where it is no month."""
    found = _MONTH.fullmatch(text.strip())
    if found is None:
        return None
    year, month = int(found[1]), int(found[2])
    if not (1 <= month <= 12 and 2001 <= year <= 2999):
        return None
    return date(year, month, monthrange(year, month)[1])


def first_day(period_end: date) -> date:
    """The first day of the month."""
    return period_end.replace(day=1)


def month_before(on: date) -> date:
    """The last day of the month before the one in which a day lies."""
    return on.replace(day=1) - timedelta(days=1)
