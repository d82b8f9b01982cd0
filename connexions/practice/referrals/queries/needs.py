"""What a referral may be for: what the plan and the assessment say is still wanted."""

from uuid import UUID

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Missing
from connexions.practice.casework.models import Goal, Step
from connexions.practice.casework.queries import assessments, plans
from connexions.registers.people.models import YoungPerson

OPEN = ("to_do", "started")


def needs_of(*, of: YoungPerson, by: Actor) -> list[tuple[str, str]]:
    """Steps and goals that are open, then needs, each as what stands for it in an address and in words."""
    plan = plans.open_plan(of=of, by=by)
    goals = [goal for goal in plan.goals.all() if goal.status == "open"] if plan else []
    found = []
    for goal in goals:
        found += [
            (f"step:{step.pk}", f"Step: {step.words}") for step in goal.steps.all() if step.status in OPEN
        ]
        found.append((f"goal:{goal.pk}", f"Goal: “{goal.words}”"))
    finished = assessments.finished(assessments.assessments_of(of=of, by=by))[:1]
    for profile in assessments.profiles(of=of, by=by, which=finished):
        named = [(number, profile.form.factor(number)) for number in profile.needs]
        found += [(f"need:{number}", f"Need: {factor.name}") for number, factor in named if factor]
    return found


def chosen(need: str, *, of: YoungPerson, by: Actor) -> tuple[Goal | None, Step | None, int | None]:
    """What a need in an address stands for. Raises ``Missing`` where it stands for nothing of theirs."""
    kind, _, key = need.partition(":")
    try:
        if kind == "step":
            step = plans.step(step_id=UUID(key), of=of, by=by)
            return step.goal, step, None
        if kind == "goal":
            return plans.goal(goal_id=UUID(key), of=of, by=by), None, None
        if kind == "need":
            return None, None, int(key)
    except ValueError:
        raise Missing("There is no such need.") from None
    return None, None, None
