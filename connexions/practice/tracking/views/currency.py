"""How long each kind of activity stays current: read, and as the data officer changed from a day on."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from connexions.ground.base import clock
from connexions.ground.base.doors import actor, open_to
from connexions.ground.design.asking import answered, asked
from connexions.ground.design.words import count, day
from connexions.practice.tracking import permissions, presenters
from connexions.practice.tracking.actions import currency as acts
from connexions.practice.tracking.forms import CurrencyForm
from connexions.practice.tracking.models import ActivityKind
from connexions.practice.tracking.queries import currency as queries


@open_to(permissions.READING)
def rules(request: HttpRequest) -> HttpResponse:
    """The rule of every kind as it holds today, what will hold, and what held."""
    by = actor(request)
    every = queries.rules(by=by)
    told = {
        "groups": presenters.currency(every, on=clock.today()),
        "may_change": by.role in permissions.SETTING,
    }
    return render(request, "tracking/currency.html", told)


@open_to(permissions.SETTING)
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Another rule for one kind, from a day on."""
    by, on = actor(request), clock.today()
    kind = get_object_or_404(ActivityKind, pk=code)
    every = [one for one in queries.rules(by=by) if one.kind_id == code]
    now = queries.holding(every, on=on).get(code)
    key = f"currency:{code}"
    names = ("basis", "months", "days", "capped")
    start: dict[str, Any] = {name: getattr(now, name) for name in names} if now else {"basis": "never"}
    form = asked(request, CurrencyForm, key=key, by=by, initial=start | {"from_on": on})

    def show(status: int) -> HttpResponse:
        told = {"form": form, "draft": key, "kind": kind, "rules": presenters.editions(every, on=on)}
        return render(request, "tracking/currency_change.html", told, status=status)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        because, from_on = told.pop("because"), told.pop("from_on")
        _, moved = acts.change(
            kind=kind, period=acts.Period(**told), from_on=from_on, because=because, on=on, by=by
        )
        also = f" {count(moved, 'status has', 'statuses have')} another last day now." if moved else ""
        messages.success(request, f"{kind.label}: this holds from {day(from_on)} on.{also}")

    back = reverse("tracking:currency")
    return answered(request, form, key=key, by=by, save=save, go=back, show=show, back=back)


@open_to(permissions.SETTING)
@require_POST
def take_back(request: HttpRequest, code: str) -> HttpResponse:
    """Take back a rule of one's own that does not hold yet."""
    by, on = actor(request), clock.today()
    ours = [
        one for one in queries.rules(by=by) if one.kind_id == code and one.partnership_id == by.partnership
    ]
    coming = [one for one in ours if one.from_on > on]
    if coming:
        acts.take_back(rule=coming[0], on=on, by=by)
        messages.success(request, f"{coming[0].kind.label}: taken back. It stays as it was.")
    return redirect("tracking:currency")
