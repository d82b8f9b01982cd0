"""Steps of a plan: added, begun, done, dropped."""

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
from connexions.practice.casework.actions import steps
from connexions.practice.casework.forms.plans import NOBODY, ReasonForm, StepForm
from connexions.practice.casework.models import Step
from connexions.practice.casework.queries import plans as queries
from connexions.practice.casework.views.goals import wording
from connexions.registers.people.opening import opened

MOVES = {"start": steps.start, "finish": steps.finish, "reopen": steps.reopen}
SAID = {"start": "Begun: {}", "finish": "Done: {}", "reopen": "To do again: {}"}
FIELDS = ("words", "owner", "owner_name", "due_on", "remind_whom", "remind_days", "version")


@open_to(permissions.CASEWORKERS)
def add(request: HttpRequest, young_person_id: UUID, goal_id: UUID) -> HttpResponse:
    """Add a step to a goal."""
    return _step(request, young_person_id, goal_id=goal_id)


@open_to(permissions.CASEWORKERS)
def change(request: HttpRequest, young_person_id: UUID, step_id: UUID) -> HttpResponse:
    """Say a step otherwise, or move its day."""
    return _step(request, young_person_id, step_id=step_id)


def _step(
    request: HttpRequest, young_person_id: UUID, *, goal_id: UUID | None = None, step_id: UUID | None = None
) -> HttpResponse:
    record = opened(request, young_person_id, page="casework.plan", writes=True)
    person, by, key = record.young_person, record.by, f"step:{step_id or goal_id}"
    existing = queries.step(step_id=step_id, of=person, by=by) if step_id else None
    goal = existing.goal if existing else queries.goal(goal_id=goal_id or UUID(int=0), of=person, by=by)
    initial: dict[str, Any] = {
        "owner": Step.Owner.YOUNG_PERSON,
        "remind_whom": "young_person",
        "remind_days": 1,
        "version": 0,
    }
    carers = queries.carers(of=person, by=by)
    if existing:
        initial = {name: getattr(existing, name) for name in FIELDS}
        initial["remind_whom"] = existing.remind_whom or NOBODY
        initial["carer"] = existing.owner_name if existing.owner_name in carers else ""
    form = asked(
        request,
        StepForm,
        key=key,
        by=by,
        initial=initial,
        begun_on=goal.plan.started_on,
        was_due_on=existing.due_on if existing else None,
        carers=carers,
    )

    def show(status: int) -> HttpResponse:
        told = {"form": form, "goal": goal, "existing": existing, "draft": key, **wording(record)}
        return record.page("casework/step.html", "plan", status=status, **told)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        version, reason = told.pop("version") or 0, told.pop("reason")
        told.pop("carer")
        if existing:
            steps.change(step=existing, version=version, reason=reason, on=record.on, by=by, **told)
        else:
            steps.add(goal=goal, by=by, **told)
        messages.success(request, "The step is changed." if existing else "The step is added.")

    back = reverse("casework:plan", args=[young_person_id])
    return answered(request, form, key=key, by=by, save=save, go=back, show=show, back=back)


@open_to(permissions.CASEWORKERS)
@require_POST
def move(request: HttpRequest, young_person_id: UUID, step_id: UUID) -> HttpResponse:
    """Say that a step was begun or done, or is to do again; or put it in another place."""
    record = opened(request, young_person_id, page="casework.plan", writes=True)
    step = queries.step(step_id=step_id, of=record.young_person, by=record.by)
    made = request.POST.get("move", "")
    if made in ("up", "down"):
        steps.reorder(step=step, up=made == "up", by=record.by)
        return redirect(f"{reverse('casework:plan', args=[young_person_id])}?order#goal-{step.goal_id}")
    if made not in MOVES:
        raise Missing("There is no such thing to do with a step.")
    try:
        MOVES[made](step=step, on=record.on, by=record.by)
        messages.success(request, SAID[made].format(step.words))
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
    return redirect("casework:plan", young_person_id)


@open_to(permissions.CASEWORKERS)
def drop(request: HttpRequest, young_person_id: UUID, step_id: UUID) -> HttpResponse:
    """Drop a step, and say why."""
    record = opened(request, young_person_id, page="casework.plan", writes=True)
    step = queries.step(step_id=step_id, of=record.young_person, by=record.by)
    key = f"step:{step_id}:drop"
    form = asked(request, ReasonForm, key=key, by=record.by)

    def show(status: int) -> HttpResponse:
        told = {"form": form, "what": "step", "words": step.words, "draft": key}
        return record.page("casework/step_drop.html", "plan", status=status, **told)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        steps.drop(step=step, reason=told["reason"], on=record.on, by=record.by)
        messages.success(request, "The step is dropped; it stays in the plan with its reason.")

    back = reverse("casework:plan", args=[young_person_id])
    return answered(request, form, key=key, by=record.by, save=save, go=back, show=show, back=back)
