"""Addresses that open without signing in: an adviser's calendar, the screen in a waiting room. Neither names
anybody, and what is wrong about an address is never said."""

from collections.abc import Callable
from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import parse_etags
from django.views.decorators.http import require_GET, require_POST

from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import system
from connexions.ground.base.doors import actor, open_to, open_to_anyone
from connexions.practice.appointments import calendars, permissions
from connexions.practice.appointments.actions import secrets
from connexions.practice.appointments.models import SecretAddress
from connexions.practice.appointments.presenters.queue import screen as shown
from connexions.practice.appointments.queries import diary, places, queue
from connexions.practice.appointments.queries import secrets as kept

Kind = SecretAddress.Kind
PAST_DAYS, AHEAD_DAYS = 14, 120
LONGEST = 100  # characters of a secret
LARGEST = 2_000_000_000  # a number of a partnership that PostgreSQL can hold


@open_to_anyone
@require_GET
def feed(request: HttpRequest, partnership_id: int, secret: str) -> HttpResponse:
    """An adviser's diary for their own calendar program."""

    def answer(address: SecretAddress, by: object) -> HttpResponse:
        assert address.user_id is not None
        today = clock.today()
        found = diary.of_adviser(
            adviser=address.user_id,
            first=today - timedelta(days=PAST_DAYS),
            days=PAST_DAYS + AHEAD_DAYS,
            by=system("Calendar", partnership=partnership_id),
        )
        content = calendars.calendar(found)
        tag = calendars.tag(content)
        if tag in parse_etags(request.headers.get("If-None-Match", "")):
            return HttpResponse(status=304, headers={"ETag": tag})
        response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
        response["ETag"], response["Cache-Control"] = tag, "private, max-age=300"
        response["Content-Disposition"] = 'inline; filename="diary.ics"'
        return response

    return _opened(Kind.CALENDAR, partnership_id, secret, answer)


@open_to_anyone
@require_GET
def screen(request: HttpRequest, partnership_id: int, secret: str) -> HttpResponse:
    """The screen in a waiting room: numbers alone."""
    again = reverse("appointments:screen_now", args=[partnership_id, secret])
    return _screen(request, "appointments/screen.html", partnership_id, secret, again)


@open_to_anyone
@require_GET
def screen_now(request: HttpRequest, partnership_id: int, secret: str) -> HttpResponse:
    """The numbers alone, for a screen that asks again by itself."""
    return _screen(request, "appointments/_screen.html", partnership_id, secret, "")


def _screen(
    request: HttpRequest, template: str, partnership_id: int, secret: str, again: str
) -> HttpResponse:
    def answer(address: SecretAddress, by: object) -> HttpResponse:
        assert address.centre is not None
        found = queue.queue(
            centre=address.centre.pk, on=clock.today(), by=system("Screen", partnership=partnership_id)
        )
        told = {"centre": address.centre, "again": again, "at": clock.now(), **shown(found)}
        return render(request, template, told)

    return _opened(Kind.SCREEN, partnership_id, secret, answer)


def _opened(
    kind: str, partnership_id: int, secret: str, answer: Callable[[SecretAddress, object], HttpResponse]
) -> HttpResponse:
    """What a secret opens; not found, whatever is wrong with it."""
    if len(secret) > LONGEST or partnership_id > LARGEST:
        raise Http404
    by = system("Calendar" if kind == Kind.CALENDAR else "Screen", partnership=partnership_id)
    with tenancy.acting(by, read_only=True):
        address = kept.opened(secret=secret, kind=kind, by=by)
        if address is None or (address.user is not None and not address.user.is_active):
            raise Http404
        response = answer(address, by)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@open_to(permissions.CASEWORKERS)
def calendar(request: HttpRequest) -> HttpResponse:
    """One's own calendar's address: made, made anew, taken back. It is shown once, as it is made."""
    by = actor(request)
    made = ""
    if request.method == "POST" and request.POST.get("do") == "revoke":
        secrets.revoke_calendar(at=clock.now(), by=by)
        messages.success(request, "The address opens nothing any more.")
        return redirect("appointments:calendar")
    if request.method == "POST":
        secret = secrets.make_calendar(at=clock.now(), by=by)
        made = request.build_absolute_uri(reverse("appointments:feed", args=[by.partnership, secret]))
    there = kept.calendar_of(user=by.id, by=by) if by.id else None
    return render(request, "appointments/calendar.html", {"made": made, "there": there})


@open_to(permissions.MANAGERS)
@require_POST
def make_screen(request: HttpRequest, centre_id: int) -> HttpResponse:
    """An address for the screen in a centre's waiting room, shown once; or taken back."""
    by = actor(request)
    here = places.centre(centre_id=centre_id, by=by)
    if request.POST.get("do") == "revoke":
        secrets.revoke_screen(centre=here, at=clock.now(), by=by)
        messages.success(request, "The screen’s address opens nothing any more.")
        return redirect("appointments:front_desk", centre_id)
    secret = secrets.make_screen(centre=here, at=clock.now(), by=by)
    made = request.build_absolute_uri(reverse("appointments:screen", args=[by.partnership, secret]))
    return render(request, "appointments/screen_made.html", {"centre": here, "made": made})
