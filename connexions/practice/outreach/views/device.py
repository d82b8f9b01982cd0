"""What a device asks and is told: the sheet, whether it may go on, and what it sends."""

from typing import Any
from uuid import UUID

from django.core import signing
from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import system
from connexions.ground.base.doors import actor, open_to, open_to_anyone, quiet
from connexions.ground.base.refusals import NotPossible
from connexions.practice.outreach import permissions, sealing
from connexions.practice.outreach.actions import copies, written
from connexions.practice.outreach.forms import sent as forms
from connexions.practice.outreach.models import Copy
from connexions.practice.outreach.presenters import visits as shown
from connexions.practice.outreach.presenters import written as written_shown
from connexions.practice.outreach.queries import copies as queries
from connexions.practice.outreach.queries import sheets
from connexions.practice.outreach.queries.carrying import rules_of
from connexions.practice.outreach.views.day import asked_for
from connexions.registers.accounts.devices import described

FORGET = "outreach.copy.forget"
WHY = frozenset({"ended", "called_back", "wrong_tries", "signed_out", "wiped", "replaced", "not_kept"})


@open_to(permissions.TAKERS)
@require_POST
@never_cache
def take(request: HttpRequest) -> JsonResponse:
    """The sheet, for the device that asks: it is written down that it has it, and until when."""
    said = forms.body(request.body)  # before anything asks for its fields: it is read once
    by, on, now = actor(request), asked_for(request), clock.now()
    sheet = sheets.sheet(on=on, by=by)
    if sheet is None:
        raise NotPossible("Nobody is on this round yet: choose who is.")
    try:
        device_said_at = forms.moment(said.get("now"))
    except ValueError as problem:
        raise NotPossible("The clock of this device cannot be read.") from problem
    device = described(request.headers.get("User-Agent", ""))
    copy = copies.take(sheet=sheet, device=device, device_said_at=device_said_at, at=now, by=by)
    found = sheets.day(on=sheet.on, by=by)
    told = shown.for_device(
        copy,
        shown.shown(found.visits, on=sheet.on),
        rules=rules_of(by=by),
        lock=sealing.lock(copy.key, copy=copy.pk),
        forget=signing.dumps([by.partnership, str(copy.pk)], salt=FORGET),
    )
    return JsonResponse(told)


@quiet
@open_to(permissions.TAKERS)
@require_GET
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Whether somebody is signed in to whom what was written may be sent, and who."""
    return JsonResponse({"holder": str(actor(request).id), "csrf": get_token(request)})


@open_to(permissions.TAKERS)
@require_POST
@never_cache
def sent(request: HttpRequest) -> JsonResponse:
    """Something that was written away. Sent again, it is the same; the answer says what became of it."""
    by, now = actor(request), clock.now()
    copy_id, made_id, parcel, sent_at = forms.parcel(forms.body(request.body))
    copy = queries.copy(copy_id=copy_id, by=by)
    told = sealing.opened(parcel, key=copy.key, copy=copy_id, made_id=made_id)
    received = written.receive(
        copy=copy, sent=forms.sent(told, made_id=made_id), sent_at=sent_at, received_at=now, by=by
    )
    return JsonResponse(written_shown.answer(received, by=by))


@csrf_exempt  # it asks in nobody's name: the token speaks of one copy and gives nothing away
@open_to_anyone
@require_POST
@never_cache
def still(request: HttpRequest) -> JsonResponse:
    """Whether a device may keep its sheet, or that it has wiped it; signed in or not."""
    said, now = forms.body(request.body), clock.now()
    try:
        partnership, copy_id = signing.loads(str(said.get("forget", "")), salt=FORGET)
    except (signing.BadSignature, ValueError):
        return JsonResponse({"forget": True})
    by = system("day sheets", partnership=partnership)
    with tenancy.acting(by):
        copy = Copy.objects.select_related("holder").filter(pk=UUID(copy_id)).first()
        if copy is None:
            return JsonResponse({"forget": True})
        return JsonResponse(_still(copy, said.get("gone"), now=now, by=by))


def _still(copy: Copy, gone: Any, *, now: Any, by: Any) -> dict[str, Any]:
    if gone:
        copies.forget(copy=copy, why=gone if gone in WHY else "wiped", at=now, by=by)
    else:
        copies.see(copy=copy, at=now, by=by)
    works_here = copy.holder.is_active
    stays = copy.is_out(now) and copy.revoked_at is None and works_here and not gone
    return {"forget": not stays, "called_back": copy.revoked_at is not None}
