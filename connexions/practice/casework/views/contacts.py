"""Contacts with a young person."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from connexions.ground.base import clock
from connexions.ground.base.doors import open_to
from connexions.ground.design import words
from connexions.ground.design.asking import answered, asked, moment
from connexions.practice.casework import permissions
from connexions.practice.casework.actions import contacts
from connexions.practice.casework.forms.contacts import ContactForm
from connexions.practice.casework.models import Contact
from connexions.practice.casework.queries import contacts as queries
from connexions.registers.people.opening import opened

PAGE = 30


@open_to(permissions.READERS)
def whole(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Every contact, the latest first."""
    record = opened(request, young_person_id, page="casework.contacts")
    pages = Paginator(queries.contacts_of(of=record.young_person, by=record.by), PAGE)
    shown = pages.get_page(request.GET.get("page"))
    return record.page("casework/contacts.html", "contacts", contacts=shown, failed=Contact.FAILED)


@open_to(permissions.CASEWORKERS)
def record(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Record one."""
    opening = opened(request, young_person_id, page="casework.contacts", writes=True)
    person, by, key = opening.young_person, opening.by, f"contact:{young_person_id}"
    form = asked(request, ContactForm, key=key, by=by, initial={"met_on": opening.on})

    def show(status: int) -> HttpResponse:
        return opening.page("casework/contact_record.html", "contacts", status=status, form=form, draft=key)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        now = clock.now()
        contact = contacts.record(
            young_person=person,
            at=moment(told["met_on"], told["time"], now),
            channel=told["channel"],
            outcome=told["outcome"],
            words=told["note"],
            try_again_on=told["try_again_on"],
            recorded_at=now,
            by=by,
        )
        messages.success(request, _said(person.known_as, contact))

    back = reverse("casework:contacts", args=[person.pk])
    return answered(request, form, key=key, by=by, save=save, go=back, show=show, back=back)


def _said(known_as: str, contact: Contact) -> str:
    if contact.try_again_on is None:
        return f"The contact with {known_as} is recorded."
    return f"Recorded. {known_as} comes up again on {words.long_day(contact.try_again_on)}."
