"""What lies at a postcode, from the reference data the product ships: a sample, so many postcodes are not in it."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from django.conf import settings


@dataclass(frozen=True)
class Area:
    """The authority, the neighbourhood (LSOA of 2011) and its tenth of England by deprivation: 1 the most deprived."""

    authority: str
    neighbourhood: str
    tenth: int
    town: str


def area_of(postcode: str) -> Area | None:
    """Where a postcode lies, however it is spaced; nothing where we have not got it."""
    text = "".join(postcode.upper().split())
    return areas().get(f"{text[:-3]} {text[-3:]}")


@cache
def areas() -> Mapping[str, Area]:
    """Every postcode that ships, with its area."""
    path = settings.ROOT / "data" / "reference" / "postcodes.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row["postcode"]: Area(row["authority"], row["lsoa11"], int(row["imd2019_decile"]), row["town"])
            for row in csv.DictReader(file)
        }
