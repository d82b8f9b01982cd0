"""Looking, on a day that was set, at how things stand."""

from datetime import date

from django.db import transaction

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible, check_version
from connexions.practice.casework import permissions, rules
from connexions.practice.casework.actions._noting import note
from connexions.practice.casework.models import Assessment, Review, SupportLevel
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.models.young_person import LevelOfNeed


@transaction.atomic
def set_due(*, young_person: YoungPerson, due_on: date, on: date, by: Actor, version: int = 0) -> Review:
    """Set the day of the next review, or move it. Raises ``NotPossible`` for a day gone by, ``Conflict``
    where somebody
    else moved it meanwhile."""
    permissions.check_may_write(young_person, by)
    if due_on < on:
        raise NotPossible("The day of the review is past: choose today or a later day.")
    stored = (
        Review.objects.select_for_update(of=("self",)).filter(young_person=young_person, held_on=None).first()
    )
    if stored is None:
        return _new(young_person, due_on, by)
    rules.REVIEW.after("due", "move")
    check_version(stored=stored, version=version, typed={"due_on": due_on}, labels={"due_on": "Review on"})
    stored.due_on, stored.set_by_id = due_on, by.id
    stored.version += 1
    stored.save(update_fields=["due_on", "set_by", "version"])
    note("casework.review.moved", stored, by, due_on=due_on.isoformat())
    return stored


def set_by_rule(*, young_person: YoungPerson, after: date, by: Actor) -> Review | None:
    """Set the next review by the rule of the level of support, where there is a rule and none is set."""
    if Review.objects.filter(young_person=young_person, held_on=None).exists():
        return None
    weeks = SupportLevel.objects.get(pk=young_person.level_of_need).review_weeks
    due_on = rules.next_review_on(held_on=after, weeks=weeks)
    return _new(young_person, due_on, by) if due_on else None


@transaction.atomic
def hold(
    *,
    review: Review,
    on: date,
    decision: str,
    summary: str,
    version: int,
    by: Actor,
    new_level: str = "",
) -> Review:
    """Hold a review: what was found, what was decided, with the assessment made for it; then set the next
    by rule.

    Raises ``NotPossible`` while an assessment is open, where it was held already, or where a change of
    level names no
    other level.
    """
    stored = Review.objects.select_for_update(of=("self",)).select_related("young_person").get(pk=review.pk)
    young_person = stored.young_person
    permissions.check_may_write(young_person, by)
    rules.REVIEW.after("due" if stored.held_on is None else "held", "hold")
    check_version(stored=stored, version=version, typed={}, labels={})
    if Assessment.objects.filter(young_person=young_person, finished_at=None).exists():
        raise NotPossible(
            "An assessment is open: finish it first, so that the review can say how far they have come."
        )
    stored.held_on, stored.held_by_id = on, by.id
    stored.decision, stored.summary = decision, summary
    stored.assessment = _made_for(stored)
    stored.version += 1
    stored.save()
    note("casework.review.held", stored, by, decision=decision)
    if decision == Review.Decision.CHANGE_LEVEL:
        _change_level(young_person, new_level, by)
    if decision == Review.Decision.CLOSE:
        _close_plan(young_person, on, summary, by)
    else:
        set_by_rule(young_person=young_person, after=on, by=by)
    return stored


def _new(young_person: YoungPerson, due_on: date, by: Actor) -> Review:
    review = Review(
        partnership_id=young_person.partnership_id, young_person=young_person, due_on=due_on, set_by_id=by.id
    )
    review.save(force_insert=True)
    note("casework.review.set", review, by, due_on=due_on.isoformat())
    return review


def _made_for(review: Review) -> Assessment | None:
    """The assessment made for this review: the latest, where it was made after the review before."""
    finished = Assessment.objects.filter(young_person_id=review.young_person_id).exclude(finished_at=None)
    latest = finished.order_by("-started_on", "-id").first()
    earlier = Review.objects.filter(young_person_id=review.young_person_id, assessment=latest).exclude(
        pk=review.pk
    )
    return None if latest is None or earlier.exists() else latest


def _change_level(young_person: YoungPerson, new_level: str, by: Actor) -> None:
    if new_level not in LevelOfNeed.values or new_level == young_person.level_of_need:
        raise NotPossible("Choose the level of support to change to: one other than the present.")
    before, young_person.level_of_need = young_person.level_of_need, new_level
    young_person.version += 1
    young_person.save(update_fields=["level_of_need", "version"])
    from connexions.ground.audit import actions as audit

    audit.record(
        event="casework.level.changed",
        by=by,
        young_person_id=young_person.pk,
        details={"from": before, "to": new_level},
    )


def _close_plan(young_person: YoungPerson, on: date, summary: str, by: Actor) -> None:
    from connexions.practice.casework.actions import plans
    from connexions.practice.casework.models import Plan

    plan = Plan.objects.filter(young_person=young_person).exclude(status=Plan.Status.CLOSED).first()
    if plan:
        plans.close(plan=plan, on=on, summary=summary, by=by)
