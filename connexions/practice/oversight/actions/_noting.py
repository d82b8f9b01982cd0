"""Writing down what was done in oversight."""

from typing import Any
from uuid import UUID

from connexions.ground.audit import actions as audit
from connexions.ground.base.acting import Actor


def note(
    event: str, thing: Any, by: Actor, *, young_person_id: UUID | None = None, why: str = "", **details: Any
) -> None:
    """Record that *by* did *event* to *thing*, in the same transaction."""
    noun = event.split(".")[1]
    audit.record(
        event=event,
        by=by,
        young_person_id=young_person_id,
        about=f"{noun}:{thing.pk}",
        why=why,
        details=details,
    )
