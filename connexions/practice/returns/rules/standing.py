"""What somebody is counted as in the headline figures. Pure."""

from __future__ import annotations

from enum import StrEnum

from connexions.engines.ccis import Specification

#: Words for participation in the table of activities that are not participation.
NOT_PARTICIPATING = frozenset({"no", "excluded", "not_known", "statutory"})
COUNTED_AGES = (16, 17)
CUSTODY = "excluded"


class Standing(StrEnum):
    """One of these for everybody."""

    PARTICIPATING = "participating"
    NEET = "neet"
    NOT_KNOWN = "not_known"
    OTHER = "other"
    COMPULSORY = "compulsory"
    EXCLUDED = "excluded"


WORDS = {
    Standing.PARTICIPATING: "In education or training",
    Standing.NEET: "NEET",
    Standing.NOT_KNOWN: "Not known",
    Standing.OTHER: "Something else",
    Standing.COMPULSORY: "Of compulsory school age",
    Standing.EXCLUDED: "In custody, not counted",
}


def standing(code: str, *, lapsed: bool, spec: Specification) -> Standing:
    """What an activity counts as; one that has lapsed counts as not known, unless it is NEET."""
    activity = spec.activities.get(code)
    if activity is None or activity.not_known:
        return Standing.NOT_KNOWN
    if activity.neet:
        return Standing.NEET
    if activity.participation == CUSTODY:
        return Standing.EXCLUDED
    if lapsed:
        return Standing.NOT_KNOWN
    if activity.participation == "statutory" or activity.compulsory:
        return Standing.COMPULSORY
    return Standing.OTHER if activity.participation in NOT_PARTICIPATING else Standing.PARTICIPATING
