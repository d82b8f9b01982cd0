"""Which sheets are out, for those who answer for it; and what may leave the desk."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from connexions.ground.base import clock
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import NotPossible
from connexions.ground.design.asking import answered, asked
from connexions.practice.outreach import permissions
from connexions.practice.outreach.actions import carrying as rules
from connexions.practice.outreach.actions import copies
from connexions.practice.outreach.forms.round import CarryingForm
from connexions.practice.outreach.queries import copies as queries
from connexions.practice.outreach.queries.carrying import rules_of


@open_to(permissions.OVERSEERS)
def out(request: HttpRequest) -> HttpResponse:
    """Which sheets left the desk in the last days, on which device, until when. No names of young people."""
    by, now = actor(request), clock.now()
    found = list(queries.out(by=by, at=now))
    told = {
        "out": [one for one in found if one.is_out(now)],
        "back": [one for one in found if not one.is_out(now)],
        "may_rule": by.role in permissions.RULE_MAKERS,
    }
    return render(request, "outreach/out.html", told)


@open_to(permissions.TAKERS | permissions.OVERSEERS)
@require_POST
def call_back(request: HttpRequest, copy_id: UUID) -> HttpResponse:
    """Call a sheet back: its device forgets it when it next finds the network."""
    by = actor(request)
    copy = queries.any_copy(copy_id=copy_id, by=by)
    try:
        copies.revoke(copy=copy, at=clock.now(), by=by)
        messages.success(request, f"Sheet {copy.called} is called back.")
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
    own = copy.holder_id == by.id and by.role in permissions.TAKERS
    return redirect("outreach:day" if own else "outreach:out")


@open_to(permissions.RULE_MAKERS)
def carrying(request: HttpRequest) -> HttpResponse:
    """How much may leave the desk, for how long, and how it is locked."""
    by, key = actor(request), "carrying"
    stored = rules_of(by=by)
    names = [*CarryingForm.base_fields]
    initial = {name: getattr(stored, name) for name in names} | {"ends_at": stored.ends_at.strftime("%H:%M")}
    form = asked(request, CarryingForm, key=key, by=by, initial=initial)

    def show(status: int) -> HttpResponse:
        return render(request, "outreach/carrying.html", {"form": form, "draft": key}, status=status)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        version = told.pop("version") or 0
        rules.change(version=version, by=by, **told)
        messages.success(request, "Kept. Sheets that are out already keep their own.")

    back = reverse("outreach:out")
    return answered(request, form, key=key, by=by, save=save, go=back, show=show, back=back)
