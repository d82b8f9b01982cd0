"""What every action of oversight does: hold what it changes, and write down what was done."""

from typing import Any
from uuid import UUID

from connexions.ground.audit import actions as audit
from connexions.ground.base.acting import Actor
from connexions.practice.oversight.models import Item


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


def locked(item: Item) -> Item:
    """The piece of work as it stands now, for nobody else to change meanwhile."""
    return Item.objects.select_for_update(of=("self",)).select_related("edition").get(pk=item.pk)
