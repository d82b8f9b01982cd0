"""Recording what a young person does, and asking again whether it is still so."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from connexions.ground.audit import actions as audit
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible, check_version
from connexions.practice.tracking import rules, signals
from connexions.practice.tracking.actions._apart import keep_apart
from connexions.practice.tracking.models import Activity, ActivityKind
from connexions.practice.tracking.queries.currency import lapses_on
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part

LABELS = {"source": "How we know", "evidence": "What we saw", "review_on": "Ask again on"}


@transaction.atomic
def record(
    *,
    young_person: YoungPerson,
    kind: ActivityKind,
    start_on: date,
    on: date,
    by: Actor,
    replaces: UUID | None = None,
    review_on: date | None = None,
    predicted_end_on: date | None = None,
    establishment_name: str = "",
    establishment_number: str = "",
    source: str = "",
    evidence: str = "",
    source_key: str = "",
    evidence_key: str = "",
) -> Activity:
    """Record what a young person does now: the activity before ends as this one begins.

    *replaces* is the activity that was on the screen, so that two people do not both write the next one.
    Raises
    ``NotAllowed``; ``NotPossible`` where the dates cannot be so, or somebody else has recorded another
    meanwhile.
    """
    sight.sight_of(young_person, by=by).check_write(Part.STATUS)
    wrong = rules.wrong_with(
        start_on=start_on,
        on=on,
        born_on=young_person.date_of_birth,
        review_on=review_on,
        predicted_end_on=predicted_end_on,
    )
    if wrong:
        raise NotPossible(wrong)
    before = _current(young_person)
    _check_replaces(before, replaces)
    if before:
        _end(before, start_on)
    activity = Activity(
        partnership_id=young_person.partnership_id,
        young_person=young_person,
        kind=kind,
        start_on=start_on,
        ascertained_on=on,
        verified_on=on,
        review_on=review_on,
        predicted_end_on=predicted_end_on,
        lapses_on=lapses_on(
            code=kind.code,
            verified_on=on,
            review_on=review_on,
            predicted_end_on=predicted_end_on,
            partnership=young_person.partnership_id,
        ),
        neet_start_on=_neet_start(kind, start_on, before),
        establishment_name=establishment_name,
        establishment_number=establishment_number,
        source=source,
        evidence=evidence,
        source_key=source_key,
        evidence_key=evidence_key,
        recorded_by_id=by.id,
    )
    keep_apart(activity)
    _note("tracking.activity.recorded", activity, by, {"code": kind.code, "start_on": start_on.isoformat()})
    signals.activity_changed.send(Activity, young_person=young_person, activity=activity, by=by, on=on)
    return activity


@transaction.atomic
def confirm(
    *,
    activity: Activity,
    on: date,
    by: Actor,
    version: int,
    source: str,
    evidence: str = "",
    review_on: date | None = None,
    source_key: str = "",
    evidence_key: str = "",
) -> Activity:
    """Somebody asked, and it is still so: the activity is verified again and lapses later.

    Raises ``NotAllowed``, ``NotPossible`` where it has ended, ``Conflict`` where somebody else changed it
    meanwhile.
    """
    young_person = YoungPerson.objects.get(pk=activity.young_person_id)
    sight.sight_of(young_person, by=by).check_write(Part.STATUS)
    stored = Activity.objects.select_for_update().select_related("kind").get(pk=activity.pk)
    if stored.end_on is not None:
        raise NotPossible("This ended since you opened the page: look at what they do now.")
    typed: dict[str, Any] = {"source": source, "evidence": evidence}
    check_version(stored=stored, version=version, typed=typed, labels=LABELS)
    stored.source, stored.evidence = source, evidence
    stored.source_key, stored.evidence_key = source_key, evidence_key
    stored.review_on = review_on or stored.review_on
    stored.ascertained_on = stored.ascertained_on or on
    stored.verified_on = max(on, stored.start_on)
    stored.lapses_on = lapses_on(
        code=stored.kind_id,
        verified_on=stored.verified_on,
        review_on=stored.review_on,
        predicted_end_on=stored.predicted_end_on,
        partnership=stored.partnership_id,
    )
    stored.version += 1
    stored.save()
    _note("tracking.activity.confirmed", stored, by, {"code": stored.kind_id})
    return stored


def _current(young_person: YoungPerson) -> Activity | None:
    current = Activity.objects.select_for_update(of=("self",)).select_related("kind")
    return current.filter(young_person=young_person, end_on=None).first()


def _check_replaces(before: Activity | None, replaces: UUID | None) -> None:
    if before and replaces is not None and before.pk != replaces:
        raise NotPossible(
            "Somebody else has recorded what they do since you opened the page: look again first."
        )


def _end(before: Activity, on: date) -> None:
    if on < before.start_on:
        raise NotPossible(
            f"They began “{before.kind.label}” on a later day than this: "
            "the new activity cannot begin before it."
        )
    before.end_on = on
    before.version += 1
    before.save(update_fields=["end_on", "version"])


def _neet_start(kind: ActivityKind, start_on: date, before: Activity | None) -> date | None:
    return rules.neet_began_on(
        is_neet=kind.is_neet,
        start_on=start_on,
        before_is_neet=bool(before and before.kind.is_neet),
        before_neet_on=before.neet_start_on if before else None,
    )


def _note(event: str, activity: Activity, by: Actor, details: dict[str, Any]) -> None:
    audit.record(
        event=event,
        by=by,
        young_person_id=activity.young_person_id,
        about=f"activity:{activity.pk}",
        details=details,
    )
