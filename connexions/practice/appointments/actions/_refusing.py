"""Why an appointment cannot be booked, in a sentence that says what would do."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.ground.design import words
from connexions.practice.appointments import permissions
from connexions.practice.appointments.models import Appointment, Room
from connexions.practice.appointments.queries import diary, slots
from connexions.practice.appointments.rules.times import HERE, Span

How = Appointment.How
FURTHEST = timedelta(days=366)
TAKEN = {
    "adviser_in_one_appointment": "adviser",
    "room_in_one_appointment": "room",
    "young_person_in_one_appointment": "young_person",
}


def check_time(span: Span, at: datetime) -> None:
    """Refuse a time gone by, and one so far ahead that it must be a slip."""
    if span.starts_at <= at:
        raise NotPossible("This time is past: choose one that is still to come.")
    if span.starts_at - at > FURTHEST:
        raise NotPossible("This is more than a year ahead: choose an earlier day.")


def check_words(said: str, longest: int) -> None:
    """Refuse a purpose that is a record: what was said belongs in a contact."""
    if len(said) > longest:
        raise NotPossible(
            f"The purpose must be {longest} characters or fewer: it has {len(said):,}. Say it in a few words;"
            " the rest belongs in the record."
        )


def check_place(how: str, room_id: UUID | None, where: str, *, on: date, by: Actor) -> None:
    """Refuse a meeting without a place, and a room that is not in use."""
    if how == How.ELSEWHERE and not where.strip():
        raise NotPossible("Say where you will meet.")
    if how != How.ROOM:
        return
    room = Room.objects.filter(partnership_id=by.partnership, pk=room_id).first() if room_id else None
    if room is None:
        raise NotPossible("Choose a room, or meet by phone, by video or somewhere else.")
    if room.closed_on is not None and room.closed_on <= on:
        raise NotPossible(f"{room.name} is not in use any more: choose another room.")


def is_taken(problem: IntegrityError) -> bool:
    """Whether PostgreSQL refused because somebody or the room is taken."""
    return _constraint(problem) in TAKEN


def taken(appointment: Appointment, problem: IntegrityError, *, at: datetime, by: Actor) -> str:
    """What stands in the way, and the next times that are free."""
    what = TAKEN[_constraint(problem)]
    found = diary.in_the_way(
        young_person=appointment.young_person_id,
        adviser=appointment.adviser_id,
        room=appointment.room_id,
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        by=by,
        but_for=appointment.pk,
    )
    other = next((one for one in found if _same(one, appointment, what)), None)
    return f"{_who(appointment, what)} {_until(other, by)} {_instead(appointment, at, by)}"


def _constraint(problem: IntegrityError) -> str:
    told = getattr(problem.__cause__, "diag", None)
    return str(getattr(told, "constraint_name", "") or "")


def _same(one: Appointment, other: Appointment, what: str) -> bool:
    return bool(getattr(one, f"{what}_id") == getattr(other, f"{what}_id"))


def _who(appointment: Appointment, what: str) -> str:
    if what == "room" and appointment.room is not None:
        return f"{appointment.room.name} is taken"
    if what == "young_person":
        return f"{appointment.young_person.known_as} has another appointment"
    return f"{appointment.adviser.name} has another appointment"


def _until(other: Appointment | None, by: Actor) -> str:
    """From when to when, and whose where the reader may know."""
    if other is None:
        return "at that time, in another partnership."
    said = f"from {words.time(other.starts_at)} to {words.time(other.ends_at)}"
    whom = f", with {other.young_person.name}" if permissions.sees(other, by) else ""
    return f"{said}{whom}."


def _instead(appointment: Appointment, at: datetime, by: Actor) -> str:
    minutes = int((appointment.ends_at - appointment.starts_at).total_seconds() // 60)
    wanted = slots.Wanted(
        adviser=appointment.adviser_id,
        minutes=minutes,
        how=appointment.how,
        step_free=appointment.step_free,
        young_person=appointment.young_person_id,
        but_for=appointment.moved_from_id,
    )
    offers = slots.next_free(wanted=wanted, after=at, by=by, most=3)
    if not offers:
        return "No free time is known in the next four weeks: choose another adviser, or set up hours."
    free = [f"{_moment(one.span.starts_at)}" for one in offers]
    return f"Free next: {words.listed(free)}."


def _moment(at: datetime) -> str:
    local = at.astimezone(HERE)
    return f"{words.DAYS[local.weekday()]} {words.short_day(local)} at {words.time(local)}"
