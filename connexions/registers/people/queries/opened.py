"""Which other organisations may see a young person just now, and what: from the leaves that sight reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from connexions.ground.base.acting import Actor
from connexions.ground.base.kept import Kept
from connexions.registers.people import restricted
from connexions.registers.people.categories import Group, known
from connexions.registers.people.models import Leave, YoungPerson
from connexions.registers.people.record import answers
from connexions.registers.people.sight import Part, sight_of


def _leaves(young_person: UUID) -> QuerySet[Leave]:
    found = Leave.objects.filter(young_person_id=young_person).select_related("organisation")
    return found.order_by("organisation__name", "organisation_kind", "until_at")


# A handful for each: it may be asked with all else that a page wants to know of somebody.
leaves_of: Kept[Leave] = Kept(_leaves)


@dataclass(frozen=True)
class Open:
    """Leave that holds: to whom, what, until when."""

    organisation: str  # its name; empty where it is for a kind
    kind: str
    groups: frozenset[Group]
    until_at: datetime
    by_law: bool


def opened_to(young_person: YoungPerson, *, at: datetime, by: Actor) -> list[Open]:
    """The leaves that hold at a moment, those to one organisation first; of somebody restricted none does. Raises
    ``NotAllowed``."""
    sight_of(young_person, by=by).check(Part.CASEWORK)
    if young_person.pk in restricted.here():
        return []
    return holding(answers(young_person, leaves_of)[0], at=at)


def holding(leaves: Iterable[Leave], *, at: datetime) -> list[Open]:
    """Those of the leaves of one young person that hold at a moment, as they are told."""
    return [
        Open(
            one.organisation.name if one.organisation else "",
            one.organisation_kind,
            known(one.groups),
            one.until_at,
            one.ground == Leave.Ground.GATEWAY,
        )
        for one in leaves
        if one.from_at <= at < one.until_at
    ]
