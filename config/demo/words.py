"""The word lists and public facts from which people are made, read once."""

from __future__ import annotations

import csv
import json
from bisect import bisect
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

DATA = Path(__file__).resolve().parent.parent.parent / "data"


class Weighted:
    """A list of which some are commoner than others; ``pick`` is much quicker than ``random.choices``."""

    def __init__(self, pairs: list[tuple[Any, float]]) -> None:
        self.items = [item for item, _ in pairs]
        self.sums = list(accumulate(weight for _, weight in pairs))

    def pick(self, rng: Random) -> Any:
        return self.items[min(bisect(self.sums, rng.random() * self.sums[-1]), len(self.items) - 1)]


@dataclass(frozen=True, slots=True)
class Spot:
    """A real postcode where nobody of the demo lives: what maps and deprivation figures need."""

    postcode: str
    town: str
    authority: str
    district: str
    easting: int
    northing: int


@dataclass(frozen=True, slots=True)
class School:
    """A school as the return names it: authority and number."""

    number: str
    name: str
    oldest_age: int
    easting: int
    northing: int


def _json(name: str) -> dict[str, Any]:
    return dict(json.loads((DATA / "demo" / name).read_text(encoding="utf-8")))


def _csv(name: str) -> list[dict[str, str]]:
    with (DATA / "reference" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def names() -> dict[str, Any]:
    return _json("names.json")


@cache
def places() -> dict[str, Any]:
    return _json("places.json")


@cache
def notes() -> dict[str, Any]:
    return _json("notes.json")


@cache
def stories() -> list[dict[str, Any]]:
    """The few young people written by hand, who stand at the head of the first advisers' caseloads."""
    return list(_json("stories.json")["stories"])


@cache
def staff() -> dict[str, Any]:
    return _json("staff.json")


@cache
def forenames() -> dict[tuple[int, str], Weighted]:
    """Birth year and sex → forenames, as common as they were."""
    table = {}
    for row in _csv("forenames.csv"):
        pairs = [entry.rsplit(":", 1) for entry in row["names"].split(" ")]
        table[int(row["year"]), row["sex"]] = Weighted([(n.replace("_", " "), float(c)) for n, c in pairs])
    return table


def forename(rng: Random, year: int, sex: str) -> str:
    years = forenames()
    near = min(max(year, 1999), 2014)
    return str(years[near, sex].pick(rng))


@cache
def surnames() -> Weighted:
    """British surnames: a few common ones often, the rest seldom, and compounds that hardly occur."""
    listed = names()["surnames"]["british"]
    common = {
        "Smith",
        "Jones",
        "Taylor",
        "Brown",
        "Wilson",
        "Robinson",
        "Thompson",
        "Johnson",
        "Walker",
        "Wright",
    }
    pairs: list[tuple[Any, float]] = [(n, 8.0 if n in common else 1.0) for n in listed]
    parts = names()["surname_parts"]
    made = {first + last for first in parts["first"] for last in parts["last"] if first[-1] != last[0]}
    return Weighted(pairs + [(n, 0.12) for n in sorted(made)])


@cache
def spots() -> dict[str, list[Spot]]:
    """Authority → its postcodes."""
    table: dict[str, list[Spot]] = {}
    for r in _csv("postcodes.csv"):
        spot = Spot(
            r["postcode"], r["town"], r["authority"], r["district"], int(r["easting"]), int(r["northing"])
        )
        table.setdefault(r["authority"], []).append(spot)
    return table


@cache
def schools() -> list[School]:
    rows = [r for r in _csv("schools.csv") if int(r["from_age"]) <= 13 and r["easting"]]
    return [
        School(r["number"], r["name"], int(r["to_age"]), int(r["easting"]), int(r["northing"])) for r in rows
    ]


@cache
def schools_near(spot: Spot) -> tuple[School, ...]:
    """The three nearest schools of a spot's authority: most go to the first."""

    def distance(school: School) -> int:
        return (school.easting - spot.easting) ** 2 + (school.northing - spot.northing) ** 2

    own = [school for school in schools() if school.number.startswith(spot.authority)]
    return tuple(sorted(own, key=distance)[:3])


@cache
def sixth_form_near(spot: Spot) -> School:
    """The nearest school of the authority that teaches beyond sixteen."""
    own = [
        school for school in schools() if school.number.startswith(spot.authority) and school.oldest_age >= 18
    ]
    return min(own, key=lambda s: (s.easting - spot.easting) ** 2 + (s.northing - spot.northing) ** 2)
