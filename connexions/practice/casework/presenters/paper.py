"""A plan on paper, in the young person's hand: what its template is told."""

from typing import Any

from connexions.ground.design import words
from connexions.practice.casework.models import Plan
from connexions.practice.casework.presenters.plan import GoalShown
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import AUDIENCES, Part


def plan(
    plan: Plan,
    *,
    of: YoungPerson,
    heading: str,
    goals: list[GoalShown],
    reasons: list[tuple[str, str]],
    partnership: str,
) -> dict[str, Any]:
    """The plan as it stands now."""
    agreed = plan.status == Plan.Status.AGREED
    adviser = of.adviser.name if of.adviser else "Adviser"
    return {
        "title": f"{of.known_as}’s plan",
        "standing": heading,
        "foot": f"Connexions, {partnership}. This copy is yours.",
        "goals": [_goal(one) for one in goals],
        "reasons": [{"need": need, "why": why} for need, why in reasons],
        "agreed": f"Yes: {of.known_as} and {adviser}, {words.day(plan.agreed_on)}."
        if agreed
        else "Not yet. Sign here if you both agree.",
        "sign": [] if agreed else [of.known_as, adviser],
        "help": f"Something wrong, or changed? Tell {of.adviser.get_short_name() if of.adviser else 'us'}.",
        "audience": f"Who can see this plan: you, {AUDIENCES[Part.CASEWORK]}.",
    }


def _goal(shown: GoalShown) -> dict[str, Any]:
    steps = [
        {
            "words": one.step.words,
            "who": one.owner,
            "by": words.day(one.step.due_on),
            "state": one.state,
            "why": one.step.reason,
        }
        for one in shown.steps
    ]
    return {
        "number": shown.goal.position,
        "words": shown.goal.words,
        "clarified": "",
        "strengths": "",
        "steps": steps,
    }
