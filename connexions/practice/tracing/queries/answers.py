"""Links and the answers that came by them."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Missing
from connexions.practice.tracing.models import Recipient, StatusAnswer, StatusLink
from connexions.practice.tracking.models import Activity
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part


def current_of(young_person: YoungPerson) -> Activity | None:
    """What somebody is recorded as doing now: for whoever answers for them, who was sent a link."""
    return Activity.objects.select_related("kind").filter(young_person=young_person, end_on=None).first()


def link_by_secret(*, secret_hash: str, by: Actor) -> StatusLink | None:
    """The link that a secret leads to, in the partnership in which *by* acts."""
    found = StatusLink.objects.select_related("young_person", "carer")
    return found.filter(secret_hash=secret_hash, partnership_id=by.partnership).first()


def texted(points: Collection[UUID], *, since: datetime) -> set[UUID]:
    """Those of these numbers to which something was sent since a moment."""
    found = Recipient.objects.filter(point__in=points, left_out="", sending__settled_at__gte=since)
    return {one for one in found.values_list("point", flat=True) if one}


def to_look_at(*, by: Actor) -> QuerySet[StatusAnswer]:
    """Answers that differ from the record, of young people whose status *by* may see, the oldest first."""
    found = StatusAnswer.objects.select_related("young_person", "about__kind").filter(
        partnership_id=by.partnership,
        state=StatusAnswer.State.TO_LOOK_AT,
        young_person__in=YoungPerson.objects.filter(sight.visible(by, Part.STATUS)),
    )
    return found.order_by("answered_at", "id")


def settled(*, by: Actor) -> QuerySet[StatusAnswer]:
    """Answers that were confirmed, taken or put aside, the latest first."""
    found = StatusAnswer.objects.select_related("young_person", "settled_by").filter(
        partnership_id=by.partnership,
        young_person__in=YoungPerson.objects.filter(sight.visible(by, Part.STATUS)),
    )
    return found.exclude(state=StatusAnswer.State.TO_LOOK_AT).order_by("-answered_at", "-id")


def answer(*, answer_id: UUID, by: Actor) -> StatusAnswer:
    """One answer. Raises ``Missing``, ``NotAllowed``."""
    found = StatusAnswer.objects.select_related("young_person", "about__kind").filter(pk=answer_id).first()
    if found is None:
        raise Missing("There is no such answer.")
    sight.sight_of(found.young_person, by=by).check(Part.STATUS)
    return found
