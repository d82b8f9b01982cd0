"""Sending to a group, once the time to take it back has run out; and having its letters posted."""

from typing import Any
from uuid import UUID

from connexions.ground.base import clock
from connexions.ground.base.acting import Actor
from connexions.ground.design import documents
from connexions.ground.design.words import day
from connexions.ground.jobs.actions import Progress, task
from connexions.practice.tracing.actions import sendings
from connexions.practice.tracing.models import Sending
from connexions.practice.tracing.presenters import sendings as shown
from connexions.practice.tracing.queries import sendings as queries


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


@task("tracing: post letters")
def post_letters(*, progress: Progress, by: Actor, sending: str, base: str) -> dict[str, Any]:
    """Each letter is set on its sheet; all are handed to the post room together, or none."""
    found = queries.sending(sending_id=UUID(sending), by=by)
    if found.state != Sending.State.WAITING:
        return {"posted": 0}
    every = [one for one in queries.recipients(found, by=by) if not one.left_out]
    homes = queries.homes_of([one.young_person_id for one in every])
    links = queries.links_of(found)
    pages = shown.letters(found, every, homes, links, base=base, partnership=by.partnership)
    sheets = {}
    for place, page in enumerate(pages, start=1):
        sheets[page["whom"]] = sendings.Sheet(", ".join(page["to"]), _set(page, by))
        progress.advance(place, len(pages), f"{place} of {len(pages)} set")
    sendings.post_letters(sending=found, sheets=sheets, at=clock.now(), by=by)
    return {"posted": len(sheets)}


def _set(page: dict[str, Any], by: Actor) -> bytes:
    told = {
        "title": "A letter from Connexions",
        "to": page["to"],
        "on": day(clock.today()),
        "paragraphs": page["paragraphs"],
        "who": by.name,
        "where": by.partnership_name,
    }
    return documents.pdf(template="tracing/letter.typ", told=told)
