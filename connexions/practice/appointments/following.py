"""What follows in the diary when the casework says that something has happened."""

from datetime import date
from typing import Any
from uuid import UUID

from connexions.ground.base import clock
from connexions.ground.base.acting import Actor
from connexions.practice.appointments.actions import appointments
from connexions.practice.appointments.models import Appointment
from connexions.practice.casework import signals
from connexions.registers.people.models import YoungPerson

CLOSED = "Our work together has ended."


def to_come(young_person: YoungPerson) -> list[Appointment]:
    """What is booked for somebody and has not begun."""
    found = Appointment.objects.filter(
        young_person=young_person, status=Appointment.Status.BOOKED, starts_at__gt=clock.now()
    )
    coming = list(found.select_related("adviser", "room__centre").order_by("starts_at"))
    for one in coming:
        one.young_person = young_person
    return coming


def hand_over(
    *, young_person: YoungPerson, before: UUID | None, to: UUID | None, by: Actor, on: date, **_: Any
) -> None:
    """Their appointments go with them, where the new adviser is free; else somebody has to see to them."""
    for one in to_come(young_person):
        if to is not None and one.adviser_id == before:
            appointments.take_over(appointment=one, adviser=to, at=clock.now(), by=by)


def close(*, young_person: YoungPerson, by: Actor, on: date, **_: Any) -> None:
    """Nothing is booked any more, and they are told."""
    for one in to_come(young_person):
        appointments.cancel(
            appointment=one, by_them=False, reason=CLOSED, version=one.version, at=clock.now(), by=by
        )


def start() -> None:
    """Listen; called as the room starts."""
    signals.handed_over.connect(hand_over, dispatch_uid="appointments.hand_over")
    signals.closed.connect(close, dispatch_uid="appointments.close")
