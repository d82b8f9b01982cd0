"""Where a postcode lies, in metres on the national grid, from the reference data the product ships."""

import csv
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from django.conf import settings

Place = tuple[float, float]  # easting and northing


@dataclass(frozen=True)
class Found:
    """A place, and whether it is the postcode's own or that of its neighbourhood."""

    place: Place
    exact: bool


def place_of(postcode: str) -> Found | None:
    """Where a postcode lies; else the middle of its sector (NE4 5), else of its district (NE4); else nothing."""
    whole = " ".join(postcode.upper().split())
    exact, sectors, districts = _places()
    if whole in exact:
        return Found(exact[whole], True)
    outward, _, inward = whole.partition(" ")
    near = sectors.get(f"{outward} {inward[:1]}") or districts.get(outward)
    return Found(near, False) if near else None


@cache
def _places() -> tuple[dict[str, Place], dict[str, Place], dict[str, Place]]:
    exact: dict[str, Place] = {}
    sectors: dict[str, list[Place]] = defaultdict(list)
    districts: dict[str, list[Place]] = defaultdict(list)
    path = settings.ROOT / "data" / "reference" / "postcodes.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            place = (float(row["easting"]), float(row["northing"]))
            outward, _, inward = row["postcode"].partition(" ")
            exact[row["postcode"]] = place
            sectors[f"{outward} {inward[:1]}"].append(place)
            districts[outward].append(place)
    return exact, _middles(sectors), _middles(districts)


def _middles(found: dict[str, list[Place]]) -> dict[str, Place]:
    return {
        name: (sum(x for x, _ in many) / len(many), sum(y for _, y in many) / len(many))
        for name, many in found.items()
    }
