"""What may be done with the record of a young person itself."""

from datetime import date
from typing import Any

from django.db import transaction

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotAllowed, NotPossible
from connexions.registers.people import saving
from connexions.registers.people.indexing import index
from connexions.registers.people.models import Name, YoungPerson
from connexions.registers.people.queries.areas import authorities
from connexions.registers.people.sight import WRITERS

LABELS = {
    "given_name": "First name",
    "middle_names": "Middle names",
    "family_name": "Family name",
    "preferred_name": "Name they want to be called",
    "pronouns": "Pronouns",
    "date_of_birth": "Date of birth",
    "gender": "Gender",
    "ethnicity": "Ethnicity",
    "first_language": "First language",
    "needs_interpreter": "Needs an interpreter",
    "communication_needs": "Communication needs",
    "contact_preference": "How and when best reached",
    "school_id": "School or college",
    "taught_in_year": "Taught in year",
    "special_needs": "Special educational needs",
}


@transaction.atomic
def begin(*, by: Actor, on: date, alike: int = 0, **facts: Any) -> YoungPerson:
    """Begin the record of a young person who has none here; they are with the team of whoever begins it.

    *alike* is how many records that looked alike were shown before it was decided that this is somebody else.
    Raises ``NotAllowed`` for those who may not write, ``NotPossible`` for a date of birth that is to come.
    """
    if by.role not in WRITERS:
        raise NotAllowed("You may read records here but not begin one.")
    if facts["date_of_birth"] >= on:
        raise NotPossible("The date of birth must be in the past.")
    served = authorities(by=by)
    if len(served) == 1:
        facts.setdefault("lead_authority", next(iter(served)))
    if facts.get("lead_authority") and facts["lead_authority"] not in served:
        raise NotPossible("This authority is none of ours: choose one that is, or leave it open.")
    young_person = YoungPerson.objects.create(partnership_id=by.partnership, team_id=by.team, **facts)
    index(young_person=young_person)
    saving.record("people.record.begun", young_person=young_person, by=by, alike=alike)
    return young_person


@transaction.atomic
def rename(
    *,
    young_person: YoungPerson,
    by: Actor,
    on: date,
    version: int | None,
    names: dict[str, str],
    changed_on: date | None = None,
    source: str = "",
) -> YoungPerson:
    """Change what somebody is called. With *changed_on* the legal name was another until then, and is kept
    as a former name; without it, a mistake is put right. Raises ``NotAllowed``, ``NotPossible``,
    ``Conflict``."""
    saving.check(young_person, by=by)
    if changed_on is not None and changed_on > on:
        raise NotPossible("A name cannot have changed on a day that is to come.")
    before = saving.locked(young_person)
    stored, changed = saving.save(young_person, version=version, typed=names, labels=LABELS)
    legal = {"given_name", "family_name"} & set(changed)
    if changed_on is not None and legal:
        Name.objects.create(
            partnership_id=stored.partnership_id,
            young_person=stored,
            kind=Name.Kind.FORMER,
            given_name=before.given_name,
            family_name=before.family_name,
            until_on=changed_on,
            source=source,
        )
    if changed:
        index(young_person=stored)
        saving.record("people.name.changed", young_person=stored, by=by, fields=changed)
    return stored


@transaction.atomic
def describe(
    *, young_person: YoungPerson, by: Actor, version: int | None, facts: dict[str, Any], event: str
) -> YoungPerson:
    """Change facts on the record itself; *event* (past tense) names what was changed.

    Raises ``NotAllowed``, ``Conflict``.
    """
    saving.check(young_person, by=by)
    stored, changed = saving.save(young_person, version=version, typed=facts, labels=LABELS)
    if changed:
        saving.record(event, young_person=stored, by=by, fields=changed)
    return stored
