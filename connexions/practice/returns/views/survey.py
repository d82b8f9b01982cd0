"""The Annual Activity Survey, for whoever sends it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from connexions.ground.audit import actions as audit
from connexions.ground.base import clock
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import NotPossible
from connexions.ground.design import spreadsheets
from connexions.practice.returns import permissions
from connexions.practice.returns.queries import scopes
from connexions.practice.returns.queries import survey as queries

YEARS_BACK = 4


@open_to(permissions.TELLERS)
@require_GET
def survey(request: HttpRequest) -> HttpResponse:
    """Which years there are, and what the file holds."""
    by, on = actor(request), clock.today()
    last = on.year if on >= queries.survey_day(on.year) else on.year - 1
    told = {
        "years": [(year, queries.survey_day(year)) for year in range(last, last - YEARS_BACK, -1)],
        "authorities": scopes.open_authorities(by=by, on=on),
    }
    return render(request, "returns/survey.html", told)


@open_to(permissions.TELLERS)
@require_GET
def survey_csv(request: HttpRequest, year: int) -> StreamingHttpResponse:
    """The survey of those who left Year 11 in a year."""
    by, on = actor(request), clock.today()
    if not 2001 <= year <= on.year:
        raise NotPossible("The survey is of 1 November of a year that has come.")
    codes = [one.code for one in scopes.open_authorities(by=by, on=queries.survey_day(year))]
    audit.note_read(by=by, young_person_id=None, page="returns.survey_csv", details={"year": year})
    rows = queries.survey(year=year, authorities=codes, by=by)
    return spreadsheets.download(f"activity-survey-{year}", queries.HEADS, rows, on=on)
