"""What was written away and waits for a decision: both sides shown, nothing overwritten."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from connexions.ground.audit import actions as audit
from connexions.ground.base import clock
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import NotPossible
from connexions.ground.design.asking import answered, asked
from connexions.practice.outreach import permissions
from connexions.practice.outreach.actions import written
from connexions.practice.outreach.forms.round import DecideForm
from connexions.practice.outreach.models import Written
from connexions.practice.outreach.queries import written as queries

OTHERWISE = {
    "give": (written.give, "Given to their adviser, who decides about it."),
    "decline": (written.decline, "Given back to whoever wrote it."),
    "discard": (written.discard, "Thrown away."),
}


@open_to(permissions.TAKERS)
def decide(request: HttpRequest, written_id: UUID) -> HttpResponse:
    """Record what waits, give it on, or throw it away."""
    by, key = actor(request), f"written:{written_id}"
    found = queries.one(written_id=written_id, by=by)
    if request.method == "GET" and found.may_write:
        audit.note_read(by=by, young_person_id=found.written.young_person_id, page="outreach.written")
    initial = {name: found.told.get(name, "") for name in ("channel", "outcome", "words")}
    form = asked(request, DecideForm, key=key, by=by, initial=initial)
    home = reverse("outreach:day")

    def show(status: int) -> HttpResponse:
        told = {"form": form, "found": found, "draft": key, "by": by, "is_given": _is_given(found, by.id)}
        return render(request, "outreach/decide.html", told, status=status)

    if request.method != "POST":
        return show(200)
    move = request.POST.get("move", "record")
    if move in OTHERWISE:
        return _otherwise(request, move, found.written, show)
    if found.written.kind == Written.Kind.STEP:
        return _step_done(request, found, show)

    def save(told: dict[str, Any]) -> None:
        written.record(written=found.written, told=told, now=clock.now(), by=by)
        messages.success(request, f"The contact with {found.name} is recorded.")

    return answered(request, form, key=key, by=by, save=save, go=home, show=show, back=home)


def _is_given(found: queries.Waiting, user_id: UUID | None) -> bool:
    return found.written.given_to_id == user_id


def _otherwise(request: HttpRequest, move: str, thing: Written, show: Any) -> HttpResponse:
    act, said = OTHERWISE[move]
    try:
        act(written=thing, by=actor(request))
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
        return redirect("outreach:decide", thing.pk)
    messages.success(request, said)
    return redirect("outreach:day")


def _step_done(request: HttpRequest, found: queries.Waiting, show: Any) -> HttpResponse:
    try:
        written.record(written=found.written, told=found.told, now=clock.now(), by=actor(request))
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
        return redirect("outreach:decide", found.written.pk)
    messages.success(request, "The step is done.")
    return redirect("outreach:day")
