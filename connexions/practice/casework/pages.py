"""What the casework puts on every record: its pages, its facts, its boxes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from connexions.ground.base.acting import Actor
from connexions.ground.base.kept import Kept
from connexions.ground.design import words
from connexions.practice.casework.models import FollowUp, Goal, Plan, Review, Step
from connexions.practice.casework.queries.allocations import number_with
from connexions.registers.accounts import leaving
from connexions.registers.people import restricted
from connexions.registers.people.record import (
    Asked,
    Button,
    Fact,
    Next,
    Panel,
    Shown,
    Tab,
    register_button,
    register_fact,
    register_next,
    register_panel,
    register_tab,
)
from connexions.registers.people.sight import Part

OPEN = (Step.Status.TO_DO, Step.Status.STARTED)


@dataclass(frozen=True)
class Stride:
    """One step of the open plan with its goal; a goal without steps has one row without."""

    goal_id: UUID
    goal: str
    step_id: UUID | None
    step: str
    status: str
    owner: str
    owner_name: str
    due_on: date


def _goals_and_steps(young_person: UUID) -> QuerySet[Goal, tuple[Any, ...]]:
    goals = Goal.objects.filter(young_person_id=young_person).exclude(plan__status=Plan.Status.CLOSED)
    columns = ("words", "status", "owner", "owner_name", "due_on")
    return goals.order_by("position", "steps__position").values_list(
        "id", "words", "steps__id", *(f"steps__{column}" for column in columns)
    )


_review_of: Kept[Review] = Kept(lambda one: Review.objects.filter(young_person_id=one, held_on=None))
_to_do_for: Kept[tuple[Any, ...]] = Kept(
    lambda one: (
        FollowUp.objects.filter(young_person_id=one, status="to_do")
        .order_by("due_on", "id")
        .values_list("due_on", "words", "owner__name")[:4]
    )
)
_strides_of: Kept[tuple[Any, ...]] = Kept(_goals_and_steps)


def _review(asked: Asked) -> Review | None:
    """The review to come."""
    return next(iter(asked.about(_review_of)), None)


def _strides(asked: Asked) -> list[Stride]:
    """The open plan's goals and steps."""
    return [Stride(*row) for row in asked.about(_strides_of)]


def review_due(asked: Asked) -> Shown | None:
    """Beneath "Support": when the next review is."""
    found = _review(asked)
    if found is None:
        return None
    return Shown(f"Review {'due' if found.due_on >= asked.on else 'was due'} {words.short_day(found.due_on)}")


def coming(asked: Asked) -> Iterator[Next]:
    """The review and the steps that are due."""
    review = _review(asked)
    if review:
        late = (asked.on - review.due_on).days
        said = f"{words.count(late, 'day')} ago" if late > 0 else "today" if late == 0 else _in(-late)
        yield Next(review.due_on, "Review due", f"{words.sentence(said)}.", due=late >= -7)
    steps = [one for one in _strides(asked) if one.status in OPEN]
    for one in sorted(steps, key=lambda step: (step.due_on, step.step))[:4]:
        yield Next(one.due_on, one.step, f"{_whose(one, asked)}.", due=one.due_on < asked.on)


def to_do(asked: Asked) -> Iterator[Next]:
    """What somebody is to do for them."""
    for due_on, said, owner in asked.about(_to_do_for):
        yield Next(due_on, said, f"{owner}.", due=due_on < asked.on)


def _in(days: int) -> str:
    return "tomorrow" if days == 1 else f"in {words.count(days, 'day')}"


def _whose(step: Stride, asked: Asked) -> str:
    named = {"young_person": asked.young_person.known_as, "adviser": "Adviser"}
    return named.get(step.owner) or step.owner_name or Step.Owner(step.owner).label


def plan_panel(asked: Asked) -> dict[str, object] | None:
    """The goals with their steps; nothing where no plan is open."""
    goals: dict[UUID, tuple[str, list[str]]] = {}
    for one in _strides(asked):
        statuses = goals.setdefault(one.goal_id, (one.goal, []))[1]
        if one.step_id is not None:
            statuses.append(one.status)
    shown = [
        (goal, statuses.count("done"), len(statuses), statuses.count("dropped"))
        for goal, statuses in goals.values()
    ]
    return {"goals": shown, "young_person": asked.young_person} if shown else None


def still_holds(user_id: UUID, by: Actor) -> str:
    """Why an adviser may not leave yet: young people who would have nobody."""
    number = number_with(adviser=user_id, by=by)
    if not number:
        return ""
    said = f"They still have {words.count(number, 'young person', 'young people')}: hand them over first."
    if restricted.of(by).restricted:
        said += " Whoever of them is restricted is handed over by a manager who is named."
    return said


def start() -> None:
    """Register it all; called as the room starts."""
    register_tab(Tab("assessment", "Assessment", "casework:assessment", Part.CASEWORK, 30))
    register_tab(Tab("plan", "Plan", "casework:plan", Part.CASEWORK, 40))
    register_tab(Tab("contacts", "Contacts", "casework:contacts", Part.CASEWORK, 50))
    register_tab(Tab("review", "Review", "casework:review", Part.CASEWORK, 60))
    register_button(Button("Record a contact", "casework:contact_record", Part.CASEWORK, 10, main=True))
    register_button(Button("Change support", "casework:level", Part.CASEWORK, 60))
    register_fact(Fact("Review", Part.CASEWORK, 40, review_due, beneath="Support", of=_review_of))
    register_next("casework", Part.CASEWORK, coming, of=_strides_of)
    register_next("follow_ups", Part.CASEWORK, to_do, of=_to_do_for)
    register_panel(Panel("plan", Part.CASEWORK, 20, "casework/_panel_plan.html", plan_panel))
    leaving.register(still_holds)
