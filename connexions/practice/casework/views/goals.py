"""Goals of a plan: added, said otherwise, put in order, reached, dropped."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from connexions.ground.base.doors import open_to
from connexions.ground.base.refusals import Missing, NotPossible
from connexions.ground.design.asking import answered, asked
from connexions.practice.casework import permissions
from connexions.practice.casework.actions import goals, plans
from connexions.practice.casework.forms.plans import GoalForm, ReasonForm
from connexions.practice.casework.prompts import WORDING
from connexions.practice.casework.queries import plans as queries
from connexions.practice.casework.queries.prompts import prompts
from connexions.practice.casework.views import plans as plans_pages
from connexions.registers.people.opening import Opened, opened

FIELDS = ("words", "clarified", "strengths", "factors", "version")
MOVES = {"reach": goals.reach, "reopen": goals.reopen}
SAID = {"reach": "Reached: {}", "reopen": "Being worked on again: {}"}


@open_to(permissions.CASEWORKERS)
def goal(request: HttpRequest, young_person_id: UUID, goal_id: UUID | None = None) -> HttpResponse:
    """Add a goal, or say one otherwise; the first begins the plan."""
    record = opened(request, young_person_id, page="casework.plan", writes=True)
    person, by = record.young_person, record.by
    existing = queries.goal(goal_id=goal_id, of=person, by=by) if goal_id else None
    key = f"goal:{goal_id or young_person_id}"
    choices = plans_pages.factors_of(record)
    answers = request.GET.get("need", "")
    initial: dict[str, Any] = {"factors": [int(answers)] if answers.isdecimal() else [], "version": 0}
    if existing:
        initial = {name: getattr(existing, name) for name in FIELDS}
    form = asked(request, GoalForm, key=key, by=by, factors=choices, initial=initial)

    def show(status: int) -> HttpResponse:
        told = {"form": form, "existing": existing, "draft": key, **wording(record)}
        return record.page("casework/goal.html", "plan", status=status, **told)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        version = told.pop("version") or 0
        if existing:
            plans.change_goal(goal=existing, version=version, by=by, **told)
            messages.success(request, "The goal is changed.")
            return
        plan = queries.open_plan(of=person, by=by) or plans.start(young_person=person, on=record.on, by=by)
        plans.add_goal(plan=plan, by=by, **told)
        messages.success(request, "The goal is added. Now a step towards it: who does what, by when?")

    back = plans_pages.home(young_person_id)
    return answered(request, form, key=key, by=by, save=save, go=back, show=show, back=back)


def wording(record: Opened) -> dict[str, str]:
    """What the page asks about wording while somebody types."""
    asks = prompts(by=record.by)
    told = [
        {"words": asks[kind].words, "says": asks[kind].asks(name=record.young_person.known_as)}
        for kind in WORDING
        if asks[kind].is_on
    ]
    return {"asks": json.dumps(told)}


@open_to(permissions.CASEWORKERS)
@require_POST
def move(request: HttpRequest, young_person_id: UUID, goal_id: UUID) -> HttpResponse:
    """Say that a goal is reached, or is worked on again; or put it in another place."""
    record = opened(request, young_person_id, page="casework.plan", writes=True)
    goal = queries.goal(goal_id=goal_id, of=record.young_person, by=record.by)
    made = request.POST.get("move", "")
    if made in ("up", "down"):
        goals.reorder(goal=goal, up=made == "up", by=record.by)
        return redirect(f"{reverse('casework:plan', args=[young_person_id])}?order#goal-{goal.pk}")
    if made not in MOVES:
        raise Missing("There is no such thing to do with a goal.")
    try:
        MOVES[made](goal=goal, on=record.on, by=record.by)
        messages.success(request, SAID[made].format(goal.words))
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
    return redirect("casework:plan", young_person_id)


@open_to(permissions.CASEWORKERS)
def drop(request: HttpRequest, young_person_id: UUID, goal_id: UUID) -> HttpResponse:
    """Drop a goal, and say why."""
    record = opened(request, young_person_id, page="casework.plan", writes=True)
    goal = queries.goal(goal_id=goal_id, of=record.young_person, by=record.by)
    key = f"goal:{goal_id}:drop"
    form = asked(request, ReasonForm, key=key, by=record.by)

    def show(status: int) -> HttpResponse:
        told = {"form": form, "what": "goal", "words": goal.words, "draft": key}
        return record.page("casework/step_drop.html", "plan", status=status, **told)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        goals.drop(goal=goal, reason=told["reason"], on=record.on, by=record.by)
        messages.success(request, "The goal is dropped; it stays in the plan with its reason.")

    back = plans_pages.home(young_person_id)
    return answered(request, form, key=key, by=record.by, save=save, go=back, show=show, back=back)
