"""The numbers by which other systems know a young person."""

from django.db import IntegrityError, transaction

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.registers.people import saving
from connexions.registers.people.models import Identifier, YoungPerson
from connexions.registers.people.numbers import problem, tidy


@transaction.atomic
def add(*, young_person: YoungPerson, by: Actor, scheme: str, value: str, source: str = "") -> str | None:
    """Add a number; returns what is wrong with it, if anything, which does not keep it from being saved.

    Raises ``NotAllowed``; ``NotPossible`` where it is there already.
    """
    saving.check(young_person, by=by)
    value = tidy(value)
    try:
        with transaction.atomic():
            added = Identifier.objects.create(
                partnership_id=young_person.partnership_id,
                young_person=young_person,
                scheme=scheme,
                value=value,
                source=source,
            )
    except IntegrityError:
        raise NotPossible(
            "This number is on a record already: on this one, or on another young person's. Search for it."
        ) from None
    saving.record("people.identifier.added", young_person=young_person, by=by, about=added)
    return problem(scheme, value)


@transaction.atomic
def remove(*, identifier: Identifier, by: Actor) -> None:
    """Take away a number that is not theirs; the history keeps it. Raises ``NotAllowed``."""
    saving.check(identifier.young_person, by=by)
    saving.record("people.identifier.removed", young_person=identifier.young_person, by=by, about=identifier)
    identifier.delete()
