"""Published rates of other authorities, and in which fifth of them a rate stands."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Literal

REFERENCE = Path(__file__).resolve().parents[3] / "data" / "reference"

FIRST_REGION = "970"  # from here on the department's numbers stand for England and its regions


@dataclass(frozen=True, slots=True)
class Fifths:
    """The least and greatest published value of each fifth, the best fifth first; per hundred."""

    ranges: tuple[tuple[Fraction, Fraction], ...]
    better: Literal["lower", "higher"]

    def place(self, percent: Fraction) -> int:
        """1, the best fifth, to 5: the first whose worst value is no better than this one.

        Published values are rounded to a decimal place and ours need not be: a value between two fifths belongs to
        the worse, and one worse than all published to the fifth.
        """
        for place, (least, greatest) in enumerate(self.ranges, start=1):
            if percent <= greatest if self.better == "lower" else percent >= least:
                return place
        return 5


def fifths(values: Iterable[Fraction], *, better: Literal["lower", "higher"]) -> Fifths:
    """Sort published values into five groups of one size, the middle ones larger where they do not divide.

    Raises ``ValueError`` for fewer than five.
    """
    found = sorted(values, reverse=better == "higher")
    if len(found) < 5:
        raise ValueError("Five published rates are needed at least to make fifths.")
    bounds = [round(Fraction(len(found) * place, 5)) for place in range(6)]
    groups = [found[first:last] for first, last in pairwise(bounds)]
    return Fifths(tuple((min(group), max(group)) for group in groups), better)


@cache
def published(
    indicator: str, path: Path = REFERENCE / "rates_by_area.csv"
) -> tuple[int, tuple[Fraction, ...]]:
    """The latest year in which authorities' rates of an indicator were published, and those rates, per hundred.

    The year is that of the scorecard: 2025 for the winter of 2024-25. The file's regions and England are no
    authorities. Raises ``ValueError`` for an indicator that the file does not have.
    """
    rows = [row for row in _rows(path) if row.get(indicator) and row["authority"] < FIRST_REGION]
    if not rows:
        raise ValueError(f"No authority's rate of {indicator} is published.")
    latest = max(int(row["year"]) for row in rows)
    return latest, tuple(Fraction(row[indicator]) for row in rows if int(row["year"]) == latest)


@cache
def published_for(area: str, path: Path = REFERENCE / "scorecard_2025.csv") -> dict[str, Fraction]:
    """A region's or England's published rates by indicator, per hundred; none for an area that is not there."""
    for row in _rows(path):
        if row["area"] == area:
            return {key: Fraction(value) for key, value in row.items() if key != "area" and value}
    return {}


@cache
def _rows(path: Path) -> tuple[dict[str, str], ...]:
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
