"""What the service must know of a young person's situation, from a day until a day."""

from datetime import date

from django.db import transaction

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.ground.design.words import day
from connexions.registers.people import saving
from connexions.registers.people.models import Characteristic, YoungPerson


@transaction.atomic
def add(
    *, young_person: YoungPerson, by: Actor, kind: str, from_on: date | None, source: str, on: date
) -> Characteristic:
    """Record something in their situation. Raises ``NotAllowed``; ``NotPossible`` where it is recorded
    already or begins on a day that is to come."""
    saving.check(young_person, by=by)
    if from_on is not None and from_on > on:
        raise NotPossible("It cannot have begun on a day that is to come.")
    saving.locked(young_person)
    if Characteristic.objects.filter(young_person=young_person, kind=kind, until_on=None).exists():
        raise NotPossible(f"“{Characteristic.Kind(kind).label}” is recorded already, and has not ended.")
    added = Characteristic.objects.create(
        partnership_id=young_person.partnership_id,
        young_person=young_person,
        kind=kind,
        from_on=from_on,
        source=source,
    )
    saving.record("people.characteristic.added", young_person=young_person, by=by, about=added)
    return added


@transaction.atomic
def end(*, characteristic: Characteristic, by: Actor, until_on: date, on: date) -> None:
    """Record that it is so no longer. Raises ``NotAllowed``; ``NotPossible`` for a day to come, or before it
    began, or where it has ended."""
    saving.check(characteristic.young_person, by=by)
    stored = saving.locked(characteristic)
    if stored.until_on is not None:
        raise NotPossible(f"It has ended already, on {day(stored.until_on)}.")
    if until_on > on:
        raise NotPossible("It cannot have ended on a day that is to come.")
    if stored.from_on is not None and until_on < stored.from_on:
        raise NotPossible(f"It began on {day(stored.from_on)}: it cannot have ended before that.")
    stored.until_on = until_on
    stored.save(update_fields=["until_on"])
    saving.record(
        "people.characteristic.ended", young_person=characteristic.young_person, by=by, about=stored
    )
