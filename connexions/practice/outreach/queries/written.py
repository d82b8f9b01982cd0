"""What was written away from the desk: what waits, and for whom."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Missing
from connexions.practice.casework.models import Contact, Step
from connexions.practice.outreach import permissions, sealing
from connexions.practice.outreach.models import Written
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part


@dataclass(frozen=True)
class Waiting:
    """Something that waits for a decision: what was written, and what stands in the record since."""

    written: Written
    told: dict[str, Any]
    name: str
    theirs: list[Contact]
    step: Step | None
    may_write: bool

    @property
    def words(self) -> str:
        return str(self.told.get("words", ""))


def waiting(*, by: Actor) -> QuerySet[Written]:
    """What waits for *by*: held back, or given to them. The oldest first."""
    mine = Q(holder_id=by.id, status=Written.Status.HELD)
    given = Q(given_to_id=by.id, status=Written.Status.GIVEN)
    found = Written.objects.filter(mine | given, partnership_id=by.partnership)
    return found.select_related("young_person", "holder").order_by("received_at")


def settled(*, by: Actor, since: datetime) -> QuerySet[Written]:
    """What *by* wrote away and is settled since then, the latest first."""
    found = Written.objects.filter(partnership_id=by.partnership, holder_id=by.id, received_at__gte=since)
    done = found.exclude(status__in=[Written.Status.HELD, Written.Status.RECEIVED])
    return done.select_related("young_person", "given_to").order_by("-received_at")


def name_for(young_person: YoungPerson, by: Actor) -> str:
    """What *by* may call somebody they wrote about."""
    seen = sight.sight_of(young_person, by=by).sees(Part.HEADLINE)
    return young_person.name if seen else "Somebody who is not with you any more"


def one(*, written_id: UUID, by: Actor) -> Waiting:
    """Something that waits for *by*. Raises ``Missing``."""
    found = (
        Written.objects.select_related("young_person__adviser", "holder", "copy")
        .filter(pk=written_id, partnership_id=by.partnership)
        .first()
    )
    if found is None:
        raise Missing("There is nothing of yours here: it was settled, or given to somebody else.")
    permissions.check_wrote(found, by)
    told = sealing.kept(found.sealed, made_id=found.made_id)
    may = sight.sight_of(found.young_person, by=by).may_write(Part.CASEWORK)
    step = None
    if may and found.kind == Written.Kind.STEP:
        step = Step.objects.filter(pk=UUID(str(told["step"])), young_person=found.young_person).first()
    since = theirs(written=found) if may else []
    return Waiting(found, told, name_for(found.young_person, by), since, step, may)


def theirs(*, written: Written) -> list[Contact]:
    """The contacts recorded since the sheet was taken, but for those that came from the same hand by this way."""
    own = Written.objects.filter(
        partnership_id=written.partnership_id, holder_id=written.holder_id, became__isnull=False
    ).values("became")
    found = Contact.objects.filter(
        young_person_id=written.young_person_id, recorded_at__gt=written.copy.taken_at
    ).exclude(pk__in=own)
    return list(found.select_related("recorded_by").order_by("-at")[:5])
