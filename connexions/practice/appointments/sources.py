"""What the diary puts on the timeline."""

from typing import Any

from django.db.models import Case, F, QuerySet, TextField, When
from django.db.models.functions import Cast, Coalesce

from connexions.practice.appointments.models import Appointment
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part
from connexions.registers.people.timeline import Source, register, text

# Who came or did not attend has a contact on the timeline already: it is not told twice.
TOLD = Appointment.CANCELLED


def settled(young_person: YoungPerson) -> QuerySet[Any, Any]:
    """Appointments that were cancelled."""
    found = Appointment.objects.filter(young_person=young_person, status__in=TOLD)
    said = [When(status=one.value, then=text(f"Appointment: {one.label.lower()}")) for one in TOLD]
    return found.annotate(
        at=F("starts_at"),
        item_id=F("id"),
        heading=Case(*said, default=text(""), output_field=TextField()),
        words=Cast("reason", TextField()),
        who=Coalesce(Cast("adviser__name", TextField()), text("")),
        extra=text("miss|off|"),
    )


def start() -> None:
    """Register it; called as the room starts."""
    register(Source("appointments", "Appointments", Part.CASEWORK, settled, mark="off"))
