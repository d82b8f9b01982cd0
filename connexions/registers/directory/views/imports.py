"""Taking services from elsewhere: send a file or name a feed, watch it, see what came of it."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from connexions.ground.base import clock
from connexions.ground.base.acting import Actor
from connexions.ground.base.doors import actor, open_to
from connexions.ground.jobs.actions import enqueue
from connexions.ground.jobs.queries import may_watch
from connexions.registers.directory import permissions, queries, tasks
from connexions.registers.directory.actions import feeds
from connexions.registers.directory.fetching import name_of
from connexions.registers.directory.forms import ImportForm
from connexions.registers.directory.models import Reading
from connexions.registers.directory.presenters import imports as presenters
from connexions.registers.directory.queries.readings import is_kept

A_PAGE = 20
FAULTS_A_PAGE = 50


@open_to(permissions.KEEPERS)
@require_http_methods(["GET", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """Send a file or name a feed; what was taken before."""
    by = actor(request)
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if request.method == "POST" and form.is_valid():
        return _watch(_sent(form.cleaned_data, by), by)
    history = Paginator(queries.readings(by=by), A_PAGE).get_page(request.GET.get("page", 1))
    rows = [(one, *presenters.state_of(one)) for one in history]
    told = {"form": form, "history": history, "rows": rows}
    return render(request, "directory/imports.html", told, status=422 if form.errors else 200)


@open_to(permissions.KEEPERS)
@require_GET
def one(request: HttpRequest, reading_id: UUID) -> HttpResponse:
    """One import: what came of it, and what was left out and why."""
    by = actor(request)
    found = queries.reading(reading_id, by=by)
    told = {
        "reading": found,
        "state": presenters.state_of(found),
        "counts": presenters.counted(found),
        "so_far": presenters.so_far(found),
        "faults": Paginator(found.faults, FAULTS_A_PAGE).get_page(request.GET.get("page", 1)),
        "is_kept": is_kept(found, by=by),
        "may_watch": found.job is not None and may_watch(found.asked_by, by=by),
        "most_faults": feeds.MOST_FAULTS,
    }
    return render(request, "directory/import.html", told)


@open_to(permissions.KEEPERS)
@require_POST
def again(request: HttpRequest, reading_id: UUID) -> HttpResponse:
    """Read once more what broke off or was stopped."""
    by = actor(request)
    found = queries.reading(reading_id, by=by)
    feeds.again(reading=found, by=by)
    return _watch(found, by)


def _sent(told: dict[str, Any], by: Actor) -> Reading:
    upload, address = told["file"], told["address"]
    name = told["name"] or (name_of(address) if address else upload.name)
    body = b"" if address else upload.read()
    return feeds.send(
        name=name, address=address, body=body, whole=bool(address) or told["whole"], by=by, at=clock.now()
    )


def _watch(reading: Reading, by: Actor) -> HttpResponse:
    job = enqueue(tasks.take_in, by=by, reading=str(reading.pk))
    feeds.hand_over(reading=reading, job=job.pk, by=by)
    return redirect("jobs:show", job.pk)
