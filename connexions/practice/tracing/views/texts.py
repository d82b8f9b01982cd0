"""Texts that arrived and nobody has read, what did not arrive, and what texts came to."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from connexions.ground.audit.actions import note_read
from connexions.ground.base import clock
from connexions.ground.base.acting import Actor
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import NotPossible
from connexions.ground.messaging import queries as post_room
from connexions.practice.tracing import permissions
from connexions.practice.tracing.actions import texts as acts
from connexions.practice.tracing.forms.texts import DealForm, FindForm
from connexions.practice.tracing.presenters import texts as shown
from connexions.practice.tracing.queries import texts as queries
from connexions.practice.tracing.queries.texts import Read
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.queries.search import search

LOST_FOR = timedelta(days=30)
COUNTED_FOR = timedelta(days=365)


@open_to(permissions.TEXT_READERS)
def texts(request: HttpRequest) -> HttpResponse:
    """The list."""
    by, at = actor(request), clock.now()
    waiting, of_late = queries.to_read(by=by), queries.of_late(by=by)
    lost = queries.lost(by=by, since=at - LOST_FOR)
    known = {one.pk for read in [*waiting, *of_late] for one in read.whose}
    for pk in known | {one.pk for _, one in lost if one}:
        note_read(by=by, young_person_id=pk, page="tracing.texts")
    told = {
        "waiting": waiting,
        "of_late": of_late,
        "lost": lost,
        "months": shown.months(post_room.months(by=by, since=at - COUNTED_FOR)),
    }
    return render(request, "tracing/texts.html", told)


@open_to(permissions.TEXT_READERS)
def text(request: HttpRequest, text_id: UUID) -> HttpResponse:
    """One text: say whose it is, answer it, and it is done."""
    by = actor(request)
    read = queries.one(text_id=text_id, by=by)
    for one in read.whose:
        note_read(by=by, young_person_id=one.pk, page="tracing.text")
    if request.method != "POST":
        return _page(request, read, DealForm(whose=read.whose), FindForm(), 200)
    if request.POST.get("step") == "find":
        return _find(request, read, by)
    whose = _offered(read, request.POST.getlist("offered"), by)
    form = DealForm(request.POST, whose=whose)
    if form.is_valid():
        try:
            acts.deal(
                text=read.text,
                young_person=form.young_person,
                keep_number=form.cleaned_data["keep_number"],
                reply=form.cleaned_data["reply"],
                safe=form.cleaned_data.get("safe", ""),
                at=clock.now(),
                by=by,
            )
        except NotPossible as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "The text is dealt with.")
            return redirect("tracing:texts")
    return _page(request, read, form, FindForm(), 422)


def _find(request: HttpRequest, read: Read, by: Actor) -> HttpResponse:
    """Those whom a name may mean are offered beside those whose number it is. Found by POST: no name in an address."""
    finding = FindForm(request.POST)
    if not finding.is_valid():
        return _page(request, read, DealForm(whose=read.whose), finding, 422)
    hits = search(finding.cleaned_data["name"], by=by, on=clock.today(), most=8).hits
    whose = _offered(read, [str(one.young_person.pk) for one in hits], by)
    if len(whose) == len(read.whose):
        finding.add_error("name", "Nobody is found by this name whose numbers you may see")
    return _page(request, read, DealForm(whose=whose), finding, 422 if finding.errors else 200)


def _offered(read: Read, keys: list[str], by: Actor) -> list[YoungPerson]:
    """Whom the form offers: those whose number it is, and those of *keys* whom the reader may see."""
    asked = {found for found in (_uuid(one) for one in keys) if found}
    more = queries.seen_by(asked - {one.pk for one in read.whose}, by)
    return [*read.whose, *more.values()]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _page(request: HttpRequest, read: Read, form: DealForm, finding: FindForm, status: int) -> HttpResponse:
    told: dict[str, Any] = {
        "read": read,
        "form": form,
        "finding": finding,
        "offered": list(form.people),
        "open": read.text.state == "to_read",
    }
    return render(request, "tracing/text.html", told, status=status)
