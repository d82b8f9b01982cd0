"""The team: how full each post is, how long each young person has waited, and the list behind each number."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from connexions.ground.base import clock
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.doors import actor, open_to
from connexions.ground.design import spreadsheets
from connexions.practice.casework.queries import staff
from connexions.practice.casework.queries.support import support_levels
from connexions.practice.oversight import permissions
from connexions.practice.oversight.presenters import lists
from connexions.practice.oversight.presenters import team as shown
from connexions.practice.oversight.queries import editions, standings, supervision
from connexions.practice.oversight.queries.standings import Scope
from connexions.registers.accounts.models import Membership, User
from connexions.registers.partners.models import Team

IN_A_FILE = 5000  # of a list: a file that is read, not a copy of everybody


def _team(request: HttpRequest, by: Actor) -> Team | None:
    """The team asked for: a team manager has their own, others choose one or none."""
    given = request.GET.get("team", "")
    wanted = (
        by.team
        if by.role is Role.TEAM_MANAGER
        else int(given)
        if given.isdecimal() and len(given) < 10
        else None
    )
    return (
        Team.objects.filter(partnership_id=by.partnership, pk=wanted).first() if wanted is not None else None
    )


def _rows(request: HttpRequest, by: Actor) -> dict[str, Any]:
    on, team, current = clock.today(), _team(request, by), editions.all_current(by=by)
    found = standings.measures(current["bands"].told, on=on)
    advisers: list[Membership] = []
    if team is None and by.role is not Role.TEAM_MANAGER:
        lines = standings.by_team(scope=Scope(), found=found, on=on, by=by)
        names: dict[Any, str] = dict(
            Team.objects.filter(partnership_id=by.partnership).values_list("pk", "name")
        )
        kind, first = "team", "Team"
    else:
        lines = standings.by_adviser(scope=Scope(team=team.pk if team else None), found=found, on=on, by=by)
        advisers = list(staff.advisers(by=by, on=on))
        names = {one.user_id: one.user.name for one in advisers if team and one.team_id == team.pk}
        left = {line.key for line in lines if isinstance(line.key, UUID)} - set(names)
        names |= dict(User.objects.filter(pk__in=left).values_list("pk", "name"))
        kind, first = "adviser", "Adviser"
    rows = shown.rows(
        lines,
        names=names,
        by=kind,
        found=found,
        levels=support_levels(on=on),
        team=team.pk if team else None,
    )
    by_name, down = request.GET.get("sort", "name"), request.GET.get("down") == "1"
    rows = shown.sort(rows, by=by_name, down=down)
    kept = {"team": str(team.pk)} if team and by.role is not Role.TEAM_MANAGER else {}
    return {
        "team": team,
        "rows": rows,
        "found": found,
        "first": first,
        "heads": shown.heads(found, first=first, sorted_by=by_name, down=down, kept=kept),
        "groups": shown.groups(found),
        "nobody": sum(row.cells[standings.NOBODY].number for row in rows),
        "kept": kept,
        "on": on,
        "advisers": advisers,
        "weeks": current["supervision"].told["weeks"],
    }


@open_to(permissions.READERS)
def team(request: HttpRequest) -> HttpResponse:
    """Advisers of a team, or the teams, with how long their young people have waited."""
    by = actor(request)
    told = _rows(request, by)
    supervised = told["advisers"] if by.role is Role.TEAM_MANAGER else []
    dues = supervision.due_among(supervised, weeks=told["weeks"], by=by) if supervised else []
    told |= {
        "by": by,
        "may_draw": by.role in permissions.MANAGERS,
        "supervise": sum(one.overdue(told["on"]) for one in dues),
    }
    return render(request, "oversight/team.html", told)


@open_to(permissions.READERS)
def team_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The same for a spreadsheet."""
    told = _rows(request, actor(request))
    heads, rows = shown.as_table(told["rows"], told["found"], told["first"])
    return spreadsheets.download("team", heads, rows, on=told["on"], kind=kind)


@open_to(permissions.READERS)
def team_list(request: HttpRequest) -> HttpResponseBase:
    """The list behind a number, whoever has waited longest first; as a file where that is asked for."""
    by, on = actor(request), clock.today()
    found = standings.measures(editions.current("bands", by=by).told, on=on)
    measure, adviser = request.GET.get("of", "everybody"), request.GET.get("adviser", "")
    team = _team(request, by)
    scope = Scope(team=team.pk if team else None, adviser=_adviser(adviser))
    page = lists.page_number(request.GET.get("page"))
    as_file = spreadsheets.asked(request)
    people, number = standings.behind(
        measure=measure, scope=scope, found=found, page=1 if as_file else page, on=on,
        by=by, size=IN_A_FILE if as_file else standings.SIZE,
    )  # fmt: skip
    if as_file:
        return spreadsheets.download("young-people", lists.HEADS, lists.as_rows(people), on=on, kind=as_file)
    what = (
        f"{found[measure].group}: {found[measure].label.lower()}"
        if measure in found
        else lists.named(measure)
    )
    whose = _whose(scope, team)
    told = lists.page(people, number, page=page, query=request.GET, title=what, about=whose, on=on)
    hand_over = by.role in permissions.MANAGERS and isinstance(scope.adviser, UUID)
    told |= {
        "back_href": "oversight:team",
        "back_text": "Team",
        "hand_over": scope.adviser if hand_over else None,
    }
    return render(request, "oversight/list.html", told)


def _adviser(given: str) -> UUID | str | None:
    return given if given == standings.NOBODY else as_uuid(given)


def as_uuid(given: str) -> UUID | None:
    """An identifier as an address gives it; none where it is none."""
    try:
        return UUID(given)
    except ValueError:
        return None


def _whose(scope: Scope, team: Team | None) -> str:
    if scope.adviser == standings.NOBODY:
        return "nobody’s"
    if scope.adviser is not None:
        return User.objects.filter(pk=scope.adviser).values_list("name", flat=True).first() or ""
    return team.name if team else ""
