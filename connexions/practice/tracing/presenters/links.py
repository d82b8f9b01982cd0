"""What a link shows a young person or a carer, in plain words."""

from typing import Any

from connexions.ground.design.words import month
from connexions.practice.tracing.models import StatusLink
from connexions.practice.tracing.rules.plain import plain as said_plainly
from connexions.practice.tracking.models import Activity
from connexions.registers.people.models import YoungPerson


def page(link: StatusLink, current: Activity | None) -> dict[str, Any]:
    """Whom it is about, and what we have, if it can be put to them."""
    told = about(link.young_person, current, for_carer=link.carer is not None)
    return told | {"carer": link.carer, "until": link.good_until}


def about(young_person: YoungPerson, current: Activity | None, *, for_carer: bool = False) -> dict[str, Any]:
    """What we have of somebody, in the words of whoever answers."""
    plain = said_plainly(current.kind_id, current.establishment_name) if current else ""
    if for_carer:
        plain = plain.replace("yourself", "themselves").replace("help you", "help them")
    return {
        "known_as": young_person.known_as,
        "plain": plain,
        "since": month(current.start_on) if current and plain else "",
    }
