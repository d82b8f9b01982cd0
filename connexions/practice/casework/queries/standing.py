"""A plan as it stands, as plain data: to be kept as an edition, read by a link, printed."""

from typing import Any

from connexions.ground.base.acting import Actor
from connexions.practice.casework.models import Assessment, Goal, NoGoalReason, Plan, Step
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part


def standing(*, plan: Plan, of: YoungPerson, by: Actor, assessment: Assessment | None) -> dict[str, Any]:
    """Everything that the plan says now (``casework.agreed``); *assessment* names its needs."""
    sight.sight_of(of, by=by).check(Part.CASEWORK)
    named = dict(assessment.form.factors.values_list("number", "name")) if assessment else {}
    adviser = of.adviser.name if of.adviser else "Adviser"
    people = {Step.Owner.YOUNG_PERSON: of.known_as, Step.Owner.ADVISER: adviser}
    steps: dict[Any, list[dict[str, Any]]] = {}
    for step in Step.objects.filter(goal__plan=plan).order_by("position"):
        steps.setdefault(step.goal_id, []).append(_step(step, people))
    goals = Goal.objects.filter(plan=plan).order_by("position")
    reasons = NoGoalReason.objects.filter(plan=plan).order_by("factor")
    return {
        "young_person": of.known_as,
        "adviser": adviser,
        "goals": [_goal(goal, named, steps.get(goal.pk, [])) for goal in goals],
        "reasons": [{"need": _name(named, one.factor), "why": one.reason} for one in reasons],
    }


def _goal(goal: Goal, named: dict[int, str], steps: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": str(goal.pk),
        "number": goal.position,
        "words": goal.words,
        "clarified": goal.clarified,
        "strengths": goal.strengths,
        "needs": [_name(named, factor) for factor in goal.factors],
        "status": str(goal.status),
        "reason": goal.reason,
        "steps": steps,
    }


def _step(step: Step, people: dict[Any, str]) -> dict[str, Any]:
    return {
        "id": str(step.pk),
        "words": step.words,
        "owner": str(step.owner),
        "who": people.get(step.owner) or step.owner_name or step.get_owner_display(),
        "due_on": step.due_on.isoformat(),
        "status": str(step.status),
        "status_on": step.status_on.isoformat() if step.status_on else None,
        "reason": step.reason,
    }


def _name(named: dict[int, str], factor: int) -> str:
    return named.get(factor, f"Factor {factor}")


def latest_finished(*, of: YoungPerson, by: Actor) -> Assessment | None:
    """The last assessment that was finished: the one a plan answers."""
    sight.sight_of(of, by=by).check(Part.CASEWORK)
    finished = Assessment.objects.filter(young_person=of).exclude(finished_at=None)
    return finished.order_by("-started_on", "-id").first()
