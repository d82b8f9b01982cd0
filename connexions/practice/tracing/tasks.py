"""Sending to a group, once the time to take it back has run out."""

from typing import Any
from uuid import UUID

from connexions.ground.base import clock
from connexions.ground.base.acting import Actor
from connexions.ground.jobs.actions import Progress, task
from connexions.practice.tracing.actions import sendings
from connexions.practice.tracing.models import Sending


@task("tracing: write to a group")
def send(*, progress: Progress, by: Actor, sending: str, base: str) -> dict[str, Any]:
    """All of it goes, or nothing: what was posted is handed to the post room when everything is kept."""

    def watch(done: int, of: int) -> None:
        progress.advance(done, of, f"{done} of {of} written to")

    found = Sending.objects.get(pk=UUID(sending))
    if found.state != Sending.State.WAITING:
        return {"sent": 0}
    sendings.send(sending=found, base=base, at=clock.now(), by=by, watch=watch)
    return {"sent": found.recipients.filter(left_out="").count()}
