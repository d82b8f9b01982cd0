"""An adviser's diary as iCalendar (RFC 5545): when and where, never who or what for."""

import hashlib
from collections.abc import Iterable
from datetime import timedelta

from icalendar import Calendar, Event

from connexions.ground.design import words
from connexions.practice.appointments.models import Appointment
from connexions.practice.appointments.presenters.words import place
from connexions.practice.appointments.rules.times import HERE

PRODUCT = "-//Connexions//Diary//EN"
CANCELLED = (Appointment.Status.CANCELLED_BY_THEM, Appointment.Status.CANCELLED_BY_US)


def calendar(found: Iterable[Appointment]) -> bytes:
    """These appointments as a calendar. Times are in UTC, which every program reads alike; an appointment that
    was moved keeps its UID, so that its entry moves."""
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", "Appointments")
    made.add("refresh-interval", timedelta(minutes=30), parameters={"VALUE": "DURATION"})
    for one in found:
        made.add_component(_event(one))
    return bytes(made.to_ical())


def tag(content: bytes) -> str:
    """What tells a calendar program that nothing has changed."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def _event(one: Appointment) -> Event:
    event = Event()
    where = place(one) if one.how != Appointment.How.ELSEWHERE else "Out of the office"
    event.add("uid", f"{one.calendar_uid}@connexions")
    event.add("dtstamp", one.settled_at or one.booked_at)
    event.add("last-modified", one.settled_at or one.booked_at)
    event.add("sequence", one.sequence)
    event.add("dtstart", one.starts_at)
    event.add("dtend", one.ends_at)
    event.add("summary", f"Appointment {words.time(one.starts_at.astimezone(HERE))}, {where}")
    event.add("location", where)
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if one.status in CANCELLED else "CONFIRMED")
    if one.status in CANCELLED:
        event.add("transp", "TRANSPARENT")
    return event
