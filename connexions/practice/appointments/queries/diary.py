"""Appointments: a young person's, an adviser's day, a centre's day."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Missing
from connexions.practice.appointments.models import Appointment
from connexions.practice.appointments.rules.times import nearest
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import NOBODY, Part

Status = Appointment.Status
IN_DIARY = (Status.BOOKED, Status.CAME, Status.DID_NOT_ATTEND, *Appointment.CANCELLED)
MIDNIGHT = datetime.min.time()


def _whole() -> QuerySet[Appointment]:
    return Appointment.objects.select_related("young_person", "adviser", "room__centre")


def of_young_person(*, of: YoungPerson, by: Actor) -> QuerySet[Appointment]:
    """Everything that was booked for somebody, the latest first."""
    sight.sight_of(of, by=by).check(Part.CASEWORK)
    found = Appointment.objects.filter(young_person=of).select_related(
        "adviser", "room__centre", "settled_by"
    )
    return found.order_by("-starts_at", "-id")


def find(*, appointment_id: UUID, of: YoungPerson, by: Actor) -> Appointment:
    """One of theirs. Raises ``Missing``."""
    found = of_young_person(of=of, by=by).filter(pk=appointment_id).first()
    if found is None:
        raise Missing("There is no such appointment, or it is somebody else’s.")
    found.young_person = of
    return found


def _days(found: QuerySet[Appointment], first: date, days: int) -> QuerySet[Appointment]:
    begins, ends = nearest(first, MIDNIGHT), nearest(first + timedelta(days=days), MIDNIGHT)
    return found.filter(starts_at__gte=begins, starts_at__lt=ends)


def of_adviser(*, adviser: UUID, first: date, days: int = 1, by: Actor) -> list[Appointment]:
    """An adviser's diary over some days, in order: what was moved away is left out. Whoever reads it learns
    whose an appointment is only where they may see the work with them (``permissions.sees``)."""
    found = _whole().filter(partnership_id=by.partnership, adviser_id=adviser, status__in=IN_DIARY)
    return list(_days(found, first, days).order_by("starts_at", "id"))


def of_centre(*, centre: int, on: date, by: Actor) -> list[Appointment]:
    """What takes place in the rooms of a centre on a day, in order."""
    found = _whole().filter(partnership_id=by.partnership, room__centre_id=centre, status__in=IN_DIARY)
    return list(_days(found, on, 1).order_by("starts_at", "id"))


def in_the_way(
    *,
    young_person: UUID,
    adviser: UUID,
    room: UUID | None,
    starts_at: datetime,
    ends_at: datetime,
    by: Actor,
    but_for: UUID | None = None,
) -> list[Appointment]:
    """What is booked already for any of the three at that time."""
    whose = Q(young_person_id=young_person) | Q(adviser_id=adviser)
    if room is not None:
        whose |= Q(room_id=room)
    found = _whole().filter(
        whose,
        partnership_id=by.partnership,
        status__in=(Status.BOOKED, Status.CAME),
        starts_at__lt=ends_at,
        ends_at__gt=starts_at,
    )
    return list(found.exclude(pk=but_for or NOBODY).order_by("starts_at"))


def to_come(*, of: YoungPerson, after: datetime, by: Actor) -> list[Appointment]:
    """Somebody's appointments that have not begun, the next first."""
    found = of_young_person(of=of, by=by).filter(status=Status.BOOKED, starts_at__gt=after)
    return list(found.order_by("starts_at"))


def missed_in_a_row(*, of: UUID, by: Actor) -> int:
    """How many of somebody's last appointments they missed, since the last to which they came."""
    settled = (Status.CAME, Status.DID_NOT_ATTEND)
    found = Appointment.objects.filter(partnership_id=by.partnership, young_person_id=of, status__in=settled)
    missed = 0
    for status in found.order_by("-starts_at", "-id").values_list("status", flat=True)[:20]:
        if status == Status.CAME:
            break
        missed += 1
    return missed
