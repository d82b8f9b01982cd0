"""What a young person is told of an appointment: when and where, never why."""

from datetime import datetime

from connexions.ground.base.acting import Actor
from connexions.ground.design import words
from connexions.practice.appointments.models import Appointment
from connexions.practice.appointments.rules.times import HERE
from connexions.registers.people.actions import notices
from connexions.registers.people.models import Notice

KIND, PAGE = "appointment", "appointments:mine"


def place(appointment: Appointment) -> str:
    """Where, as one would write it to somebody: "Byker centre, room 2", "by phone"."""
    if appointment.room is not None:
        return f"{appointment.room.centre.name}, {appointment.room.name}"
    if appointment.how == Appointment.How.ELSEWHERE:
        return appointment.where
    return Appointment.How(appointment.how).label.lower()


def when(at: datetime) -> str:
    """Tue 24 Nov, 2:30pm: short enough for a text."""
    local = at.astimezone(HERE)
    return f"{words.DAYS[local.weekday()][:3]} {words.short_day(local)}, {words.time(local)}"


def tell(appointment: Appointment, title: str, said: str, by: Actor) -> Notice:
    """Tell the young person; whether and how it could be sent is in the notice."""
    return notices.tell(
        young_person=appointment.young_person, kind=KIND, title=title[:120], words=said, by=by, link=PAGE
    )


def booked(appointment: Appointment, by: Actor) -> Notice:
    """A new appointment."""
    title = f"Appointment {when(appointment.starts_at)}, {place(appointment)}"
    return tell(appointment, title, f"{_whole(appointment)} {CANNOT}", by)


def moved(before: Appointment, after: Appointment, by: Actor) -> Notice:
    """Another time instead."""
    title = f"Appointment moved to {when(after.starts_at)}, {place(after)}"
    said = f"It was {_moment(before.starts_at)}. {_whole(after)} {CANNOT}"
    return tell(after, title, said, by)


def cancelled(appointment: Appointment, by: Actor) -> Notice:
    """No appointment after all."""
    title = f"Appointment on {when(appointment.starts_at)} is cancelled"
    said = f"You need not come on {_moment(appointment.starts_at)}. We will be in touch about another time."
    return tell(appointment, title, said, by)


def restored(appointment: Appointment, by: Actor) -> Notice:
    """It takes place after all."""
    title = f"Appointment {when(appointment.starts_at)} is on after all"
    return tell(appointment, title, f"{_whole(appointment)} {CANNOT}", by)


def reminder(appointment: Appointment, by: Actor) -> Notice:
    """A reminder."""
    title = f"Reminder: {when(appointment.starts_at)}, {place(appointment)}"
    return tell(appointment, title, f"{_whole(appointment)} {CANNOT}", by)


CANNOT = "If you cannot come, tell us: we will find another time."


def _moment(at: datetime) -> str:
    local = at.astimezone(HERE)
    return f"{words.long_day(local)} at {words.time(local)}"


def _whole(appointment: Appointment) -> str:
    how = place(appointment)
    where = f"It is {how}" if appointment.room is None and not appointment.where else f"It is at {how}"
    return f"You meet {appointment.adviser.name} on {_moment(appointment.starts_at)}. {where}."
