"""Pages of moving in: send an extract, see what it would do, apply it, see what came of it."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from connexions.ground.base import clock
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import NotPossible
from connexions.ground.design import spreadsheets
from connexions.ground.jobs.actions import enqueue
from connexions.practice.feeds import presenters, queries, tasks, uploads
from connexions.practice.feeds.actions import deliveries as acts
from connexions.practice.feeds.forms import ExtractForm, Filter
from connexions.practice.feeds.models import Delivery

HISTORY_PAGE = 20


@open_to(Role.DATA_OFFICER)
@require_http_methods(["GET", "POST"])
def deliveries(request: HttpRequest) -> HttpResponse:
    """Send an extract; what has arrived before."""
    by = actor(request)
    form = ExtractForm(request.POST, request.FILES) if request.method == "POST" else ExtractForm()
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["extract"]
        received = acts.receive(filename=upload.name, size=upload.size, at=clock.now(), by=by)
        uploads.keep(upload, received)
        return _watch(tasks.check_extract, received, by)
    history = Paginator(queries.deliveries(by=by), HISTORY_PAGE).get_page(request.GET.get("page", 1))
    rows = [(one, *presenters.state_of(one)) for one in history]
    told = {"form": form, "history": history, "rows": rows}
    return render(request, "feeds/deliveries.html", told, status=422 if form.errors else 200)


@open_to(Role.DATA_OFFICER)
@require_GET
def delivery(request: HttpRequest, delivery_id: UUID) -> HttpResponse:
    """One delivery: what it would do or did, and each record's problems."""
    by = actor(request)
    found = queries.delivery(delivery_id, by=by)
    chosen = Filter(request.GET).chosen()
    shown = queries.problems(found, by=by, page=request.GET.get("page", 1), **chosen)
    told = {
        "delivery": found,
        "state": presenters.state_of(found),
        "counts": presenters.counted(found) if found.counts else [],
        "about": presenters.about(found),
        "kinds": queries.kinds(found),
        "chips": presenters.priority_chips(found, chosen),
        "chosen": chosen,
        "problems": shown,
        "people": queries.people_behind(shown, by=by),
        "pages": presenters.page_address(chosen),
        "is_kept": uploads.is_kept(found),
        "may_apply": found.state == Delivery.State.CHECKED and uploads.is_kept(found),
        "before": queries.applied_before(found, by=by),
        "marks": presenters.PRIORITY_MARKS,
        "priorities": presenters.PRIORITIES,
    }
    return render(request, "feeds/delivery.html", told)


@open_to(Role.DATA_OFFICER)
@require_POST
def apply(request: HttpRequest, delivery_id: UUID) -> HttpResponse:
    """Take in what was checked."""
    by = actor(request)
    found = queries.delivery(delivery_id, by=by)
    if found.state != Delivery.State.CHECKED:
        raise NotPossible("Only an extract that has been checked and not yet applied can be applied.")
    return _watch(tasks.apply_extract, found, by)


@open_to(Role.DATA_OFFICER)
@require_POST
def check_again(request: HttpRequest, delivery_id: UUID) -> HttpResponse:
    """Work out afresh what an extract would do."""
    by = actor(request)
    found = queries.delivery(delivery_id, by=by)
    if found.state not in (Delivery.State.CHECKED, Delivery.State.RECEIVED) or not uploads.is_kept(found):
        raise NotPossible("This file is no longer here. Send it again.")
    return _watch(tasks.check_extract, found, by)


@open_to(Role.DATA_OFFICER)
@require_GET
def problems_file(request: HttpRequest, delivery_id: UUID, kind: str) -> HttpResponseBase:
    """Every problem of a delivery as a spreadsheet's file."""
    by = actor(request)
    found = queries.delivery(delivery_id, by=by)
    rows = presenters.as_rows(queries.every_problem(found.pk, by=by))
    received = timezone.localdate(found.received_at)
    return spreadsheets.download("problems", presenters.COLUMNS, rows, on=received, kind=kind)


def _watch(work: tasks.Task, delivery: Delivery, by: Actor) -> HttpResponse:
    job = enqueue(work, by=by, delivery=str(delivery.pk))
    acts.hand_over(delivery=delivery, job=job.pk, by=by)
    return redirect("jobs:show", job.pk)
