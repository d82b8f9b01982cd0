"""The queue as the front desk reads it, and as a waiting room may."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from connexions.ground.base.acting import Actor
from connexions.ground.design import words
from connexions.practice.appointments import permissions
from connexions.practice.appointments.models import Waiting
from connexions.practice.appointments.queries.queue import Place, Queue, waited

LOOKS = {"seen": "done", "left": "off", "not_seen": "off", "with_adviser": "new", "waiting": "todo"}


@dataclass(frozen=True)
class Row:
    """Somebody who came in, as far as the reader may know of them."""

    id: UUID
    ticket: int
    name: str
    href: str
    about: str
    urgent: str
    came: str
    waited: str
    wait: str
    look: str
    state: str
    with_whom: str
    mine: bool
    may_take: bool
    known: bool
    ended: str
    outcome: str


def rows(queue: Queue, *, by: Actor, now: datetime) -> dict[str, list[Row]]:
    """Everybody, by where they stand."""
    return {
        "waiting": [_row(place.waiting, by, now, place) for place in queue.waiting],
        "with_adviser": [_row(one, by, now) for one in queue.with_adviser],
        "over": [_row(one, by, now) for one in queue.over],
    }


def _row(one: Waiting, by: Actor, now: datetime, place: Place | None = None) -> Row:
    knows, person = permissions.knows(one, by), one.young_person
    return Row(
        id=one.pk,
        ticket=one.ticket,
        name=person.name if person else one.first_name or "No name kept",
        href=reverse("people:record", args=[person.pk]) if person else "",
        about=one.about if knows else "With another team: ask the duty adviser.",
        urgent=(one.urgent_reason or "Urgent") if one.urgent and knows else "Urgent" if one.urgent else "",
        came=words.time(one.came_at),
        waited=words.count(waited(one, at=now), "minute"),
        wait=place.said.replace("before you", "before them") if place else "",
        look=LOOKS[one.state],
        state=Waiting.State(one.state).label,
        with_whom=one.taken_by.name if one.taken_by else "",
        mine=one.taken_by_id == by.id,
        may_take=knows,
        known=person is not None,
        ended=words.time(one.ended_at),
        outcome=one.outcome if knows else "",
    )


@dataclass(frozen=True)
class Shown:
    """What the screen in a waiting room shows of somebody: a number, and how long it takes."""

    ticket: int
    wait: str


def screen(queue: Queue) -> dict[str, list[Shown]]:
    """Numbers alone: no name, no initial, nothing of what anybody came about."""
    return {
        "waiting": [Shown(place.waiting.ticket, place.said) for place in queue.waiting],
        "called": [Shown(one.ticket, "") for one in queue.with_adviser],
    }
