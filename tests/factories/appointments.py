"""Makers of the diary: a centre with a room, hours, an appointment."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, system
from connexions.practice.appointments.actions import appointments
from connexions.practice.appointments.actions.appointments import Arrangement
from connexions.practice.appointments.models import AdviserSession, Appointment, OpeningTime, Room
from connexions.practice.appointments.rules.times import lasting
from connexions.registers.partners.models import Centre, Partnership
from connexions.registers.people.models import YoungPerson

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 3, 10, tzinfo=LONDON)  # a Tuesday


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    """A moment of November 2026, on the clock of England."""
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON)


def make_room(by: Actor, name: str = "Room 1", **fields: Any) -> Room:
    """A room of the partnership's centre."""
    here = Partnership.objects.get(pk=by.partnership)
    centre, _ = Centre.objects.get_or_create(partnership=here, name="Byker centre")
    with tenancy.acting(system("tests", partnership=by.partnership)):
        return Room.objects.create(partnership=here, centre=centre, name=name, **fields)


def make_opening(room: Room, *, opens: int = 9, closes: int = 17) -> None:
    """The room's centre is open on every weekday."""
    with tenancy.acting(system("tests", partnership=room.partnership_id)):
        for weekday in range(5):
            OpeningTime.objects.create(
                partnership_id=room.partnership_id,
                centre_id=room.centre_id,
                weekday=weekday,
                opens=time(opens),
                closes=time(closes),
            )


def make_hours(
    by: Actor, *, weekday: int = 2, begins: int = 9, ends: int = 12, **fields: Any
) -> AdviserSession:
    """Hours of an adviser every week: Wednesday morning, unless said otherwise."""
    said: dict[str, Any] = {"kind": "weekly", "weekday": weekday, "from_on": date(2026, 1, 1), **fields}
    with tenancy.acting(system("tests", partnership=by.partnership)):
        return AdviserSession.objects.create(
            partnership_id=by.partnership, adviser_id=by.id, starts=time(begins), ends=time(ends), **said
        )


def book(
    young_person: YoungPerson,
    by: Actor,
    starts_at: datetime,
    *,
    room: Room | None = None,
    adviser: UUID | None = None,
    minutes: int = 30,
    now: datetime = NOW,
    **said: Any,
) -> Appointment:
    """An appointment in a room, or by phone where none is given; booked as *by* does it."""
    how = "room" if room else "phone"
    told: dict[str, Any] = {
        "how": how,
        "room_id": room.pk if room else None,
        "purpose": "Look at courses",
        **said,
    }
    chosen = adviser or by.id
    assert chosen is not None
    with tenancy.acting(by):
        return appointments.book(
            young_person=young_person,
            adviser=chosen,
            span=lasting(starts_at, minutes),
            arranged=Arrangement(**told),
            at=now,
            by=by,
        )


def began_ago(appointment: Appointment, now: datetime, *, minutes: int = 60) -> Appointment:
    """The same, as though it had been booked for a while ago."""
    length = appointment.ends_at - appointment.starts_at
    starts_at = now - timedelta(minutes=minutes)
    with tenancy.acting(system("tests", partnership=appointment.partnership_id)):
        Appointment.objects.filter(pk=appointment.pk).update(starts_at=starts_at, ends_at=starts_at + length)
        appointment.refresh_from_db()
    return appointment
