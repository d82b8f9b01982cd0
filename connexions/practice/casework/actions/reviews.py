"""Looking, on a day that was set, at how things stand."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible, check_version
from connexions.ground.design.words import day
from connexions.practice.casework import permissions, rules
from connexions.practice.casework.actions import endings, falling_due, levels, steps
from connexions.practice.casework.actions._noting import hand, note
from connexions.practice.casework.models import Assessment, Plan, Review, Step, StepLook
from connexions.registers.people.models import YoungPerson

BY_HAND = "The day was agreed by hand"
LABELS = {"due_on": "Review on", "summary": "How things stand", "they_say": "What they say"}


@transaction.atomic
def set_due(*, young_person: YoungPerson, due_on: date, on: date, by: Actor, version: int = 0) -> Review:
    """Set the day of the next review by hand, or move it. Raises ``NotPossible`` for a day gone by,
    ``Conflict`` where somebody else moved it meanwhile."""
    permissions.check_may_write(young_person, by)
    if due_on < on:
        raise NotPossible("The day of the review is past: choose today or a later day.")
    stored = (
        Review.objects.select_for_update(of=("self",)).filter(young_person=young_person, held_on=None).first()
    )
    if stored is None:
        stored = Review(partnership_id=young_person.partnership_id, young_person=young_person, due_on=due_on)
        _by_hand(stored, due_on, on, by)
        stored.save(force_insert=True)
        note("casework.review.set", stored, by, due_on=due_on.isoformat())
        return stored
    rules.REVIEW.after("due", "move")
    check_version(stored=stored, version=version, typed={"due_on": due_on}, labels=LABELS)
    _by_hand(stored, due_on, on, by)
    stored.version += 1
    stored.save()
    note("casework.review.moved", stored, by, due_on=due_on.isoformat())
    return stored


@transaction.atomic
def look_at_step(
    *,
    review: Review,
    step: Step,
    found: str,
    on: date,
    version: int,
    by: Actor,
    words: str = "",
    new_day: date | None = None,
) -> StepLook:
    """Say, at a review, how one step stands; it is done, dropped or given its new day at once.

    Raises ``NotPossible`` for a day gone by, a drop without a reason, or a review that has been held.
    """
    stored = _locked(review)
    permissions.check_may_write(stored.young_person, by)
    rules.REVIEW.after("due" if stored.held_on is None else "held", "move")
    was_due_on = step.due_on
    _settle(step, found, on, version, by, words, new_day)
    told = {"found": found, "words": words, "was_due_on": was_due_on, "looked_on": on}
    about = {"partnership_id": stored.partnership_id, "young_person_id": stored.young_person_id}
    look, _ = StepLook.objects.update_or_create(review=stored, step=step, defaults=told | about)
    note("casework.step.looked_at", step, by, found=found)
    return look


def _settle(
    step: Step, found: str, on: date, version: int, by: Actor, words: str, new_day: date | None
) -> None:
    if found == StepLook.Found.DONE:
        steps.finish(step=step, on=on, by=by)
    elif found == StepLook.Found.DROPPED:
        steps.drop(step=step, reason=words, on=on, by=by)
    elif found == StepLook.Found.NEW_DAY:
        if new_day is None or new_day < on:
            raise NotPossible("Give this step a day that is still to come.")
        steps.change(
            step=step,
            words=step.words,
            owner=step.owner,
            owner_name=step.owner_name,
            remind_whom=step.remind_whom,
            remind_days=step.remind_days,
            due_on=new_day,
            reason=words,
            version=version,
            on=on,
            by=by,
        )


@transaction.atomic
def hold(
    *,
    review: Review,
    held_on: date | None = None,
    on: date,
    decision: str,
    summary: str,
    version: int,
    by: Actor,
    they_say: str = "",
    present: Sequence[str] = (),
    others: str = "",
    new_level: str = "",
    reason: str = "",
    ending: str = "",
) -> Review:
    """Hold a review: what was found and decided, with the assessment made for it. Then the next falls due by
    rule, or support ends (*reason* and *ending*, the summary that goes to the young person).

    Raises ``NotPossible`` for a day to come, before the plan began or before the last review; while an
    assessment is open; where it was held already; or where what was decided cannot be.
    """
    stored = _locked(review)
    young_person, held_on = stored.young_person, held_on or on
    permissions.check_may_write(young_person, by)
    rules.REVIEW.after("due" if stored.held_on is None else "held", "hold")
    typed = {"summary": summary, "they_say": they_say}
    check_version(stored=stored, version=version, typed=typed if stored.summary else {}, labels=LABELS)
    _check_day(stored, held_on, on)
    if Assessment.objects.filter(young_person=young_person, finished_at=None).exists():
        raise NotPossible(
            "An assessment is open: finish it first, so that the review can say how far they have come."
        )
    stored.held_on, stored.held_by_id = held_on, hand(by)
    stored.decision, stored.summary, stored.they_say = decision, summary, they_say
    stored.present, stored.others = list(present), others
    stored.assessment = _made_for(stored)
    stored.version += 1
    stored.save()
    note("casework.review.held", stored, by, decision=decision)
    if decision == Review.Decision.CHANGE_LEVEL:
        levels.change(young_person=young_person, to=new_level, on=held_on, by=by)
    if decision == Review.Decision.CLOSE:
        endings.end(
            young_person=young_person,
            reason=reason,
            words=summary,
            summary=ending,
            on=on,
            by=by,
            review=stored,
        )
    falling_due.work_out(young_person=young_person, on=on, by=by)
    return stored


def _by_hand(review: Review, due_on: date, on: date, by: Actor) -> None:
    review.due_on, review.set_on, review.set_by_id = due_on, on, by.id
    review.rule, review.because, review.since_on = "", BY_HAND, None


def _check_day(review: Review, held_on: date, on: date) -> None:
    if held_on > on:
        raise NotPossible("This day is still to come: hold the review when it is there.")
    plans = Plan.objects.filter(young_person_id=review.young_person_id)
    plan = plans.order_by("started_on").first()
    if plan is None:
        raise NotPossible("There is no plan to review yet: begin one with them first, or move the day.")
    if held_on < plan.started_on:
        raise NotPossible(
            f"The plan began on {day(plan.started_on)}: it cannot have been reviewed before that."
        )
    held = Review.objects.filter(young_person_id=review.young_person_id).exclude(held_on=None)
    last = held.order_by("-held_on").first()
    if last and last.held_on and held_on < last.held_on:
        raise NotPossible(f"The last review was held on {day(last.held_on)}: this one cannot lie before it.")


def _made_for(review: Review) -> Assessment | None:
    """The assessment made for this review: the latest, where it was made after the review before."""
    finished = Assessment.objects.filter(young_person_id=review.young_person_id).exclude(finished_at=None)
    latest = finished.order_by("-started_on", "-id").first()
    earlier = Review.objects.filter(young_person_id=review.young_person_id, assessment=latest).exclude(
        pk=review.pk
    )
    return None if latest is None or earlier.exists() else latest


def _locked(review: Review) -> Review:
    return Review.objects.select_for_update(of=("self",)).select_related("young_person").get(pk=review.pk)
