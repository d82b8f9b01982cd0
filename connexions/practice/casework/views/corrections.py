"""Putting a contact right, moving it to the right record, taking it away."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from connexions.ground.base import clock
from connexions.ground.base.doors import open_to
from connexions.ground.base.refusals import NotPossible
from connexions.ground.design.asking import answered, asked, moment
from connexions.practice.casework import permissions
from connexions.practice.casework.actions import corrections
from connexions.practice.casework.forms.contacts import CorrectForm, MoveForm, TakeAwayForm
from connexions.practice.casework.models import Contact
from connexions.practice.casework.queries import contacts as queries
from connexions.practice.casework.queries import sessions
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.opening import Opened, opened


def _open(request: HttpRequest, young_person_id: UUID, contact_id: UUID) -> tuple[Opened, Contact, str]:
    record = opened(request, young_person_id, page="casework.contacts", writes=True)
    contact = queries.one_of(record.young_person, contact_id, by=record.by)
    if contact.session_id is not None:
        raise NotPossible(corrections.OF_A_SESSION)
    return record, contact, reverse("casework:contacts", args=[young_person_id])


@open_to(permissions.CASEWORKERS)
def correct(request: HttpRequest, young_person_id: UUID, contact_id: UUID) -> HttpResponse:
    """Say what a contact should have said."""
    record, contact, back = _open(request, young_person_id, contact_id)
    key, here = f"contact_correct:{contact.pk}", timezone.localtime(contact.at)
    form = asked(
        request, CorrectForm, key=key, by=record.by, initial=_as_it_is(contact), answers=contact.answers
    )

    def show(status: int) -> HttpResponse:
        told = {"form": form, "draft": key, "contact": contact, "version": contact.version}
        return record.page("casework/contact_correct.html", "contacts", status=status, **told)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        now, time = clock.now(), told["time"]
        same = told["met_on"] == here.date() and (
            time is None or (time.hour, time.minute) == (here.hour, here.minute)
        )
        typed = {name: told[name] for name in ("channel", "outcome", "minutes", "who_else")}
        typed["at"] = contact.at if same else moment(told["met_on"], time, now)
        typed |= {"answers": form.answers()} if contact.answers else {"note": told["note"].strip()}
        version = request.POST.get("version", "")
        corrections.correct(
            contact=contact,
            typed=typed,
            because=told["because"],
            version=int(version) if version.isdecimal() else contact.version,
            at=now,
            by=record.by,
        )
        messages.success(request, "The contact is put right. What it said before stands beside it.")

    return answered(request, form, key=key, by=record.by, save=save, go=back, show=show, back=back)


def _as_it_is(contact: Contact) -> dict[str, Any]:
    here = timezone.localtime(contact.at)
    note = next((words for heading, words in contact.answers or [] if not heading), contact.note)
    return {
        "channel": contact.channel,
        "outcome": contact.outcome,
        "note": note,
        "met_on": here.date(),
        "time": f"{here:%H:%M}",
        "minutes": contact.minutes,
        "who_else": contact.who_else,
    }


@open_to(permissions.CASEWORKERS)
def move(request: HttpRequest, young_person_id: UUID, contact_id: UUID) -> HttpResponse:
    """Put a contact on the record it belongs to."""
    record, contact, back = _open(request, young_person_id, contact_id)
    key = f"contact_move:{contact.pk}"
    form = asked(request, MoveForm, key=key, by=record.by)
    found: list[YoungPerson] = []

    def show(status: int) -> HttpResponse:
        told = {"form": form, "draft": key, "contact": contact, "found": found}
        return record.page("casework/contact_move.html", "contacts", status=status, **told)

    if request.method != "POST":
        return show(200)
    if form.is_valid():
        found = sessions.meant(form.cleaned_data["who"], on=record.on, by=record.by)
        chosen = [one for one in found if one.pk == form.cleaned_data["young_person"]]
        if len(chosen) != 1:
            if not found:
                form.add_error("who", "Nobody whose work you may record has a name like that")
            return show(422)

    def save(told: dict[str, Any]) -> None:
        to = next(one for one in found if one.pk == told["young_person"])
        corrections.move(contact=contact, to=to, because=told["because"], at=clock.now(), by=record.by)
        messages.success(request, f"The contact is on {to.name}’s record now, and off this one.")

    return answered(request, form, key=key, by=record.by, save=save, go=back, show=show, back=back)


@open_to(permissions.CASEWORKERS)
def take_away(request: HttpRequest, young_person_id: UUID, contact_id: UUID) -> HttpResponse:
    """Take off a contact that never was."""
    record, contact, back = _open(request, young_person_id, contact_id)
    key = f"contact_away:{contact.pk}"
    form = asked(request, TakeAwayForm, key=key, by=record.by)

    def show(status: int) -> HttpResponse:
        told = {"form": form, "draft": key, "contact": contact}
        return record.page("casework/contact_take_away.html", "contacts", status=status, **told)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        corrections.take_away(contact=contact, because=told["because"], at=clock.now(), by=record.by)
        messages.success(
            request, "The contact is taken off. What it said stands under “Taken off this record”."
        )

    return answered(request, form, key=key, by=record.by, save=save, go=back, show=show, back=back)
