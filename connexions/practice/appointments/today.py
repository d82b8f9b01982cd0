"""What the diary tells on Today: what is booked, and what wants an outcome."""

from datetime import datetime, time, timedelta

from django.db.models import Q
from django.urls import reverse

from connexions.ground.base import clock
from connexions.ground.design import words
from connexions.practice.appointments.models import Appointment
from connexions.practice.appointments.presenters.words import local_day, place
from connexions.practice.appointments.rules.times import HERE, nearest
from connexions.practice.casework.today import OVERDUE, THIS_WEEK, Asked, Line, Source, Told, register, told

LOOKED_BACK = timedelta(days=30)
MOST = 200


def find(asked: Asked) -> Told:
    """Today's appointments, those without an outcome, and those that somebody has to put right; one query."""
    now = clock.now()
    ends = nearest(asked.on + timedelta(days=1), time())
    found = Appointment.objects.filter(
        Q(starts_at__gte=now - LOOKED_BACK, starts_at__lt=ends) | Q(starts_at__gt=now) & ~Q(flag=""),
        status=Appointment.Status.BOOKED,
        adviser_id=asked.adviser,
        young_person__in=asked.people.values("pk"),
    )
    rows = found.select_related("room__centre").order_by("starts_at")[:MOST]
    return told((_line(one, now) for one in rows), most=asked.most)


def _line(one: Appointment, now: datetime) -> Line:
    at = words.time(one.starts_at.astimezone(HERE))
    state, what, do, group, page = f"Today at {at}", f"{place(one)}. {one.purpose}", "Open", THIS_WEEK, "one"
    if one.flag:
        state, what, do, group, page = "To put right", one.flag, "Move it", OVERDUE, "move"
    elif one.ends_at <= now:
        day = local_day(one.starts_at)
        what = f"Appointment on {words.short_day(day)} at {at}, {place(one)}: came, or did not attend?"
        state, do, group, page = "No outcome yet", "Say what became of it", OVERDUE, "one"
    href = reverse(f"appointments:{page}", args=[one.young_person_id, one.pk])
    return Line(group, one.young_person_id, local_day(one.starts_at), state, what, do, href)


def start() -> None:
    """Register it; called as the room starts."""
    register(Source("appointment", "Appointments", find, order=15))
