"""The codes of activity, year by year; and the closed lists of how we know."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from connexions.engines.currency import academic_year
from connexions.ground.base import clock
from connexions.ground.base.doors import actor, open_to
from connexions.ground.design.asking import answered, asked
from connexions.practice.tracking import permissions, presenters, queries
from connexions.practice.tracking.actions import sources as acts
from connexions.practice.tracking.forms import SourceForm
from connexions.practice.tracking.models import Source

FIRST_YEAR = 2010  # of the specifications that are shipped


@open_to(permissions.READING)
def codes(request: HttpRequest) -> HttpResponse:
    """Every code as it was in one specification year, and what took the place of the old ones."""
    actor(request)
    this = academic_year(clock.today())
    asked_year = request.GET.get("year", "")
    year = int(asked_year) if asked_year.isdecimal() and FIRST_YEAR <= int(asked_year[:4]) <= this else this
    told = {
        "year": year,
        "years": range(this, FIRST_YEAR - 1, -1),
        "groups": presenters.codes(queries.kinds_in(year=year)),
        "old": queries.old_codes(year=year),
    }
    return render(request, "tracking/codes.html", told)


@open_to(permissions.READING)
def sources(request: HttpRequest) -> HttpResponse:
    """Every answer to “how do we know?”, in use or not."""
    by = actor(request)
    told = {
        "groups": presenters.sources(queries.every_source(by=by)),
        "may_change": by.role in permissions.SETTING,
    }
    return render(request, "tracking/sources.html", told)


@open_to(permissions.SETTING)
def source_add(request: HttpRequest) -> HttpResponse:
    """One more answer."""
    return _source(request, None)


@open_to(permissions.SETTING)
def source_change(request: HttpRequest, source_id: UUID) -> HttpResponse:
    """Other words for an answer, another place, or out of use. A shipped one is changed for this partnership alone."""
    by = actor(request)
    return _source(request, get_object_or_404(queries.sources_here(by=by), pk=source_id))


def _source(request: HttpRequest, source: Source | None) -> HttpResponse:
    by = actor(request)
    key = f"source:{source.pk if source else 'new'}"
    names = ("purpose", "label", "order", "in_use")
    start = {name: getattr(source, name) for name in names} if source else {"in_use": True, "order": 100}
    form = asked(request, SourceForm, key=key, by=by, initial=start)

    def show(status: int) -> HttpResponse:
        told = {"form": form, "draft": key, "source": source}
        return render(request, "tracking/source_change.html", told, status=status)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        acts.settle(source=source, told=told, by=by)
        messages.success(request, f"“{told['label']}” is saved. What was recorded before keeps its words.")

    back = reverse("tracking:sources")
    return answered(request, form, key=key, by=by, save=save, go=back, show=show, back=back)
