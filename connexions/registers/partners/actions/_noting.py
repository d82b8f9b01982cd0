"""What every action here does: write down what was done."""

from typing import Any

from connexions.ground.audit import actions as audit
from connexions.ground.base.acting import Actor


def note(event: str, thing: Any, by: Actor, *, why: str = "", **details: Any) -> None:
    """Record that *by* did *event* to *thing*, in the same transaction. Words stay in the row, not in the record."""
    noun = event.split(".")[1]
    audit.record(event=event, by=by, about=f"{noun}:{thing.pk}", why=why, details=details)
