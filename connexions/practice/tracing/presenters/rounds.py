"""A round of visits as it is printed."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from connexions.ground.design import words
from connexions.practice.tracing.presenters.people import tried
from connexions.practice.tracing.queries.rounds import Round, Stop
from connexions.trust.safeguarding.models import RiskNote
from connexions.trust.safeguarding.presenters.risks import for_a_visit

METRES_IN_A_MILE = 1609.344


def miles(metres: float) -> str:
    """As people here say it."""
    return f"{metres / METRES_IN_A_MILE:.1f} miles"


def shown(found: Round, *, notes: Mapping[UUID, list[RiskNote]]) -> dict[str, Any]:
    """The stops, numbered; those without a place apart. *notes* are the risk notes of each."""
    return {
        "stops": [_stop(one, n, notes) for n, one in enumerate(found.stops, start=1)],
        "unplaced": [_stop(one, 0, notes) for one in found.unplaced],
        "whole": miles(found.metres) if found.stops else "",
    }


def _stop(one: Stop, number: int, notes: Mapping[UUID, list[RiskNote]]) -> dict[str, Any]:
    home = one.home
    lines = [home.line_1, home.line_2, home.line_3, home.town, home.postcode]
    leg = "" if one.metres is None else f"{miles(one.metres)} from the last"
    return {
        "number": number,
        "young_person": one.young_person,
        "address": [line for line in lines if line],
        "risks": for_a_visit(notes.get(one.young_person.pk, []), name=one.young_person.known_as),
        "leg": f"About {leg}: only the neighbourhood is known" if one.roughly and leg else leg,
        "tried": tried(one.known),
        "last": words.short_day(one.known.tries[0].at.date()) if one.known.tries else "",
    }
