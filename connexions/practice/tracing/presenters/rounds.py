"""A round of visits as it is printed."""

from typing import Any

from connexions.ground.design import words
from connexions.practice.tracing.presenters.people import tried
from connexions.practice.tracing.queries.rounds import Round, Stop

METRES_IN_A_MILE = 1609.344


def miles(metres: float) -> str:
    """As people here say it."""
    return f"{metres / METRES_IN_A_MILE:.1f} miles"


def shown(found: Round) -> dict[str, Any]:
    """The stops, numbered; those without a place apart."""
    return {
        "stops": [_stop(one, n) for n, one in enumerate(found.stops, start=1)],
        "unplaced": [_stop(one, 0) for one in found.unplaced],
        "whole": miles(found.metres) if found.stops else "",
    }


def _stop(one: Stop, number: int) -> dict[str, Any]:
    home = one.home
    lines = [home.line_1, home.line_2, home.line_3, home.town, home.postcode]
    leg = "" if one.metres is None else f"{miles(one.metres)} from the last"
    return {
        "number": number,
        "young_person": one.young_person,
        "address": [line for line in lines if line],
        "leg": f"About {leg}: only the neighbourhood is known" if one.roughly and leg else leg,
        "tried": tried(one.known),
        "last": words.short_day(one.known.tries[0].at.date()) if one.known.tries else "",
    }
