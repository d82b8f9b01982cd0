"""Who might be on today's round: what other rooms know, said in a few words each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from django.utils import timezone

from connexions.ground.base.acting import Actor
from connexions.ground.design import words
from connexions.practice.appointments.models import Appointment
from connexions.practice.appointments.queries import diary
from connexions.practice.casework.models import Contact
from connexions.practice.casework.queries.caseload import named
from connexions.practice.casework.queries.today import OVERDUE, Need, needs_attention
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part

SHOWN = 8


@dataclass(frozen=True)
class Suggestion:
    """Somebody who might be on the round: why, what the visit would be about, and when if a time is set."""

    young_person_id: UUID
    name: str
    why: str
    about: str
    at: time | None = None


def suggestions(*, on: date, by: Actor, but: set[UUID]) -> list[Suggestion]:
    """Who might be on the round of *by* on a day and is not yet: each once, appointments first."""
    found: dict[UUID, Suggestion] = {}
    for one in (*_booked(on, by), *_due(on, by)):
        if one.young_person_id not in but:
            found.setdefault(one.young_person_id, one)
    return list(found.values())[: 2 * SHOWN]


def picked(*, words_typed: str, on: date, by: Actor, but: set[UUID]) -> list[YoungPerson]:
    """Young people of one's own caseload whose names begin with these words."""
    found = named(words=words_typed, adviser=by.id, by=by, on=on, limit=SHOWN)
    return [one for one in found if one.pk not in but]


def _booked(on: date, by: Actor) -> Iterable[Suggestion]:
    """Whom *by* is to meet that day."""
    if by.id is None:
        return
    for one in diary.of_adviser(adviser=by.id, first=on, by=by):
        person = one.young_person
        if one.status != Appointment.Status.BOOKED or not sight.sight_of(person, by=by).sees(Part.CASEWORK):
            continue
        at = timezone.localtime(one.starts_at).time()
        why = f"Booked for {words.time(at)}, {one.get_how_display().lower()}"
        yield Suggestion(person.pk, person.name, why, (one.purpose or "Appointment")[:200], at)


def _due(on: date, by: Actor) -> list[Suggestion]:
    """Failed contacts to try again and reviews that are due, as Today has them."""
    if by.id is None:
        return []
    needs = needs_attention(adviser=by.id, on=on, by=by, shown=SHOWN, urgent=True).shown
    ready = [one for one in needs if one.kind in SAID and (one.kind == "review" or one.group == OVERDUE)]
    return [_suggested(one) for one in sorted(ready, key=lambda one: one.kind)]


def _suggested(need: Need) -> Suggestion:
    return Suggestion(need.young_person_id, need.name, *SAID[need.kind](need))


def _try_again(need: Need) -> tuple[str, str]:
    outcome = Contact.Outcome(need.said["outcome"]).label.lower()
    return f"Try again: {outcome} last time", f"Try again: {outcome} last time"


def _review(need: Need) -> tuple[str, str]:
    return f"Review due {words.short_day(need.day)}", "Review"


SAID = {"contact": _try_again, "review": _review}
