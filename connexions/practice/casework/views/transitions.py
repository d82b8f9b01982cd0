"""Changes that are ahead: what to do, to whom, told, confirmed, done."""

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
from connexions.practice.casework.actions import transitions
from connexions.practice.casework.forms.transitions import BeginForm, ChangeForm, ConfirmForm, SettleForm
from connexions.practice.casework.models import Transition
from connexions.practice.casework.presenters import handover as shown
from connexions.practice.casework.queries import assessments, editions, plans
from connexions.practice.casework.queries import transitions as queries
from connexions.registers.people.opening import Opened, opened

SETTLE = "settle_%s"  # two forms of this page have a field of the same name


@open_to(permissions.CASEWORKERS)
def begin(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Begin to prepare a change, as a move to another area."""
    record = opened(request, young_person_id, page="casework.transition", writes=True)
    person, by, key = record.young_person, record.by, f"change:{young_person_id}"
    kinds = [one for one in editions.transition_kinds(by=by, on=record.on) if one.age is None]
    initial = {"kind": kinds[0].key if kinds else ""}
    form = asked(request, BeginForm, key=key, by=by, kinds=kinds, initial=initial)

    def show(status: int) -> HttpResponse:
        told = {"form": form, "draft": key}
        return record.page("casework/transition_begin.html", "review", status=status, **told)

    if request.method != "POST":
        return show(200)
    begun: list[Transition] = []

    def save(told: dict[str, Any]) -> None:
        begun.append(transitions.begin(young_person=person, on=record.on, by=by, **told))

    back = reverse("casework:review", args=[young_person_id])
    return answered(
        request, form, key=key, by=by, save=save, go=lambda: _home(begun[0]), show=show, back=back
    )


@open_to(permissions.READERS)
def one(request: HttpRequest, young_person_id: UUID, transition_id: UUID) -> HttpResponse:
    """One change: what is to be done, to whom, and how far it is."""
    record = opened(request, young_person_id, page="casework.transition")
    transition = queries.transition(transition_id=transition_id, of=record.young_person, by=record.by)
    return _page(record, transition)


def _page(record: Opened, transition: Transition, status: int = 200, **forms: Any) -> HttpResponse:
    told = {
        "change": transition,
        "items": list(transition.items.all()),
        "is_open": transition.state in ("ahead", "confirmed"),
        "confirming": ConfirmForm(),
        "settling": SettleForm(auto_id=SETTLE),
        "days": (transition.on - record.on).days,
    }
    return record.page("casework/transition.html", "review", status=status, **(told | forms))


@open_to(permissions.CASEWORKERS)
def change(request: HttpRequest, young_person_id: UUID, transition_id: UUID) -> HttpResponse:
    """Say when, to whom, and what they need to know."""
    record = opened(request, young_person_id, page="casework.transition", writes=True)
    by = record.by
    transition = queries.transition(transition_id=transition_id, of=record.young_person, by=by)
    key = f"change:{transition.pk}"
    initial = {
        "on_day": transition.on,
        "to_whom": transition.to_whom,
        "summary": transition.summary,
        "version": transition.version,
    }
    form = asked(request, ChangeForm, key=key, by=by, initial=initial)

    def show(status: int) -> HttpResponse:
        told = {"form": form, "draft": key, "change": transition}
        return record.page("casework/transition_change.html", "review", status=status, **told)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        transitions.change(transition=transition, by=by, **told)

    back = _home(transition)
    return answered(request, form, key=key, by=by, save=save, go=back, show=show, back=back)


@require_POST
@open_to(permissions.CASEWORKERS)
def tick(request: HttpRequest, young_person_id: UUID, transition_id: UUID, item_id: UUID) -> HttpResponse:
    """One thing is done, or is not after all."""
    record = opened(request, young_person_id, page="casework.transition", writes=True)
    transition = queries.transition(transition_id=transition_id, of=record.young_person, by=record.by)
    item = next((item for item in transition.items.all() if item.pk == item_id), None)
    if item is None:
        raise Missing("There is no such thing to do.")
    transitions.tick(item=item, done=request.POST.get("done") == "yes", on=record.on, by=record.by)
    return redirect(_home(transition) + "#to-do")


@require_POST
@open_to(permissions.CASEWORKERS)
def move(request: HttpRequest, young_person_id: UUID, transition_id: UUID) -> HttpResponse:
    """Tell, confirm, finish, call off or take up again."""
    record = opened(request, young_person_id, page="casework.transition", writes=True)
    by, on = record.by, record.on
    transition = queries.transition(transition_id=transition_id, of=record.young_person, by=by)
    asked_for = request.POST.get("move", "")
    if asked_for in ("confirm", "call_off"):
        return _with_words(record, transition, asked_for)
    if asked_for == "tell":
        transitions.tell(transition=transition, on=on, by=by)
        messages.success(request, "They are told.")
    elif asked_for == "finish":
        transitions.finish(transition=transition, on=on, by=by)
        messages.success(request, "Done. Nothing was sent by this: give the hand-over summary yourself.")
    elif asked_for == "take_up":
        transitions.take_up(transition=transition, by=by)
    return redirect(_home(transition))


def _with_words(record: Opened, transition: Transition, asked_for: str) -> HttpResponse:
    """Confirm or call off, with what was typed; where it is refused that still stands there."""
    confirms = asked_for == "confirm"
    form = ConfirmForm(record.request.POST) if confirms else SettleForm(record.request.POST, auto_id=SETTLE)
    shown_as = "confirming" if confirms else "settling"
    if not form.is_valid():
        return _page(record, transition, 422, **{shown_as: form})
    told: dict[str, Any] = {"transition": transition, "on": record.on, "by": record.by}
    try:
        if confirms:
            transitions.confirm(who=form.cleaned_data["who"], **told)
        else:
            transitions.call_off(words=form.cleaned_data["words"], **told)
    except NotPossible as refusal:
        form.add_error(None, refusal.sentence)
        return _page(record, transition, 409, **{shown_as: form})
    messages.success(record.request, "Confirmed." if confirms else "Called off. It stays here to be read.")
    return redirect(_home(transition))


@open_to(permissions.READERS)
def handover(request: HttpRequest, young_person_id: UUID, transition_id: UUID) -> HttpResponse:
    """The hand-over summary: on one page, to be read together, printed and given."""
    record = opened(request, young_person_id, page="casework.handover")
    person, by = record.young_person, record.by
    transition = queries.transition(transition_id=transition_id, of=person, by=by)
    finished = assessments.finished(assessments.assessments_of(of=person, by=by))[:1]
    profiles = [
        assessments.with_evidence(one, of=person, by=by)
        for one in assessments.profiles(of=person, by=by, which=finished)
    ]
    form = assessments.form(finished[0].form_id) if finished else None
    told: dict[str, Any] = {
        "change": transition,
        "items": list(transition.items.all()),
        "plan": plans.open_plan(of=person, by=by),
        "rated": shown.rated(profiles[0], form) if profiles and form else None,
        "latest": finished[0] if finished else None,
    }
    return record.page("casework/handover.html", "review", **told)


def _home(transition: Transition) -> str:
    return reverse("casework:transition", args=[transition.young_person_id, transition.pk])
