"""The partnership's record of looks and acts, for those who answer for it."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from connexions.ground.audit import presenters, queries
from connexions.ground.audit.actions import note_read
from connexions.ground.audit.forms import SearchForm
from connexions.ground.base.doors import actor, open_to


@open_to(queries.OVERSEERS)
def search(request: HttpRequest) -> HttpResponse:
    """Who did what, on which day, in this partnership."""
    by = actor(request)
    form = SearchForm(request.GET if request.GET else {}, actors=queries.actors(by=by))
    form.is_valid()
    page = queries.entries(form.wanted(), by=by, before=queries.mark(request.GET.get("before", "")))
    note_read(by=by, young_person_id=None, page="audit.entries")
    told = {
        "form": form,
        "days": presenters.by_day(page.entries, by=by),
        "earlier": _with(request, before=page.earlier) if page.earlier else None,
        "latest": _with(request) if request.GET.get("before") else None,
    }
    return render(request, "audit/search.html", told)


def _with(request: HttpRequest, **more: object) -> str:
    asked = {name: request.GET[name] for name in request.GET if name != "before"}
    return f"{request.path}?{urlencode({**asked, **more})}"
