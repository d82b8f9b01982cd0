"""The caseload: who, how they stand, and giving several to an adviser at once."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from connexions.ground.base import clock, drafts
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.doors import actor, open_to
from connexions.practice.casework import permissions
from connexions.practice.casework.actions import saved_views as keep
from connexions.practice.casework.models import Together
from connexions.practice.casework.presenters import caseload as shown
from connexions.practice.casework.presenters.caseload import doings
from connexions.practice.casework.queries import caseload, saved_views, staff
from connexions.practice.casework.queries.caseload import Asked
from connexions.practice.casework.queries.together import just_done
from connexions.practice.casework.views.today import as_uuid

JUST_NOW = timedelta(minutes=30)  # so long the caseload itself offers to take back
FILTERS = ("adviser", "level", "status", "review", "sort", "down")
WORDS = "caseload:words"


@open_to(permissions.READERS)
def whole(request: HttpRequest) -> HttpResponse:
    """One page of a caseload, narrowed and sorted as asked; asked nothing, as its reader likes to see it."""
    by, on = actor(request), clock.today()
    if request.method == "POST":
        return _keep_words(request, by)
    views = saved_views.saved_views(by=by)
    query = request.GET if request.GET else _query(saved_views.to_begin_with(views))
    asked = asked_in(query, by)
    page = caseload.page(by=by, on=on, asked=asked)
    advisers = [] if by.role is Role.PERSONAL_ADVISER else list(staff.advisers(by=by, on=on)[:200])
    told = {
        "by": by,
        "on": on,
        "asked": asked,
        "page": page,
        "rows": shown.rows(page.rows, on=on),
        "heads": shown.heads(asked, query),
        "chips_shown": shown.chips(asked, query),
        "choices": shown.choices(asked, advisers, by),
        "title": shown.title(asked, advisers, by),
        "earlier": _page(query, asked.page - 1) if asked.page > 1 else None,
        "later": _page(query, asked.page + 1) if asked.page < page.pages else None,
        "doings": doings(by),
        "views": shown.views(views, query),
        "query": query.urlencode(),
        "begun": bool(query) and not request.GET,
        "undoable": _undoable(by),
    }
    return render(request, "casework/caseload.html", told)


def _query(asks: dict[str, str]) -> QueryDict:
    query = QueryDict(mutable=True)
    query.update(asks)
    return query


def _undoable(by: Actor) -> Together | None:
    """What its reader did to several just now."""
    if by.role not in permissions.CASEWORKERS:
        return None
    return just_done(by=by, since=clock.now() - JUST_NOW)


def _keep_words(request: HttpRequest, by: Actor) -> HttpResponse:
    """A name that is looked for never stands in an address: it is kept, sealed, for whoever typed it."""
    told = {name: request.POST.get(name, "") for name in FILTERS if request.POST.get(name)}
    keep.remember(asks=told, by=by)
    text = request.POST.get("q", "").strip()[:80]
    if text:
        drafts.keep(form=WORDS, typed={"q": [text]}, at=clock.now(), by=by)
        told["named"] = "1"
    return redirect(reverse("casework:caseload") + "?" + (urlencode(told) or "all=1"))


def _kept_words(query: QueryDict, by: Actor) -> str:
    kept = drafts.find(form=WORDS, by=by) if query.get("named") else None
    return kept[0]["q"][0] if kept else ""


def asked_in(query: QueryDict, by: Actor) -> Asked:
    """What an address asks for. Somebody who has a caseload is shown their own, unless they ask for more."""
    adviser = query.get("adviser", "")
    wanted = as_uuid(adviser) if adviser not in ("", "all", caseload.NOBODY) else None
    own = by.role is Role.PERSONAL_ADVISER or (by.role is Role.DUTY_ADVISER and not adviser)
    own = own and wanted not in by.stands_for
    number = query.get("page", "1")
    nobody = adviser == caseload.NOBODY and by.role in permissions.MANAGERS
    told: dict[str, Any] = {
        "adviser": by.id if own else wanted,
        "nobody": nobody,
        "level": query.get("level", ""),
        "status": query.get("status", ""),
        "review": query.get("review", ""),
        "words": _kept_words(query, by),
        "sort": query.get("sort", "name") if query.get("sort") in caseload.SORTS else "name",
        "down": query.get("down") == "1",
        "page": min(int(number), caseload.COUNTED_TO // caseload.SIZE)
        if number.isdecimal() and number != "0"
        else 1,
    }
    return Asked(**told)


def _page(query: QueryDict, number: int) -> str:
    others = {name: value for name, value in query.items() if name != "page"}
    return "?" + urlencode(others | {"page": number})
