"""Agreeing with a young person what to do."""

from datetime import date

from django.db import transaction

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible, check_version
from connexions.practice.casework import permissions, rules
from connexions.practice.casework.actions import falling_due
from connexions.practice.casework.actions._noting import note
from connexions.practice.casework.models import (
    Assessment,
    AssessmentForm,
    Goal,
    NoGoalReason,
    Plan,
    Rating,
    Step,
)
from connexions.registers.people.models import YoungPerson


@transaction.atomic
def start(*, young_person: YoungPerson, on: date, by: Actor) -> Plan:
    """Begin a plan, to be written and then agreed. Raises ``NotPossible`` while another is open."""
    permissions.check_may_write(young_person, by)
    YoungPerson.objects.select_for_update(of=("self",)).get(pk=young_person.pk)
    if Plan.objects.filter(young_person=young_person).exclude(status=Plan.Status.CLOSED).exists():
        raise NotPossible("There is an open plan already: go on with that one.")
    plan = Plan(partnership_id=young_person.partnership_id, young_person=young_person, started_on=on)
    plan.save(force_insert=True)
    note("casework.plan.started", plan, by)
    return plan


@transaction.atomic
def add_goal(*, plan: Plan, words: str, factors: list[int], by: Actor) -> Goal:
    """Add a goal in the young person's own words, and the needs it answers."""
    stored = change(plan=plan, by=by)
    goal = Goal(
        partnership_id=stored.partnership_id,
        young_person_id=stored.young_person_id,
        plan=stored,
        position=1 + Goal.objects.filter(plan=stored).count(),
        words=words,
        factors=sorted(set(factors)),
        edition=stored.edition,
    )
    goal.save(force_insert=True)
    NoGoalReason.objects.filter(plan=stored, factor__in=factors).delete()
    note("casework.goal.added", goal, by)
    return goal


@transaction.atomic
def change_goal(*, goal: Goal, words: str, factors: list[int], version: int, by: Actor) -> Goal:
    """Say a goal otherwise. Raises ``Conflict`` where somebody else changed it meanwhile."""
    change(plan=goal.plan, by=by)
    stored = Goal.objects.select_for_update(of=("self",)).get(pk=goal.pk)
    typed = {"words": words, "factors": sorted(set(factors))}
    check_version(
        stored=stored, version=version, typed=typed, labels={"words": "Goal", "factors": "Needs it answers"}
    )
    stored.words, stored.factors = words, typed["factors"]  # type: ignore[assignment]
    stored.version += 1
    stored.save(update_fields=["words", "factors", "version"])
    note("casework.goal.changed", stored, by)
    return stored


@transaction.atomic
def say_why_no_goal(*, plan: Plan, factor: int, reason: str, on: date, by: Actor) -> NoGoalReason:
    """Say why a need has no goal, or not yet."""
    stored = _locked(plan)
    permissions.check_may_write(stored.young_person, by)
    rules.PLAN.after(stored.status, "change")
    said, _ = NoGoalReason.objects.update_or_create(
        plan=stored,
        factor=factor,
        defaults={
            "partnership_id": stored.partnership_id,
            "young_person_id": stored.young_person_id,
            "reason": reason,
            "said_on": on,
            "recorded_by_id": by.id,
        },
    )
    note("casework.plan.reason_given", stored, by, factor=factor)
    return said


@transaction.atomic
def agree(*, plan: Plan, on: date, how: Plan.Agreement, version: int, by: Actor) -> Plan:
    """The young person and the adviser agree to the plan as it stands; the first agreement sets a review
    by rule.

    Raises ``NotPossible`` for a plan without a goal and a step, or with a need that has neither a goal nor
    a reason;
    ``Conflict`` where the plan changed after it was read.
    """
    stored = _locked(plan)
    permissions.check_may_write(stored.young_person, by)
    status = rules.PLAN.after(stored.status, "agree")
    check_version(stored=stored, version=version, typed={}, labels={})
    _check_complete(stored)
    stored.status, stored.agreed_on, stored.agreed_how, stored.agreed_by_id = status, on, how, by.id
    stored.assessment = _latest_assessment(stored)
    stored.version += 1
    stored.save()
    note("casework.plan.agreed", stored, by, edition=stored.edition, how=str(how))
    falling_due.work_out(young_person=stored.young_person, on=on, by=by)
    return stored


@transaction.atomic
def close(*, plan: Plan, on: date, summary: str, by: Actor) -> Plan:
    """Close a plan: what was done and dropped stays to be seen."""
    stored = _locked(plan)
    permissions.check_may_write(stored.young_person, by)
    stored.status = rules.PLAN.after(stored.status, "close")
    stored.closed_on, stored.closing_summary = on, summary
    stored.version += 1
    stored.save()
    note("casework.plan.closed", stored, by)
    return stored


def change(*, plan: Plan, by: Actor) -> Plan:
    """Open a plan for a change: one that was agreed goes into its next edition, to be agreed anew."""
    stored = _locked(plan)
    permissions.check_may_write(stored.young_person, by)
    status = rules.PLAN.after(stored.status, "change")
    if stored.status == Plan.Status.AGREED:
        stored.edition += 1
    stored.status = status
    stored.version += 1
    stored.save(update_fields=["status", "edition", "version"])
    return stored


def _needs_without_goal(plan: Plan) -> list[int]:
    """The needs of the latest finished assessment that the plan neither answers nor gives a reason for."""
    latest = _latest_assessment(plan)
    if latest is None:
        return []
    rated = {
        one.factor: rules.Rated(one.adviser_level, one.young_person_level)
        for one in Rating.objects.filter(assessment=latest)
    }
    return rules.without_goal(
        needs=rules.needs(rated, at_most=AssessmentForm.objects.get(pk=latest.form_id).need_at_most),
        goals=Goal.objects.filter(plan=plan).values_list("factors", flat=True),
        reasons=NoGoalReason.objects.filter(plan=plan).values_list("factor", flat=True),
    )


def _check_complete(plan: Plan) -> None:
    if not Goal.objects.filter(plan=plan).exists():
        raise NotPossible("There is no goal in this plan yet: add one before you agree.")
    if not Step.objects.filter(goal__plan=plan).exists():
        raise NotPossible("Nobody does anything yet: add a step to a goal before you agree.")
    missing = _needs_without_goal(plan)
    if missing:
        latest = _latest_assessment(plan)
        assert latest is not None
        names = dict(latest.form.factors.values_list("number", "name"))
        said = ", ".join(names[factor] for factor in missing)
        raise NotPossible(f"A need has neither a goal nor a reason why not yet: {said}.")


def _latest_assessment(plan: Plan) -> Assessment | None:
    finished = Assessment.objects.filter(young_person_id=plan.young_person_id).exclude(finished_at=None)
    return finished.order_by("-started_on", "-id").first()


def _locked(plan: Plan) -> Plan:
    return Plan.objects.select_for_update(of=("self",)).select_related("young_person").get(pk=plan.pk)
