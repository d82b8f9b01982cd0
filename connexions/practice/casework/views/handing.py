"""Handing over all of an adviser's young people, to one or several others."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from connexions.ground.base import clock
from connexions.ground.base.acting import Actor
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import NotPossible
from connexions.practice.casework import permissions
from connexions.practice.casework.actions import allocations
from connexions.practice.casework.forms.handing import NOTED, HandOverForm, notes
from connexions.practice.casework.presenters import handing as shown
from connexions.practice.casework.queries import handing, staff
from connexions.practice.casework.queries.handing import EVERYBODY, WAYS, Plan
from connexions.registers.accounts.models import User


@open_to(permissions.MANAGERS)
def hand_over(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Choose, check, hand over: the page asks, shows what would be, and does what was shown."""
    by, on = actor(request), clock.today()
    user = handing.holder(user_id, by=by)
    way = (request.POST or request.GET).get("way", EVERYBODY)
    way = way if way in WAYS else EVERYBODY
    people = handing.theirs(of=user_id, by=by)
    groups = handing.groups(people, way=way)
    advisers = handing.free_to_take(list(staff.advisers(by=by, on=on)[:200]), but=user_id, on=on)
    loads = staff.loads(by=by, of=[one.user_id for one in advisers], on=on)
    form = HandOverForm(request.POST or None, groups=groups, advisers=advisers)
    told: dict[str, Any] = {
        "user": user,
        "way": way,
        "form": form,
        "number": len(people),
        "ways": shown.ways(way),
        "loads": [(one, loads[one.user_id]) for one in advisers],
    }
    if request.method != "POST" or "change" in request.POST or not form.is_valid():
        status = 422 if form.errors and "change" not in request.POST else 200
        return render(request, "casework/hand_over.html", told, status=status)
    try:
        plan = handing.plan(groups, targets=form.targets, among=form.among_whom, loads=loads)
        if not plan.number:
            raise NotPossible("Everybody would stay: choose to whom at least some of them go.")
        if request.POST.get("seal") == plan.seal:
            return _do(request, user, plan, form, by)
    except NotPossible as refusal:
        form.add_error(None, refusal.sentence)
        return render(request, "casework/hand_over.html", told, status=409)
    told |= shown.check(plan, advisers=advisers, loads=loads, noted=NOTED)
    told |= {"typed": request.POST, "moved_since": "seal" in request.POST, "plan": plan}
    return render(
        request, "casework/hand_over_check.html", told, status=409 if "seal" in request.POST else 200
    )


def _do(request: HttpRequest, user: User, plan: Plan, form: HandOverForm, by: Actor) -> HttpResponse:
    """What was checked is what is done."""
    everybody = [one for some in plan.shares.values() for one in some]
    done = allocations.hand_over(
        shares=plan.ids,
        to=form.advisers,
        on=clock.today(),
        at=clock.now(),
        by=by,
        reason=form.cleaned_data["reason"],
        notes=notes(request.POST, everybody),
        of=user.pk,
    )
    messages.success(request, f"{done.said}. Each of them is told who their adviser is now.")
    if plan.stay:
        return redirect("casework:hand_over", user.pk)
    return redirect("casework:together")
