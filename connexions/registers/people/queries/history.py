"""The history of a record, field by field, as far as the reader may see what it is about."""

from dataclasses import dataclass

from django.db.models import Q

from connexions.ground.audit.models import Change
from connexions.ground.base.acting import Actor
from connexions.registers.people.models import (
    Carer,
    Characteristic,
    ContactPoint,
    Identifier,
    Name,
    Residence,
    Sibling,
    YoungPerson,
)
from connexions.registers.people.sight import Part, sight_of

PAGE = 50
KEPT = {
    model._meta.db_table: model
    for model in (
        YoungPerson,
        Name,
        Residence,
        ContactPoint,
        Carer,
        Sibling,
        Identifier,
        Characteristic,
    )
}


@dataclass(frozen=True)
class History:
    """A page of changes, the latest first; *earlier* is where to go on, if there is more."""

    changes: list[Change]
    earlier: int | None


def history(young_person: YoungPerson, *, by: Actor, before: int | None = None) -> History:
    """What was changed in a young person's details. Raises ``NotAllowed``."""
    sight_of(young_person, by=by).check(Part.DETAILS)
    wanted = Q(partnership_id=by.partnership, young_person_id=young_person.pk, table_name__in=list(KEPT))
    if before is not None:
        wanted &= Q(pk__lt=before)
    found = list(Change.objects.filter(wanted).order_by("-id")[: PAGE + 1])
    more, shown = len(found) > PAGE, found[:PAGE]
    return History(shown, shown[-1].pk if more else None)
