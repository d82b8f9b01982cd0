"""Looking at a young person's whole situation, with them."""

from datetime import date, datetime

from django.db import transaction

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible, check_version
from connexions.practice.casework import permissions, rules
from connexions.practice.casework.actions._noting import hand, note
from connexions.practice.casework.models import Assessment, AssessmentForm, Factor, Rating
from connexions.registers.people.models import YoungPerson

LABELS = {
    "adviser_level": "You say",
    "young_person_level": "The young person says",
    "difference": "Why you see it differently",
    "evidence": "What this rests on",
    "strengths": "Strengths to build on",
}


@transaction.atomic
def start(*, young_person: YoungPerson, on: date, by: Actor, with_young_person: bool = True) -> Assessment:
    """Begin an assessment, on the form in use; nothing is copied from the one before.

    Raises ``NotPossible`` while another is open.
    """
    permissions.check_may_write(young_person, by)
    YoungPerson.objects.select_for_update(of=("self",)).get(pk=young_person.pk)
    if Assessment.objects.filter(young_person=young_person, finished_at=None).exists():
        raise NotPossible("An assessment is open already: go on with that one.")
    assessment = Assessment(
        partnership_id=young_person.partnership_id,
        young_person=young_person,
        form=AssessmentForm.objects.get(in_use=True),
        started_on=on,
        with_young_person=with_young_person,
        made_by_id=hand(by),
    )
    assessment.save(force_insert=True)
    note("casework.assessment.started", assessment, by)
    return assessment


@transaction.atomic
def rate(
    *,
    assessment: Assessment,
    factor: int,
    version: int,
    by: Actor,
    adviser_level: int | None,
    young_person_level: int | None,
    difference: str = "",
    evidence: str = "",
    strengths: str = "",
) -> Rating:
    """Say how one factor stands. *version* is that of the rating on the screen; 0 where there was none.

    Raises ``NotPossible`` once the assessment is finished, or for a factor or level that its form does not
    have;
    ``Conflict`` where somebody else rated it meanwhile.
    """
    permissions.check_may_write(assessment.young_person, by)
    stored = _locked(assessment)
    rules.ASSESSMENT.after(_state(stored), "rate")
    _check_on_form(stored, factor, {adviser_level, young_person_level})
    typed = {
        "adviser_level": adviser_level,
        "young_person_level": young_person_level,
        "difference": difference,
        "evidence": evidence,
        "strengths": strengths,
    }
    rating = Rating.objects.filter(assessment=stored, factor=factor).first()
    if rating is None:
        rating = Rating(
            partnership_id=stored.partnership_id,
            young_person_id=stored.young_person_id,
            assessment=stored,
            factor=factor,
            **typed,
        )
        rating.save(force_insert=True)
    elif all(getattr(rating, name) == value for name, value in typed.items()):
        return rating
    else:
        check_version(stored=rating, version=version, typed=typed, labels=LABELS)
        for name, value in typed.items():
            setattr(rating, name, value)
        rating.version += 1
        rating.save()
    note("casework.assessment.rated", stored, by, factor=factor)
    return rating


@transaction.atomic
def finish(*, assessment: Assessment, at: datetime, by: Actor, summary: str = "") -> Assessment:
    """Finish an assessment: from now on it is what it is, and the plan may answer it.

    Raises ``NotPossible`` while nothing has been rated.
    """
    permissions.check_may_write(assessment.young_person, by)
    stored = _locked(assessment)
    rules.ASSESSMENT.after(_state(stored), "finish")
    rated = Rating.objects.filter(assessment=stored).exclude(adviser_level=None, young_person_level=None)
    if not rated.exists():
        raise NotPossible("Nothing has been rated yet: rate at least one factor, then finish.")
    stored.finished_at, stored.summary = at, summary
    stored.version += 1
    stored.save(update_fields=["finished_at", "summary", "version"])
    note("casework.assessment.finished", stored, by, rated=rated.count())
    return stored


def _locked(assessment: Assessment) -> Assessment:
    return Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)


def _state(assessment: Assessment) -> str:
    return "open" if assessment.finished_at is None else "finished"


def _check_on_form(assessment: Assessment, factor: int, levels: set[int | None]) -> None:
    if not Factor.objects.filter(form_id=assessment.form_id, number=factor).exists():
        raise NotPossible(f"There is no factor {factor} on this form.")
    known = {one["level"] for one in assessment.form.scale}
    strange = levels - known - {None}
    if strange:
        raise NotPossible(
            f"There is no level {sorted(str(level) for level in strange)[0]} on this form's scale."
        )
