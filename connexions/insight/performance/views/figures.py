"""Figures: what they are, and why they changed."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from connexions.ground.base import clock
from connexions.ground.base.acting import Actor
from connexions.ground.base.doors import actor, open_to
from connexions.ground.design import spreadsheets
from connexions.insight.performance import asking, reference
from connexions.insight.performance.permissions import READERS, Permission, may
from connexions.insight.performance.presenters import definitions, tables
from connexions.insight.performance.presenters import page as shown
from connexions.insight.performance.presenters.cells import Links
from connexions.insight.performance.queries import groups
from connexions.insight.performance.queries import page as queries


def asked_by(request: HttpRequest, by: Actor) -> asking.Question:
    """What the address asks, and how small a number this reader is told."""
    least = 1 if may(Permission.SMALL_NUMBERS_SEE, by=by) else reference.threshold()
    areas = groups.authorities(by=by)
    return asking.question(request.GET, today=clock.today(), areas=areas, least=least)


@open_to(READERS)
def figures(request: HttpRequest) -> HttpResponse:
    """The figures of a month: headlines, the months before, why one changed, last winter, and by group."""
    by, on = actor(request), clock.today()
    asked = asked_by(request, by)
    links = Links(asked.query, open=may(Permission.LISTS_OPEN, by=by))
    found = queries.found(asked, on=on, by=by)
    told = shown.page(asked, found, links=links, on=on, everywhere=by.partnership_name)
    return render(request, "performance/figures.html", told)


@open_to(READERS)
def table(request: HttpRequest, what: str, kind: str) -> HttpResponseBase:
    """One of the page's tables for a spreadsheet."""
    by, on = actor(request), clock.today()
    asked = asked_by(request, by)
    found = tables.table(what, asked, queries.found(asked, on=on, by=by), everywhere=by.partnership_name)
    name = f"figures-{what}-{asked.month:%Y-%m}"
    return spreadsheets.download(
        name, found.heads, found.rows, on=on, kind=kind, title=found.title, about=found.about
    )


@open_to(READERS)
def counted(request: HttpRequest) -> HttpResponse:
    """What each figure counts, with five invented young people."""
    return render(request, "performance/counted.html", {"measures": definitions.measures()})
