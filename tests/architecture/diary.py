"""What the diary and the front desk hold in the world that the permission matrix walks."""

from datetime import time, timedelta
from typing import Any

from django.utils import timezone

from connexions.practice.appointments.models import AdviserSession, Appointment, Room, Waiting
from connexions.registers.accounts.models import User
from connexions.registers.partners.models import Centre


def plant_diary(about: dict[str, Any], adviser: User) -> dict[str, Any]:
    """A room, hours, an appointment in two hours and somebody waiting; the parameters that lead to them."""
    here = about["young_person"].partnership
    centre = Centre.objects.create(partnership=here, name="Byker centre")
    room = Room.objects.create(partnership=here, centre=centre, name="Room 1")
    at = timezone.now() + timedelta(hours=2)
    coming = Appointment.objects.create(
        **about,
        adviser=adviser,
        room=room,
        how="room",
        starts_at=at,
        ends_at=at + timedelta(minutes=30),
        purpose="Plantedpurpose",
        booked_at=at - timedelta(days=1),
    )
    waits = Waiting.objects.create(
        partnership=here,
        centre=centre,
        on=timezone.localdate(),
        ticket=1,
        young_person=about["young_person"],
        about="Plantedpurpose",
        came_at=timezone.now(),
    )
    hours = AdviserSession.objects.create(
        partnership=here, adviser=adviser, kind="once", from_on=at.date(), starts=time(9), ends=time(12)
    )
    return {
        "centre_id": centre.pk,
        "room_id": room.pk,
        "appointment_id": coming.pk,
        "waiting_id": waits.pk,
        "session_id": hours.pk,
        "partnership_id": here.pk,
        "secret": "unknown",
        "move": "take",
    }
