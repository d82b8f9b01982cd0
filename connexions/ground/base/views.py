"""Drafts over HTTP: what a page keeps while somebody types, and how they throw it away."""

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from connexions.ground.base import clock, drafts
from connexions.ground.base.acting import Actor
from connexions.ground.base.doors import SIGNED_IN, actor, open_to

LONGEST_KEY = 200
LARGEST = 200_000  # bytes of one draft: the longest form filled to its limits is far below


@open_to(SIGNED_IN)
@require_http_methods(["GET", "POST", "DELETE"])
def draft(request: HttpRequest) -> HttpResponse:
    """Keep what was typed (POST), give it back (GET ?key=), or throw it away (DELETE ?key=). One's own alone."""
    by = actor(request)
    if request.method == "POST":
        return _keep(request, by)
    key = request.GET.get("key", "")
    if request.method == "DELETE":
        drafts.discard(form=key, by=by)
        return HttpResponse(status=204)
    kept = drafts.find(form=key, by=by)
    if kept is None:
        return _refused("Nothing is kept under this name.", status=404)
    typed, saved_at = kept
    return JsonResponse({"data": typed, "kept_at": saved_at.isoformat()})


def _keep(request: HttpRequest, by: Actor) -> JsonResponse:
    if len(request.body) > LARGEST:
        return _refused("This is too long to keep as a draft. Save it, or shorten it.", status=413)
    try:
        told = json.loads(request.body)
        key, typed = _read(told)
    except ValueError as problem:
        return _refused(f"This draft cannot be kept: {problem}", status=400)
    kept = drafts.keep(form=key, typed=typed, at=clock.now(), by=by)
    request.session.modified = True  # somebody who types is there: the session goes on
    return JsonResponse({"kept_at": kept.saved_at.isoformat(), "expires_in": settings.SESSION_COOKIE_AGE})


def _read(told: Any) -> tuple[str, dict[str, list[str]]]:
    """The key and the fields of a draft as sent: {"key": …, "data": {name: text or list of texts}}."""
    if not isinstance(told, dict):
        raise ValueError("send an object with a key and data.")
    key = told.get("key") or told.get("form")
    data = told.get("data")
    if not isinstance(key, str) or not 0 < len(key) <= LONGEST_KEY:
        raise ValueError(f"the key must be a text of 1 to {LONGEST_KEY} characters.")
    if not isinstance(data, dict):
        raise ValueError("the data must be an object of names and texts.")
    return key, {str(name): _texts(value) for name, value in data.items()}


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    if not all(isinstance(one, str) for one in values):
        raise ValueError("every value must be a text, or a list of texts.")
    return values


@open_to(SIGNED_IN)
@require_POST
def discard(request: HttpRequest) -> HttpResponse:
    """Throw a draft away without JavaScript, and go back to its page."""
    drafts.discard(form=request.POST.get("key", ""), by=actor(request))
    back = request.POST.get("next", "/")
    ours = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if ours else "/")


def _refused(sentence: str, *, status: int) -> JsonResponse:
    return JsonResponse({"refused": sentence}, status=status)
