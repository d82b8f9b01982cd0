"""Sheets on paper, and sheets that are gone."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from connexions.ground.audit import actions as audit
from connexions.ground.base import clock
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import NotPossible
from connexions.practice.outreach import permissions
from connexions.practice.outreach.actions import copies
from connexions.practice.outreach.models import Copy
from connexions.practice.outreach.presenters import visits as shown
from connexions.practice.outreach.queries import copies as queries
from connexions.practice.outreach.queries import sheets
from connexions.practice.outreach.views.day import address, asked_for


@open_to(permissions.TAKERS)
@require_POST
def print_out(request: HttpRequest) -> HttpResponse:
    """Draw a number for a sheet of paper, and go to it."""
    by, on = actor(request), asked_for(request)
    sheet = sheets.sheet(on=on, by=by)
    try:
        if sheet is None:
            raise NotPossible("Nobody is on this round yet: choose who is.")
        made = copies.print_out(sheet=sheet, at=clock.now(), by=by)
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
        return redirect(address(on))
    return redirect("outreach:paper", made.pk)


@open_to(permissions.TAKERS)
def paper(request: HttpRequest, copy_id: UUID) -> HttpResponse:
    """The sheet as it is printed."""
    by = actor(request)
    copy = queries.copy(copy_id=copy_id, by=by)
    if copy.kind != Copy.Kind.PAPER or not copy.is_out(clock.now()):
        return redirect(address(copy.day_sheet.on))
    found = sheets.day(on=copy.day_sheet.on, by=by)
    carried = set(copy.carried.values_list("young_person_id", flat=True))
    there = [one for one in found.visits if one.stop.young_person_id in carried]
    for one in there:
        audit.note_read(by=by, young_person_id=one.stop.young_person_id, page="outreach.day_sheet")
    told = {
        "copy": copy,
        "by": by,
        "visits": shown.shown(there, on=copy.day_sheet.on),
        "back_href": address(copy.day_sheet.on),
    }
    return render(request, "outreach/paper.html", told)


@open_to(permissions.TAKERS)
@require_POST
def gone(request: HttpRequest, copy_id: UUID) -> HttpResponse:
    """Say that a sheet of paper was destroyed."""
    by = actor(request)
    copy = queries.copy(copy_id=copy_id, by=by)
    if copy.kind == Copy.Kind.PAPER:
        copies.forget(copy=copy, why="destroyed", at=clock.now(), by=by)
        messages.success(request, f"Sheet {copy.called} is destroyed.")
    return redirect(address(copy.day_sheet.on))
