"""The end of support, and its beginning again."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from connexions.ground.audit.actions import note_read
from connexions.ground.base import clock
from connexions.ground.base.acting import Role
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import NotPossible
from connexions.ground.design.asking import answered, asked
from connexions.practice.casework import permissions, rules
from connexions.practice.casework.actions import endings
from connexions.practice.casework.forms.endings import DecideForm, EndForm, ReopenForm, UndoForm
from connexions.practice.casework.models import Ending, Plan, Reason, Step
from connexions.practice.casework.queries import editions, plans, reviews, staff, transitions
from connexions.practice.casework.queries import endings as queries
from connexions.registers.accounts.models import Membership
from connexions.registers.people.opening import Opened, opened
from connexions.registers.people.sight import Part, find

OPEN = (Step.Status.TO_DO, Step.Status.STARTED)


@open_to(permissions.CASEWORKERS)
def end(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """End support, with a summary for the young person."""
    record = opened(request, young_person_id, page="casework.support", writes=True)
    person, by, key = record.young_person, record.by, f"support:{young_person_id}:end"
    _check(record, "end")
    reasons = editions.reasons(kind=Reason.Kind.ENDING, by=by, on=record.on)
    form = asked(request, EndForm, key=key, by=by, reasons=reasons)

    def show(status: int) -> HttpResponse:
        plan = plans.open_plan(of=person, by=by)
        steps = [step for goal in plan.goals.all() for step in goal.steps.all()] if plan else []
        told = {
            "form": form,
            "draft": key,
            "plan": plan,
            "still_open": [step for step in steps if step.status in OPEN],
            "due": reviews.due(of=person, by=by),
        }
        return record.page("casework/support_end.html", "review", status=status, **told)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        ending = endings.end(young_person=person, on=record.on, by=by, **told)
        asks = ending.state == Ending.State.ASKED
        said = "A manager is asked to agree." if asks else "Support has ended. Everything is kept."
        messages.success(request, said)

    back = _home(young_person_id)
    return answered(request, form, key=key, by=by, save=save, go=back, show=show, back=back)


@open_to(permissions.MANAGERS)
def decide(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Agree that support ends, or not."""
    record = opened(request, young_person_id, page="casework.support", writes=True)
    ending = _check(record, "agree")
    key = f"support:{ending.pk}:decide"
    form = asked(request, DecideForm, key=key, by=record.by, initial={"version": ending.version})

    def show(status: int) -> HttpResponse:
        told = {"form": form, "ending": ending, "draft": key}
        return record.page("casework/support_decide.html", "review", status=status, **told)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        endings.decide(ending=ending, on=record.on, by=record.by, **told)
        messages.success(request, "Support has ended." if told["agree"] else "Support goes on.")

    back = _home(young_person_id)
    return answered(request, form, key=key, by=record.by, save=save, go=back, show=show, back=back)


@require_POST
@open_to(permissions.CASEWORKERS)
def withdraw(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Take the request back."""
    record = opened(request, young_person_id, page="casework.support", writes=True)
    endings.withdraw(ending=_check(record, "withdraw"), on=record.on, by=record.by)
    messages.success(request, "The request is taken back: support goes on.")
    return redirect(_home(young_person_id))


@open_to(permissions.CASEWORKERS)
def reopen(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Take support up again."""
    record = opened(request, young_person_id, page="casework.support", writes=True)
    person, by, key = record.young_person, record.by, f"support:{young_person_id}:reopen"
    ending = _check(record, "reopen")
    advisers = _may_take_up(record)
    initial = {"to": next((one.pk for one in advisers if one.user_id == ending.adviser_id), None)}
    has_plan = bool(ending.plan_id and ending.plan and ending.plan.status == Plan.Status.CLOSED)
    form = asked(request, ReopenForm, key=key, by=by, advisers=advisers, has_plan=has_plan, initial=initial)

    def show(status: int) -> HttpResponse:
        told = {"form": form, "ending": ending, "draft": key, "has_plan": has_plan}
        return record.page("casework/support_reopen.html", "review", status=status, **told)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        to = next(one for one in advisers if one.pk == told["to"])
        takes_up = told.get("plan") == "take_up"
        endings.reopen(
            young_person=person, to=to, reason=told["reason"], take_up_plan=takes_up, on=record.on, by=by
        )
        messages.success(request, f"Support is taken up again with {to.user.name}. Everything is there.")

    back = _home(young_person_id)
    return answered(request, form, key=key, by=by, save=save, go=back, show=show, back=back)


@open_to(permissions.CASEWORKERS)
def undo(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Put a wrongful end right."""
    record = opened(request, young_person_id, page="casework.support", writes=True)
    key = f"support:{young_person_id}:undo"
    ending = _check(record, "undo")
    form = asked(request, UndoForm, key=key, by=record.by)

    def show(status: int) -> HttpResponse:
        told = {"form": form, "ending": ending, "draft": key}
        return record.page("casework/support_undo.html", "review", status=status, **told)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        endings.undo(young_person=record.young_person, reason=told["reason"], on=record.on, by=record.by)
        messages.success(request, "It is as it was before. The young person is told that it was our mistake.")

    back = _home(young_person_id)
    return answered(request, form, key=key, by=record.by, save=save, go=back, show=show, back=back)


@open_to(Role.YOUNG_PERSON)
def mine(request: HttpRequest) -> HttpResponse:
    """What comes next for the young person who reads: the review, what changes, or how our work ended."""
    by, on = actor(request), clock.today()
    young_person, _ = find(by.young_person, by=by, part=Part.CASEWORK)
    note_read(by=by, young_person_id=young_person.pk, page="casework.my_support")
    told = {
        "young_person": young_person,
        "ending": queries.summary_for(of=young_person, by=by, on=on),
        "due": reviews.due(of=young_person, by=by),
        "changes": transitions.told_to_them(of=young_person, by=by),
        "today": on,
    }
    return render(request, "casework/my_support.html", told)


def _check(record: Opened, move: str) -> Ending:
    """The end of support that a page is about; refused where the move cannot be made."""
    found = queries.endings_of(of=record.young_person, by=record.by)
    ending = found[0] if found else None
    if not rules.SUPPORT.may(queries.state_of(ending), move):
        raise NotPossible(rules.SUPPORT.refusals[(queries.state_of(ending), move)])
    return ending or Ending()


def _may_take_up(record: Opened) -> list[Membership]:
    """Whom *by* may name: a manager their advisers, an adviser themselves."""
    if record.by.role in permissions.MANAGERS:
        return list(staff.advisers(by=record.by, on=record.on))
    return list(Membership.objects.select_related("user").filter(pk=record.by.membership or 0))


def _home(young_person_id: UUID) -> str:
    return reverse("casework:review", args=[young_person_id])
