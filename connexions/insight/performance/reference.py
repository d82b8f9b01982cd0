"""What figures are told by: rows that ship with the product (`data/performance/settings.csv`)."""

import csv
from functools import cache

from django.conf import settings

FILE = settings.ROOT / "data" / "performance" / "settings.csv"


@cache
def threshold() -> int:
    """The smallest number of people that is told to those who may not open the list behind it."""
    return int(_settings()["threshold"])


@cache
def _settings() -> dict[str, str]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return {row["key"]: row["value"] for row in csv.DictReader(file)}
