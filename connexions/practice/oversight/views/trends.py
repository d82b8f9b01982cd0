"""What samples have shown over the last year."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from connexions.ground.base import clock
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.doors import actor, open_to
from connexions.ground.design import spreadsheets
from connexions.practice.casework.queries import staff
from connexions.practice.oversight import permissions
from connexions.practice.oversight.presenters import trends as shown
from connexions.practice.oversight.queries import trends as queries
from connexions.practice.oversight.views.team import as_uuid
from connexions.registers.partners.models import Team

KINDS = {"plan": "Plans", "assessment": "Assessments"}


def _found(request: HttpRequest, by: Actor) -> tuple[queries.Trends, dict[str, Any]]:
    query = request.GET
    kind = query.get("kind", "plan") if query.get("kind") in KINDS else "plan"
    given, whom = query.get("team", ""), query.get("adviser", "")
    team = int(given) if given.isdecimal() and len(given) < 10 else None
    adviser = as_uuid(whom)
    found = queries.trends(kind=kind, on=clock.today(), by=by, team=team, adviser=adviser)
    return found, {"kind": kind, "team": team, "adviser": adviser}


@open_to(permissions.READERS)
def trends(request: HttpRequest) -> HttpResponse:
    """Answers by question, by team and by adviser over the last four quarters."""
    by, on = actor(request), clock.today()
    found, chosen = _found(request, by)
    told = chosen | {
        "found": found,
        "chart": shown.chart(found),
        "quarters": [shown.quarter(one) for one in found.quarters],
        "whole": [found.in_quarter(one).said for one in found.quarters],
        "by_question": shown.by_question(found),
        "by_team": shown.by_whom(found.by_team),
        "by_adviser": shown.by_whom(found.by_adviser),
        "kinds": KINDS,
        "teams": []
        if by.role is Role.TEAM_MANAGER
        else list(Team.objects.filter(partnership_id=by.partnership).order_by("name")),
        "advisers": [(one.user_id, one.user.name) for one in staff.advisers(by=by, on=on)[:300]],
        "query": request.GET.urlencode(),
    }
    return render(request, "oversight/trends.html", told)


@open_to(permissions.READERS)
def trends_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The same for a spreadsheet."""
    found, _ = _found(request, actor(request))
    return spreadsheets.download("samples", shown.HEADS, shown.as_table(found), on=clock.today(), kind=kind)
