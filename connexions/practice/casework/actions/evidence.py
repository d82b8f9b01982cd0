"""What a rating rests on: said, seen or sent, by whom and when."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.practice.casework import permissions, rules
from connexions.practice.casework.actions._assessing import locked, state, touch
from connexions.practice.casework.actions._noting import hand, note
from connexions.practice.casework.models import Assessment, Contact, Evidence
from connexions.practice.casework.queries import assessment_forms


@transaction.atomic
def add(
    *,
    assessment: Assessment,
    factor: int,
    source: str,
    words: str,
    said_on: date,
    on: date,
    at: datetime,
    by: Actor,
    who: str = "",
    contact: Contact | None = None,
) -> Evidence:
    """Write down one thing that a rating rests on; the same thing twice is written once. *on* is today, *at* now.

    Raises ``NotPossible`` once the assessment is finished, for a factor its form does not have, and for a day to come.
    """
    permissions.check_may_assess(assessment.young_person, by)
    stored = locked(assessment)
    rules.ASSESSMENT.after(state(stored), "rate")
    if assessment_forms.form(stored.form_id).factor(factor) is None:
        raise NotPossible(f"There is no factor {factor} on this form.")
    if said_on > on:
        raise NotPossible("What a rating rests on cannot be from a day to come.")
    told = {"source": source, "words": words, "said_on": said_on, "who": who, "contact": contact}
    there = Evidence.objects.filter(assessment=stored, factor=factor, **told).first()
    if there is not None:
        return there
    made = Evidence(
        partnership_id=stored.partnership_id,
        young_person_id=stored.young_person_id,
        assessment=stored,
        factor=factor,
        added_by_id=hand(by),
        added_at=at,
        **told,
    )
    made.save(force_insert=True)
    touch(stored, factor, on, by)
    note("casework.evidence.added", made, by, factor=factor, source=source)
    return made


@transaction.atomic
def take_out(*, assessment: Assessment, evidence_id: UUID, by: Actor) -> Evidence:
    """Take out what was written down by mistake; the history keeps it. Raises ``NotPossible`` once the assessment
    is finished, or where it is gone already."""
    permissions.check_may_write(assessment.young_person, by)
    stored = locked(assessment)
    rules.ASSESSMENT.after(state(stored), "rate")
    found = Evidence.objects.filter(assessment=stored, pk=evidence_id).first()
    if found is None:
        raise NotPossible("This has been taken out already.")
    note("casework.evidence.taken_out", found, by, factor=found.factor)
    Evidence.objects.filter(pk=found.pk).delete()
    return found
