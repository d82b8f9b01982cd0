"""Who is in the cohort that the return must cover: by academic age, wider for those with a plan for SEND."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from connexions.engines.currency.lapses import DATA
from connexions.engines.currency.years import academic_age, academic_year


@dataclass(frozen=True, slots=True)
class Coverage:
    """The academic ages covered in a run of academic years."""

    first_year: int
    last_year: int
    youngest: int
    oldest: int
    oldest_with_plan: int


def in_cohort(born_on: date, on: date, *, has_plan: bool, coverage: Coverage) -> bool:
    """Whether a person born on a day is covered, with or without a current plan for SEND."""
    oldest = coverage.oldest_with_plan if has_plan else coverage.oldest
    return coverage.youngest <= academic_age(born_on, on) <= oldest


def coverage_in(on: date, rows: Sequence[Coverage]) -> Coverage:
    """The coverage that holds on a day; a day before the first known year has the first."""
    year = academic_year(on)
    held = [row for row in rows if row.first_year <= year <= row.last_year]
    return held[-1] if held else rows[0]


@cache
def load_coverage(path: Path = DATA / "coverage.csv") -> tuple[Coverage, ...]:
    """The shipped coverage, in order of years."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            Coverage(
                int(row["first_year"]),
                int(row["last_year"] or 9999),
                int(row["youngest"]),
                int(row["oldest"]),
                int(row["oldest_with_plan"]),
            )
            for row in csv.DictReader(file)
        )
