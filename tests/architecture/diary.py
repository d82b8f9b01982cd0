"""What the diary and the front desk hold in the world that the permission matrix walks."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from connexions.practice.appointments.models import Appointment, Room
from connexions.registers.accounts.models import User
from connexions.registers.partners.models import Centre


def plant_diary(about: dict[str, Any], adviser: User) -> dict[str, Any]:
    """A room, and an appointment in two hours; the parameters that lead to them."""
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
    return {"centre_id": centre.pk, "room_id": room.pk, "appointment_id": coming.pk}
