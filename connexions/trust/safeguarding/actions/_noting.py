"""What every action here does: write down what was done, so that it says nothing about whom."""

from datetime import datetime
from typing import Any
from uuid import UUID

from connexions.ground.audit import actions as audit
from connexions.ground.base.acting import Actor
from connexions.trust.safeguarding.models import Concern, Event


def note(event: str, thing: Any, by: Actor, *, young_person_id: UUID | None = None, **details: Any) -> None:
    """Record that *by* did *event* to *thing*, in the same transaction.

    Of a concern the audit names no young person: whoever looks at who looked learns nothing from it.
    """
    noun = event.split(".")[1]
    audit.record(
        event=event, by=by, young_person_id=young_person_id, about=f"{noun}:{thing.pk}", details=details
    )


def chain(concern: Concern, what: str, *, at: datetime, by: Actor, words: str = "") -> None:
    """Add to what is kept of a concern for good."""
    Event(
        partnership_id=concern.partnership_id, concern=concern, at=at, what=what, by_id=by.id, by_name=by.name,
        words=words,
    ).save(force_insert=True)  # fmt: skip


def locked(concern: Concern) -> Concern:
    """The concern as it stands now, for nobody else to change meanwhile."""
    found: Concern = Concern.objects.select_for_update(of=("self",)).get(pk=concern.pk)
    return found
