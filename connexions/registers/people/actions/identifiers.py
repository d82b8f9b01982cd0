"""The numbers by which other systems know a young person."""

from django.db import IntegrityError, transaction

from connexions.engines import identifiers as engine
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.registers.people.actions import saving
from connexions.registers.people.models import Identifier, YoungPerson

PROBLEMS = {
    Identifier.Scheme.UPN: engine.upn_problem,
    Identifier.Scheme.FORMER_UPN: engine.upn_problem,
    Identifier.Scheme.ULN: engine.uln_problem,
}


def problem(scheme: str, value: str) -> str | None:
    """What is wrong with a number, in a sentence; a warning, for the number is kept all the same."""
    look = PROBLEMS.get(Identifier.Scheme(scheme))
    return look(value) if look else None


def tidy(value: str) -> str:
    """A number as it is kept: capitals, no spaces."""
    return "".join(value.split()).upper()


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
