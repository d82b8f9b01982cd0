"""What GOV.UK Notify posts to us; and the outbox of a demonstration, where its invented people text back."""

import hmac
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from connexions.ground.base import clock
from connexions.ground.base.doors import open_to_anyone
from connexions.ground.base.ids import new_id
from connexions.ground.messaging.actions import arrivals, post, receipts
from connexions.ground.messaging.gateways import notify, outbox
from connexions.ground.messaging.gateways.kinds import Arrived
from connexions.ground.messaging.models import Channel

LARGEST = 64 * 1024  # bytes of what is posted to us


@csrf_exempt
@open_to_anyone
@require_POST
def texts(request: HttpRequest) -> HttpResponse:
    """A text that arrived, posted by GOV.UK Notify."""
    return _posted(request, _take_text)


@csrf_exempt
@open_to_anyone
@require_POST
def receipt(request: HttpRequest) -> HttpResponse:
    """What became of something we sent, posted by GOV.UK Notify."""
    return _posted(request, _take_receipt)


def _posted(request: HttpRequest, take: Callable[[dict[str, Any]], None]) -> HttpResponse:
    """Answered without a word more than must be: only whoever has the token may learn anything."""
    token = settings.NOTIFY["bearer"]
    if not token:
        raise Http404
    given = request.headers.get("Authorization", "")
    if not hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        return JsonResponse({"problem": "The token is not ours."}, status=403)
    if int(request.headers.get("Content-Length") or 0) > LARGEST:
        return JsonResponse({"problem": "This is longer than any text."}, status=413)
    try:
        told = json.loads(request.body)
        if not isinstance(told, dict):
            raise ValueError("not an object")
        take(told)
    except (ValueError, KeyError) as problem:
        return JsonResponse({"problem": f"This is nothing that we know: {problem}"[:200]}, status=400)
    return HttpResponse(status=204)


def _take_text(told: dict[str, Any]) -> None:
    arrivals.take(arrived=notify.arrived(told), at=clock.now(), by=post.POST_ROOM)


def _take_receipt(told: dict[str, Any]) -> None:
    receipts.settle(receipt=notify.receipt(told), at=clock.now(), by=post.POST_ROOM)


@open_to_anyone
def demo_outbox(request: HttpRequest) -> HttpResponse:
    """What a demonstration would have sent. There is no such page on a real service."""
    if not settings.DEMO:
        raise Http404
    letters = [{**one, "at": datetime.fromisoformat(one["at"])} for one in outbox.letters()]
    channels = {one.value: one.label for one in Channel}
    return render(request, "messaging/demo_outbox.html", {"letters": letters, "channels": channels})


@open_to_anyone
def demo_letter(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """A letter that a demonstration would have posted, as it would have been printed."""
    sheet = outbox.sheet(letter_id) if settings.DEMO else None
    if sheet is None:
        raise Http404
    return HttpResponse(sheet, content_type="application/pdf", headers={"Cache-Control": "no-store"})


@open_to_anyone
@require_POST
def demo_text_back(request: HttpRequest) -> HttpResponse:
    """Text as one of the invented people would: it arrives as if GOV.UK Notify had posted it."""
    if not settings.DEMO:
        raise Http404
    number, words = request.POST.get("number", "").strip(), request.POST.get("words", "").strip()
    if number and words:
        arrived = Arrived(notify_id=new_id(), number=number[:40], words=words[:900], at=clock.now())
        arrivals.take(arrived=arrived, at=clock.now(), by=post.POST_ROOM)
        messages.success(request, "The text has arrived.")
    else:
        messages.error(request, "Write from which number, and what it says.")
    return redirect("messaging:demo_outbox")
