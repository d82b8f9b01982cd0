"""The same done to several of a caseload: checked first, all or none, and to be taken back for a while."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from connexions.ground.base import clock
from connexions.ground.base.acting import Actor
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import NotAllowed, NotPossible
from connexions.ground.design.fields import Form
from connexions.practice.casework import permissions, rules
from connexions.practice.casework.actions import allocations, together
from connexions.practice.casework.forms.allocations import AllocateForm
from connexions.practice.casework.forms.several import LevelForm, ReviewDayForm, WrittenForm
from connexions.practice.casework.models import Together
from connexions.practice.casework.presenters.caseload import DOINGS, doings
from connexions.practice.casework.queries import caseload, staff
from connexions.practice.casework.queries.together import done_together, one_together
from connexions.practice.casework.views.caseload import asked_in
from connexions.practice.casework.views.today import as_uuid
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson

NAMED = 200  # so many are named on the page that checks


@dataclass(frozen=True)
class Doing:
    """One thing that can be done to several."""

    button: str
    form: Callable[..., Form]
    do: Callable[..., Together]


def _allocate(ids: list[UUID], form: AllocateForm, by: Actor) -> Together:
    return allocations.hand_over(
        shares={form.chosen.pk: ids},
        to=[form.chosen],
        on=clock.today(),
        at=clock.now(),
        by=by,
        reason=form.cleaned_data["reason"],
    )


def _review(ids: list[UUID], form: Form, by: Actor) -> Together:
    due = form.cleaned_data["due_on"]
    return together.set_review_day(young_people=ids, due_on=due, on=clock.today(), at=clock.now(), by=by)


def _level(ids: list[UUID], form: Form, by: Actor) -> Together:
    told = form.cleaned_data
    return together.change_level(
        young_people=ids,
        level=told["level"],
        reason=told["reason"],
        on=clock.today(),
        at=clock.now(),
        by=by,
    )


def _written(ids: list[UUID], form: Form, by: Actor) -> Together:
    told = form.cleaned_data
    return together.note_written(
        young_people=ids, channel=told["channel"], note=told["note"], at=clock.now(), by=by
    )


DOING: dict[str, Doing] = {
    "allocate": Doing("Give to adviser", AllocateForm, _allocate),
    "review": Doing("Set the day", ReviewDayForm, _review),
    "level": Doing("Change the level", LevelForm, _level),
    "written": Doing("Record it", WrittenForm, _written),
}


@open_to(permissions.CASEWORKERS)
@require_POST
def several(request: HttpRequest) -> HttpResponse:
    """Whom, and what: asked and shown first, done when it is sure."""
    by = actor(request)
    back = reverse("casework:caseload") + (f"?{request.POST['back']}" if request.POST.get("back") else "")
    doing = DOING.get(request.POST.get("do", ""))
    if doing is None or request.POST["do"] not in dict(doings(by)):
        raise NotAllowed("Choose what to do with those you ticked.")
    chosen = _chosen(request, by)
    if not chosen or len(chosen) > rules.MOST_TOGETHER:
        few = "Tick at least one young person."
        messages.error(
            request, few if not chosen else f"At most {rules.MOST_TOGETHER:,} at once: choose fewer."
        )
        return redirect(back)
    sure = "sure" in request.POST
    options: dict[str, Any] = {"advisers": _advisers(by)} if doing.form is AllocateForm else {}
    if options and not sure:
        options["initial"] = {"adviser": next((one.pk for one, _ in _loads(by)), None)}  # who has most room
    form = doing.form(request.POST if sure else None, **options)
    if sure and form.is_valid():
        try:
            done = doing.do([one.pk for one in chosen], form, by)
        except NotPossible as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, f"{done.said}.")
            return redirect(back)
    told = {
        "form": form,
        "do": request.POST["do"],
        "title": DOINGS[request.POST["do"]],
        "doing": doing,
        "chosen": chosen,
        "named": sorted(one.name for one in chosen)[:NAMED],
        "back": request.POST.get("back", ""),
        "back_href": back,
        "loads": _loads(by) if doing.form is AllocateForm else [],
    }
    return render(request, "casework/several.html", told, status=422 if form.errors else 200)


@open_to(permissions.CASEWORKERS)
def done(request: HttpRequest) -> HttpResponse:
    """What was done to several of late."""
    by = actor(request)
    found = list(done_together(by=by, at=clock.now())[:50])
    return render(request, "casework/together.html", {"found": found, "by": by})


@open_to(permissions.CASEWORKERS)
@require_POST
def undo(request: HttpRequest, together_id: UUID) -> HttpResponse:
    """Take it back."""
    by, at = actor(request), clock.now()
    try:
        undone = together.undo(together=one_together(together_id, by=by, at=at), at=at, by=by)
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, f"Taken back: {undone.said}.")
    return redirect("casework:together")


def _chosen(request: HttpRequest, by: Actor) -> list[YoungPerson]:
    """Those who were ticked, or everybody who fits what was asked for; only whom *by* may see."""
    if request.POST.get("everybody"):
        asked = asked_in(QueryDict(request.POST.get("back", "")), by)
        found = caseload.people(by=by, on=clock.today(), asked=asked)
    else:
        ticked = [as_uuid(one) for one in request.POST.getlist("young_person")[: rules.MOST_TOGETHER + 1]]
        found = YoungPerson.objects.filter(sight.visible(by), pk__in=ticked)
    return list(found.order_by("pk")[: rules.MOST_TOGETHER + 1])


def _advisers(by: Actor) -> Any:
    return staff.advisers(by=by, on=clock.today()).filter(until_on=None)


def _loads(by: Actor) -> list[tuple[Any, Any]]:
    advisers = list(_advisers(by)[:200])
    loads = staff.loads(by=by, of=[one.user_id for one in advisers], on=clock.today())
    return sorted(
        ((one, loads[one.user_id]) for one in advisers), key=lambda row: (row[1].percent, row[0].user.name)
    )
