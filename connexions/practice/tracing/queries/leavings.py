"""Reports of leaving."""

from uuid import UUID

from django.db.models import Count, Q, QuerySet

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Missing
from connexions.practice.tracing.models import Leaving
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part


def leavings(*, by: Actor) -> QuerySet[Leaving]:
    """Reports about young people whose status *by* may see: open ones first, the oldest first."""
    seen = YoungPerson.objects.filter(sight.visible(by, Part.STATUS))
    found = Leaving.objects.select_related("young_person").filter(
        partnership_id=by.partnership, young_person__in=seen
    )
    return found.order_by("ending", "reported_on", "id")


def numbers(*, by: Actor) -> tuple[int, int]:
    """How many have not ended, and how many of those that have are still to be told back."""
    found = leavings(by=by).aggregate(
        still_open=Count("pk", filter=Q(ending="")),
        to_tell=Count("pk", filter=~Q(ending="") & Q(told_back_at=None)),
    )
    return found["still_open"], found["to_tell"]


def still_open(*, by: Actor) -> QuerySet[Leaving]:
    """Those that have not ended."""
    return leavings(by=by).filter(ending="")


def to_tell(*, by: Actor) -> QuerySet[Leaving]:
    """Those that have ended, and whoever reported them has not been told."""
    return leavings(by=by).exclude(ending="").filter(told_back_at=None)


def told(*, by: Actor) -> QuerySet[Leaving]:
    """Those that were told back, the latest first."""
    return leavings(by=by).filter(told_back_at__isnull=False).order_by("-told_back_at")


def leaving(*, leaving_id: UUID, by: Actor) -> Leaving:
    """One report. Raises ``Missing``, ``NotAllowed``."""
    found = Leaving.objects.select_related("young_person", "recorded_by").filter(pk=leaving_id).first()
    if found is None:
        raise Missing("There is no such report.")
    sight.sight_of(found.young_person, by=by).check(Part.STATUS)
    return found
