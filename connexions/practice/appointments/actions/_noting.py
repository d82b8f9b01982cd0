"""Writing down what was done in the diary; and the hand that does it."""

from typing import Any
from uuid import UUID

from connexions.ground.audit import actions as audit
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotAllowed


def hand(by: Actor) -> UUID:
    """The user whose hand this is. Raises ``NotAllowed`` for a job of the system, which can sign nothing."""
    if by.id is None:
        raise NotAllowed("A person must do this: it is signed with their name.")
    return by.id


def note(event: str, thing: Any, by: Actor, **details: Any) -> None:
    """Record that *by* did *event* to *thing*, in the same transaction."""
    audit.record(
        event=f"appointments.{event}",
        by=by,
        young_person_id=getattr(thing, "young_person_id", None),
        about=f"{event.split('.')[0]}:{thing.pk}",
        details=details,
    )
