"""A member of staff's own views of the caseload."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from connexions.ground.base import clock
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import NotPossible
from connexions.practice.casework import permissions
from connexions.practice.casework.actions import saved_views as act
from connexions.practice.casework.queries.saved_views import saved_views


@open_to(permissions.READERS)
def views(request: HttpRequest) -> HttpResponse:
    """All of one's own, to be renamed, shown first, removed and taken back."""
    found = [one for one in saved_views(by=actor(request), at=clock.now()) if one.name]
    there = [one for one in found if one.removed_at is None]
    told = {"there": there, "removed": [one for one in found if one.removed_at is not None]}
    return render(request, "casework/views.html", told)


@open_to(permissions.READERS)
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep the caseload as it is shown under a name."""
    by, asks = actor(request), QueryDict(request.POST.get("asks", "")).dict()
    try:
        made = act.keep(name=request.POST.get("name", ""), asks=asks, by=by)
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, f"“{made.name}” is kept among your views.")
    query = request.POST.get("asks", "")
    return redirect(reverse("casework:caseload") + (f"?{query}" if query else ""))


@open_to(permissions.READERS)
@require_POST
def change(request: HttpRequest, view_id: UUID, what: str) -> HttpResponse:
    """Rename it, show it first or not, remove it, take it back."""
    by = actor(request)
    try:
        if what == "rename":
            said = f"It is called “{act.rename(view_id=view_id, name=request.POST.get('name', ''), by=by).name}”."
        elif what == "first":
            first = act.show_first(view_id=view_id, by=by)
            said = f"“{first.name}” is {'shown' if first.is_first else 'no longer shown'} first."
        elif what == "remove":
            said = f"“{act.remove(view_id=view_id, at=clock.now(), by=by).name}” is removed. You can take it back."
        else:
            said = f"“{act.take_back(view_id=view_id, by=by).name}” is there again."
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, said)
    return redirect("casework:views")
