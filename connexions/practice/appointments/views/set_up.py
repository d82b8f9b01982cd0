"""Setting up hours, rooms, opening times and how the diary is kept."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from connexions.ground.base import clock
from connexions.ground.base.doors import actor, open_to
from connexions.ground.design import words
from connexions.ground.design.asking import answered, asked
from connexions.practice.appointments import permissions
from connexions.practice.appointments.actions import hours as hours_actions
from connexions.practice.appointments.actions import places as actions
from connexions.practice.appointments.actions.hours import Hours
from connexions.practice.appointments.forms.hours import HoursForm, OpeningForm, RoomForm, RulesForm, ShutForm
from connexions.practice.appointments.models import AdviserSession
from connexions.practice.appointments.presenters.hours import said
from connexions.practice.appointments.queries import hours as queries
from connexions.practice.appointments.queries import places
from connexions.practice.appointments.queries.colleagues import colleagues
from connexions.practice.appointments.views.asking import uuid_asked

Kind = AdviserSession.Kind
SAID_NAMES = (
    "kind",
    "weekday",
    "from_on",
    "until_on",
    "starts",
    "ends",
    "centre_id",
    "slot_minutes",
    "drop_in",
    "note",
)


@open_to(permissions.CASEWORKERS)
def hours(request: HttpRequest) -> HttpResponse:
    """When an adviser sees people: every week, on one day, away."""
    by = actor(request)
    whose = colleagues(wanted=uuid_asked(request.GET.get("adviser")), by=by, on=clock.today())
    found = queries.sessions(adviser=whose.asked, by=by, on=clock.today())
    may_set = whose.asked == by.id or by.role in permissions.MANAGERS
    told = {
        "whose": whose,
        "on": clock.today(),
        "mine": whose.asked == by.id,
        "may_set": may_set,
        "groups": [(kind.label, [(one, said(one)) for one in found if one.kind == kind]) for kind in Kind],
    }
    return render(request, "appointments/hours.html", told)


@open_to(permissions.CASEWORKERS)
def session(request: HttpRequest, session_id: UUID | None = None) -> HttpResponse:
    """Add hours, or change them."""
    by = actor(request)
    stored = queries.session(session_id=session_id, by=by) if session_id else None
    wanted = (
        stored.adviser_id if stored else uuid_asked(request.GET.get("adviser") or request.POST.get("adviser"))
    )
    whose = colleagues(wanted=wanted, by=by, on=clock.today())
    permissions.check_may_set_hours(whose.asked, by)
    key = f"hours:{session_id or whose.asked}"
    initial: dict[str, Any] = {
        "from_on": clock.today(),
        "slot_minutes": places.diary_rules(by=by).slot_minutes,
    }
    if stored is not None:
        initial = {name: getattr(stored, name) for name in SAID_NAMES} | {"version": stored.version}
    form = asked(request, HoursForm, key=key, by=by, initial=initial, centres=places.centres(by=by))
    back = reverse("appointments:hours") + f"?adviser={whose.asked}"

    def show(status: int) -> HttpResponse:
        told = {"form": form, "draft": key, "whose": whose, "stored": stored, "back_href": back}
        return render(request, "appointments/session.html", told, status=status)

    def save(told: dict[str, Any]) -> None:
        meant = _meant(told)
        if stored is None:
            made = hours_actions.add(adviser=whose.asked, hours=meant, by=by)
        else:
            made = hours_actions.change(session=stored, hours=meant, version=told["version"] or 0, by=by)
        number = hours_actions.booked_while_away(session=made, by=by)
        messages.success(request, "Saved.")
        if number:
            booked = words.count(number, "appointment stands", "appointments stand")
            messages.warning(request, f"{booked} in that time: move them, or hand them to somebody else.")

    if request.method != "POST":
        return show(200)
    return answered(request, form, key=key, by=by, save=save, go=back, show=show, back=back)


def _meant(told: dict[str, Any]) -> Hours:
    said_now = {name: told[name] for name in SAID_NAMES if told[name] is not None}
    return Hours(**said_now)


@open_to(permissions.CASEWORKERS)
@require_POST
def session_end(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Let hours end."""
    by = actor(request)
    stored = queries.session(session_id=session_id, by=by)
    hours_actions.end(session=stored, on=clock.today(), version=stored.version, by=by)
    messages.success(request, "These hours have ended. What is booked in them stays as it is.")
    return redirect(reverse("appointments:hours") + f"?adviser={stored.adviser_id}")


@open_to(permissions.CASEWORKERS)
def rooms(request: HttpRequest, centre_id: int) -> HttpResponse:
    """The rooms, opening times and closed days of a centre."""
    by, today = actor(request), clock.today()
    here = places.centre(centre_id=centre_id, by=by)
    opening_times = places.opening(by=by, centres=[centre_id], first=today, last=today)
    told = {
        "centre": here,
        "rooms": places.rooms(by=by, on=today, centre=centre_id),
        "days": [
            (name, opening_times.times.get((centre_id, number))) for number, name in enumerate(words.DAYS)
        ],
        "closed": places.closed_days(by=by, centre=centre_id, on=today),
        "may_furnish": by.role in permissions.MANAGERS,
    }
    return render(request, "appointments/rooms.html", told)


@open_to(permissions.MANAGERS)
def room(request: HttpRequest, centre_id: int, room_id: UUID | None = None) -> HttpResponse:
    """Add a room, or change one."""
    by = actor(request)
    here = places.centre(centre_id=centre_id, by=by)
    stored = places.room(room_id=room_id, by=by) if room_id else None
    names = ("name", "people", "step_free", "note", "closed_on", "version")
    initial = {name: getattr(stored, name) for name in names} if stored else {"people": 4, "step_free": True}

    def save(told: dict[str, Any]) -> None:
        actions.save_room(
            centre=here,
            room=stored,
            name=told["name"].strip(),
            people=told["people"],
            step_free=told["step_free"],
            words=told["note"],
            closed_on=told["closed_on"],
            version=told["version"] or 0,
            by=by,
        )
        messages.success(request, f"{told['name']} is saved.")

    title = stored.name if stored else "Add a room"
    return _asks(request, RoomForm, f"room:{room_id or centre_id}", save, title, initial, centre=here)


@open_to(permissions.MANAGERS)
def opening(request: HttpRequest, centre_id: int) -> HttpResponse:
    """When a centre is open on each day of the week."""
    by, today = actor(request), clock.today()
    here = places.centre(centre_id=centre_id, by=by)
    known = places.opening(by=by, centres=[centre_id], first=today, last=today).times
    initial: dict[str, Any] = {}
    for (_, weekday), one in known.items():
        initial |= {f"opens_{weekday}": one.opens, f"closes_{weekday}": one.closes}

    def save(told: dict[str, Any]) -> None:
        actions.set_opening(centre=here, times=told["times"], by=by, at=clock.now())
        messages.success(request, "The opening times are saved.")

    return _asks(
        request,
        OpeningForm,
        f"opening:{centre_id}",
        save,
        "Opening times",
        initial,
        centre=here,
        template="opening",
    )


@open_to(permissions.MANAGERS)
def shut(request: HttpRequest, centre_id: int) -> HttpResponse:
    """Let a centre stay shut on a day, or take that back."""
    by = actor(request)
    here = places.centre(centre_id=centre_id, by=by)
    if request.POST.get("reopen"):
        form = ShutForm({"on": request.POST["reopen"]})
        if form.is_valid():
            actions.reopen(centre=here, on=form.cleaned_data["on"], by=by)
            messages.success(
                request, f"{here.name} is open on {words.long_day(form.cleaned_data['on'])} as usual."
            )
        return redirect("appointments:rooms", centre_id)

    def save(told: dict[str, Any]) -> None:
        booked = actions.shut(centre=here, on=told["on"], why=told["why"], by=by)
        messages.success(request, f"{here.name} stays shut on {words.long_day(told['on'])}.")
        if booked:
            there = words.count(booked, "appointment is", "appointments are")
            messages.warning(request, f"{there} booked there on that day: move or cancel them.")

    return _asks(
        request, ShutForm, f"shut:{centre_id}", save, "A day on which it stays shut", {}, centre=here
    )


@open_to(permissions.MANAGERS)
def rules(request: HttpRequest) -> HttpResponse:
    """When people are reminded, how long a slot is, when another way is suggested."""
    by = actor(request)
    stored = places.diary_rules(by=by)
    names = ("quiet_from", "quiet_until", "slot_minutes", "missed_in_a_row", "try_again_days", "version")
    initial = {name: getattr(stored, name) for name in names}
    initial["remind"] = ", ".join(map(str, stored.remind_hours_before))

    def save(told: dict[str, Any]) -> None:
        said_now = {name: told[name] for name in names}
        actions.set_rules(remind_hours_before=told["remind"], by=by, **said_now)
        messages.success(request, "Saved. It holds from now on.")

    return _asks(request, RulesForm, "diary-rules", save, "How the diary is kept", initial, centre=None)


def _asks(
    request: HttpRequest,
    make: Any,
    key: str,
    save: Any,
    title: str,
    initial: dict[str, Any],
    *,
    centre: Any,
    template: str = "set_up",
) -> HttpResponse:
    """A page that asks one thing about a centre, or about the diary."""
    by = actor(request)
    form = asked(request, make, key=key, by=by, initial=initial)
    back = reverse("appointments:rooms", args=[centre.pk]) if centre else reverse("appointments:diary")

    def show(status: int) -> HttpResponse:
        told = {
            "form": form,
            "draft": key,
            "title": title,
            "centre": centre,
            "back_href": back,
            "days": words.DAYS,
        }
        return render(request, f"appointments/{template}.html", told, status=status)

    if request.method != "POST":
        return show(200)
    return answered(request, form, key=key, by=by, save=save, go=back, show=show, back=back)
