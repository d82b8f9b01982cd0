"""The outbox of a demonstration."""

from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from connexions.ground.base.doors import open_to_anyone
from connexions.ground.messaging.gateways import outbox


@open_to_anyone
def demo_outbox(request: HttpRequest) -> HttpResponse:
    """What a demonstration would have sent. There is no such page on a real service."""
    if not settings.DEMO:
        raise Http404
    letters = [{**one, "at": datetime.fromisoformat(one["at"])} for one in outbox.letters()]
    return render(request, "messaging/demo_outbox.html", {"letters": letters})
