"""The front desk: who came in, who is next, who is with whom."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from connexions.ground.base import clock
from connexions.ground.base.acting import Actor
from connexions.ground.base.doors import actor, open_to, quiet
from connexions.ground.base.refusals import NotPossible
from connexions.ground.design.asking import answered, asked
from connexions.practice.appointments import permissions
from connexions.practice.appointments.actions import waiting
from connexions.practice.appointments.forms.desk import ArriveForm, LinkForm, SeenForm
from connexions.practice.appointments.models import Waiting
from connexions.practice.appointments.presenters.queue import rows
from connexions.practice.appointments.queries import places, queue, secrets
from connexions.practice.appointments.views.asking import uuid_asked
from connexions.registers.partners.models import Centre
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.queries.search import search
from connexions.registers.people.sight import Part, find

FOUND = 6
MOVES = {"take": waiting.take, "leave": waiting.leave, "put-back": waiting.put_back}
SAID = {
    "take": "Number {0} is with you.",
    "leave": "Noted: number {0} left without being seen.",
    "put-back": "Number {0} waits again, in their old place.",
}


@open_to(permissions.CASEWORKERS)
def choose(request: HttpRequest) -> HttpResponse:
    """The front desk of one's own centre; where there are several, a choice."""
    by = actor(request)
    found = places.centres(by=by)
    if len(found) == 1:
        return redirect("appointments:front_desk", found[0].pk)
    return render(request, "appointments/front_desks.html", {"centres": found})


@open_to(permissions.CASEWORKERS)
def desk(request: HttpRequest, centre_id: int) -> HttpResponse:
    """The queue of a centre; and letting somebody in."""
    by = actor(request)
    here = places.centre(centre_id=centre_id, by=by)
    key = f"arrive:{centre_id}"
    form = asked(request, ArriveForm, key=key, by=by)
    back = reverse("appointments:front_desk", args=[centre_id])

    def show(status: int, found: list[YoungPerson] | None = None) -> HttpResponse:
        told = _told(by, here) | {"form": form, "draft": key, "found": found}
        told["screen"] = secrets.screen_of(centre=centre_id, by=by)
        told["may_furnish"] = by.role in permissions.MANAGERS
        return render(request, "appointments/front_desk.html", told, status=status)

    if request.method != "POST":
        return show(200)
    how = request.POST.get("how", "")
    if form.is_valid() and how == "":
        hits = search(form.cleaned_data["who"], by=by, on=clock.today(), most=FOUND).hits
        return show(200, [hit.young_person for hit in hits])

    def save(told: dict[str, Any]) -> None:
        made = _arrive(here, told, how, by)
        messages.success(request, f"{made.young_person or made.first_name} has number {made.ticket}.")

    return answered(request, form, key=key, by=by, save=save, go=back, show=show, back=back)


def _arrive(here: Centre, told: dict[str, Any], how: str, by: Actor) -> Waiting:
    """Let them in: by the record that was chosen, or by the first word of the name alone."""
    person = find(uuid_asked(how), by=by, part=Part.HEADLINE)[0] if how != "unknown" else None
    return waiting.arrive(
        centre=here,
        at=clock.now(),
        on=clock.today(),
        by=by,
        young_person=person,
        first_name="" if person else told["who"].split()[0],
        about=told["about"],
        urgent_reason=told["urgent_reason"],
    )


@open_to(permissions.CASEWORKERS)
@quiet
@require_GET
def now(request: HttpRequest, centre_id: int) -> HttpResponse:
    """The queue alone, for a page that asks again by itself."""
    by = actor(request)
    return render(request, "appointments/_queue.html", _told(by, places.centre(centre_id=centre_id, by=by)))


@open_to(permissions.CASEWORKERS)
@require_POST
def take_next(request: HttpRequest, centre_id: int) -> HttpResponse:
    """Take whoever is next."""
    by = actor(request)
    here = places.centre(centre_id=centre_id, by=by)
    try:
        taken = waiting.take_next(centre=here, on=clock.today(), at=clock.now(), by=by)
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, SAID["take"].format(taken.ticket))
    return redirect("appointments:front_desk", centre_id)


@open_to(permissions.CASEWORKERS)
@require_POST
def move(request: HttpRequest, waiting_id: UUID, move: str) -> HttpResponse:
    """Take somebody, let them go, or let them wait again."""
    if move not in MOVES:
        raise Http404
    by = actor(request)
    found = queue.find(waiting_id=waiting_id, by=by)
    try:
        MOVES[move](waiting=found, at=clock.now(), by=by)
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, SAID[move].format(found.ticket))
    return redirect("appointments:front_desk", found.centre_id)


@open_to(permissions.CASEWORKERS)
def seen(request: HttpRequest, waiting_id: UUID) -> HttpResponse:
    """What was said to somebody who dropped in: a contact, where they have a record."""
    by = actor(request)
    found = queue.find(waiting_id=waiting_id, by=by)
    permissions.check_may_see_to(found, by)
    key = f"seen:{waiting_id}"
    form = asked(request, SeenForm, key=key, by=by)
    go = reverse("appointments:front_desk", args=[found.centre_id])

    def show(status: int) -> HttpResponse:
        told = {"form": form, "draft": key, "waiting": found, "person": found.young_person}
        return render(request, "appointments/seen.html", told, status=status)

    def save(told: dict[str, Any]) -> None:
        waiting.finish(waiting=found, words=told["note"], at=clock.now(), by=by)
        messages.success(request, f"Number {found.ticket} has been seen.")

    if request.method != "POST":
        return show(200)
    return answered(request, form, key=key, by=by, save=save, go=go, show=show, back=go)


@open_to(permissions.CASEWORKERS)
def link(request: HttpRequest, waiting_id: UUID) -> HttpResponse:
    """Say who it is: a name is looked for, and the record chosen."""
    by = actor(request)
    found = queue.find(waiting_id=waiting_id, by=by)
    permissions.check_may_see_to(found, by)
    form = LinkForm(request.POST or None)
    chosen = uuid_asked(request.POST.get("young_person"))
    hits: list[YoungPerson] | None = None
    if chosen is not None:
        person, _ = find(chosen, by=by, part=Part.CASEWORK)
        try:
            waiting.link(waiting=found, young_person=person, by=by)
        except NotPossible as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, f"Number {found.ticket} is {person.name}.")
        return redirect("appointments:front_desk", found.centre_id)
    if form.is_bound and form.is_valid():
        every = search(form.cleaned_data["who"], by=by, on=clock.today(), most=FOUND).hits
        hits = [hit.young_person for hit in every]
    return render(request, "appointments/link.html", {"form": form, "waiting": found, "found": hits})


@open_to(permissions.CASEWORKERS)
@require_POST
def close_day(request: HttpRequest, centre_id: int) -> HttpResponse:
    """Close the day at this front desk."""
    by = actor(request)
    here = places.centre(centre_id=centre_id, by=by)
    left = waiting.close_day(centre=here, on=clock.today(), at=clock.now(), by=by)
    said = f" {left} had not been seen." if left else ""
    messages.success(request, f"The day is closed, and first names are forgotten.{said}")
    return redirect("appointments:front_desk", centre_id)


def _told(by: Actor, here: Centre) -> dict[str, Any]:
    at = clock.now()
    found = queue.queue(centre=here.pk, on=clock.today(), by=by)
    return {"centre": here, "by": by, "at": at, **rows(found, by=by, now=at)}
