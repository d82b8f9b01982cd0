"""How far work is, for those who may know."""

from uuid import UUID

from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import Missing
from connexions.ground.jobs.models import Job

OVERSEERS = frozenset({Role.PARTNERSHIP_MANAGER, Role.ADMINISTRATOR})


def find(job: UUID, *, by: Actor) -> Job:
    """A job that *by* asked for, or may oversee. Raises ``Missing``."""
    found = Job.objects.filter(pk=job).first()
    if found is None or not may_watch(found.asked_by, by=by):
        raise Missing("There is no such work, or it is not yours to watch.")
    return found


def may_watch(asked_by: UUID | None, *, by: Actor) -> bool:
    """Whether *by* may see how far work is that somebody asked for."""
    return asked_by == by.id or by.role in OVERSEERS
