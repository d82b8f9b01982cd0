"""When an activity lapses: the date by which somebody must have asked again.

The periods are not in law, and the requirement's own table could not be had: they are rows of a table which
the data manager may edit, by default `data/ccis/currency.csv`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Literal, cast

from connexions.engines.currency.years import add_months, end_of_academic_year

DATA = Path(__file__).resolve().parents[3] / "data" / "ccis"

Basis = Literal["academic_year_end", "review", "verified", "never"]


@dataclass(frozen=True, slots=True)
class LapseRule:
    """How one activity code lapses: counted from `basis`, by months and days, at most to the course's end."""

    code: str
    basis: Basis
    months: int = 0
    days: int = 0
    capped: bool = False


LapseTable = Mapping[str, LapseRule]


def lapses_on(
    code: str,
    *,
    verified_on: date,
    review_on: date | None = None,
    predicted_end_on: date | None = None,
    table: LapseTable,
) -> date | None:
    """The last day on which the activity is current, or None where it does not lapse.

    An activity that lapses after its review date, but has none, is counted from `verified_on`: nothing stays
    current for ever because nobody planned to ask. A code that the table does not name does not lapse.
    """
    rule = table.get(code)
    if rule is None or rule.basis == "never":
        return None
    lapse = _uncapped(rule, verified_on, review_on)
    if rule.capped and predicted_end_on is not None:
        return min(lapse, predicted_end_on)
    return lapse


def has_lapsed(lapses_on: date | None, on: date) -> bool:
    """Whether an activity is current no longer at the end of a day: its last day was before. One that does not
    lapse never has."""
    return lapses_on is not None and lapses_on < on


def lapses_within(lapses_on: date | None, on: date, *, weeks: int) -> bool:
    """Whether an activity is still current on a day and its last day comes within so many weeks of it.

    The day itself and the last day of the last week are within: 0 weeks asks for what lapses tonight.
    """
    return lapses_on is not None and on <= lapses_on <= on + timedelta(weeks=weeks)


def _uncapped(rule: LapseRule, verified_on: date, review_on: date | None) -> date:
    if rule.basis == "academic_year_end":
        return end_of_academic_year(verified_on)
    start = (review_on or verified_on) if rule.basis == "review" else verified_on
    return add_months(start, rule.months) + timedelta(days=rule.days)


def table_from_rows(rows: Iterable[Mapping[str, str]], year: int) -> LapseTable:
    """The lapse table of an academic year, from rows with the columns of `data/ccis/currency.csv`."""
    return {row["code"]: _rule(row) for row in rows if _holds(row, year)}


@cache
def load_lapse_table(year: int, path: Path = DATA / "currency.csv") -> LapseTable:
    """The shipped table for an academic year."""
    with path.open(encoding="utf-8", newline="") as file:
        return table_from_rows(csv.DictReader(file), year)


def _holds(row: Mapping[str, str], year: int) -> bool:
    return int(row["first_year"] or 0) <= year <= int(row["last_year"] or 9999)


def _rule(row: Mapping[str, str]) -> LapseRule:
    if row["basis"] not in ("academic_year_end", "review", "verified", "never"):
        raise ValueError(
            f"Activity {row['code']}: the basis “{row['basis']}” is not one of academic_year_end, review, "
            "verified or never."
        )
    return LapseRule(
        code=row["code"],
        basis=cast("Basis", row["basis"]),
        months=int(row["months"] or 0),
        days=int(row["days"] or 0),
        capped=row["cap"] == "course_end",
    )
