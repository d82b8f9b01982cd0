"""Ending sign-ins."""

from connexions.ground.audit import actions as audit
from connexions.ground.base.acting import Actor
from connexions.registers.accounts.models import Session


def end_others(*, keep: str, by: Actor) -> int:
    """Sign *by* out on every device but the one with the session *keep*. How many it were."""
    ended, _ = Session.objects.filter(user=by.id).exclude(session_key=keep).delete()
    audit.record(event="accounts.sessions.ended", by=by, about=f"user:{by.id}", details={"count": ended})
    return ended
