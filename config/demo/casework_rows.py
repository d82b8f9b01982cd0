"""Assessments, plans, contacts and reviews as rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from config.demo.assessing import write_assessment
from config.demo.due import why
from config.demo.shapes import Agreed, Person

if TYPE_CHECKING:
    from config.demo.rows import Keys

Put = Callable[..., str]


def write_casework(person: Person, keys: Keys, put: Put) -> None:
    """What an allocated young person and their adviser have done."""
    adviser = keys.workers[person.adviser]
    _allocations(person, keys, put)
    assessments = [write_assessment(marks, adviser, keys, put) for marks in person.assessments]
    for plan in person.plans:
        _plan(plan, assessments, adviser, put)
    for touch in person.contacts:
        put(
            "casework_contact", 1, touch.at, touch.channel, touch.outcome, touch.note, touch.try_again_on,
            adviser, touch.at + timedelta(minutes=20),
        )  # fmt: skip
    for look in person.reviews:
        made = assessments[look.assessment] if look.assessment is not None else None
        held_by = adviser if look.held_on else None
        put(
            "casework_review", 1, look.due_on, adviser, look.held_on, held_by, made, look.decision,
            look.summary, *why(person, look),
        )  # fmt: skip


def _allocations(person: Person, keys: Keys, put: Put) -> None:
    team, since = keys.teams[person.team], person.allocated_on
    if since is None:
        return
    if person.earlier_adviser:
        earlier = keys.workers[person.earlier_adviser]
        put("casework_allocation", earlier, team, since - timedelta(days=140), since, "First")
    reason = "Handed over" if person.earlier_adviser else "Asked for help"
    put("casework_allocation", keys.workers[person.adviser], team, since, None, reason)


def _plan(plan: Agreed, assessments: list[str], adviser: str, put: Put) -> None:
    made = assessments[plan.assessment] if plan.assessment is not None else None
    key = put(
        "casework_plan", 1, plan.status, plan.edition, made, plan.started_on, plan.agreed_on, plan.how,
        adviser if plan.agreed_on else None, plan.closed_on, plan.closing,
    )  # fmt: skip
    for place, goal in enumerate(plan.goals, start=1):
        factors = "{" + ",".join(map(str, goal.factors)) + "}"
        goal_key = put("casework_goal", 1, key, place, goal.words, factors)
        for at, step in enumerate(goal.steps, start=1):
            put(
                "casework_step", 1, goal_key, at, step.words, step.owner, step.owner_name, step.due_on,
                step.status, step.status_on, step.reason,
            )  # fmt: skip
