"""Writing down what was done to whom."""

from typing import Any, Protocol
from uuid import UUID

from connexions.ground.audit import actions as audit
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotAllowed


def hand(by: Actor) -> UUID:
    """The user whose hand this is. Raises ``NotAllowed`` for a job of the system, which can sign nothing."""
    if by.id is None:
        raise NotAllowed("A person must do this: it is signed with their name.")
    return by.id


class About(Protocol):
    """A row about a young person."""

    pk: Any
    young_person_id: UUID


def note(event: str, thing: About, by: Actor, **details: Any) -> None:
    """Record that *by* did *event* to *thing*, in the same transaction."""
    noun = event.split(".")[1]
    audit.record(
        event=event, by=by, young_person_id=thing.young_person_id, about=f"{noun}:{thing.pk}", details=details
    )
