"""Who is waiting at a front desk, and how long they will."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Missing
from connexions.practice.appointments.models import Waiting
from connexions.practice.appointments.rules import waits

State = Waiting.State


@dataclass(frozen=True)
class Place:
    """Somebody's place in the queue: how many are before them, and how long that takes, if we can say."""

    waiting: Waiting
    before: int
    minutes: int | None

    @property
    def said(self) -> str:
        return waits.said(self.minutes, before=self.before)


@dataclass(frozen=True)
class Queue:
    """The front desk of a centre on a day."""

    waiting: list[Place]
    with_adviser: list[Waiting]
    over: list[Waiting]


def queue(*, centre: int, on: date, by: Actor) -> Queue:
    """Everybody who came in on a day: urgent first, then as they came; one query."""
    found = Waiting.objects.filter(partnership_id=by.partnership, centre_id=centre, on=on)
    everybody = list(found.select_related("young_person", "taken_by").order_by("came_at", "ticket"))
    waiting = sorted((one for one in everybody if one.state == State.WAITING), key=lambda one: not one.urgent)
    busy = [one for one in everybody if one.state == State.WITH_ADVISER]
    over = [one for one in everybody if one.state not in (State.WAITING, State.WITH_ADVISER)]
    took = [
        int((one.ended_at - one.taken_at).total_seconds() // 60)
        for one in over
        if one.taken_at and one.ended_at
    ]
    advisers = len({one.taken_by_id for one in busy}) or 1
    places = [
        Place(one, before, waits.wait_minutes(before=before, took=took, advisers=advisers))
        for before, one in enumerate(waiting)
    ]
    return Queue(places, busy, over[::-1])


def find(*, waiting_id: UUID, by: Actor) -> Waiting:
    """One of them. Raises ``Missing``."""
    found = Waiting.objects.filter(partnership_id=by.partnership, pk=waiting_id)
    one = found.select_related("young_person", "centre", "taken_by").first()
    if one is None:
        raise Missing("There is nobody waiting under this address.")
    return one


def waited(one: Waiting, *, at: datetime) -> int:
    """For how many minutes somebody has waited."""
    return max(0, int(((one.taken_at or one.ended_at or at) - one.came_at).total_seconds() // 60))
