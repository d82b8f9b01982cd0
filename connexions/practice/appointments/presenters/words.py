"""When and where, in words."""

from datetime import date, datetime

from connexions.ground.design import words
from connexions.practice.appointments.models import Appointment
from connexions.practice.appointments.queries.slots import Offer
from connexions.practice.appointments.rules.times import HERE

LOOKS = {
    Appointment.Status.BOOKED: "todo",
    Appointment.Status.CAME: "done",
    Appointment.Status.DID_NOT_ATTEND: "overdue",
    Appointment.Status.CANCELLED_BY_THEM: "off",
    Appointment.Status.CANCELLED_BY_US: "off",
    Appointment.Status.MOVED: "off",
}


def local_day(at: datetime) -> date:
    """The day of a moment on the calendar of England."""
    return at.astimezone(HERE).date()


def long_day(day: date) -> str:
    """Tuesday 24 November 2026."""
    return words.long_day(day)


def short_moment(at: datetime) -> str:
    """Tue 24 Nov, 2:30pm."""
    local = at.astimezone(HERE)
    return f"{words.DAYS[local.weekday()][:3]} {words.short_day(local)}, {words.time(local)}"


def offer_said(offer: Offer) -> str:
    """A free time with its room: Tue 24 Nov, 2:30pm, Byker centre, Room 2."""
    where = f", {offer.room.centre.name}, {offer.room.name}" if offer.room else ""
    return f"{short_moment(offer.span.starts_at)}{where}"


def place(appointment: Appointment) -> str:
    """Byker centre, Room 2; By phone; their school."""
    if appointment.room is not None:
        return f"{appointment.room.centre.name}, {appointment.room.name}"
    return appointment.where or Appointment.How(appointment.how).label


def minutes(appointment: Appointment) -> int:
    """How long it is."""
    return int((appointment.ends_at - appointment.starts_at).total_seconds() // 60)


def state(appointment: Appointment, now: datetime) -> tuple[str, str]:
    """Its look and its word; one that has begun wants an outcome."""
    status = Appointment.Status(appointment.status)
    if status == Appointment.Status.BOOKED and appointment.starts_at <= now:
        over = appointment.ends_at <= now
        return ("due", "No outcome yet") if over else ("new", "Now")
    return LOOKS[status], status.label


def comes(appointment: Appointment) -> list[str]:
    """Who else comes, and what they need."""
    said = [
        ("A carer comes too", appointment.with_carer),
        ("An interpreter is needed", appointment.with_interpreter),
        (f"{appointment.with_other} comes too", bool(appointment.with_other)),
        ("A step-free place is needed", appointment.step_free),
        (appointment.needs, bool(appointment.needs)),
    ]
    return [text for text, holds in said if holds]
