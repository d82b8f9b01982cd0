"""Who may do what with the diary, beyond what sight decides."""

from uuid import UUID

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotAllowed
from connexions.practice.appointments.models import Appointment, Waiting
from connexions.practice.casework.permissions import CASEWORKERS, MANAGERS, READERS
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part

__all__ = ["CASEWORKERS", "MANAGERS", "READERS"]


def check_may_write(young_person: YoungPerson, by: Actor) -> None:
    """Refuse whoever may not book for this young person. Raises ``NotAllowed``."""
    sight.sight_of(young_person, by=by).check_write(Part.CASEWORK)


def sees(appointment: Appointment, by: Actor) -> bool:
    """Whether a reader of the diary may know whose appointment it is; to others the time is only taken."""
    return sight.sight_of(appointment.young_person, by=by).sees(Part.CASEWORK)


def knows(waiting: Waiting, by: Actor) -> bool:
    """Whether a reader of the queue may know what somebody came about: whoever has no record is everybody's."""
    person = waiting.young_person
    return person is None or sight.sight_of(person, by=by).sees(Part.CASEWORK)


def check_may_see_to(waiting: Waiting, by: Actor) -> None:
    """Refuse whoever may not take somebody who waits. Raises ``NotAllowed``."""
    if by.role not in CASEWORKERS:
        raise NotAllowed("Only advisers and managers see to people at the front desk.")
    person = waiting.young_person
    if person is not None and not sight.sight_of(person, by=by).may_write(Part.CASEWORK):
        raise NotAllowed(f"{person.name} is with another team: ask the duty adviser to see them.")


def check_may_set_hours(adviser: UUID, by: Actor) -> None:
    """Refuse whoever may not say when this adviser sees people: everybody their own, managers others'."""
    if by.role in MANAGERS or (by.role in CASEWORKERS and by.id == adviser):
        return
    raise NotAllowed("You may set your own hours. A manager sets those of others.")


def check_may_furnish(by: Actor) -> None:
    """Refuse whoever may not set up rooms, opening times and the rules of the diary. Raises ``NotAllowed``."""
    if by.role not in MANAGERS:
        raise NotAllowed("Only a manager sets up rooms, opening times and reminders.")
