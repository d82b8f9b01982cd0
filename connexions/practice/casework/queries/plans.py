"""The plan of one young person: goals, steps, and the needs it answers."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from connexions.ground.base.acting import Actor
from connexions.ground.base.kept import Kept, share_out
from connexions.ground.base.refusals import Missing
from connexions.practice.casework.models import Goal, NoGoalReason, Plan, Step, StepEvent
from connexions.registers.people import sight
from connexions.registers.people.models import Carer, YoungPerson
from connexions.registers.people.record import answers
from connexions.registers.people.sight import Part


@dataclass(frozen=True)
class Answered:
    """Which needs the open plan answers: factor → number of the goal; and for which it gives a reason."""

    goals: dict[int, int] = field(default_factory=dict)
    reasons: dict[int, str] = field(default_factory=dict)

    def __contains__(self, factor: int) -> bool:
        return factor in self.goals or factor in self.reasons


def plans_of(*, of: YoungPerson, by: Actor) -> list[Plan]:
    """Every plan of a young person, the latest first, with goals, steps and reasons: what was dropped too."""
    sight.sight_of(of, by=by).check(Part.CASEWORK)
    plans, goals, steps, reasons = answers(of, *PLANS)
    share_out(goals, "steps", steps)
    share_out(plans, "goals", goals)
    share_out(plans, "reasons", reasons)
    return plans


# What happened to each step, brought along with it: a list of ``what``, ``on`` (ISO), ``words``, ``before``, ``who``.
_TOLD = (
    StepEvent.objects.filter(step=OuterRef("pk"))
    .order_by("id")
    .values_list(
        JSONObject(what="what", on="on", words="words", before="before", who="recorded_by__name"), flat=True
    )
)
PLANS: tuple[Kept[Any], ...] = (
    Kept(
        lambda one: (
            Plan.objects.filter(young_person_id=one)
            .select_related("agreed_by")
            .order_by("-started_on", "-id")
        )
    ),
    Kept(lambda one: Goal.objects.filter(young_person_id=one)),
    Kept(lambda one: Step.objects.filter(young_person_id=one).annotate(told=ArraySubquery(_TOLD))),
    Kept(lambda one: NoGoalReason.objects.filter(plan__young_person_id=one)),
)
ANSWERED: tuple[Kept[Any], ...] = (
    Kept(
        lambda one: (
            Goal.objects.filter(young_person_id=one)
            .exclude(plan__status=Plan.Status.CLOSED)
            .order_by("-position")
            .values_list("position", "factors")
        )
    ),
    Kept(
        lambda one: (
            NoGoalReason.objects.filter(plan__young_person_id=one)
            .exclude(plan__status=Plan.Status.CLOSED)
            .values_list("factor", "reason")
        )
    ),
)


@dataclass(frozen=True)
class Happened:
    """Something that happened to a step."""

    what: str
    on: date
    words: str
    before: dict[str, str] | None
    who: str | None


def happened(step: Step) -> list[Happened]:
    """What happened to a step of ``plans_of``, the earliest first."""
    told: list[dict[str, Any]] = getattr(step, "told", [])
    return [Happened(**{**one, "on": date.fromisoformat(one["on"])}) for one in told]


def open_plan(*, of: YoungPerson, by: Actor) -> Plan | None:
    """The plan that is not closed."""
    return next((one for one in plans_of(of=of, by=by) if one.status != Plan.Status.CLOSED), None)


def answered(*, of: YoungPerson, by: Actor) -> Answered:
    """Which needs the open plan answers, in one query: for pages that do not show the plan itself."""
    sight.sight_of(of, by=by).check(Part.CASEWORK)
    goals, reasons = answers(of, *ANSWERED)
    return Answered({factor: position for position, factors in goals for factor in factors}, dict(reasons))


def goal(*, goal_id: UUID, of: YoungPerson, by: Actor) -> Goal:
    """One goal. Raises ``Missing`` where this young person has none such."""
    sight.sight_of(of, by=by).check(Part.CASEWORK)
    found = Goal.objects.select_related("plan").filter(pk=goal_id, young_person=of).first()
    if found is None:
        raise Missing("There is no such goal in this plan.")
    return found


def step(*, step_id: UUID, of: YoungPerson, by: Actor) -> Step:
    """One step. Raises ``Missing`` where this young person has none such."""
    sight.sight_of(of, by=by).check(Part.CASEWORK)
    found = Step.objects.select_related("goal__plan").filter(pk=step_id, young_person=of).first()
    if found is None:
        raise Missing("There is no such step in this plan.")
    return found


def carers(*, of: YoungPerson, by: Actor) -> list[str]:
    """The names of those who look after a young person, for those who may see them."""
    if not sight.sight_of(of, by=by).sees(Part.DETAILS):
        return []
    return list(Carer.objects.filter(young_person=of).order_by("name").values_list("name", flat=True))
