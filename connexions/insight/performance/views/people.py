"""The young people behind a number."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from connexions.ground.audit import actions as audit
from connexions.ground.base import clock
from connexions.ground.base.doors import actor, open_to
from connexions.ground.design import spreadsheets
from connexions.insight.performance import asking
from connexions.insight.performance.permissions import LISTERS
from connexions.insight.performance.presenters import lists, tables
from connexions.insight.performance.queries import people as queries
from connexions.insight.performance.queries import whom
from connexions.insight.performance.views.figures import asked_by

IN_A_FILE = 5000  # of a list: a file that is read, not a copy of everybody


@open_to(LISTERS)
def people(request: HttpRequest) -> HttpResponseBase:
    """A page of them; as a file where that is asked for."""
    by, on, kind = actor(request), clock.today(), spreadsheets.asked(request)
    asked, which = asked_by(request, by), asking.which(request.GET)
    page = 1 if kind else lists.page_number(request.GET.get("page"))
    size = IN_A_FILE if kind else queries.SIZE
    found, number = queries.behind(whom.behind(which, asked, on=on, by=by), page=page, by=by, size=size)
    noted = {"shown": [str(one.id) for one in found], "month": f"{asked.month:%Y-%m}", **lists.key_of(which)}
    audit.note_read(by=by, young_person_id=None, page="performance.people", details=noted)
    title, about = lists.title(which, asked), lists.about(which, asked)
    if kind:
        said = tables.about(asked.month, about or by.partnership_name, asked.least)
        rows = lists.as_rows(found)
        return spreadsheets.download(
            "young-people", lists.HEADS, rows, on=on, kind=kind, title=title, about=said
        )
    told = lists.page(found, number, asked=asked, which=which, page=page)
    return render(request, "performance/people.html", told)
