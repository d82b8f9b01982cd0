"""What the diary puts on every record, on Today and on a young person's own page."""

from collections.abc import Iterator

from django.urls import reverse

from connexions.ground.base.kept import Kept
from connexions.ground.design import words
from connexions.practice.appointments.models import Appointment
from connexions.practice.appointments.presenters.words import local_day, place
from connexions.practice.appointments.rules.times import HERE
from connexions.registers.people.record import (
    Asked,
    Button,
    Next,
    Tab,
    register_button,
    register_next,
    register_tab,
)
from connexions.registers.people.sight import Part

_booked: Kept[Appointment] = Kept(
    lambda one: (
        Appointment.objects.filter(young_person_id=one, status="booked")
        .select_related("adviser", "room__centre")
        .order_by("starts_at")
    )
)


def coming(asked: Asked) -> Iterator[Next]:
    """The appointments to come, and those of which nobody has said what became."""
    for one in asked.about(_booked)[:4]:
        over = local_day(one.starts_at) < asked.on
        at = words.time(one.starts_at.astimezone(HERE))
        title = f"No outcome of the appointment at {at}" if over else f"Appointment at {at}"
        href = reverse("appointments:one", args=[one.young_person_id, one.pk])
        said = f"{place(one)}, with {one.adviser.name}."
        yield Next(local_day(one.starts_at), title, said, href=href, link="Open", due=over)


def start() -> None:
    """Register it all; called as the room starts."""
    register_tab(Tab("appointments", "Appointments", "appointments:of_young_person", Part.CASEWORK, 55))
    register_button(Button("Book an appointment", "appointments:book", Part.CASEWORK, 20))
    register_next("appointments", Part.CASEWORK, coming, of=_booked)
