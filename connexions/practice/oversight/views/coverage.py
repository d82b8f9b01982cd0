"""Coverage: who has had nothing, and whom nobody has even tried to reach."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from connexions.ground.base import clock
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.doors import actor, open_to
from connexions.ground.design import spreadsheets
from connexions.practice.oversight import permissions
from connexions.practice.oversight.presenters import coverage as shown
from connexions.practice.oversight.presenters import lists
from connexions.practice.oversight.queries import coverage as queries
from connexions.practice.oversight.queries.coverage import Asked
from connexions.practice.oversight.queries.standings import SIZE
from connexions.practice.oversight.rules.coverage import GROUPINGS, STANDINGS
from connexions.practice.oversight.views.team import IN_A_FILE
from connexions.registers.partners.models import Team


def _asked(request: HttpRequest, by: Actor) -> tuple[Asked, str]:
    """What the address asks for; where it makes no sense, by school over three months."""
    query, on = request.GET, clock.today()
    period = query.get("period", "13") if query.get("period") in shown.PERIODS else "13"
    grouping = query.get("by", "school") if query.get("by") in GROUPINGS else "school"
    given = query.get("team", "")
    team = int(given) if given.isdecimal() and len(given) < 10 and by.role is not Role.TEAM_MANAGER else None
    return Asked(grouping, shown.since(period, on=on), team), period


def _rows(request: HttpRequest, by: Actor) -> dict[str, Any]:
    asked, period = _asked(request, by)
    on, exact = clock.today(), by.role in permissions.READERS
    found = queries.table(asked=asked, on=on, by=by)
    whole = queries.whole(asked=asked, rows=found, by=by)
    return {
        "asked": asked,
        "period": period,
        "exact": exact,
        "rows": shown.rows(found, asked=asked, period=period, exact=exact),
        "whole": shown.rows([whole], asked=asked, period=period, exact=exact)[0],
        "on": on,
    }


@open_to(permissions.COUNTERS)
def coverage(request: HttpRequest) -> HttpResponse:
    """Everybody by school, year, area, situation, level or team: reached, tried, not even tried."""
    by = actor(request)
    told = _rows(request, by) | {
        "groupings": GROUPINGS,
        "periods": shown.PERIODS,
        "teams": []
        if by.role is Role.TEAM_MANAGER
        else list(Team.objects.filter(partnership_id=by.partnership).order_by("name")),
        "query": request.GET.urlencode(),
        "heads": shown.HEADS,
    }
    return render(request, "oversight/coverage.html", told)


@open_to(permissions.COUNTERS)
def coverage_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The same for a spreadsheet."""
    told = _rows(request, actor(request))
    period = shown.PERIODS[told["period"]]
    heads = [GROUPINGS[told["asked"].grouping], *shown.HEADS]
    rows = [
        [
            row.name,
            *map(
                spreadsheets.number,
                (*(cell.text for cell in (row.everybody, row.reached, row.tried, row.nothing)), row.rate),
            ),
        ]
        for row in [*told["rows"], told["whole"]]
    ]
    about = [
        ("Over", period),
        *([] if told["exact"] else [("Small numbers", "“Under 5” stands for one to four.")]),
    ]
    return spreadsheets.download("coverage", heads, rows, on=told["on"], kind=kind, about=about)


@open_to(permissions.READERS)
def coverage_list(request: HttpRequest) -> HttpResponseBase:
    """The list behind a number; as a file where that is asked for."""
    by, on = actor(request), clock.today()
    asked, period = _asked(request, by)
    had, key = request.GET.get("had", "nothing"), request.GET.get("key", "")[:60]
    page, as_file = lists.page_number(request.GET.get("page")), spreadsheets.asked(request)
    people, number = queries.behind(
        asked=asked, key=key, standing=had, page=1 if as_file else page, on=on, by=by,
        size=IN_A_FILE if as_file else SIZE,
    )  # fmt: skip
    if as_file:
        return spreadsheets.download("young-people", lists.HEADS, lists.as_rows(people), on=on, kind=as_file)
    title = f"{STANDINGS.get(had, 'Everybody')} in {shown.PERIODS[period]}"
    about = queries.name_of(asked.grouping, key)
    told = lists.page(people, number, page=page, query=request.GET, title=title, about=about, on=on)
    told |= {"back_href": "oversight:coverage", "back_text": "Coverage", "hand_over": None}
    return render(request, "oversight/list.html", told)
