"""Months: build one, look at it, keep it as what was sent."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from connexions.ground.audit import actions as audit
from connexions.ground.base import clock
from connexions.ground.base.acting import Actor
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import NotPossible
from connexions.ground.jobs.actions import enqueue
from connexions.practice.returns import permissions, tasks
from connexions.practice.returns.actions import returns as acts
from connexions.practice.returns.forms.months import BuildForm, FreezeForm, WhichForm
from connexions.practice.returns.models import Return
from connexions.practice.returns.presenters import months as shown
from connexions.practice.returns.queries import months as queries
from connexions.practice.returns.queries import scopes

HISTORY = 24


@open_to(permissions.TELLERS)
@require_http_methods(["GET", "POST"])
def months(request: HttpRequest) -> HttpResponse:
    """The months that were built and sent; build another."""
    by, on = actor(request), clock.today()
    form = BuildForm(
        request.POST if request.method == "POST" else None,
        on=on,
        authorities=scopes.open_authorities(by=by, on=on),
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        job = enqueue(
            tasks.build_month,
            by=by,
            period_end=told["period_end"].isoformat(),
            authorities=told["authorities"],
            sent_on=told["sent_on"].isoformat(),
        )
        return redirect("jobs:show", job.pk)
    page = Paginator(queries.returns(by=by), HISTORY).get_page(request.GET.get("page", 1))
    names = shown.names_of({code for one in page for code in one.authorities})
    rows = [
        {
            "one": one,
            "title": shown.title(one),
            "authorities": shown.authorities(one, names),
            "stands": shown.state_of(one),
            "figures": shown.figures(one, None),
        }
        for one in page
    ]
    told = {"form": form, "rows": rows, "page": page}
    return render(request, "returns/months.html", told, status=422 if form.errors else 200)


@open_to(permissions.TELLERS)
@require_GET
def month(request: HttpRequest, return_id: UUID) -> HttpResponse:
    """One return: what it says in numbers, what is at fault, and what to do with it."""
    by = actor(request)
    return _page(request, queries.one(return_id, by=by), by, FreezeForm())


@open_to(permissions.TELLERS)
@require_POST
def freeze(request: HttpRequest, return_id: UUID) -> HttpResponse:
    """Keep it for good as what was sent."""
    by = actor(request)
    found = queries.one(return_id, by=by)
    form = FreezeForm(request.POST)
    if form.is_valid():
        try:
            acts.freeze(
                return_id=found.pk, why=form.cleaned_data["why"], on=clock.today(), at=clock.now(), by=by
            )
        except NotPossible as refusal:
            form.add_error("why" if not found.is_frozen else None, refusal.sentence)
        else:
            messages.success(request, f"{shown.title(found)} is kept as it was sent.")
            return redirect("returns:month", return_id)
    return _page(request, found, by, form, status=409)


@open_to(permissions.TELLERS)
@require_POST
def discard(request: HttpRequest, return_id: UUID) -> HttpResponse:
    """Throw away what was built and never sent."""
    by = actor(request)
    try:
        acts.discard(return_id=return_id, by=by)
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
        return redirect("returns:month", return_id)
    messages.success(request, "The return that was not sent has been thrown away.")
    return redirect("returns:months")


@open_to(permissions.TELLERS)
@require_GET
def file(request: HttpRequest, return_id: UUID) -> StreamingHttpResponse:
    """The XML itself: the very bytes that were built."""
    by = actor(request)
    found = queries.one(return_id, by=by)
    audit.note_read(
        by=by,
        young_person_id=None,
        page="returns.file",
        details={"return": str(found.pk), "records": found.records},
    )
    answer = StreamingHttpResponse(queries.content(found, by=by), content_type="application/xml")
    version = f"-v{found.version}" if found.is_frozen else ""
    name = f"nccis-{found.period_end:%Y-%m}-{'-'.join(found.authorities)}{version}.xml"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Content-Length"] = str(found.size)
    return answer


@open_to(permissions.TELLERS)
@require_GET
def people(request: HttpRequest, return_id: UUID) -> HttpResponse:
    """Those behind a number."""
    by = actor(request)
    found = queries.one(return_id, by=by)
    chosen = WhichForm(request.GET).chosen()
    page = queries.people(found, asked=queries.Asked(**chosen), by=by, page=request.GET.get("page", 1))
    details = {"return": str(found.pk), "shown": len(page), **{k: v for k, v in chosen.items() if v}}
    audit.note_read(by=by, young_person_id=None, page="returns.people", details=details)
    names = shown.names_of(found.authorities)
    query = request.GET.copy()
    query.pop("page", None)
    told = {
        "this": found,
        "title": shown.title(found),
        "which": shown.which(chosen, names),
        "page": page,
        "pages": f"?{query.urlencode()}&page=" if query else "?page=",
        "rows": shown.people(page, found),
    }
    return render(request, "returns/people.html", told)


def _page(
    request: HttpRequest, this: Return, by: Actor, form: FreezeForm, *, status: int = 200
) -> HttpResponse:
    before = queries.before(this, by=by)
    names, region = shown.names_of(this.authorities), shown.region_of(this.authorities)
    versions = queries.versions(this, by=by)
    told = {
        "this": this,
        "title": shown.title(this),
        "authorities": shown.authorities(this, names),
        "stands": shown.state_of(this),
        "who": shown.who_and_when(this),
        "told": shown.told(this),
        "figures": shown.figures(this, before, region=region),
        "cohort": shown.cohort(this),
        "areas": shown.by_area(this, names) if len(this.authorities) > 1 else [],
        "region": region,
        "before": before,
        "before_title": shown.title(before) if before else "",
        "leavers": shown.leavers(this),
        "faults": shown.faults(this),
        "marks": shown.PRIORITY_MARKS,
        "priorities": shown.PRIORITY_WORDS,
        "versions": [(one, shown.state_of(one)) for one in versions if one.pk != this.pk],
        "again": any(one.is_frozen for one in versions),
        "is_over": clock.today() > this.period_end,
        "form": form,
    }
    return render(request, "returns/month.html", told, status=status)
