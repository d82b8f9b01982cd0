"""Contacts with a young person: listed, and recorded at length."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from connexions.ground.base import clock
from connexions.ground.base.doors import open_to
from connexions.ground.design import words
from connexions.ground.design.asking import answered, asked, moment
from connexions.practice.casework import permissions
from connexions.practice.casework.actions import contacts, follow_ups
from connexions.practice.casework.forms.contacts import ContactForm, checked
from connexions.practice.casework.models import Contact
from connexions.practice.casework.presenters import contacts as shown
from connexions.practice.casework.queries import contacts as queries
from connexions.practice.casework.queries import follow_ups as to_do
from connexions.practice.casework.queries import guides, outcomes, plans
from connexions.registers.people.opening import Opened, opened

PAGE = 30


@open_to(permissions.READERS)
def whole(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Every contact, the latest first; what is to be done; what was taken off."""
    reads = (*queries.first_page(PAGE), to_do.WAITING) if "page" not in request.GET else ()
    record = opened(request, young_person_id, page="casework.contacts", reads=reads)
    person, by = record.young_person, record.by
    page = queries.pages_of(of=person, by=by, size=PAGE).get_page(request.GET.get("page"))
    told: dict[str, Any] = {
        "contacts": page,
        "failed": Contact.FAILED,
        "follow_ups": to_do.waiting(of=person, by=by),
        "taken_off": queries.taken_off(of=person, by=by),
    }
    return record.page("casework/contacts.html", "contacts", **told)


@open_to(permissions.CASEWORKERS)
def record(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Record one at length."""
    opening = opened(request, young_person_id, page="casework.contacts", writes=True, reads=plans.PLANS)
    person, by, key = opening.young_person, opening.by, f"contact:{young_person_id}"
    points = queries.ways_to_reach(of=person, by=by)
    about = shown.about_choices(plans.open_plan(of=person, by=by))
    chosen = guides.in_use(by=by)
    form = asked(
        request,
        ContactForm,
        key=key,
        by=by,
        guides=chosen,
        points=shown.point_choices(points),
        about=about.choices,
        initial={"met_on": opening.on, "guide": request.GET.get("guide", "")},
    )

    def show(status: int) -> HttpResponse:
        told = {
            "form": form,
            "draft": key,
            "follows": shown.following(outcomes.what_follows(by=by)),
            "twice": status == 409,
        }
        return opening.page("casework/contact_record.html", "contacts", status=status, **told)

    if request.method == "POST" and "use_guide" in request.POST:
        checked(form)
        return show(200)
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
            besides=contacts.Besides(
                they_came=told["they_came"],
                minutes=told["minutes"],
                who_else=told["who_else"],
                reached=told["reached"],
                new_address=told["new_address"],
                contact_point=next((one for one in points if str(one.pk) == told["contact_point"]), None),
                **about.meant(told["about"]),
            ),
            guided=_guided(form),
            sent_as=told["sent_as"],
            another=told["another"],
            recorded_at=now,
            by=by,
        )
        _add_to_do(opening, contact, told)
        messages.success(request, said(person.known_as, contact))

    back = reverse("casework:contacts", args=[person.pk])
    return answered(request, form, key=key, by=by, save=save, go=back, show=show, back=back)


def _guided(form: ContactForm) -> contacts.Guided | None:
    guide = form.chosen
    return contacts.Guided(guide.key, guide.name, guide.version, form.answers()) if guide else None


def _add_to_do(opening: Opened, contact: Contact, told: dict[str, Any]) -> None:
    """What is to be done next, once for a sending."""
    if told["to_do"] and not contact.follow_ups.filter(words=told["to_do"]).exists():
        follow_ups.add(
            young_person=opening.young_person,
            words=told["to_do"],
            due_on=told["to_do_by"],
            at=clock.now(),
            by=opening.by,
            contact=contact,
        )


def said(known_as: str, contact: Contact) -> str:
    """The sentence after saving."""
    if contact.try_again_on is None:
        return f"The contact with {known_as} is recorded."
    return f"Recorded. {known_as} comes up again on {words.long_day(contact.try_again_on)}."
