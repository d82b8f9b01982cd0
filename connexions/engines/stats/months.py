"""Month ends, and the months that the headline figures are taken from."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from connexions.engines.currency.years import FIRST_MONTH, academic_year, add_months


def month_end(on: date) -> date:
    """The last day of the month of a day: figures stand at the end of that day."""
    return on.replace(day=monthrange(on.year, on.month)[1])


def month_of(text: str) -> date:
    """The month end that ``2026-02`` names. Raises ``ValueError`` with a sentence."""
    if not re.fullmatch(r"(19|20)\d\d-(0[1-9]|1[0-2])", text):
        raise ValueError(f"“{text}” is no month: write year and month, as in 2026-02.")
    return month_end(date(int(text[:4]), int(text[5:]), 1))


def months_to(last: date, number: int) -> list[date]:
    """So many month ends, the earliest first, the last of them that of *last*."""
    first = last.replace(day=1)
    return [month_end(add_months(first, back - number + 1)) for back in range(number)]


def winter(year: int) -> tuple[date, date, date]:
    """December, January and February of an academic year: the headline months of NEET and not known since 2010.

    Source: NEET and participation, local authority figures (Department for Education).
    """
    return date(year, 12, 31), date(year + 1, 1, 31), month_end(date(year + 1, 2, 1))


def spring(year: int) -> date:
    """End of March of an academic year: the headline month of participation."""
    return date(year + 1, 3, 31)


def guaranteed_by(year: int) -> date:
    """End of September of an academic year: by when a place must have been offered."""
    return date(year, FIRST_MONTH, 30)


def last_winter(on: date) -> tuple[date, date, date]:
    """The latest winter whose February has ended by a day."""
    year = academic_year(on)
    return winter(year) if winter(year)[-1] <= on else winter(year - 1)
