"""An adviser's day and week; a centre's day; for whom a free time is."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from connexions.ground.audit.actions import note_read
from connexions.ground.base import clock
from connexions.ground.base.acting import Actor
from connexions.ground.base.doors import actor, open_to
from connexions.practice.appointments import permissions
from connexions.practice.appointments.models import Appointment
from connexions.practice.appointments.presenters import days
from connexions.practice.appointments.queries import diary as queries
from connexions.practice.appointments.queries import hours, places
from connexions.practice.appointments.queries.colleagues import Colleagues, colleagues
from connexions.practice.appointments.views.asking import day_asked, uuid_asked
from connexions.registers.people.queries.search import search

MOST_FOUND = 8


@open_to(permissions.CASEWORKERS)
def day(request: HttpRequest) -> HttpResponse:
    """An adviser's day: what is booked, what is free."""
    by, on, now = actor(request), day_asked(request), clock.now()
    whose = colleagues(wanted=uuid_asked(request.GET.get("adviser")), by=by, on=clock.today())
    found = queries.of_adviser(adviser=whose.asked, first=on, by=by)
    stretches = hours.stretches(advisers=[whose.asked], by=by, first=on, last=on)[whose.asked]
    drop_in = hours.stretches(advisers=[whose.asked], by=by, first=on, last=on, drop_in=True)[whose.asked]
    booked = days.lines(found, by=by, now=now)
    _note(found, by, "appointments.day")
    told = _frame(by, whose, on, "day") | {
        "lines": days.with_free(booked, stretches, found, adviser=whose.asked, now=now),
        "booked": len(booked),
        "drop_in": [days.Line(one.span.starts_at, one.span.ends_at) for one in drop_in],
        "has_hours": bool(stretches or drop_in),
    }
    return render(request, "appointments/day.html", told)


@open_to(permissions.CASEWORKERS)
def week(request: HttpRequest) -> HttpResponse:
    """An adviser's week."""
    by, on, now = actor(request), day_asked(request), clock.now()
    whose = colleagues(wanted=uuid_asked(request.GET.get("adviser")), by=by, on=clock.today())
    first = on - timedelta(days=on.weekday())
    found = queries.of_adviser(adviser=whose.asked, first=first, days=7, by=by)
    last = first + timedelta(days=6)
    stretches = hours.stretches(advisers=[whose.asked], by=by, first=first, last=last)[whose.asked]
    _note(found, by, "appointments.week")
    told = _frame(by, whose, on, "week") | {
        "first": first,
        "days": days.week(
            found,
            stretches,
            first=first,
            by=by,
            now=now,
            today=clock.today(),
            query="" if whose.asked == by.id else f"&adviser={whose.asked}",
        ),
    }
    return render(request, "appointments/week.html", told)


@open_to(permissions.CASEWORKERS)
def centre(request: HttpRequest, centre_id: int) -> HttpResponse:
    """A centre's day, room by room."""
    by, on, now = actor(request), day_asked(request), clock.now()
    here = places.centre(centre_id=centre_id, by=by)
    rooms = places.rooms(by=by, on=on, centre=centre_id)
    found = queries.of_centre(centre=centre_id, on=on, by=by)
    opening = places.opening(by=by, centres=[centre_id], first=on, last=on)
    _note(found, by, "appointments.centre")
    told = {
        "by": by,
        "centre": here,
        "on": on,
        "rooms": [
            (room, days.lines([one for one in found if one.room_id == room.pk], by=by, now=now))
            for room in rooms
        ],
        "open_from": opening.on(centre_id, on),
        "knows_opening": opening.knows(centre_id),
        "shut_why": opening.shut.get((centre_id, on)),
        "may_furnish": by.role in permissions.MANAGERS,
        **_around(on, reverse("appointments:centre", args=[centre_id]), ""),
    }
    return render(request, "appointments/centre.html", told)


@open_to(permissions.CASEWORKERS)
def whom(request: HttpRequest) -> HttpResponse:
    """For whom a free time is: a name is looked for, and leads on to the booking."""
    by, text = actor(request), request.POST.get("who", "").strip()[:120]
    asked = {name: request.GET[name] for name in ("at", "minutes", "adviser", "room") if name in request.GET}
    hits = []
    if request.method == "POST" and text:
        found = search(text, by=by, on=clock.today(), most=MOST_FOUND)
        hits = [hit.young_person for hit in found.hits]
    query = f"?{urlencode(asked)}" if asked else ""
    told = {
        "text": text,
        "searched": request.method == "POST",
        "query": query,
        "found": [(one, reverse("appointments:book", args=[one.pk]) + query) for one in hits],
    }
    return render(request, "appointments/whom.html", told)


def _frame(by: Actor, whose: Colleagues, on: date, which: str) -> dict[str, Any]:
    """What an adviser's day and week have in common."""
    mine = whose.asked == by.id
    query = "" if mine else f"&adviser={whose.asked}"
    here = reverse(f"appointments:{'diary' if which == 'day' else 'week'}")
    return {
        "by": by,
        "whose": whose,
        "mine": mine,
        "on": on,
        "which": which,
        "query": query,
        "centres": places.centres(by=by),
        "may_set_rules": by.role in permissions.MANAGERS,
        **_around(on, here, query, step=1 if which == "day" else 7),
    }


def _around(on: date, here: str, query: str, *, step: int = 1) -> dict[str, Any]:
    return {
        "earlier": f"{here}?on={(on - timedelta(days=step)).isoformat()}{query}",
        "later": f"{here}?on={(on + timedelta(days=step)).isoformat()}{query}",
        "today": clock.today(),
        "today_href": f"{here}?on={clock.today().isoformat()}{query}",
    }


def _note(found: list[Appointment], by: Actor, page: str) -> None:
    """Whoever is named in a diary was looked at."""
    seen: dict[UUID, Appointment] = {one.young_person_id: one for one in found if permissions.sees(one, by)}
    for young_person_id in seen:
        note_read(by=by, young_person_id=young_person_id, page=page)
