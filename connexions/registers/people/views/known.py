"""Changing the numbers that systems know somebody by, and what is known of their situation."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from connexions.ground.base import clock
from connexions.ground.base.doors import actor, open_to
from connexions.registers.people.actions import characteristics, identifiers
from connexions.registers.people.forms.known import CharacteristicForm, EndForm, IdentifierForm
from connexions.registers.people.models import Characteristic, Identifier
from connexions.registers.people.sight import WRITERS
from connexions.registers.people.views.asking import Question, ask
from connexions.registers.people.views.opened import details_page, one_of, open_details


@open_to(WRITERS)
def add_identifier(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """One more number; a wrong check digit warns, and the number is kept."""
    young_person, told = open_details(request, young_person_id)

    def save(answers: dict[str, Any], version: int | None) -> str:
        wrong = identifiers.add(young_person=young_person, by=actor(request), **answers)
        if wrong:
            messages.warning(request, f"The number is kept, but look at it again. {wrong}")
            return ""
        return "The number is saved."

    question = Question(
        title="Add a number",
        make=IdentifierForm,
        answered=save,
        draft=f"people.identifier:{young_person.pk}",
        back=details_page(young_person, "numbers"),
    )
    return ask(request, question, told)


@open_to(WRITERS)
@require_POST
def remove_identifier(request: HttpRequest, young_person_id: UUID, identifier_id: UUID) -> HttpResponse:
    """Taking a number away that is not theirs."""
    young_person, _ = open_details(request, young_person_id)
    identifiers.remove(identifier=one_of(Identifier, identifier_id, young_person), by=actor(request))
    messages.success(request, "The number is taken away.")
    return redirect(details_page(young_person, "numbers"))


@open_to(WRITERS)
def add_characteristic(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Something in their situation, since when, and who said so."""
    young_person, told = open_details(request, young_person_id)

    def save(answers: dict[str, Any], version: int | None) -> str:
        characteristics.add(young_person=young_person, by=actor(request), on=clock.today(), **answers)
        return "It is saved."

    question = Question(
        title="Add to their situation",
        make=CharacteristicForm,
        answered=save,
        draft=f"people.characteristic:{young_person.pk}",
        back=details_page(young_person, "situation"),
    )
    return ask(request, question, told | {"looks": {"kind": {"look": "small"}}})


@open_to(WRITERS)
def end_characteristic(request: HttpRequest, young_person_id: UUID, characteristic_id: UUID) -> HttpResponse:
    """It is so no longer."""
    young_person, told = open_details(request, young_person_id)
    known = one_of(Characteristic, characteristic_id, young_person)

    def save(answers: dict[str, Any], version: int | None) -> str:
        characteristics.end(
            characteristic=known, by=actor(request), until_on=answers["until_on"], on=clock.today()
        )
        return "Its end is saved."

    question = Question(
        title=f"End: {known.get_kind_display().lower()}",
        make=EndForm,
        answered=save,
        draft=f"people.characteristic_end:{known.pk}",
        back=details_page(young_person, "situation"),
    )
    return ask(request, question, told)
