"""Names that somebody is also known by, or had before they came to us."""

from datetime import date

from django.db import transaction

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.registers.people import saving
from connexions.registers.people.indexing import index
from connexions.registers.people.models import Name, YoungPerson


@transaction.atomic
def add(
    *,
    young_person: YoungPerson,
    by: Actor,
    kind: str,
    given_name: str,
    family_name: str,
    until_on: date | None = None,
    source: str = "",
) -> Name:
    """Record another name, by which they are found from now on. Raises ``NotAllowed``; ``NotPossible`` where it is
    recorded already."""
    saving.check(young_person, by=by)
    same = Name.objects.filter(young_person=young_person, kind=kind)
    if same.filter(given_name__iexact=given_name, family_name__iexact=family_name).exists():
        raise NotPossible("This name is on the record already.")
    added = Name.objects.create(
        partnership_id=young_person.partnership_id,
        young_person=young_person,
        kind=kind,
        given_name=given_name,
        family_name=family_name,
        until_on=until_on,
        source=source,
    )
    index(young_person=young_person)
    saving.record("people.other_name.added", young_person=young_person, by=by, about=added)
    return added


@transaction.atomic
def remove(*, name: Name, by: Actor) -> None:
    """Take away a name that was never theirs; they are not found by it any more. Raises ``NotAllowed``."""
    saving.check(name.young_person, by=by)
    young_person = name.young_person
    saving.record("people.other_name.removed", young_person=young_person, by=by, about=name)
    name.delete()
    index(young_person=young_person)
