"""Goals of a plan: reached, dropped, taken up again, put in order. ``plans`` adds them and says them otherwise."""

from datetime import date

from django.db import transaction

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.practice.casework import permissions, rules
from connexions.practice.casework.actions._noting import note
from connexions.practice.casework.actions._ordering import swap
from connexions.practice.casework.actions._settling import locked
from connexions.practice.casework.models import Goal, Plan

EVENTS = {"reach": "reached", "drop": "dropped", "reopen": "reopened"}


def reach(*, goal: Goal, on: date, by: Actor) -> Goal:
    """They have got there."""
    return _move(goal, "reach", on, by)


def drop(*, goal: Goal, reason: str, on: date, by: Actor) -> Goal:
    """It is given up, and why. Raises ``NotPossible`` without a reason."""
    if not reason.strip():
        raise NotPossible("Say why this goal is dropped: it stays in the plan to be read.")
    return _move(goal, "drop", on, by, reason=reason)


def reopen(*, goal: Goal, on: date, by: Actor) -> Goal:
    """It is not reached after all, or is taken up again."""
    return _move(goal, "reopen", on, by)


@transaction.atomic
def reorder(*, goal: Goal, up: bool, by: Actor) -> None:
    """Put a goal before the one above it, or after the one below."""
    plan = locked(goal.plan)
    permissions.check_may_write(plan.young_person, by)
    swap(list(Goal.objects.filter(plan=plan).order_by("position", "id")), goal.pk, up=up)


@transaction.atomic
def _move(goal: Goal, move: str, on: date, by: Actor, *, reason: str = "") -> Goal:
    stored = _locked(goal)
    permissions.check_may_write(stored.young_person, by)
    if stored.plan.status == Plan.Status.CLOSED:
        raise NotPossible("This plan is closed: its goals stay as they are.")
    stored.status = rules.GOAL.after(stored.status, move)
    stored.status_on, stored.reason = on, reason
    stored.version += 1
    stored.save(update_fields=["status", "status_on", "reason", "version"])
    note(f"casework.goal.{EVENTS[move]}", stored, by)
    return stored


def _locked(goal: Goal) -> Goal:
    goals = Goal.objects.select_for_update(of=("self",)).select_related("young_person", "plan")
    return goals.get(pk=goal.pk)
