"""The queues: who is in each, counted and listed, for a reader who may know their status."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import Greatest

from connexions.ground.base.kept import Kept, each, prepared
from connexions.practice.casework.models import Contact
from connexions.practice.tracing.queries import belonging
from connexions.practice.tracing.queries.asked import (
    BY_KEY,
    NOBODY,
    PAGE,
    QUEUES,
    SORTS,
    Asked,
    Filters,
    Queue,
)
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part

__all__ = ["BY_KEY", "NOBODY", "PAGE", "QUEUES", "SORTS", "Asked", "Filters", "Queue"]


def counts(asked: Asked) -> dict[str, int]:
    """How many are in each queue, as far as the reader may know them."""
    numbers, _ = _answered(*belonging.counted(asked))
    return numbers


def page(
    key: str, asked: Asked, *, sort: str = "tried", number: int = 1
) -> tuple[dict[str, int], list[YoungPerson]]:
    """How many are in each queue; and a page of one, in order, with what each does now."""
    numbers, ids = _answered(
        *belonging.counted_and_listed(key, asked, sort=sort, most=PAGE, past=(number - 1) * PAGE)
    )
    if not ids:
        return numbers, []
    found = {one.pk: one for one in _told.ask(ids)}
    return numbers, [found[pk] for pk in ids]


def in_queue(key: str, asked: Asked) -> QuerySet[YoungPerson]:
    """Everybody in a queue, with what they do now."""
    statement, values = belonging.members(key, asked)
    return _beside_now(YoungPerson.objects.filter(pk__in=RawSQL(statement, values)))  # noqa: S611 - our own words


def sorted_by(found: QuerySet[YoungPerson], sort: str) -> QuerySet[YoungPerson]:
    """A queue in order; always the same order for the same people."""
    if sort == "name":
        return found.order_by("family_name", "given_name", "id")
    if sort == "since":
        return found.order_by(F("since_on").asc(nulls_first=True), "id")
    return found.annotate(tried_on=Greatest("standing__reached_on", "standing__tried_on")).order_by(
        F("tried_on").asc(nulls_first=True), F("since_on").asc(nulls_first=True), "id"
    )


def to_call(key: str, asked: Asked, *, at: datetime) -> QuerySet[YoungPerson]:
    """Those of a queue whose turn it may be: not tried just now, nor to be tried on a later day."""
    rested = at - timedelta(hours=asked.rules.rest_hours)
    of_them = Contact.objects.filter(young_person=OuterRef("pk"))
    later = of_them.filter(try_again_on__gt=asked.on, at__gt=at - timedelta(days=60))
    return sorted_by(
        in_queue(key, asked).filter(~Exists(of_them.filter(at__gt=rested)), ~Exists(later)), "tried"
    )


def now_of(young_person: YoungPerson, asked: Asked) -> Any:
    """One young person beside what they do now, as a queue has them; whether or not they are in one."""
    found = YoungPerson.objects.filter(sight.visible(asked.by, Part.STATUS), pk=young_person.pk)
    return _beside_now(found).select_related("adviser", "school").get()


NOW = {
    "kind_code": F("now__kind_id"),
    "kind_label": F("now__kind__label"),
    "kind_group": F("now__kind__group"),
    "is_neet": F("now__kind__is_neet"),
    "activity_id": F("now__id"),
    "since_on": F("now__start_on"),
    "neet_since_on": F("now__neet_start_on"),
    "lapses_on": F("now__lapses_on"),
    "verified_on": F("now__verified_on"),
    "ask_again_on": F("now__review_on"),
    "place_name": F("now__establishment_name"),
    "known_by": F("now__source"),
}


def _beside_now(found: QuerySet[YoungPerson]) -> QuerySet[YoungPerson]:
    """Beside what each does now: at most one row, which PostgreSQL sees to."""
    return found.annotate(now=FilteredRelation("activitys", condition=Q(activitys__end_on=None)), **NOW)


_told: Kept[YoungPerson] = Kept(
    lambda many: _beside_now(YoungPerson.objects.filter(pk__in=each(many)).select_related("adviser"))
)


def _answered(statement: str, values: Sequence[Any]) -> tuple[dict[str, int], list[UUID]]:
    with prepared() as cursor:
        cursor.execute(statement, values)
        first, *rows = cursor.fetchall()
    return dict(zip(BY_KEY, first[1:], strict=True)), [row[0] for row in rows]
