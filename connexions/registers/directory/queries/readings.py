"""What was taken from elsewhere: when, by whom, and what came of it."""

from uuid import UUID

from django.db.models import QuerySet

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Missing
from connexions.registers.directory import permissions
from connexions.registers.directory.models import Reading


def readings(*, by: Actor) -> QuerySet[Reading]:
    """Every import of the partnership, the latest first."""
    permissions.check_may_keep(by)
    found = Reading.objects.filter(partnership_id=by.partnership).defer("faults")
    return found.order_by("-asked_at", "-id")


def reading(reading_id: UUID, *, by: Actor) -> Reading:
    """One import. Raises ``Missing``."""
    permissions.check_may_keep(by)
    found = Reading.objects.filter(pk=reading_id, partnership_id=by.partnership).first()
    if found is None:
        raise Missing("There is no such import of the directory.")
    return found


def is_kept(reading: Reading, *, by: Actor) -> bool:
    """Whether what was sent is still here to be read again."""
    permissions.check_may_keep(by)
    return Reading.objects.filter(pk=reading.pk, sent__isnull=False).exists()
