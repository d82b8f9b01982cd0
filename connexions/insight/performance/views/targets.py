"""Targets: what the figures are to be."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from connexions.ground.base import clock
from connexions.ground.base.doors import actor, open_to
from connexions.ground.design.asking import answered, asked
from connexions.insight.performance import forms
from connexions.insight.performance.actions import targets as acts
from connexions.insight.performance.permissions import READERS, TARGET_SETTERS
from connexions.insight.performance.presenters import targets as shown
from connexions.insight.performance.queries import groups
from connexions.insight.performance.queries import targets as queries

BACK = "performance:targets"


@open_to(READERS)
@require_GET
def targets(request: HttpRequest) -> HttpResponse:
    """Every target, by its months."""
    by = actor(request)
    lines = shown.lines(queries.targets(by=by), groups.authorities(by=by))
    told = {"lines": lines, "may_set": by.role in TARGET_SETTERS}
    return render(request, "performance/targets.html", told)


@open_to(TARGET_SETTERS)
def put(request: HttpRequest) -> HttpResponse:
    """Another target."""
    by, on, key = actor(request), clock.today(), "target"
    areas = groups.authorities(by=by)
    form = asked(request, forms.TargetForm, key=key, by=by, areas=areas, on=on)

    def show(status: int) -> HttpResponse:
        told = {"form": form, "draft": key, "version": None, "target": None}
        return render(request, "performance/target.html", told, status=status)

    if request.method != "POST":
        return show(200)

    def save(typed: dict[str, Any]) -> None:
        acts.put(aim=forms.aim(typed), by=by)
        messages.success(request, "The target is set. It stands beside its figure.")

    return answered(request, form, key=key, by=by, save=save, go=reverse(BACK), show=show, back=reverse(BACK))


@open_to(TARGET_SETTERS)
def change(request: HttpRequest, target_id: UUID) -> HttpResponse:
    """Change one."""
    by, on = actor(request), clock.today()
    target, key = queries.one(target_id, by=by), f"target:{target_id}"
    start, areas = forms.as_typed(target), groups.authorities(by=by)
    form = asked(request, forms.TargetForm, key=key, by=by, areas=areas, on=on, initial=start)

    def show(status: int) -> HttpResponse:
        told = {"form": form, "draft": key, "version": target.version, "target": target}
        return render(request, "performance/target.html", told, status=status)

    if request.method != "POST":
        return show(200)

    def save(typed: dict[str, Any]) -> None:
        sent = request.POST.get("version", "")
        version = int(sent) if sent.isdecimal() else 0
        acts.change(target=target, aim=forms.aim(typed), version=version, by=by)
        messages.success(request, "The target is changed.")

    return answered(request, form, key=key, by=by, save=save, go=reverse(BACK), show=show, back=reverse(BACK))


@open_to(TARGET_SETTERS)
@require_POST
def take_away(request: HttpRequest, target_id: UUID) -> HttpResponse:
    """Remove one."""
    by = actor(request)
    acts.take_away(target=queries.one(target_id, by=by), by=by)
    messages.success(request, "The target is removed.")
    return redirect(BACK)
