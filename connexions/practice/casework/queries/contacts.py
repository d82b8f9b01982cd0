"""Contacts with one young person, what was put right in them, and what is still to be done."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Missing
from connexions.practice.casework import rules
from connexions.practice.casework.models import Contact, ContactChange
from connexions.registers.people import sight
from connexions.registers.people.models import ContactPoint, YoungPerson
from connexions.registers.people.sight import Part


def contacts_of(*, of: YoungPerson, by: Actor) -> QuerySet[Contact]:
    """Every contact and every try, the latest first, each with what it said before."""
    sight.sight_of(of, by=by).check(Part.CASEWORK)
    changes = ContactChange.objects.select_related("changed_by").order_by("-changed_at")
    found = Contact.objects.filter(young_person=of).select_related(
        "recorded_by", "contact_point", "goal", "step", "session"
    )
    return found.prefetch_related(Prefetch("changes", changes)).order_by("-at", "-id")


def taken_off(*, of: YoungPerson, by: Actor) -> QuerySet[ContactChange]:
    """The contacts that are on this record no more, with who took them off and why."""
    sight.sight_of(of, by=by).check(Part.CASEWORK)
    kinds = (ContactChange.Kind.TAKEN_AWAY, ContactChange.Kind.MOVED_AWAY)
    found = ContactChange.objects.filter(young_person=of, kind__in=kinds).select_related("changed_by")
    return found.order_by("-contact_at")


def one_of(young_person: YoungPerson, contact_id: UUID, *, by: Actor) -> Contact:
    """A contact of this young person and no other. Raises ``Missing``."""
    found = contacts_of(of=young_person, by=by).filter(pk=contact_id).first()
    if found is None:
        raise Missing("This contact is not on the record any more: it may have been moved or taken away.")
    found.young_person = young_person
    return found


def alike(*, young_person: YoungPerson, channel: str, at: datetime, by: Actor) -> Contact | None:
    """A contact by the same hand in the same way, minutes apart: perhaps the same."""
    near = timedelta(minutes=rules.SAME_WITHIN_MINUTES)
    found = Contact.objects.filter(young_person=young_person, at__gt=at - near, at__lt=at + near)
    return found.filter(channel=channel, recorded_by_id=by.id, session=None).order_by("-at").first()


def ways_to_reach(*, of: YoungPerson, by: Actor) -> list[ContactPoint]:
    """Their numbers and addresses that are not known to have failed, as far as the reader may see them."""
    if not sight.sight_of(of, by=by).sees(Part.DETAILS):
        return []
    found = ContactPoint.objects.filter(young_person=of, failed_on=None)
    return list(found.order_by("-preferred", "kind", "value"))
