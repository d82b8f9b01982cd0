"""The September Guarantee: the baseline, places, and offers for many at once."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from connexions.ground.audit import actions as audit
from connexions.ground.base import clock
from connexions.ground.base.acting import Actor
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import NotPossible
from connexions.practice.returns import permissions
from connexions.practice.returns.actions import guarantees as acts
from connexions.practice.returns.forms.guarantees import BaselineForm, OffersForm
from connexions.practice.returns.queries import guarantees as queries
from connexions.practice.returns.rules import guarantee as rules


@open_to(permissions.TELLERS)
@require_GET
def guarantee(request: HttpRequest) -> HttpResponse:
    """How a year group stands, place by place."""
    return _page(request, actor(request), _form(clock.today()))


@open_to(permissions.TELLERS)
@require_POST
def set_baseline(request: HttpRequest) -> HttpResponse:
    """Put this year's year groups on the baseline."""
    by, on = actor(request), clock.today()
    form = BaselineForm(request.POST)
    if form.is_valid():
        days = queries.days_of(rules.year_of(on))
        try:
            made = acts.set_baseline(days=days, until_on=form.cleaned_data["until_on"], on=on, by=by)
        except NotPossible as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(
                request, f"On the baseline: {made.year_11:,} of Year 11 and {made.year_12:,} of Year 12."
            )
            return redirect("returns:guarantee")
    return _page(request, by, form, status=409)


@open_to(permissions.TELLERS)
@require_GET
def offers(request: HttpRequest, year: int) -> HttpResponse:
    """Those at one place or with one status, to be ticked."""
    return _list(request, actor(request), year, None)


@open_to(permissions.TELLERS)
@require_POST
def record_offers(request: HttpRequest, year: int) -> HttpResponse:
    """One status for everybody who is ticked."""
    by, on = actor(request), clock.today()
    form = OffersForm(request.POST, codes=queries.labels(_year(year), on=on))
    if not form.is_valid():
        return _list(request, by, year, form, status=422)
    try:
        made = acts.record_offers(
            young_people=_ticked(request),
            year=year,
            code=form.cleaned_data["code"],
            on=on,
            at=clock.now(),
            by=by,
        )
    except NotPossible as refusal:
        form.add_error(None, refusal.sentence)
        return _list(request, by, year, form, status=409)
    messages.success(request, f"{made.said}. It can be taken back for a day.")
    back = urlencode(
        {name: request.POST.get(name, "") for name in ("place", "status") if request.POST.get(name)}
    )
    return redirect(f"{reverse('returns:offers', args=[year])}?{back}")


@open_to(permissions.TELLERS)
@require_POST
def take_back(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Take back what was given to many."""
    try:
        undone = acts.take_back(round_id=round_id, at=clock.now(), by=actor(request))
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, f"Taken back: {undone.said}.")
    return redirect("returns:guarantee")


def _form(on: Any) -> BaselineForm:
    return BaselineForm(initial={"until_on": queries.days_of(rules.year_of(on)).until_on})


def _page(request: HttpRequest, by: Actor, form: BaselineForm, *, status: int = 200) -> HttpResponse:
    on, at = clock.today(), clock.now()
    year = 12 if request.GET.get("year") == "12" else 11
    baseline = queries.baseline(by=by)
    days = queries.days_of(rules.year_of(on))
    names = queries.labels(year, on=on)
    told = {
        "year": year,
        "baseline": baseline,
        "days": days,
        "may_set": on >= days.set_from and (baseline is None or baseline.year < days.set_from.year),
        "form": form,
        "places": queries.places(year, by=by),
        "statuses": [
            (code, names.get(code, code), number)
            for code, number in sorted(queries.whole(year, by=by).items())
        ],
        "rounds": [
            (one, one.undone_at is None and at - one.done_at <= rules.UNDO_WITHIN)
            for one in queries.rounds(by=by)
        ],
    }
    return render(request, "returns/guarantee.html", told, status=status)


def _list(
    request: HttpRequest, by: Actor, year: int, form: OffersForm | None, *, status: int = 200
) -> HttpResponse:
    on = clock.today()
    asked = request.POST if request.method == "POST" else request.GET
    place, code = asked.get("place", "")[:200], asked.get("status", "")[:3]
    names = queries.labels(_year(year), on=on)
    page = queries.people(year, place=place, code=code, by=by, page=asked.get("page", 1))
    audit.note_read(
        by=by, young_person_id=None, page="returns.offers", details={"year": year, "shown": len(page)}
    )
    told = {
        "year": year,
        "place": place,
        "status": code,
        "names": names,
        "page": page,
        "pages": f"?{urlencode({'place': place, 'status': code})}&page=",
        "form": form or OffersForm(codes=names),
        "ticked": set(_ticked(request)) if request.method == "POST" else set(),
    }
    return render(request, "returns/offers.html", told, status=status)


def _year(year: int) -> int:
    if year not in rules.AGE_OF:
        raise NotPossible("The September Guarantee is of Year 11 and Year 12.")
    return year


def _ticked(request: HttpRequest) -> list[UUID]:
    found = []
    for text in request.POST.getlist("young_person")[: rules.MOST_TOGETHER + 1]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
