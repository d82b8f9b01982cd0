"""Putting right what was recorded of somebody's activities, and what was believed before."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from connexions.ground.base import clock
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import Missing, NotPossible
from connexions.ground.design.asking import answered, asked
from connexions.practice.tracking import presenters, queries
from connexions.practice.tracking.actions import corrections as acts
from connexions.practice.tracking.forms import AddSpellForm, BelievedForm, CorrectSpellForm, RemoveSpellForm
from connexions.practice.tracking.models import Activity, ActivityKind
from connexions.practice.tracking.queries import believed as history
from connexions.registers.people.opening import Opened, opened
from connexions.registers.people.sight import READERS, WRITERS, Part, find


@open_to(READERS)
def believed(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """What we took them to be doing on a day, as it was recorded by another day."""
    record = opened(request, young_person_id, page="tracking.believed", part=Part.STATUS)
    given = any(name.startswith(("day-", "recorded-")) or name in ("day", "recorded") for name in request.GET)
    form = BelievedForm(request.GET if given else None, initial={"day": record.on, "recorded": record.on})
    found, now = [], []
    if given and form.is_valid():
        day, recorded = form.cleaned_data["day"], form.cleaned_data["recorded"]
        found = list(history.believed(by=record.by, of=record.young_person, on=day, as_at=_end_of(recorded)))
        now = list(history.believed(by=record.by, of=record.young_person, on=day, as_at=clock.now()))
    told: dict[str, Any] = {
        "form": form,
        "asked": given and not form.errors,
        "found": found,
        "now": now,
        "same": presenters.alike(found, now),
    }
    return record.page("tracking/believed.html", "status", **told)


@open_to(WRITERS)
def correct(request: HttpRequest, young_person_id: UUID, activity_id: UUID) -> HttpResponse:
    """Say what a spell should have said."""
    record, activity = _open(request, young_person_id, activity_id)
    kinds = _kinds(activity)
    key, was_current = f"spell:{activity.pk}", activity.end_on is None
    start = {
        "kind": activity.kind_id,
        "start_on": activity.start_on,
        "last_on": presenters.last_day(activity.end_on),
        "establishment_name": activity.establishment_name,
    }
    form = asked(
        request,
        CorrectSpellForm,
        key=key,
        by=record.by,
        initial=start,
        kinds=list(kinds.values()),
        on=record.on,
        goes_on=was_current,
    )

    def show(status: int) -> HttpResponse:
        told = {"form": form, "draft": key, "activity": activity, "version": activity.version}
        return record.page("tracking/spell_correct.html", "status", status=status, **told)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        typed = {
            "kind": kinds[told["kind"]],
            "start_on": told["start_on"],
            "establishment_name": told["establishment_name"],
        }
        if not was_current:
            typed["end_on"] = presenters.day_after(told["last_on"])
        acts.correct(
            activity=activity,
            typed=typed,
            because=told["because"],
            version=_version(request, activity),
            make_room=told["make_room"],
            on=record.on,
            at=clock.now(),
            by=record.by,
        )
        messages.success(request, "It is put right. What it said before stands under “Put right”.")

    back = _status(young_person_id)
    return answered(request, form, key=key, by=record.by, save=save, go=back, show=show, back=back)


@open_to(WRITERS)
def add(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Add a spell that is over and was missed."""
    record = opened(request, young_person_id, page="tracking.status", part=Part.STATUS, writes=True)
    kinds = {one.code: one for one in ActivityKind.objects.all()}
    sources = queries.sources(by=record.by, purpose="told")
    key = f"spell:{young_person_id}:add"
    form = asked(
        request,
        AddSpellForm,
        key=key,
        by=record.by,
        kinds=list(kinds.values()),
        sources=sources,
        on=record.on,
    )

    def show(status: int) -> HttpResponse:
        return record.page("tracking/spell_add.html", "status", status=status, form=form, draft=key)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        acts.add(
            young_person=record.young_person,
            kind=kinds[told["kind"]],
            start_on=told["start_on"],
            end_on=presenters.day_after(told["last_on"]),
            establishment_name=told["establishment_name"],
            source=presenters.known_from(told["source_key"], "", sources),
            source_key=told["source_key"],
            because=told["because"],
            make_room=told["make_room"],
            on=record.on,
            at=clock.now(),
            by=record.by,
        )
        messages.success(request, "It is added to what they did so far.")

    back = _status(young_person_id)
    return answered(request, form, key=key, by=record.by, save=save, go=back, show=show, back=back)


@open_to(WRITERS)
def remove(request: HttpRequest, young_person_id: UUID, activity_id: UUID) -> HttpResponse:
    """Take away a spell that never was."""
    record, activity = _open(request, young_person_id, activity_id)
    key = f"spell:{activity.pk}:remove"
    form = asked(request, RemoveSpellForm, key=key, by=record.by)

    def show(status: int) -> HttpResponse:
        told = {"form": form, "draft": key, "activity": activity, "version": activity.version}
        return record.page("tracking/spell_remove.html", "status", status=status, **told)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        acts.remove(
            activity=activity,
            because=told["because"],
            version=_version(request, activity),
            at=clock.now(),
            by=record.by,
        )
        messages.success(
            request, "It is taken away. It stands under “Put right”, and can be taken back there."
        )

    back = _status(young_person_id)
    return answered(request, form, key=key, by=record.by, save=save, go=back, show=show, back=back)


@open_to(WRITERS)
@require_POST
def undo(request: HttpRequest, young_person_id: UUID, correction_id: UUID) -> HttpResponse:
    """Take a correction back."""
    by = actor(request)
    young_person, _ = find(young_person_id, by=by, part=Part.STATUS)
    found = queries.corrections(of=young_person, by=by).filter(pk=correction_id).first()
    if found is None:
        raise Missing("There is no such correction on this record.")
    try:
        acts.undo(correction=found, at=clock.now(), by=by)
        messages.success(request, "Taken back: it stands as it did before.")
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
    return redirect("tracking:status", young_person_id)


def _open(request: HttpRequest, young_person_id: UUID, activity_id: UUID) -> tuple[Opened, Activity]:
    record = opened(request, young_person_id, page="tracking.status", part=Part.STATUS, writes=True)
    found = queries.history(of=record.young_person, by=record.by).filter(pk=activity_id).first()
    if found is None:
        raise Missing("This is not on the record any more: somebody has taken it away.")
    return record, found


def _kinds(activity: Activity) -> dict[str, ActivityKind]:
    """Those of the day it began, and its own."""
    found = {one.code: one for one in queries.kinds(on=activity.start_on)}
    return found | {activity.kind_id: activity.kind}


def _version(request: HttpRequest, activity: Activity) -> int:
    sent = request.POST.get("version", "")
    return int(sent) if sent.isdecimal() else activity.version


def _status(young_person_id: UUID) -> str:
    return reverse("tracking:status", args=[young_person_id])


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.max))
