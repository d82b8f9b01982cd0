"""A young person's own plan, in words they would use."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from connexions.ground.design import words
from connexions.practice.casework.models import Asking, Edition, Goal, Plan, Step, StepEvent
from connexions.practice.casework.presenters.agreement import seen_by
from connexions.practice.casework.queries.plans import happened
from connexions.practice.casework.rules import STEP
from connexions.registers.people.models import YoungPerson

SAID = {"finish": "Well done: {}", "start": "You have begun: {}", "reopen": "To do again: {}"}


@dataclass(frozen=True)
class MyStep:
    """One step, as the young person reads it."""

    step: Step
    who: str
    by: str
    look: str
    state: str
    is_mine: bool
    moves: tuple[str, ...]
    said: list[str]
    heard: list[str]


@dataclass(frozen=True)
class MyGoal:
    """One goal, as the young person reads it."""

    goal: Goal
    steps: list[MyStep]


def page(
    young_person: YoungPerson, plan: Plan | None, editions: list[Edition], *, on: date
) -> dict[str, Any]:
    """What the page needs."""
    adviser = young_person.adviser.name if young_person.adviser else "your adviser"
    goals = [_goal(goal, adviser, on) for goal in plan.goals.all()] if plan else []
    left = [
        one for goal in goals for one in goal.steps if one.is_mine and one.step.status in ("to_do", "started")
    ]
    return {
        "young_person": young_person,
        "plan": plan,
        "goals": goals,
        "mine_next": sorted(left, key=lambda one: one.step.due_on)[:1],
        "adviser": adviser,
        "agreed": _agreed(plan),
        "has_paper": bool(editions),
        "seen": seen_by(young_person),
    }


def waits(asking: Asking | None, plan: Plan | None, *, at: datetime) -> bool:
    """Whether the adviser has asked for an answer that can still be given."""
    if asking is None or plan is None or asking.plan_id != plan.pk:
        return False
    return asking.state == Asking.State.OPEN and asking.good_until > at


def _agreed(plan: Plan | None) -> str:
    if plan is None:
        return ""
    if plan.status == Plan.Status.AGREED:
        return f"You agreed this plan on {words.day(plan.agreed_on)}."
    if plan.status == Plan.Status.CHANGED:
        agreed = f"You agreed a plan on {words.day(plan.agreed_on)}."
        return f"{agreed} It has been changed since, and you have a say in that."
    return "You have not agreed this plan yet. Until you do, it is only a suggestion."


def _goal(goal: Goal, adviser: str, on: date) -> MyGoal:
    return MyGoal(goal, [_step(step, adviser, on) for step in goal.steps.all()])


def _step(step: Step, adviser: str, on: date) -> MyStep:
    mine = step.owner == Step.Owner.YOUNG_PERSON
    named = {Step.Owner.YOUNG_PERSON: "You", Step.Owner.ADVISER: adviser}
    look, state = _state(step, on)
    moves = tuple(move for move in ("finish", "start", "reopen") if mine and STEP.may(step.status, move))
    said = [event.words for event in happened(step) if event.what == StepEvent.What.SAID]
    heard = [event.words for event in happened(step) if event.what == StepEvent.What.HEARD]
    who = named.get(Step.Owner(step.owner)) or step.owner_name or step.get_owner_display()
    return MyStep(step, who, words.day(step.due_on), look, state, mine, moves, said, heard)


def _state(step: Step, on: date) -> tuple[str, str]:
    """No alarm for a young person: what is past its day is still to do."""
    if step.status == Step.Status.DONE:
        return "done", f"Done {words.short_day(step.status_on)}".strip()
    if step.status == Step.Status.DROPPED:
        return "off", "Dropped"
    if 0 <= (step.due_on - on).days <= 7:
        return "due", "Coming up"
    return "todo", "Begun" if step.status == Step.Status.STARTED else "To do"
