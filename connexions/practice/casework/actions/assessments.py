"""Looking at a young person's whole situation, with them."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible, check_version
from connexions.practice.casework import permissions, rules
from connexions.practice.casework.actions._assessing import locked, sitting_on, state, touch
from connexions.practice.casework.actions._noting import hand, note
from connexions.practice.casework.models import Assessment, Rating, Sitting
from connexions.practice.casework.queries import assessment_forms, endings
from connexions.registers.people.models import YoungPerson

LABELS = {
    "adviser_level": "You say",
    "young_person_level": "The young person says",
    "difference": "Why you see it differently",
    "strengths": "Strengths to build on",
    "not_explored": "Why it was not explored",
}


@transaction.atomic
def start(*, young_person: YoungPerson, on: date, by: Actor, with_young_person: bool = True) -> Assessment:
    """Begin an assessment, on the form in use; nothing is copied from the one before.

    Raises ``NotPossible`` while another is open, and for somebody who is not with this partnership any more.
    """
    permissions.check_may_assess(young_person, by)
    if endings.state_of(endings.latest(of=young_person)) == "ended":
        raise NotPossible(
            f"Support for {young_person.known_as} has ended: take it up again first, then assess. What was"
            " assessed before stays."
        )
    YoungPerson.objects.select_for_update(of=("self",)).get(pk=young_person.pk)
    if Assessment.objects.filter(young_person=young_person, finished_at=None).exists():
        raise NotPossible("An assessment is open already: go on with that one.")
    assessment = Assessment(
        partnership_id=young_person.partnership_id,
        young_person=young_person,
        form_id=assessment_forms.in_use(by=by).id,
        started_on=on,
        with_young_person=with_young_person,
        made_by_id=hand(by),
    )
    assessment.save(force_insert=True)
    sitting_on(assessment, on, by, with_young_person=with_young_person)
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
    strengths: str = "",
    not_explored: str = "",
    on: date | None = None,
) -> Rating:
    """Say how one factor stands. *version* is that of the rating on the screen; 0 where there was none. *on* is
    the day of the meeting at which it is said; none for the latest one.

    Raises ``NotPossible`` once the assessment is finished, or for a factor or level that its form does not
    have; ``Conflict`` where somebody else rated it meanwhile.
    """
    typed = {
        "adviser_level": adviser_level,
        "young_person_level": young_person_level,
        "difference": difference,
        "strengths": strengths,
        "not_explored": not_explored,
    }
    stored = _to_rate(assessment, factor, {adviser_level, young_person_level}, by)
    rating = Rating.objects.select_related("rated_by").filter(assessment=stored, factor=factor).first()
    if rating is not None and all(getattr(rating, name) == value for name, value in typed.items()):
        return rating
    if rating is not None:
        who = rating.rated_by.name if rating.rated_by else ""
        check_version(stored=rating, version=version, typed=typed, labels=LABELS, who=who)
    rating = _keep(stored, factor, rating, typed, by)
    touch(stored, factor, on, by)
    note("casework.assessment.rated", stored, by, factor=factor)
    return rating


@transaction.atomic
def say(*, assessment: Assessment, factor: int, level: int | None, on: date, by: Actor) -> Rating:
    """The young person's own answer about one factor, as they gave it: only that, whatever the adviser says.

    Raises ``NotPossible`` as ``rate`` does.
    """
    stored = _to_rate(assessment, factor, {level}, by)
    rating = Rating.objects.filter(assessment=stored, factor=factor).first()
    if rating is not None and rating.young_person_level == level:
        return rating
    rating = _keep(stored, factor, rating, {"young_person_level": level}, by)
    touch(stored, factor, on, by)
    note("casework.assessment.said", stored, by, factor=factor)
    return rating


@transaction.atomic
def sit(
    *, assessment: Assessment, on: date, with_young_person: bool, others: str = "", today: date, by: Actor
) -> Sitting:
    """Write down a meeting at which the assessment is worked on, or put right who was at the one of that day.

    Raises ``NotPossible`` once the assessment is finished, for a day to come or before it began.
    """
    permissions.check_may_write(assessment.young_person, by)
    stored = locked(assessment)
    rules.ASSESSMENT.after(state(stored), "rate")
    if on > today:
        raise NotPossible("This day is yet to come: write a meeting down when it has been.")
    if on < stored.started_on:
        raise NotPossible("This day is before the assessment began.")
    sitting = sitting_on(stored, on, by, with_young_person=with_young_person)
    sitting.with_young_person, sitting.others = with_young_person, others
    sitting.save(update_fields=["with_young_person", "others"])
    note("casework.sitting.held", sitting, by, held_on=on.isoformat())
    return sitting


@transaction.atomic
def move_over(*, assessment: Assessment, version: int, by: Actor) -> Assessment:
    """Go on with an open assessment on the newest form. Every rating whose factor is there is kept; the rest is set
    aside with it, and comes back with its factor.

    Raises ``NotPossible`` once it is finished, where it is on the newest already, and where a level does not mean the
    same on both; ``Conflict`` where somebody changed the assessment meanwhile.
    """
    permissions.check_may_write(assessment.young_person, by)
    stored = locked(assessment)
    rules.ASSESSMENT.after(state(stored), "move")
    check_version(stored=stored, version=version, typed={}, labels={})
    newest, own = assessment_forms.in_use(by=by), assessment_forms.form(stored.form_id)
    if newest.id == own.id:
        raise NotPossible("This assessment is on the newest form already.")
    if not newest.measure.same_scale(own.measure):
        raise NotPossible(
            "The newest form has another scale, so these ratings would mean something else on it. Finish this"
            " assessment as it is; the next will be on the newest form."
        )
    stored.form_id = newest.id
    stored.version += 1
    stored.save(update_fields=["form", "version"])
    there = newest.measure.factors
    Rating.whole.filter(assessment=stored).update(set_aside=False)
    aside = Rating.whole.filter(assessment=stored).exclude(factor__in=there).update(set_aside=True)
    note("casework.assessment.moved_over", stored, by, form=newest.id, set_aside=aside)
    return stored


@transaction.atomic
def hand_over(*, assessment: Assessment, by: Actor) -> Assessment:
    """Write down that the young person was given the screen to answer for themselves. Raises ``NotPossible`` once
    the assessment is finished."""
    permissions.check_may_assess(assessment.young_person, by)
    stored = locked(assessment)
    rules.ASSESSMENT.after(state(stored), "rate")
    note("casework.assessment.handed_over", stored, by)
    return stored


@transaction.atomic
def take_back(*, assessment: Assessment, by: Actor) -> None:
    """Write down that whoever handed the screen over has it back."""
    permissions.check_may_write(assessment.young_person, by)
    note("casework.assessment.taken_back", assessment, by)


@transaction.atomic
def finish(*, assessment: Assessment, at: datetime, by: Actor, summary: str = "") -> Assessment:
    """Finish an assessment: from now on it is what it is, and the plan may answer it.

    Raises ``NotPossible`` while nothing has been rated.
    """
    permissions.check_may_write(assessment.young_person, by)
    stored = locked(assessment)
    rules.ASSESSMENT.after(state(stored), "finish")
    rated = Rating.objects.filter(assessment=stored).exclude(adviser_level=None, young_person_level=None)
    if not rated.exists():
        raise NotPossible("Nothing has been rated yet: rate at least one factor, then finish.")
    stored.finished_at, stored.summary = at, summary
    stored.version += 1
    stored.save(update_fields=["finished_at", "summary", "version"])
    note("casework.assessment.finished", stored, by, rated=rated.count())
    return stored


def _to_rate(assessment: Assessment, factor: int, levels: set[int | None], by: Actor) -> Assessment:
    """The assessment, held, where this factor may be rated with these levels."""
    permissions.check_may_assess(assessment.young_person, by)
    stored = locked(assessment)
    rules.ASSESSMENT.after(state(stored), "rate")
    form = assessment_forms.form(stored.form_id)
    if form.factor(factor) is None:
        raise NotPossible(f"There is no factor {factor} on this form.")
    strange = levels - {one["level"] for one in form.scale} - {None}
    if strange:
        raise NotPossible(
            f"There is no level {sorted(str(level) for level in strange)[0]} on this form's scale."
        )
    return stored


def _keep(stored: Assessment, factor: int, rating: Rating | None, typed: dict[str, Any], by: Actor) -> Rating:
    if rating is None:
        rating = Rating(
            partnership_id=stored.partnership_id,
            young_person_id=stored.young_person_id,
            assessment=stored,
            factor=factor,
            rated_by_id=by.id,
            **typed,
        )
        rating.save(force_insert=True)
        return rating
    for name, value in typed.items():
        setattr(rating, name, value)
    rating.rated_by_id = by.id
    rating.version += 1
    rating.save()
    return rating
