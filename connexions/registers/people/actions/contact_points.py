"""How a young person is reached."""

from typing import Any

from django.db import IntegrityError, transaction

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.registers.people import saving
from connexions.registers.people.models import ContactPoint, YoungPerson

LABELS = {
    "kind": "Kind",
    "value": "Number or address",
    "whose": "Whose it is",
    "preferred": "Preferred",
    "note": "Note",
    "opted_out_on": "Asked us not to use it, on",
    "opted_out_how": "How they asked",
    "failed_on": "Did not work, on",
    "source": "Who told us",
}
TWICE = "This number or address is on the record already. Change the one that is there."


@transaction.atomic
def add(*, young_person: YoungPerson, by: Actor, facts: dict[str, Any]) -> ContactPoint:
    """Add a number or address. Raises ``NotAllowed``; ``NotPossible`` where it is there already."""
    saving.check(young_person, by=by)
    try:
        with transaction.atomic():
            added = ContactPoint.objects.create(
                partnership_id=young_person.partnership_id, young_person=young_person, **facts
            )
    except IntegrityError:
        raise NotPossible(TWICE) from None
    _prefer_only(added)
    saving.record("people.contact_point.added", young_person=young_person, by=by, about=added)
    return added


@transaction.atomic
def change(*, point: ContactPoint, by: Actor, version: int | None, facts: dict[str, Any]) -> ContactPoint:
    """Change a number or address: prefer it, note that it failed, or that they asked us not to use it.

    Raises ``NotAllowed``, ``NotPossible``, ``Conflict``.
    """
    saving.check(point.young_person, by=by)
    if facts.get("opted_out_on", point.opted_out_on) != point.opted_out_on:
        facts = {"opted_out_how": "", **facts}  # how they asked before says nothing of another time
    try:
        with transaction.atomic():
            stored, changed = saving.save(point, version=version, typed=facts, labels=LABELS)
    except IntegrityError:
        raise NotPossible(TWICE) from None
    if changed:
        _prefer_only(stored)
        saving.record(
            "people.contact_point.changed",
            young_person=point.young_person,
            by=by,
            about=stored,
            fields=changed,
        )
    return stored


def _prefer_only(point: ContactPoint) -> None:
    """One is preferred at a time, and never one that may not be used."""
    if point.preferred and (point.opted_out_on or point.failed_on):
        raise NotPossible(
            "A number that failed, or that they asked us not to use, cannot be the preferred one."
        )
    if point.preferred:
        others = ContactPoint.objects.filter(young_person=point.young_person_id, preferred=True)
        others.exclude(pk=point.pk).update(preferred=False)


@transaction.atomic
def remove(*, point: ContactPoint, by: Actor) -> None:
    """Take away a number that was never theirs. Raises ``NotAllowed``."""
    saving.check(point.young_person, by=by)
    saving.record("people.contact_point.removed", young_person=point.young_person, by=by, about=point)
    point.delete()
