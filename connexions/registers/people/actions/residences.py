"""Where a young person lives."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.ground.design.words import day
from connexions.registers.people import saving
from connexions.registers.people.models import Residence, YoungPerson
from connexions.registers.people.postcodes import area_of
from connexions.registers.people.queries.areas import authorities

LABELS = {
    "line_1": "Address line 1",
    "line_2": "Address line 2",
    "line_3": "Address line 3",
    "town": "Town or city",
    "county": "County",
    "postcode": "Postcode",
    "with_whom": "Lives with",
    "from_on": "Lived here from",
    "until_on": "Until",
    "source": "Who told us",
}


@transaction.atomic
def move(*, young_person: YoungPerson, by: Actor, from_on: date, on: date, home: dict[str, Any]) -> Residence:
    """Let a young person live somewhere else from a day on; where they lived until then ends on that day.

    Raises ``NotAllowed``; ``NotPossible`` for a day that is to come, or before they came to where they live
    now.
    """
    saving.check(young_person, by=by)
    if from_on > on:
        raise NotPossible(
            "They cannot have moved on a day that is to come. Record the move when it has happened."
        )
    saving.locked(young_person)
    current = Residence.objects.filter(young_person=young_person, until_on=None).first()
    if current is not None:
        _end(current, from_on)
    moved = Residence.objects.create(
        partnership_id=young_person.partnership_id, young_person=young_person, from_on=from_on, **home
    )
    saving.record("people.residence.moved", young_person=young_person, by=by, about=moved)
    _place(young_person, home, by)
    return moved


def _place(young_person: YoungPerson, home: dict[str, Any], by: Actor) -> None:
    """Whoever has no lead authority yet has that of their postcode, where it is known and one of ours.

    One that is recorded stays: a move between authorities is decided by a person.
    """
    found = area_of(home.get("postcode", ""))
    if found is None or found.authority not in authorities(by=by):
        return
    here = YoungPerson.objects.filter(pk=young_person.pk, lead_authority="").first()
    if here is None:
        return
    here.lead_authority = found.authority
    here.version += 1
    here.save(update_fields=["lead_authority", "version"])
    saving.record("people.authority.found", young_person=here, by=by, authority=found.authority)


def _end(current: Residence, until_on: date) -> None:
    if current.from_on is not None and current.from_on >= until_on:
        next_day = day(current.from_on + timedelta(days=1))
        raise NotPossible(
            f"They live where they live now since {day(current.from_on)}. A move must be on {next_day} or "
            "later; to put a mistake right, correct that address."
        )
    current.until_on = until_on
    current.version += 1
    current.save(update_fields=["until_on", "version"])


@transaction.atomic
def correct(*, residence: Residence, by: Actor, version: int | None, home: dict[str, Any]) -> Residence:
    """Put right what is recorded of one home. Raises ``NotAllowed``, ``NotPossible``, ``Conflict``."""
    young_person = residence.young_person
    saving.check(young_person, by=by)
    began, ended = home.get("from_on", residence.from_on), residence.until_on
    if began and ended and began > ended:
        raise NotPossible(f"They left on {day(ended)}: they cannot have come after that.")
    stored, changed = saving.save(residence, version=version, typed=home, labels=LABELS)
    if changed:
        saving.record(
            "people.residence.corrected", young_person=young_person, by=by, about=stored, fields=changed
        )
        _place(young_person, home, by)
    return stored
