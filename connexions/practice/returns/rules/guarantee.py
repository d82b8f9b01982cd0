"""The September Guarantee: whom a year's baseline covers, and until when. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

NOT_RECORDED = "159"
NO_OFFER = frozenset({"140", "150", "151", "153", "154", "159"})
AGE_OF = {11: 15, 12: 16}  # academic age in the April in which the baseline is set
UNDO_WITHIN = timedelta(hours=24)
MOST_TOGETHER = 500


@dataclass(frozen=True, slots=True)
class Days:
    """The days of one year's Guarantee: ``until_on`` is the first on which it is done with."""

    set_from: date
    closes_on: date
    until_on: date


def days(year: int, told: Mapping[str, str | int]) -> Days:
    """The days of a calendar year, from the shipped table."""
    closes = date.fromisoformat(f"{year}-{told['closes']}")
    return Days(
        date.fromisoformat(f"{year}-{told['set_from']}"),
        closes,
        closes + timedelta(days=int(told["grace_days"]) + 1),
    )


def year_of(on: date) -> int:
    """The year whose Guarantee is looked after on a day: from April to the next March."""
    return on.year if on.month >= 4 else on.year - 1
