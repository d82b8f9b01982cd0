"""Which other organisations may see a young person just now, and what: from the leaves that sight reads."""

from dataclasses import dataclass
from datetime import datetime

from connexions.ground.base.acting import Actor
from connexions.registers.people.categories import Group, known
from connexions.registers.people.models import Leave, YoungPerson
from connexions.registers.people.sight import Part, sight_of


@dataclass(frozen=True)
class Open:
    """Leave that holds: to whom, what, until when."""

    organisation: str  # its name; empty where it is for a kind
    kind: str
    groups: frozenset[Group]
    until_at: datetime
    by_law: bool


def opened_to(young_person: YoungPerson, *, at: datetime, by: Actor) -> list[Open]:
    """The leaves that hold at a moment, those to one organisation first. Raises ``NotAllowed``."""
    sight_of(young_person, by=by).check(Part.CASEWORK)
    found = Leave.objects.filter(young_person=young_person, from_at__lte=at, until_at__gt=at)
    rows = found.select_related("organisation").order_by(
        "organisation__name", "organisation_kind", "until_at"
    )
    return [
        Open(
            one.organisation.name if one.organisation else "",
            one.organisation_kind,
            known(one.groups),
            one.until_at,
            one.ground == Leave.Ground.GATEWAY,
        )
        for one in rows
    ]
