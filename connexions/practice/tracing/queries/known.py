"""What is known of some people that decides how to try them next: read in a fixed number of statements."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from connexions.ground.base.acting import Actor
from connexions.practice.casework.models import Contact
from connexions.practice.tracing.models import Turn
from connexions.practice.tracing.rules.next_contact import Carer, Known, Point, Try
from connexions.practice.tracking.models import Activity
from connexions.registers.people import models as people
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part

REMEMBERED = timedelta(days=730)  # earlier tries say nothing about now
MOST_TRIES = 25


def known_of(whom: Iterable[YoungPerson], *, by: Actor, at: datetime) -> dict[UUID, Known]:
    """All that decides the next contact, for those whose details and tries *by* may see; others are left out."""
    ids = [one.pk for one in whom if _may_see(one, by)]
    tries, points, carers = _tries(ids, at), _points(ids), _carers(ids)
    homes = _homes(ids)
    return {
        one: Known(
            points=points[one],
            carers=carers[one],
            tries=tries[one],
            has_address=one in homes,
            moved=any(each.outcome == "moved" for each in tries[one][:3]),
        )
        for one in ids
    }


def last_known(whom: Sequence[UUID]) -> dict[UUID, Activity]:
    """The last thing each of these was known to do before what they are recorded as doing now."""
    found = Activity.objects.filter(young_person__in=whom, end_on__isnull=False)
    found = found.exclude(kind__group="not_known").select_related("kind")
    found = found.order_by("young_person", "-start_on", "-id").distinct("young_person")
    return {one.young_person_id: one for one in found}


def _may_see(young_person: YoungPerson, by: Actor) -> bool:
    seen = sight.sight_of(young_person, by=by)
    return seen.sees(Part.DETAILS) and seen.sees(Part.TRIES)


def _tries(ids: Sequence[UUID], at: datetime) -> dict[UUID, list[Try]]:
    """The latest first; of a carer who was rung in a session, the turn remembers it."""
    rows = Contact.objects.filter(young_person__in=ids, at__gt=at - REMEMBERED, at__lte=at).order_by(
        "-at", "-id"
    )
    rung = dict(
        Turn.objects.filter(young_person__in=ids, carer__isnull=False, contact__isnull=False).values_list(
            "contact_id", "carer"
        )
    )
    found: dict[UUID, list[Try]] = defaultdict(list)
    columns = ("young_person_id", "id", "at", "channel", "outcome", "contact_point_id")
    for whose, pk, when, channel, outcome, point in rows.values_list(*columns):
        if len(found[whose]) < MOST_TRIES:
            rang = f"carer:{rung[pk]}" if pk in rung else str(point or "")
            found[whose].append(Try(timezone.localtime(when), channel, outcome, rang))
    return found


def _points(ids: Sequence[UUID]) -> dict[UUID, list[Point]]:
    found: dict[UUID, list[Point]] = defaultdict(list)
    for one in people.ContactPoint.objects.filter(young_person__in=ids).order_by("-preferred", "kind", "-id"):
        closed = (one.opted_out_how or "opted out") if one.opted_out_on else "failed" if one.failed_on else ""
        found[one.young_person_id].append(
            Point(str(one.pk), one.kind, one.value, one.whose, one.preferred, closed)
        )
    return found


def _carers(ids: Sequence[UUID]) -> dict[UUID, list[Carer]]:
    found: dict[UUID, list[Carer]] = defaultdict(list)
    for one in people.Carer.objects.filter(young_person__in=ids).order_by("id"):
        found[one.young_person_id].append(
            Carer(str(one.pk), one.name, one.relationship, one.phone, one.may_contact)
        )
    return found


def _homes(ids: Sequence[UUID]) -> set[UUID]:
    found = people.Residence.objects.filter(young_person__in=ids, until_on=None, no_fixed_address=False)
    return set(found.exclude(postcode="").values_list("young_person_id", flat=True))
