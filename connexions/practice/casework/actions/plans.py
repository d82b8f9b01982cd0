"""Agreeing with a young person what to do."""

from datetime import date
from uuid import UUID

from django.db import transaction

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible, check_version
from connexions.ground.design.words import day
from connexions.practice.casework import permissions, rules
from connexions.practice.casework.actions._noting import note
from connexions.practice.casework.actions._settling import Agreed, locked, settle
from connexions.practice.casework.models import (
    Asking,
    Goal,
    NoGoalReason,
    Plan,
)
from connexions.registers.people.models import YoungPerson

GOAL_LABELS = {
    "words": "Goal",
    "clarified": "In other words",
    "strengths": "Builds on",
    "factors": "Needs it answers",
}


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
def add_goal(
    *,
    plan: Plan,
    words: str,
    factors: list[int],
    by: Actor,
    clarified: str = "",
    strengths: str = "",
) -> Goal:
    """Add a goal in the young person's own words, the needs it answers and the strengths it builds on."""
    stored = change(plan=plan, by=by)
    goal = Goal(
        partnership_id=stored.partnership_id,
        young_person_id=stored.young_person_id,
        plan=stored,
        position=1 + Goal.objects.filter(plan=stored).count(),
        words=words,
        clarified=clarified,
        strengths=strengths,
        factors=sorted(set(factors)),
        edition=stored.edition,
    )
    goal.save(force_insert=True)
    NoGoalReason.objects.filter(plan=stored, factor__in=factors).delete()
    note("casework.goal.added", goal, by)
    return goal


@transaction.atomic
def change_goal(
    *,
    goal: Goal,
    words: str,
    factors: list[int],
    version: int,
    by: Actor,
    clarified: str = "",
    strengths: str = "",
) -> Goal:
    """Say a goal otherwise. Raises ``Conflict`` where somebody else changed it meanwhile."""
    change(plan=goal.plan, by=by)
    stored = Goal.objects.select_for_update(of=("self",)).get(pk=goal.pk)
    typed = {
        "words": words,
        "clarified": clarified,
        "strengths": strengths,
        "factors": sorted(set(factors)),
    }
    check_version(stored=stored, version=version, typed=typed, labels=GOAL_LABELS)
    for name, value in typed.items():
        setattr(stored, name, value)
    stored.version += 1
    stored.save(update_fields=[*typed, "version"])
    note("casework.goal.changed", stored, by)
    return stored


@transaction.atomic
def say_why_no_goal(*, plan: Plan, factor: int, reason: str, on: date, by: Actor) -> NoGoalReason:
    """Say why a need has no goal, or not yet."""
    stored = locked(plan)
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
def agree(
    *,
    plan: Plan,
    on: date,
    how: Plan.Agreement,
    version: int,
    by: Actor,
    words: str = "",
    paper_id: UUID | None = None,
) -> Plan:
    """The young person and the adviser agree to the plan as it stands, face to face or on paper.

    Raises ``NotPossible`` for a plan without a goal and a step, with a need that has neither a goal nor a reason, or
    agreed before it was begun; ``Conflict`` where the plan changed after it was read.
    """
    stored = locked(plan)
    permissions.check_may_write(stored.young_person, by)
    check_version(stored=stored, version=version, typed={}, labels={})
    return settle(stored, Agreed(on=on, how=how, adviser_id=by.id, words=words, paper_id=paper_id), by=by)


@transaction.atomic
def close(*, plan: Plan, on: date, summary: str, by: Actor) -> Plan:
    """Close a plan: what was done and dropped stays to be seen."""
    stored = locked(plan)
    permissions.check_may_write(stored.young_person, by)
    stored.status = rules.PLAN.after(stored.status, "close")
    if on < stored.started_on:
        raise NotPossible(f"The plan was begun on {day(stored.started_on)}: it cannot be closed before.")
    Asking.objects.filter(plan=stored, state=Asking.State.OPEN).update(state=Asking.State.WITHDRAWN)
    stored.closed_on, stored.closing_summary = on, summary
    stored.version += 1
    stored.save()
    note("casework.plan.closed", stored, by)
    return stored


def change(*, plan: Plan, by: Actor) -> Plan:
    """Open a plan for a change: one that was agreed goes into its next edition, to be agreed anew."""
    stored = locked(plan)
    permissions.check_may_write(stored.young_person, by)
    status = rules.PLAN.after(stored.status, "change")
    if stored.status == Plan.Status.AGREED:
        stored.edition += 1
    stored.status = status
    stored.version += 1
    stored.save(update_fields=["status", "edition", "version"])
    return stored
