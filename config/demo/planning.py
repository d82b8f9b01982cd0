"""Plans as rows: what was agreed of them, edition by edition, and who is reminded of what."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any

from config.demo.shapes import Agreed, Aim, Person, Stride
from config.demo.words import DATA

Put = Callable[..., str]
CLARIFIED = {
    "course": "A place on a Level 1 or 2 course with a start date, and the fare to get there.",
    "stay": "A tenancy or a room of their own for at least six months.",
    "Sleep": "In bed by midnight and up by eight, five days out of seven, for a month.",
    "work": "Paid work or a placement of at least 16 hours a week, kept for three months.",
}
BUILDS_ON = (
    "Turns up when it matters",
    "Good with their hands",
    "Has an uncle who helps",
    "Asks when unsure",
)


def write_plan(plan: Agreed, person: Person, assessments: list[str], adviser: str, put: Put) -> None:
    """A plan with its goals, steps and editions."""
    made = assessments[plan.assessment] if plan.assessment is not None else None
    key = put(
        "casework_plan", 1, plan.status, plan.edition, made, plan.started_on, plan.agreed_on, plan.how,
        adviser if plan.agreed_on else None, plan.closed_on, plan.closing,
    )  # fmt: skip
    goals = [_goal(goal, place, key, put) for place, goal in enumerate(plan.goals, start=1)]
    if plan.agreed_on is not None:
        for number, on, told in _editions(plan, person, goals, plan.agreed_on):
            put("casework_edition", key, number, _json(told), on, plan.how or "on_page", adviser, "")


def _goal(goal: Aim, place: int, plan: str, put: Put) -> dict[str, Any]:
    factors = "{" + ",".join(map(str, goal.factors)) + "}"
    clarified = next((said for word, said in CLARIFIED.items() if word in goal.words), "")
    strengths = BUILDS_ON[len(goal.words) % len(BUILDS_ON)] if clarified else ""
    key = put("casework_goal", 1, plan, place, goal.words, factors, clarified, strengths)
    steps = [_step(step, at, key, put) for at, step in enumerate(goal.steps, start=1)]
    return {
        "id": key,
        "number": place,
        "words": goal.words,
        "clarified": clarified,
        "strengths": strengths,
        "needs": [_names().get(factor, "") for factor in goal.factors],
        "status": "open",
        "reason": "",
        "steps": steps,
    }


def _step(step: Stride, at: int, goal: str, put: Put) -> dict[str, Any]:
    reminded = "young_person" if step.owner == "young_person" and step.status == "to_do" else ""
    key = put(
        "casework_step", 1, goal, at, step.words, step.owner, step.owner_name, step.due_on, step.status,
        step.status_on, step.reason, reminded,
    )  # fmt: skip
    return {
        "id": key,
        "words": step.words,
        "owner": step.owner,
        "who": step.owner_name,
        "due_on": str(step.due_on),
        "status": step.status,
        "status_on": str(step.status_on) if step.status_on else None,
        "reason": step.reason,
    }


def _editions(
    plan: Agreed, person: Person, goals: list[dict[str, Any]], agreed_on: date
) -> Iterator[tuple[int, date, dict[str, Any]]]:
    """The edition agreed last, and before it one in which the last step was not thought of yet."""
    known = person.preferred or person.given
    adviser = person.adviser.split("@")[0].replace(".", " ").title()
    named = {"young_person": known, "adviser": adviser, "carer": "Carer", "partner": "Partner agency"}
    for goal in goals:
        for step in goal["steps"]:
            step["who"] = step["who"] or named[step["owner"]]
    told = {"young_person": known, "adviser": adviser, "reasons": []}
    if plan.edition > 1 and agreed_on > plan.started_on + timedelta(days=1):
        yield plan.edition - 1, plan.started_on, {**told, "goals": [_before(goal) for goal in goals]}
    yield plan.edition, agreed_on, {**told, "goals": goals}


def _before(goal: dict[str, Any]) -> dict[str, Any]:
    steps = goal["steps"][:-1] if len(goal["steps"]) > 1 else goal["steps"]
    return {**goal, "steps": [{**step, "status": "to_do", "reason": ""} for step in steps]}


def _json(told: dict[str, Any]) -> str:
    """As COPY reads it: a backslash stands for itself only when it is doubled."""
    return json.dumps(told, ensure_ascii=False).replace("\\", "\\\\")


@cache
def _names() -> dict[int, str]:
    form = json.loads((DATA / "casework" / "assessment_form_1.json").read_text(encoding="utf-8"))
    return {one["number"]: one["name"] for one in form["factors"]}
