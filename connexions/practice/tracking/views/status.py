"""What a young person does now: confirm it, or record what has changed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from connexions.ground.audit import actions as audit
from connexions.ground.base import clock, drafts
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import Conflict, Missing, NotPossible
from connexions.ground.design.conflicts import settle
from connexions.practice.tracking import presenters, queries
from connexions.practice.tracking.actions import activities
from connexions.practice.tracking.forms import ConfirmForm, RecordForm
from connexions.practice.tracking.models import Activity, ActivityKind, Source
from connexions.practice.tracking.rules import Currency
from connexions.registers.people import remarks
from connexions.registers.people.audiences import audience_for
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.presenters.record import record
from connexions.registers.people.sight import READERS, WRITERS, Part, Sight, find

CONFIRMING, CHANGING = "confirm_%s", "change_%s"  # the ids of two forms on one page


@open_to(Role.NATIONAL_ANALYST)
def national(request: HttpRequest) -> HttpResponse:
    """What 16 and 17 year olds are doing, everywhere: numbers and no people."""
    by = actor(request)
    today = clock.today()
    found = queries.national_counts(by=by, on=today)
    return render(request, "tracking/national.html", presenters.national(found, on=today))


@open_to(READERS)
def status(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """What they do, what they did, and two forms: it is still so, or it has changed."""
    by = actor(request)
    young_person, sight = find(young_person_id, by=by, part=Part.STATUS)
    audit.note_read(by=by, young_person_id=young_person.pk, page="tracking.status")
    return _page(request, young_person, sight, by)


@open_to(WRITERS)
def confirm(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Somebody asked, and it is still so."""
    by = actor(request)
    young_person, sight = find(young_person_id, by=by, part=Part.STATUS)
    if request.method != "POST":
        return redirect("tracking:status", young_person_id)
    current = queries.current_activity(of=young_person, by=by)
    if current is None:
        raise Missing("Nothing is recorded yet to confirm: record what they do.")
    sent = settle(request.POST)
    sources = queries.sources(by=by)
    form, version = ConfirmForm(sent, auto_id=CONFIRMING, sources=sources), sent.get("version", "")

    def save() -> None:
        told = form.cleaned_data | _known(form.cleaned_data, sources)
        activities.confirm(
            activity=current,
            on=clock.today(),
            by=by,
            version=int(version) if version.isdecimal() else 0,
            **told,
        )
        drafts.discard(form=f"status:{young_person.pk}:confirm", by=by)

    return _answer(
        request, form, save, young_person, lambda: _page(request, young_person, sight, by, confirming=form)
    )


@open_to(WRITERS)
def change(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """They do something else now."""
    by = actor(request)
    young_person, sight = find(young_person_id, by=by, part=Part.STATUS)
    if request.method != "POST":
        return redirect("tracking:status", young_person_id)
    kinds = {kind.code: kind for kind in queries.kinds(on=clock.today())}
    sources = queries.sources(by=by)
    form = RecordForm(
        request.POST, auto_id=CHANGING, kinds=list(kinds.values()), sources=sources, on=clock.today()
    )
    replaces = request.POST.get("replaces", "")

    def save() -> None:
        told = form.cleaned_data | _known(form.cleaned_data, sources)
        kind = kinds[told.pop("kind")]
        activities.record(
            young_person=young_person,
            kind=kind,
            on=clock.today(),
            by=by,
            replaces=UUID(replaces) if replaces else None,
            **told,
        )
        drafts.discard(form=f"status:{young_person.pk}:change", by=by)

    return _answer(
        request, form, save, young_person, lambda: _page(request, young_person, sight, by, changing=form)
    )


def _known(told: dict[str, Any], sources: list[Source]) -> dict[str, str]:
    """How we know, in words: from the closed lists, with what was typed beside."""
    return {
        "source": presenters.known_from(told["source_key"], told["source"], sources),
        "evidence": presenters.known_from(told["evidence_key"], told["evidence"], sources),
    }


def _answer(
    request: HttpRequest,
    form: forms.BaseForm,
    save: Callable[[], None],
    young_person: YoungPerson,
    show: Callable[[], HttpResponse],
) -> HttpResponse:
    """Save a good answer; show a refused one again, everything typed still there."""
    here = reverse("tracking:status", args=[young_person.pk])
    if form.is_valid():
        try:
            with transaction.atomic():
                save()
        except Conflict as conflict:
            told = {"form": form, "conflict": conflict, "action": request.path, "back_href": here}
            return render(request, "design/conflict.html", told, status=409)
        except NotPossible as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, f"What {young_person.known_as} does is up to date.")
            return redirect(here)
    response = show()
    response.status_code = 422
    return response


def _page(
    request: HttpRequest,
    young_person: YoungPerson,
    sight: Sight,
    by: Actor,
    *,
    confirming: ConfirmForm | None = None,
    changing: RecordForm | None = None,
) -> HttpResponse:
    on = clock.today()
    history = list(queries.history(of=young_person, by=by)[:50])
    current = next((one for one in history if one.end_on is None), None)
    sources = queries.sources(by=by)
    every_kind = ActivityKind.objects.all()
    told: dict[str, Any] = record(young_person, sight, by=by, on=on, current="status") | {
        "current": current,
        "currency": _currency(current, on),
        "history": history,
        "may_write": sight.may_write(Part.STATUS),
        "confirming": confirming or ConfirmForm(auto_id=CONFIRMING, sources=sources),
        "changing": changing
        or RecordForm(auto_id=CHANGING, kinds=list(queries.kinds(on=on)), sources=sources, on=on),
        "put_right": presenters.put_right(queries.corrections(of=young_person, by=by)[:20], every_kind),
        "refused": confirming or changing,
        "remarked": remarks.beside(young_person, page="tracking:status"),
        "one_day": timedelta(days=1),
        "status_audience": f"{audience_for(young_person, Part.STATUS)}.",
    }
    return render(request, "tracking/status.html", told)


def _currency(current: Activity | None, on: Any) -> Currency | None:
    return Currency(current.verified_on, current.lapses_on, on) if current else None
