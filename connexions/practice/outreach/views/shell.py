"""The page that opens without a network, and the worker that keeps it. Neither holds a word about anybody."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from connexions.ground.base.doors import open_to_anyone
from connexions.practice.outreach import shelf


@open_to_anyone
@require_GET
@never_cache
def away(request: HttpRequest) -> HttpResponse:
    """The same page for everybody: what is on the device is read by the device alone."""
    return HttpResponse(render_to_string("outreach/away.html", {"edition": shelf.edition()}))


@open_to_anyone
@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker: it answers for the addresses beneath its own, and keeps files of ours alone."""
    told = {"edition": shelf.edition(), "files": shelf.files(), "shell": reverse("outreach:away")}
    answer = HttpResponse(render_to_string("outreach/worker.js", told), content_type="text/javascript")
    answer["Cache-Control"] = "no-cache"
    return answer
