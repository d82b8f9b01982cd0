"""What an activity counts as: the one place where a code becomes NEET, not known, or a way of taking part."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import NamedTuple

from connexions.engines.currency.lapses import DATA


class Standing(StrEnum):
    """How somebody in the cohort stands at a month end; each in exactly one way."""

    FULL_TIME_EDUCATION = "full_time_education"
    APPRENTICESHIP = "apprenticeship"
    OTHER_LEARNING = "other_education_or_training"
    OTHERWISE = "known_otherwise"  # known, not NEET, and not taking part: a job without training, a gap year
    NEET = "neet"
    NOT_KNOWN = "not_known"
    EXCLUDED = "excluded"  # custody: in no figure at all

    @property
    def is_known(self) -> bool:
        """Whether somebody knows what they do."""
        return self is not Standing.NOT_KNOWN


class Doing(NamedTuple):
    """A fact at a month end: the code of what somebody does (empty where nothing is recorded), and whether that
    has lapsed."""

    code: str
    lapsed: bool


NOTHING = Doing("", lapsed=False)
Meanings = Mapping[str, Standing]

ROUTES = {
    "full_time_education": Standing.FULL_TIME_EDUCATION,
    "apprenticeship": Standing.APPRENTICESHIP,
    "part_time_education": Standing.OTHER_LEARNING,
    "other": Standing.OTHER_LEARNING,
    "excluded": Standing.EXCLUDED,
    "not_known": Standing.NOT_KNOWN,
    "no": Standing.OTHERWISE,
    "statutory": Standing.OTHERWISE,  # school before 16: nobody of the cohort's ages should have it
}


def standing(doing: Doing, meanings: Meanings) -> Standing:
    """How a fact counts. Raises ``ValueError`` for a code that the table does not have.

    * Nothing recorded is not known.
    * NEET does not lapse (since April 2013); custody is left out, lapsed or not.
    * Any other activity that has lapsed counts as not known: its record "is no longer current" (NI 117).
    """
    if not doing.code:
        return Standing.NOT_KNOWN
    if doing.code not in meanings:
        raise ValueError(f"The table of activities has no code {doing.code}.")
    meant = meanings[doing.code]
    if doing.lapsed and meant not in (Standing.NEET, Standing.EXCLUDED):
        return Standing.NOT_KNOWN
    return meant


def by_standing(counted: Mapping[Doing, int], meanings: Meanings) -> dict[Standing, int]:
    """So many people with each fact, as so many in each standing; every standing is there."""
    found = dict.fromkeys(Standing, 0)
    for doing, people in counted.items():
        found[standing(doing, meanings)] += people
    return found


def meanings_from(rows: Iterable[Mapping[str, str]]) -> Meanings:
    """What each code counts as, from rows with the columns of `data/ccis/activities.csv`.

    Raises ``ValueError`` for a way of taking part that is none of ``ROUTES``.
    """
    found = {}
    for row in rows:
        if row["participation"] not in ROUTES:
            raise ValueError(f"Activity {row['code']}: “{row['participation']}” is no way of taking part.")
        found[row["code"]] = Standing.NEET if row["neet"] == "yes" else ROUTES[row["participation"]]
    return found


@cache
def load_meanings(path: Path = DATA / "activities.csv") -> Meanings:
    """The shipped table. A code keeps its meaning for ever, so that past months can be asked for."""
    with path.open(encoding="utf-8", newline="") as file:
        return meanings_from(csv.DictReader(file))
