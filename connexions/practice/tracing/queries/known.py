"""What is known of some people that decides how to try them next: read in a fixed number of statements."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from connexions.ground.base.acting import Actor
from connexions.ground.base.kept import Kept, Together, each
from connexions.practice.casework.models import Contact
from connexions.practice.tracing.models import Turn
from connexions.practice.tracing.rules.next_contact import Carer, Known, Point, Try
from connexions.practice.tracking.models import Activity
from connexions.registers.people import models as people
from connexions.registers.people import sight
from connexions.registers.people.models import ContactPoint, YoungPerson
from connexions.registers.people.sight import Part

REMEMBERED = timedelta(days=730)  # earlier tries say nothing about now
MOST_TRIES = 25


def known_of(whom: Iterable[YoungPerson], *, by: Actor, at: datetime) -> dict[UUID, Known]:
    """All that decides the next contact, for those whose details and tries *by* may see; others are left out."""
    ids = [one.pk for one in whom if _may_see(one, by)]
    if not ids:
        return {}
    contacts, rung, numbers, family, homes = _all.ask(ids, at - REMEMBERED, at)
    tries, points, carers = _tries(contacts, dict(rung)), _points(numbers), _carers(family)
    housed = {one for (one,) in homes}
    return {
        one: Known(
            points=points[one],
            carers=carers[one],
            tries=tries[one],
            has_address=one in housed,
            moved=any(tried.outcome == "moved" for tried in tries[one][:3]),
        )
        for one in ids
    }


def last_known(whom: Sequence[UUID]) -> dict[UUID, Activity]:
    """The last thing each of these was known to do before what they are recorded as doing now."""
    return {one.young_person_id: one for one in _before.ask(list(whom))} if whom else {}


def _may_see(young_person: YoungPerson, by: Actor) -> bool:
    seen = sight.sight_of(young_person, by=by)
    return seen.sees(Part.DETAILS) and seen.sees(Part.TRIES)


def _tries(contacts: Iterable[tuple[Any, ...]], rung: Mapping[UUID, UUID]) -> defaultdict[UUID, list[Try]]:
    """The latest first; of a carer who was rung in a session, the turn remembers it."""
    found: defaultdict[UUID, list[Try]] = defaultdict(list)
    for whose, pk, when, channel, outcome, point in contacts:
        if len(found[whose]) < MOST_TRIES:
            rang = f"carer:{rung[pk]}" if pk in rung else str(point or "")
            found[whose].append(Try(timezone.localtime(when), channel, outcome, rang))
    return found


def _points(numbers: Iterable[ContactPoint]) -> defaultdict[UUID, list[Point]]:
    found: defaultdict[UUID, list[Point]] = defaultdict(list)
    for one in numbers:
        closed = (one.opted_out_how or "opted out") if one.opted_out_on else "failed" if one.failed_on else ""
        found[one.young_person_id].append(
            Point(str(one.pk), one.kind, one.value, one.whose, one.preferred, closed)
        )
    return found


def _carers(family: Iterable[people.Carer]) -> defaultdict[UUID, list[Carer]]:
    found: defaultdict[UUID, list[Carer]] = defaultdict(list)
    for one in family:
        found[one.young_person_id].append(
            Carer(str(one.pk), one.name, one.relationship, one.phone, one.may_contact)
        )
    return found


def _contacts_of(many: UUID, since: datetime, until: datetime) -> QuerySet[Any, Any]:
    rows = Contact.objects.filter(young_person__in=each(many), at__gt=since, at__lte=until)
    columns = ("young_person_id", "id", "at", "channel", "outcome", "contact_point_id")
    return rows.order_by("-at", "-id").values_list(*columns)


def _rung_of(many: UUID) -> QuerySet[Any, Any]:
    rows = Turn.objects.filter(young_person__in=each(many), carer__isnull=False, contact__isnull=False)
    return rows.values_list("contact_id", "carer")


def _points_of(many: UUID) -> QuerySet[ContactPoint]:
    return ContactPoint.objects.filter(young_person__in=each(many)).order_by("-preferred", "kind", "-id")


def _homes_of(many: UUID) -> QuerySet[Any, Any]:
    found = people.Residence.objects.filter(
        young_person__in=each(many), until_on=None, no_fixed_address=False
    )
    return found.exclude(postcode="").values_list("young_person_id")


def _before_of(many: UUID) -> QuerySet[Activity]:
    found = Activity.objects.filter(young_person__in=each(many), end_on__isnull=False)
    found = found.exclude(kind__group="not_known").select_related("kind")
    return found.order_by("young_person", "-start_on", "-id").distinct("young_person")


_all = Together(
    Kept(_contacts_of, takes=(UUID, datetime, datetime)),
    Kept(_rung_of),
    Kept(_points_of),
    Kept(lambda many: people.Carer.objects.filter(young_person__in=each(many)).order_by("id")),
    Kept(_homes_of),
)
_before: Kept[Activity] = Kept(_before_of)
