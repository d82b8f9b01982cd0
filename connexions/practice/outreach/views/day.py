"""The day sheet: who is on the round, in which order, about what."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from connexions.ground.audit import actions as audit
from connexions.ground.base import clock
from connexions.ground.base.acting import Actor
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import NotPossible
from connexions.ground.design.asking import answered, asked
from connexions.ground.design.words import count
from connexions.practice.outreach import permissions
from connexions.practice.outreach.actions import rounds
from connexions.practice.outreach.forms.round import StopForm
from connexions.practice.outreach.presenters import visits as shown
from connexions.practice.outreach.presenters import written as written_shown
from connexions.practice.outreach.queries import copies, sheets, suggestions, written
from connexions.practice.outreach.queries.carrying import rules_of
from connexions.registers.people.sight import Part, find

MOVES = {"earlier": -1, "later": 1}
AHEAD = 7  # days that can be prepared
MOST_DOORS = 30  # of a round at once


def asked_for(request: HttpRequest) -> date:
    """The day whose round is asked for: today, or one of the next."""
    today = clock.today()
    try:
        wanted = date.fromisoformat(request.GET.get("on") or request.POST.get("on") or "")
    except ValueError:
        return today
    return wanted if today <= wanted <= today + timedelta(days=AHEAD) else today


def address(on: date) -> str:
    """Where the round of a day is."""
    return reverse("outreach:day") + ("" if on == clock.today() else f"?{urlencode({'on': on.isoformat()})}")


@open_to(permissions.TAKERS)
def day(request: HttpRequest) -> HttpResponse:
    """The round of a day, ready to be read, printed, or taken along."""
    by, on, now = actor(request), asked_for(request), clock.now()
    found = sheets.day(on=on, by=by)
    _note_looks(found, by)
    there = {one.stop.young_person_id for one in found.visits}
    typed = request.GET.get("who", "").replace("\x00", "")[:120].strip()
    told = {
        "by": by,
        "on": on,
        "days": _days(on),
        "round": found,
        "visits": list(zip(shown.shown(found.visits, on=on), found.visits, strict=True)),
        "suggestions": suggestions.suggestions(on=on, by=by, but=there),
        "picked": suggestions.picked(words_typed=typed, on=on, by=by, but=there),
        "typed": typed,
        "left_out": shown.LEFT_OUT,
        "copies": copies.held(by=by, at=now),
        "waiting": [written_shown.line(one, by=by) for one in written.waiting(by=by)],
        "sent_away": [
            written_shown.line(one, by=by) for one in written.settled(by=by, since=now - timedelta(hours=18))
        ],
        "rules": rules_of(by=by),
        "oversees": by.role in permissions.OVERSEERS,
        "now": now,
    }
    return render(request, "outreach/day.html", told)


@open_to(permissions.TAKERS)
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Put somebody on the round."""
    by, on = actor(request), asked_for(request)
    person, _ = find(request.POST.get("young_person", ""), by=by, part=Part.CASEWORK)
    form = StopForm(request.POST)
    try:
        told = form.cleaned_data if form.is_valid() else {}
        rounds.add(young_person=person, on=on, by=by, **told)
        messages.success(request, f"{person.name} is on the round.")
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
    return redirect(address(on))


@open_to(permissions.TAKERS)
@require_POST
def add_round(request: HttpRequest) -> HttpResponse:
    """Put a round of doors that was worked out elsewhere on today's sheet, in its order."""
    by, on = actor(request), asked_for(request)
    wanted = request.POST.getlist("young_person")[:MOST_DOORS]
    people = [find(one, by=by, part=Part.CASEWORK)[0] for one in wanted]
    try:
        new = rounds.add_all(young_people=people, on=on, by=by, about="Visit: ask what they do now")
        messages.success(
            request, f"{count(new, 'door is', 'doors are')} on your sheet, in the order of the round."
        )
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
    return redirect(address(on))


@open_to(permissions.TAKERS)
@require_POST
def by_time(request: HttpRequest) -> HttpResponse:
    """Put the round in the order of its times."""
    by, on = actor(request), asked_for(request)
    found = sheets.sheet(on=on, by=by)
    if found is not None:
        rounds.by_time(sheet=found, by=by)
    return redirect(address(on))


@open_to(permissions.TAKERS)
def stop(request: HttpRequest, stop_id: UUID) -> HttpResponse:
    """Say what a visit is about, and when."""
    by, key = actor(request), f"stop:{stop_id}"
    found = sheets.stop(stop_id=stop_id, by=by)
    person, _ = find(found.young_person_id, by=by, part=Part.CASEWORK)
    initial = {"about": found.about, "at": found.at.strftime("%H:%M") if found.at else ""}
    form = asked(request, StopForm, key=key, by=by, initial=initial)
    back = address(found.day_sheet.on)

    def show(status: int) -> HttpResponse:
        told = {"form": form, "person": person, "stop": found, "draft": key, "back_href": back}
        return render(request, "outreach/stop.html", told, status=status)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        rounds.change(stop=found, by=by, **told)

    return answered(request, form, key=key, by=by, save=save, go=back, show=show, back=back)


@open_to(permissions.TAKERS)
@require_POST
def move(request: HttpRequest, stop_id: UUID) -> HttpResponse:
    """Move a stop earlier or later, or take it off."""
    by = actor(request)
    found = sheets.stop(stop_id=stop_id, by=by)
    how = request.POST.get("move", "")
    if how in MOVES:
        rounds.move(stop=found, places=MOVES[how], by=by)
    elif how == "off":
        rounds.remove(stop=found, by=by)
        messages.success(request, "Taken off the round.")
    return redirect(f"{address(found.day_sheet.on)}#round")


def _days(on: date) -> list[dict[str, Any]]:
    """Today and tomorrow; and the day asked for, where it is another."""
    today = clock.today()
    named = {today: "Today", today + timedelta(days=1): "Tomorrow"}
    return [{"text": text, "href": address(one), "current": one == on} for one, text in named.items()]


def _note_looks(found: sheets.Round, by: Actor) -> None:
    for one in found.visits:
        audit.note_read(by=by, young_person_id=one.stop.young_person_id, page="outreach.round")
