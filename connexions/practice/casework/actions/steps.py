"""What somebody will do towards a goal, and whether they did."""

from datetime import date

from django.db import transaction

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible, check_version
from connexions.practice.casework import permissions, rules
from connexions.practice.casework.actions import plans
from connexions.practice.casework.actions._noting import note
from connexions.practice.casework.models import Goal, Plan, Step

LABELS = {"words": "Step", "owner": "Who", "owner_name": "Their name", "due_on": "By"}
EVENTS = {"start": "started", "finish": "done", "drop": "dropped", "reopen": "reopened"}


@transaction.atomic
def add(*, goal: Goal, words: str, owner: str, due_on: date, by: Actor, owner_name: str = "") -> Step:
    """Add a step to a goal; a plan that was agreed is to be agreed anew."""
    plan = plans.change(plan=goal.plan, by=by)
    step = Step(
        partnership_id=plan.partnership_id,
        young_person_id=plan.young_person_id,
        goal=goal,
        position=1 + Step.objects.filter(goal=goal).count(),
        words=words,
        owner=owner,
        owner_name=owner_name,
        due_on=due_on,
        edition=plan.edition,
    )
    step.save(force_insert=True)
    note("casework.step.added", step, by)
    return step


@transaction.atomic
def change(
    *, step: Step, words: str, owner: str, due_on: date, version: int, by: Actor, owner_name: str = ""
) -> Step:
    """Say a step otherwise, or move its day. Raises ``Conflict`` where somebody else changed it meanwhile."""
    plans.change(plan=step.goal.plan, by=by)
    stored = _locked(step)
    typed = {"words": words, "owner": owner, "owner_name": owner_name, "due_on": due_on}
    check_version(stored=stored, version=version, typed=typed, labels=LABELS)
    for name, value in typed.items():
        setattr(stored, name, value)
    stored.version += 1
    stored.save()
    note("casework.step.changed", stored, by)
    return stored


def start(*, step: Step, on: date, by: Actor) -> Step:
    """Somebody has begun."""
    return _move(step, "start", on, by)


def finish(*, step: Step, on: date, by: Actor) -> Step:
    """It is done."""
    return _move(step, "finish", on, by)


def drop(*, step: Step, reason: str, on: date, by: Actor) -> Step:
    """It will not be done, and why. Raises ``NotPossible`` without a reason."""
    if not reason.strip():
        raise NotPossible("Say why this step is dropped: it stays in the plan to be read.")
    return _move(step, "drop", on, by, reason=reason)


def reopen(*, step: Step, on: date, by: Actor) -> Step:
    """It was not done after all, or is taken up again."""
    return _move(step, "reopen", on, by)


@transaction.atomic
def _move(step: Step, move: str, on: date, by: Actor, *, reason: str = "") -> Step:
    stored = _locked(step)
    permissions.check_may_write(stored.young_person, by)
    if stored.goal.plan.status == Plan.Status.CLOSED:
        raise NotPossible("This plan is closed: its steps stay as they are.")
    stored.status = rules.STEP.after(stored.status, move)
    stored.status_on, stored.reason = on, reason
    stored.version += 1
    stored.save(update_fields=["status", "status_on", "reason", "version"])
    note(f"casework.step.{EVENTS[move]}", stored, by)
    return stored


def _locked(step: Step) -> Step:
    steps = Step.objects.select_for_update(of=("self",)).select_related("young_person", "goal__plan")
    return steps.get(pk=step.pk)
