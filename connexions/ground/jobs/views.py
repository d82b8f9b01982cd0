"""Pages that show how far long work is."""

import asyncio
import json
from collections.abc import AsyncIterator
from uuid import UUID

from asgiref.sync import sync_to_async
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor
from connexions.ground.base.doors import SIGNED_IN, actor, open_to, open_to_anyone
from connexions.ground.jobs import actions, order, queries
from connexions.ground.jobs.models import Job

LOOK_EVERY = 0.7  # seconds


@open_to_anyone
@require_GET
def health(request: HttpRequest) -> JsonResponse:
    """200 once database, migrations and worker are in order; else 503 and which is not."""
    told = order.in_order()
    return JsonResponse(told, status=200 if told["in_order"] else 503)


@open_to(SIGNED_IN)
@require_GET
def show(request: HttpRequest, job: UUID) -> HttpResponse:
    """The page of one job; goes on to the result when it has ended well."""
    found = queries.find(job, by=actor(request))
    if found.state == Job.State.DONE and found.result.get("go_to"):
        return redirect(found.result["go_to"])
    told = {"job": found, "ended": found.state in actions.ENDED, "in_parts": found.kind in actions.IN_PARTS}
    return render(request, "jobs/job.html", told)


@open_to(SIGNED_IN)
@require_POST
def cancel(request: HttpRequest, job: UUID) -> HttpResponse:
    """Ask for the work to stop."""
    by = actor(request)
    actions.cancel(queries.find(job, by=by), by=by)
    return redirect("jobs:show", job)


@open_to(SIGNED_IN)
@require_POST
def again(request: HttpRequest, job: UUID) -> HttpResponse:
    """Ask once more for what failed or was stopped."""
    by = actor(request)
    actions.begin_again(queries.find(job, by=by), by=by)
    return redirect("jobs:show", job)


@open_to(SIGNED_IN)
@require_GET
def progress(request: HttpRequest, job: UUID) -> StreamingHttpResponse:
    """How far it is, as server-sent events, until it has ended."""
    by = actor(request)
    queries.find(job, by=by)
    response = StreamingHttpResponse(_told(job, by), content_type="text/event-stream")
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    return response


async def _told(job: UUID, by: Actor) -> AsyncIterator[str]:
    before = ""
    while True:
        state, told = await sync_to_async(_look, thread_sensitive=False)(job, by)
        if told != before:
            yield f"data: {told}\n\n"
            before = told
        if state in actions.ENDED:
            yield f"event: end\ndata: {told}\n\n"
            return
        await asyncio.sleep(LOOK_EVERY)


def _look(job: UUID, by: Actor) -> tuple[str, str]:
    """One look, in a transaction of its own: a stream must not sit on a connection."""
    try:
        with tenancy.acting(by, read_only=True):
            found = queries.find(job, by=by)
    finally:
        connection.close()
    told = {"done": found.done, "total": found.total, "text": _words(found), "state": found.state}
    return found.state, json.dumps(told)


def _words(job: Job) -> str:
    return job.saying or Job.State(job.state).label
