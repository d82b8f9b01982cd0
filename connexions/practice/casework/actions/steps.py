"""What somebody will do towards a goal, and whether they did. What was done, dropped or changed stays to be read."""

from datetime import date
from typing import Any

from django.db import transaction

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible, check_version
from connexions.ground.design.words import day
from connexions.practice.casework import permissions, rules
from connexions.practice.casework.actions import plans
from connexions.practice.casework.actions._noting import note
from connexions.practice.casework.actions._ordering import swap
from connexions.practice.casework.actions._settling import locked
from connexions.practice.casework.models import Goal, Plan, Step, StepEvent

LABELS = {
    "words": "Step",
    "owner": "Who",
    "owner_name": "Their name",
    "due_on": "By",
    "remind_whom": "Remind",
    "remind_days": "When to remind",
}
SAID_AGAIN = ("words", "owner", "owner_name", "due_on")  # what a change is kept of
EVENTS = {"start": "started", "finish": "done", "drop": "dropped", "reopen": "reopened"}


@transaction.atomic
def add(
    *,
    goal: Goal,
    words: str,
    owner: str,
    due_on: date,
    by: Actor,
    owner_name: str = "",
    remind_whom: str = "",
    remind_days: int = 1,
) -> Step:
    """Add a step to a goal; a plan that was agreed is to be agreed anew."""
    plan = plans.change(plan=goal.plan, by=by)
    _check_day(plan, due_on)
    step = Step(
        partnership_id=plan.partnership_id,
        young_person_id=plan.young_person_id,
        goal=goal,
        position=1 + Step.objects.filter(goal=goal).count(),
        words=words,
        owner=owner,
        owner_name=owner_name,
        due_on=due_on,
        remind_whom=remind_whom,
        remind_days=remind_days,
        edition=plan.edition,
    )
    step.save(force_insert=True)
    note("casework.step.added", step, by)
    return step


@transaction.atomic
def change(
    *,
    step: Step,
    words: str,
    owner: str,
    due_on: date,
    version: int,
    on: date,
    by: Actor,
    owner_name: str = "",
    remind_whom: str = "",
    remind_days: int = 1,
    reason: str = "",
) -> Step:
    """Say a step otherwise, or move its day: what it was stays to be read, with *reason*.

    Raises ``Conflict`` where somebody else changed it meanwhile.
    """
    plan = locked(step.goal.plan)
    stored = _locked(step)
    typed: dict[str, Any] = {
        "words": words,
        "owner": owner,
        "owner_name": owner_name,
        "due_on": due_on,
        "remind_whom": remind_whom,
        "remind_days": remind_days,
    }
    check_version(stored=stored, version=version, typed=typed, labels=LABELS)
    before = {name: getattr(stored, name) for name in SAID_AGAIN}
    if before == {name: typed[name] for name in SAID_AGAIN}:
        permissions.check_may_write(stored.young_person, by)  # a reminder alone is not to be agreed
    else:
        plans.change(plan=plan, by=by)
        if due_on != stored.due_on:
            _check_day(plan, due_on)
        _keep(stored, StepEvent.What.CHANGED, on, by, words=reason, before=before)
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
def say(*, step: Step, words: str, on: date, by: Actor) -> StepEvent:
    """The young person says something about a step: it stands beneath it, and reaches their adviser."""
    stored = _locked(step)
    permissions.check_may_answer(stored.young_person, by)
    if not words.strip():
        raise NotPossible("Write what you want to say about this step.")
    said = _keep(stored, StepEvent.What.SAID, on, by, words=words)
    note("casework.step.spoken_of", stored, by)
    return said


@transaction.atomic
def hear_back(*, step: Step, done: bool, words: str, on: date, by: Actor) -> Step:
    """Somebody to whom the young person was sent tells what came of it: it stands beneath the step, which is done
    where that is what came. A step that was settled meanwhile stays as it is."""
    stored = _locked(step)
    permissions.check_may_write(stored.young_person, by)
    _keep(stored, StepEvent.What.HEARD, on, by, words=words[:500])
    note("casework.step.heard_back", stored, by)
    is_open = stored.goal.plan.status != Plan.Status.CLOSED and rules.STEP.may(stored.status, "finish")
    return _move(stored, "finish", on, by) if done and is_open else stored


@transaction.atomic
def reorder(*, step: Step, up: bool, by: Actor) -> None:
    """Put a step before the one above it, or after the one below."""
    goal = Goal.objects.select_for_update(of=("self",)).select_related("young_person").get(pk=step.goal_id)
    permissions.check_may_write(goal.young_person, by)
    swap(list(Step.objects.filter(goal=goal).order_by("position", "id")), step.pk, up=up)


@transaction.atomic
def _move(step: Step, move: str, on: date, by: Actor, *, reason: str = "") -> Step:
    stored = _locked(step)
    permissions.check_may_do(stored.young_person, stored.owner, by)
    if stored.goal.plan.status == Plan.Status.CLOSED:
        raise NotPossible("This plan is closed: its steps stay as they are.")
    if not rules.STEP.may(stored.status, move):
        raise NotPossible(rules.STEP.refusals[(stored.status, move)] + _by_whom(stored))
    stored.status = rules.STEP.after(stored.status, move)
    stored.status_on, stored.reason = on, reason
    stored.version += 1
    stored.save(update_fields=["status", "status_on", "reason", "version"])
    _keep(stored, StepEvent.What(EVENTS[move]), on, by, words=reason)
    note(f"casework.step.{EVENTS[move]}", stored, by)
    return stored


def _by_whom(step: Step) -> str:
    """Who was quicker, where two do the same at once."""
    said = StepEvent.objects.filter(step=step, what=step.status).select_related("recorded_by").last()
    if said is None or said.recorded_by is None:
        return ""
    return f" {said.recorded_by.name} said so on {day(said.on)}."


def _keep(
    step: Step, what: StepEvent.What, on: date, by: Actor, *, words: str = "", before: Any = None
) -> StepEvent:
    kept = None if before is None else {**before, "due_on": before["due_on"].isoformat()}
    event = StepEvent(
        partnership_id=step.partnership_id,
        young_person_id=step.young_person_id,
        step=step,
        what=what,
        on=on,
        words=words,
        before=kept,
        recorded_by_id=by.id,
    )
    event.save(force_insert=True)
    return event


def _check_day(plan: Plan, due_on: date) -> None:
    if due_on < plan.started_on:
        raise NotPossible(
            f"The plan was begun on {day(plan.started_on)}: a step cannot be due before. Choose a later day."
        )


def _locked(step: Step) -> Step:
    steps = Step.objects.select_for_update(of=("self",)).select_related("young_person", "goal__plan")
    return steps.get(pk=step.pk)
