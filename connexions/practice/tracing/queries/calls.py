"""Call sessions: one's own, how far it is, and whose turn it is."""

from collections import Counter
from datetime import datetime
from uuid import UUID

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Missing
from connexions.practice.tracing import permissions
from connexions.practice.tracing.models import CallSession, Turn


def open_session(*, by: Actor) -> CallSession | None:
    """The call session that *by* has begun and not ended."""
    if by.id is None:
        return None
    return CallSession.objects.filter(partnership_id=by.partnership, owner=by.id, ended_at=None).first()


def session(*, session_id: UUID, by: Actor) -> CallSession:
    """One's own call session. Raises ``Missing``."""
    found = CallSession.objects.filter(pk=session_id).first()
    if found is None:
        raise Missing("There is no such call session of yours.")
    permissions.check_own(found, by)
    return found


def turn_of(session: CallSession, *, at: datetime, by: Actor) -> Turn | None:
    """Whose turn it is in a session; nothing where it has run out."""
    permissions.check_own(session, by)
    return (
        Turn.objects.select_related("young_person__adviser", "young_person__school")
        .filter(session=session, settled_at=None, until_at__gt=at)
        .first()
    )


def last_settled(session: CallSession, *, by: Actor) -> Turn | None:
    """The turn that was settled last: the one that can be undone."""
    permissions.check_own(session, by)
    found = Turn.objects.select_related("young_person", "contact").filter(session=session)
    return found.exclude(came_of_it="lapsed").filter(settled_at__isnull=False).order_by("-settled_at").first()


def tally(session: CallSession, *, by: Actor) -> Counter[str]:
    """How often each outcome was chosen in a session."""
    permissions.check_own(session, by)
    rows = Turn.objects.filter(session=session, settled_at__isnull=False).exclude(came_of_it="lapsed")
    return Counter(rows.values_list("came_of_it", flat=True))
