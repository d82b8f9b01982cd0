"""Changing where somebody lives and how they are reached."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from connexions.ground.base import clock
from connexions.ground.base.doors import actor, open_to
from connexions.registers.people import reach
from connexions.registers.people.actions import contact_points, residences
from connexions.registers.people.forms import reached as forms
from connexions.registers.people.models import ContactPoint, Residence
from connexions.registers.people.sight import WRITERS
from connexions.registers.people.views.asking import Question, ask
from connexions.registers.people.views.opened import details_page, one_of, open_details

HOME = ("no_fixed_address", "line_1", "line_2", "line_3", "town", "county", "postcode", "with_whom", "source")
POINT = ("value", "whose", "preferred", "note", "opted_out_on", "failed_on", "source")


@open_to(WRITERS)
def move(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """They live somewhere else now."""
    young_person, told = open_details(request, young_person_id)

    def save(answers: dict[str, Any], version: int | None) -> str:
        home = {field: answers[field] for field in HOME}
        residences.move(
            young_person=young_person,
            by=actor(request),
            from_on=answers["from_on"],
            on=clock.today(),
            home=home,
        )
        return "The new address is saved. The one before is kept with its last day."

    question = Question(
        title="New address",
        make=forms.MoveForm,
        answered=save,
        draft=f"people.move:{young_person.pk}",
        back=details_page(young_person, "addresses"),
    )
    return ask(request, question, told)


@open_to(WRITERS)
def home(request: HttpRequest, young_person_id: UUID, residence_id: UUID) -> HttpResponse:
    """Putting one address right."""
    young_person, told = open_details(request, young_person_id)
    residence = one_of(Residence, residence_id, young_person)

    def save(answers: dict[str, Any], version: int | None) -> str:
        residences.correct(residence=residence, by=actor(request), version=version, home=answers)
        return "The address is saved."

    question = Question(
        title="Correct an address",
        make=forms.HomeForm,
        answered=save,
        draft=f"people.home:{residence.pk}",
        back=details_page(young_person, "addresses"),
        initial={field: getattr(residence, field) for field in (*HOME, "from_on")},
        version=residence.version,
    )
    return ask(request, question, told)


@open_to(WRITERS)
def add_contact_point(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """One more number or address."""
    young_person, told = open_details(request, young_person_id)

    def save(answers: dict[str, Any], version: int | None) -> str:
        contact_points.add(young_person=young_person, by=actor(request), facts=answers)
        return "The number or address is saved."

    question = Question(
        title="Add a phone number or e-mail address",
        make=forms.ContactPointForm,
        answered=save,
        draft=f"people.contact_point:{young_person.pk}",
        back=details_page(young_person, "reach"),
    )
    return ask(request, question, told)


@open_to(WRITERS)
def contact_point(request: HttpRequest, young_person_id: UUID, point_id: UUID) -> HttpResponse:
    """Changing one number or address."""
    young_person, told = open_details(request, young_person_id)
    point = one_of(ContactPoint, point_id, young_person)

    def save(answers: dict[str, Any], version: int | None) -> str:
        contact_points.change(point=point, by=actor(request), version=version, facts=answers)
        return "The number or address is saved."

    initial = {field: getattr(point, field) for field in POINT}
    question = Question(
        title="Change a phone number or e-mail address",
        make=forms.ContactPointForm,
        answered=save,
        draft=f"people.contact_point:{point.pk}",
        back=details_page(young_person, "reach"),
        initial=initial | {"value": reach.shown(point.value)},
        version=point.version,
    )
    removing = {
        "href": reverse("people:remove_contact_point", args=[young_person.pk, point.pk]),
        "lead": "Take it away only if it was never theirs. If it does not work any more, say so above.",
        "text": "Take it away",
        "confirm": "Take this number or address off the record?",
    }
    return ask(request, question, told | {"removing": removing})


@open_to(WRITERS)
@require_POST
def remove_contact_point(request: HttpRequest, young_person_id: UUID, point_id: UUID) -> HttpResponse:
    """Taking one away."""
    young_person, _ = open_details(request, young_person_id)
    contact_points.remove(point=one_of(ContactPoint, point_id, young_person), by=actor(request))
    messages.success(request, "The number or address is taken away.")
    return redirect(details_page(young_person, "reach"))
