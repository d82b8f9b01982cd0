"""What a line about a young person says besides: last seen, tries since, steps open. For a handful of them at once."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Count
from django.utils import timezone

from connexions.practice.casework.models import Contact, Plan, Step

LOOKED_BACK = 8  # contacts of each


@dataclass(frozen=True)
class Contacts:
    """The last time somebody was spoken to, and the tries that failed since, the latest first."""

    seen_on: date | None = None
    tries: tuple[tuple[date, str], ...] = ()  # (day, channel)


def last_contacts(whom: Collection[UUID]) -> dict[UUID, Contacts]:
    """How the last contacts with each of these went; one query, a few rows of each by index."""
    if not whom:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, at, channel, outcome FROM unnest(%s::uuid[]) AS one (id) CROSS JOIN LATERAL ("
            " SELECT at, channel, outcome FROM casework_contact WHERE young_person_id = one.id"
            " ORDER BY at DESC LIMIT %s) AS c ORDER BY id, at DESC",
            [list(whom), LOOKED_BACK],
        )
        rows = cursor.fetchall()
    of_each: dict[UUID, list[tuple[date, str, str]]] = defaultdict(list)
    for young_person_id, at, channel, outcome in rows:
        of_each[young_person_id].append((timezone.localdate(at), channel, outcome))
    return {one: _told(contacts) for one, contacts in of_each.items()}


def _told(contacts: list[tuple[date, str, str]]) -> Contacts:
    tries: list[tuple[date, str]] = []
    for day, channel, outcome in contacts:
        if outcome not in Contact.FAILED:
            return Contacts(day, tuple(tries))
        tries.append((day, channel))
    return Contacts(None, tuple(tries))


def open_steps(whom: Collection[UUID]) -> dict[UUID, int]:
    """How many steps of each one's open plan are still to be done."""
    if not whom:
        return {}
    steps = Step.objects.filter(
        young_person_id__in=list(whom), status__in=(Step.Status.TO_DO, Step.Status.STARTED)
    ).exclude(goal__plan__status=Plan.Status.CLOSED)
    return dict(steps.order_by().values_list("young_person_id").annotate(Count("id")))
