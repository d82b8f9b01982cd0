"""What is unusual about an appointment: said before it is booked, never in the way of it."""

from datetime import timedelta
from uuid import UUID

from connexions.ground.base.acting import Actor
from connexions.ground.design import words
from connexions.practice.appointments.models import Room
from connexions.practice.appointments.presenters.words import local_day
from connexions.practice.appointments.queries import hours, places
from connexions.practice.appointments.rules.times import Span
from connexions.practice.casework.models import Contact
from connexions.registers.people.models import YoungPerson


def warnings(
    *,
    young_person: YoungPerson,
    adviser: UUID,
    span: Span,
    room: Room | None,
    people: int = 2,
    step_free: bool = False,
    by: Actor,
) -> list[str]:
    """Everything unusual, each as a sentence."""
    found = [*_moved(young_person)]
    if room is not None:
        found += _room(room, span, people, step_free, by)
    day = local_day(span.starts_at)
    known = hours.stretches(advisers=[adviser], by=by, first=day - timedelta(days=28), last=day)[adviser]
    if known and not any(one.span.holds(span) for one in known):
        found.append("It is outside the adviser’s hours.")
    return found


def _room(room: Room, span: Span, people: int, step_free: bool, by: Actor) -> list[str]:
    day = local_day(span.starts_at)
    opening = places.opening(by=by, centres=[room.centre_id], first=day, last=day)
    found = []
    open_then = opening.on(room.centre_id, day)
    if (room.centre_id, day) in opening.shut:
        why = opening.shut[room.centre_id, day]
        found.append(f"{room.centre.name} is shut on {words.long_day(day)}{f' ({why})' if why else ''}.")
    elif opening.knows(room.centre_id) and open_then is None:
        found.append(f"{room.centre.name} is not open on a {words.DAYS[day.weekday()]}.")
    elif open_then is not None and not open_then.holds(span):
        hours_said = f"{words.time(open_then.starts_at)} to {words.time(open_then.ends_at)}"
        found.append(f"{room.centre.name} is open from {hours_said} then.")
    if people > room.people:
        found.append(f"{room.name} holds {words.count(room.people, 'person', 'people')}, and {people} come.")
    if step_free and not room.step_free:
        found.append(f"{room.name} cannot be reached without a step.")
    return found


def _moved(young_person: YoungPerson) -> list[str]:
    """The last contact said that they have moved: a letter or a room may not find them."""
    last = (
        Contact.objects.filter(young_person=young_person)
        .order_by("-at")
        .values_list("outcome", flat=True)[:1]
    )
    if list(last) == [Contact.Outcome.MOVED]:
        return [
            f"The last contact says that {young_person.known_as} has moved: make sure that they can come."
        ]
    return []
