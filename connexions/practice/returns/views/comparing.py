"""Two returns beside each other."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from connexions.ground.audit import actions as audit
from connexions.ground.base import clock
from connexions.ground.base.acting import Actor
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import Missing
from connexions.ground.design import spreadsheets
from connexions.practice.returns import permissions
from connexions.practice.returns.models import Return
from connexions.practice.returns.presenters import months as shown
from connexions.practice.returns.queries import comparing as queries
from connexions.practice.returns.queries import months

CHOICES = 60
HEADS = ("Number", "Name", "What", "Field", "Earlier", "Later")


@open_to(permissions.TELLERS)
@require_GET
def compare(request: HttpRequest) -> HttpResponse:
    """Choose two, and see who joined, left, or is told of otherwise, field by field."""
    by = actor(request)
    choices = list(months.returns(by=by)[:CHOICES])
    earlier, later = _two(request, by)
    told: dict[str, Any] = {
        "choices": [(one.pk, shown.label_of(one)) for one in choices],
        "earlier": earlier,
        "later": later,
        "summary": None,
    }
    if earlier is None or later is None:
        return render(request, "returns/compare.html", told)
    kind = request.GET.get("kind", queries.CHANGED)
    kind = kind if kind in queries.WHICH else queries.CHANGED
    summary = queries.summary(earlier, later, by=by)
    known = [name for name, _ in summary.fields]
    field = request.GET.get("field", "") if request.GET.get("field") in known else ""
    page = _number(request.GET.get("page"))
    rows = queries.differences(earlier, later, kind=kind, field=field, page=page, by=by)
    details = {"earlier": str(earlier.pk), "later": str(later.pk), "kind": kind, "shown": len(rows)}
    audit.note_read(by=by, young_person_id=None, page="returns.compare", details=details)
    asked = {"earlier": str(earlier.pk), "later": str(later.pk)}
    number = {queries.JOINED: summary.joined, queries.LEFT: summary.left}.get(
        kind, dict(summary.fields).get(field, 0) if field else summary.changed
    )
    told |= {
        "summary": summary,
        "title": f"{shown.label_of(earlier)} and {shown.label_of(later)}",
        "rows": rows,
        "kind": kind,
        "field": field,
        "chips": [
            {"text": text, "count": counted, "href": f"?{urlencode({**asked, 'kind': each})}", "current": each == kind}
            for each, text, counted in (
                (queries.CHANGED, "Told otherwise", summary.changed),
                (queries.JOINED, "Joined", summary.joined),
                (queries.LEFT, "Left", summary.left),
            )
        ],
        "fields": [
            (name, counted, f"?{urlencode({**asked, 'kind': queries.CHANGED, 'field': name})}")
            for name, counted in summary.fields
        ],
        "csv": urlencode(asked),
        "earlier_page": f"?{urlencode({**asked, 'kind': kind, 'field': field, 'page': page - 1})}" if page > 1 else "",
        "later_page": f"?{urlencode({**asked, 'kind': kind, 'field': field, 'page': page + 1})}"
        if page * queries.A_PAGE < number
        else "",
        "place": f"Page {page}",
    }  # fmt: skip
    return render(request, "returns/compare.html", told)


@open_to(permissions.TELLERS)
@require_GET
def compare_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The same for a spreadsheet: a line for each field that differs."""
    by = actor(request)
    earlier, later = _two(request, by)
    if earlier is None or later is None:
        raise Missing("Choose two returns to compare.")
    details = {"earlier": str(earlier.pk), "later": str(later.pk)}
    audit.note_read(by=by, young_person_id=None, page="returns.compare_csv", details=details)
    rows = shown.rows_of(queries.every_difference(earlier, later, by=by))
    about = [("Earlier", shown.label_of(earlier)), ("Later", shown.label_of(later))]
    return spreadsheets.download("returns-compared", HEADS, rows, on=clock.today(), kind=kind, about=about)


def _two(request: HttpRequest, by: Actor) -> tuple[Return | None, Return | None]:
    return _one(request.GET.get("earlier"), by), _one(request.GET.get("later"), by)


def _one(given: str | None, by: Actor) -> Return | None:
    try:
        wanted = UUID(given or "")
    except ValueError:
        return None
    return months.one(wanted, by=by)


def _number(given: str | None) -> int:
    return int(given) if given and given.isdecimal() and int(given[:6]) > 0 else 1
