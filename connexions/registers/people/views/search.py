"""Finding a young person, from every page. What is searched for never stands in an address."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from connexions.ground.base import clock
from connexions.ground.base.doors import actor, open_to
from connexions.registers.people.actions import searches
from connexions.registers.people.presenters import hits
from connexions.registers.people.queries import restricted
from connexions.registers.people.queries.search import MOST, Found
from connexions.registers.people.queries.search import search as find
from connexions.registers.people.sight import READERS, WRITERS

AHEAD = 8  # hits shown while somebody types


@open_to(READERS)
def search(request: HttpRequest) -> HttpResponse:
    """POST searches and goes on to the results; GET shows the results of one's last search, or the empty
    form."""
    by = actor(request)
    if request.method == "POST":
        text = request.POST.get("q", "").strip()
        if request.POST.get("ahead"):
            return _ahead(request, text)
        searches.keep(text=text, by=by, at=clock.now())
        return redirect("people:search")
    text = searches.kept(by=by, at=clock.now())
    found = find(text, by=by, on=clock.today()) if text else None
    if found is not None:
        searches.note(found=found, by=by, how="page")
    return render(request, "people/search.html", _told(request, text, found))


def _ahead(request: HttpRequest, text: str) -> HttpResponse:
    """The first hits, as a list beneath the box, while somebody types."""
    by = actor(request)
    found = find(text, by=by, on=clock.today(), most=AHEAD)
    if found.hits:
        searches.note(found=found, by=by, how="typing")
    return render(request, "people/_ahead.html", _told(request, text, found))


def _maybe(request: HttpRequest, found: Found | None) -> list[UUID]:
    """Restricted records that the search names letter for letter, with the day on which they were born."""
    by = actor(request)
    if found is None or by.role not in WRITERS:
        return []
    words = {part for word in found.typed.words for part in word}
    return restricted.maybe(words=words, born_on=found.typed.born_on, by=by)


def _told(request: HttpRequest, text: str, found: Found | None) -> dict[str, Any]:
    today = clock.today()
    return {
        "text": text,
        "searched": found is not None,
        "hits": [
            {
                "hit": hit,
                "person": hit.young_person,
                "about": hits.about(hit, on=today),
                "where": hits.where(hit),
                "helper": hits.helper(hit),
            }
            for hit in (found.hits if found else [])
        ],
        "more": bool(found and found.more),
        "maybe": _maybe(request, found),
        "most": MOST,
        "may_begin": actor(request).role in WRITERS,
    }
