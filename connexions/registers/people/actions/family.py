"""The people around a young person: carers, brothers and sisters."""

from typing import Any

from django.db import transaction

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.registers.people import saving
from connexions.registers.people.models import Carer, Sibling, YoungPerson
from connexions.registers.people.sight import Part, sight_of

LABELS = {
    "name": "Name",
    "relationship": "Relationship",
    "parental_responsibility": "Parental responsibility",
    "may_contact": "We may speak with them",
    "phone": "Phone",
    "email": "E-mail",
    "note": "Note",
    "source": "Who told us",
}


@transaction.atomic
def add_carer(*, young_person: YoungPerson, by: Actor, facts: dict[str, Any]) -> Carer:
    """Add a parent or carer. Raises ``NotAllowed``."""
    saving.check(young_person, by=by)
    carer = Carer.objects.create(
        partnership_id=young_person.partnership_id, young_person=young_person, **facts
    )
    saving.record("people.carer.added", young_person=young_person, by=by, about=carer)
    return carer


@transaction.atomic
def change_carer(*, carer: Carer, by: Actor, version: int | None, facts: dict[str, Any]) -> Carer:
    """Change what is known of a carer. Raises ``NotAllowed``, ``Conflict``."""
    saving.check(carer.young_person, by=by)
    stored, changed = saving.save(carer, version=version, typed=facts, labels=LABELS)
    if changed:
        saving.record(
            "people.carer.changed", young_person=carer.young_person, by=by, about=stored, fields=changed
        )
    return stored


@transaction.atomic
def remove_carer(*, carer: Carer, by: Actor) -> None:
    """Take somebody away who does not look after them; the history keeps it. Raises ``NotAllowed``."""
    saving.check(carer.young_person, by=by)
    saving.record("people.carer.removed", young_person=carer.young_person, by=by, about=carer)
    carer.delete()


@transaction.atomic
def join_siblings(
    *, young_person: YoungPerson, sibling: YoungPerson, by: Actor, relationship: str = "Sibling"
) -> None:
    """Record two young people as brothers or sisters, on both records.

    Raises ``NotAllowed``; ``NotPossible`` for one and the same person, or for two who are joined already.
    """
    saving.check(young_person, by=by)
    sight_of(sibling, by=by).check(Part.HEADLINE)
    if young_person.pk == sibling.pk:
        raise NotPossible("Nobody is their own brother or sister.")
    if Sibling.objects.filter(young_person=young_person, sibling=sibling).exists():
        raise NotPossible(f"{sibling.name} is recorded as their sibling already.")
    here = young_person.partnership_id
    pairs = ((young_person, sibling), (sibling, young_person))
    Sibling.objects.bulk_create(
        [
            Sibling(partnership_id=here, young_person=one, sibling=other, relationship=relationship)
            for one, other in pairs
        ],
        ignore_conflicts=True,
    )
    for one, other in pairs:
        saving.record("people.siblings.joined", young_person=one, by=by, about=other)


@transaction.atomic
def part_siblings(*, young_person: YoungPerson, sibling: YoungPerson, by: Actor) -> None:
    """Take back that two are brothers or sisters, on both records. Raises ``NotAllowed``."""
    saving.check(young_person, by=by)
    for one, other in ((young_person, sibling), (sibling, young_person)):
        Sibling.objects.filter(young_person=one, sibling=other).delete()
        saving.record("people.siblings.parted", young_person=one, by=by, about=other)
