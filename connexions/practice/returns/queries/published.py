"""What the department has published of others: shipped with the product, read once."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

from django.conf import settings


@dataclass(frozen=True)
class Published:
    """The rates of an area in per cent, and the year for which they were published."""

    area: str
    year: int
    neet: float | None
    not_known: float | None
    participating: float | None = None


SCORECARD_YEAR = 2025


@cache
def scorecard() -> dict[str, Published]:
    """England and its regions, by name."""
    with (settings.ROOT / "data" / "reference" / "scorecard_2025.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        return {
            row["area"]: Published(
                row["area"],
                SCORECARD_YEAR,
                _rate(row["neet"]),
                _rate(row["not_known"]),
                _rate(row["participating"]),
            )
            for row in csv.DictReader(file)
        }


@cache
def by_authority() -> dict[str, Published]:
    """The latest published rates of each authority, by its number."""
    found: dict[str, Published] = {}
    with (settings.ROOT / "data" / "reference" / "rates_by_area.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        for row in csv.DictReader(file):
            told = Published(row["area"], int(row["year"]), _rate(row["neet"]), _rate(row["not_known"]))
            last = found.get(row["authority"])
            if told.neet is not None and (last is None or last.year <= told.year):
                found[row["authority"]] = told
    return found


def _rate(text: str) -> float | None:
    """A rate, or none where it was not published or was held back."""
    try:
        return float(text)
    except ValueError:
        return None
