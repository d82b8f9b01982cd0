"""Contacts with one young person, what was put right in them, and what is still to be done."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, QuerySet

from connexions.ground.base.acting import Actor
from connexions.ground.base.kept import Kept, share_out
from connexions.ground.base.refusals import Missing
from connexions.practice.casework import rules
from connexions.practice.casework.models import Contact, ContactChange
from connexions.registers.people import sight
from connexions.registers.people.models import ContactPoint, YoungPerson
from connexions.registers.people.record import answers
from connexions.registers.people.sight import Part


def contacts_of(*, of: YoungPerson, by: Actor) -> QuerySet[Contact]:
    """Every contact and every try, the latest first, each with what it said before."""
    sight.sight_of(of, by=by).check(Part.CASEWORK)
    changes = ContactChange.objects.select_related("changed_by").order_by("-changed_at")
    return _with_whatever(of.pk).prefetch_related(Prefetch("changes", changes)).order_by("-at", "-id")


def pages_of(*, of: YoungPerson, by: Actor, size: int) -> "Paginator[Contact]":
    """The same in pages."""
    sight.sight_of(of, by=by).check(Part.CASEWORK)
    return Paginator(_Every(of, size), size)  # type: ignore[arg-type] # it is counted and cut, and no more


@dataclass(frozen=True)
class _Every:
    """Every contact of a young person, as a paginator asks for them."""

    of: YoungPerson
    size: int

    def count(self) -> int:
        return sum(number for (number,) in answers(self.of, _number)[0])

    def __getitem__(self, part: slice) -> list[Contact]:
        contacts, changes = answers(self.of, _page(part.start, self.size), _changes)
        share_out(contacts, "changes", changes)
        return contacts


_number: Kept[tuple[int]] = Kept(
    lambda one: (
        Contact.objects.filter(young_person_id=one)
        .order_by()
        .values("young_person")
        .annotate(number=Count("id"))
        .values_list("number")
    )
)
_changes: Kept[ContactChange] = Kept(
    lambda one: (
        ContactChange.objects.filter(contact__young_person_id=one)
        .select_related("changed_by")
        .order_by("-changed_at")
    )
)


@lru_cache(maxsize=32)
def _page(first: int, size: int) -> Kept[Contact]:
    page = slice(first, first + size)
    return Kept(lambda one: _with_whatever(one).order_by("-at", "-id")[page])


def first_page(size: int) -> tuple[Kept[Any], ...]:
    """What is read of the contacts to show the latest of them."""
    return _number, _page(0, size), _changes, TAKEN_OFF


def _with_whatever(young_person: UUID) -> QuerySet[Contact]:
    found = Contact.objects.filter(young_person_id=young_person)
    return found.select_related("recorded_by", "contact_point", "goal", "step", "session")


def taken_off(*, of: YoungPerson, by: Actor) -> list[ContactChange]:
    """The latest contacts that are on this record no more, with who took them off and why."""
    sight.sight_of(of, by=by).check(Part.CASEWORK)
    return answers(of, TAKEN_OFF)[0]


GONE = (ContactChange.Kind.TAKEN_AWAY, ContactChange.Kind.MOVED_AWAY)
TAKEN_OFF: Kept[ContactChange] = Kept(
    lambda one: (
        ContactChange.objects.filter(young_person_id=one, kind__in=GONE)
        .select_related("changed_by")
        .order_by("-contact_at")[:20]
    )
)


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
    return _ways.ask(of.pk)


_ways: Kept[ContactPoint] = Kept(
    lambda one: ContactPoint.objects.filter(young_person_id=one, failed_on=None).order_by(
        "-preferred", "kind", "value"
    )
)
