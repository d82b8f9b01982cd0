"""Changing who somebody is: name, birth and gender, languages, school, support."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html_join
from django.views.decorators.http import require_POST

from connexions.ground.base import clock
from connexions.ground.base.doors import actor, open_to
from connexions.registers.people.actions import other_names, young_people
from connexions.registers.people.forms import who
from connexions.registers.people.models import Name, YoungPerson
from connexions.registers.people.queries import schools
from connexions.registers.people.sight import WRITERS
from connexions.registers.people.views.asking import Question, ask
from connexions.registers.people.views.opened import details_page, one_of, open_details

TEMPLATES = {"name": "people/ask_name.html", "school": "people/ask_school.html"}
NAMES = ("given_name", "middle_names", "family_name", "preferred_name", "pronouns")


@open_to(WRITERS)
def name(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """What they are called."""
    young_person, told = open_details(request, young_person_id)

    def save(answers: dict[str, Any], version: int | None) -> str:
        changed_on = answers["changed_on"] if answers["why"] == "change" else None
        young_people.rename(
            young_person=young_person,
            by=actor(request),
            on=clock.today(),
            version=version,
            names={field: answers[field] for field in NAMES},
            changed_on=changed_on,
            source=answers["source"],
        )
        return "The name is saved."

    return ask(request, _question(young_person, "Name", "name", who.RenameForm, save, NAMES), told)


@open_to(WRITERS)
def add_name(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """One more name they are found by."""
    young_person, told = open_details(request, young_person_id)

    def save(answers: dict[str, Any], version: int | None) -> str:
        other_names.add(young_person=young_person, by=actor(request), **answers)
        return "The other name is saved."

    question = Question(
        title="Add another name",
        make=who.OtherNameForm,
        answered=save,
        draft=f"people.other_name:{young_person.pk}",
        back=details_page(young_person, "name"),
    )
    return ask(request, question, told)


@open_to(WRITERS)
@require_POST
def remove_name(request: HttpRequest, young_person_id: UUID, name_id: UUID) -> HttpResponse:
    """Taking a name away that was never theirs."""
    young_person, _ = open_details(request, young_person_id)
    other_names.remove(name=one_of(Name, name_id, young_person), by=actor(request))
    messages.success(request, "The name is taken away.")
    return redirect(details_page(young_person, "name"))


@open_to(WRITERS)
def about(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Date of birth, gender, ethnicity."""
    young_person, told = open_details(request, young_person_id)
    asked = ("date_of_birth", "gender", "ethnicity")
    save = _describing(
        request, young_person, "people.about.changed", "Birth, gender and ethnicity are saved."
    )
    return ask(
        request,
        _question(young_person, "Birth, gender and ethnicity", "about", who.AboutForm, save, asked),
        told | {"looks": {"gender": {"look": "inline"}}},
    )


@open_to(WRITERS)
def languages(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Languages and communication needs."""
    young_person, told = open_details(request, young_person_id)
    asked = ("first_language", "needs_interpreter", "communication_needs", "contact_preference")
    save = _describing(request, young_person, "people.languages.changed", "Languages and needs are saved.")
    title = "Languages and communication"
    return ask(request, _question(young_person, title, "languages", who.LanguagesForm, save, asked), told)


@open_to(WRITERS)
def school(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """School or college, and year group."""
    young_person, told = open_details(request, young_person_id)

    def save(answers: dict[str, Any], version: int | None) -> str:
        chosen = answers["school"]
        young_people.describe(
            young_person=young_person,
            by=actor(request),
            version=version,
            facts={"school_id": chosen.pk if chosen else None, "taught_in_year": answers["taught_in_year"]},
            event="people.school.changed",
        )
        return "School and year group are saved."

    question = _question(young_person, "School and year group", "school", who.SchoolForm, save, ())
    question.initial.update(
        school=schools.shown(young_person.school) if young_person.school else "",
        taught_in_year=str(young_person.taught_in_year or ""),
    )
    suggestions = format_html_join(
        "", '<option value="{}">', ((one,) for one in schools.suggested(by=actor(request)))
    )
    return ask(request, question, told | {"suggestions": suggestions})


@open_to(WRITERS)
def support(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Special educational needs."""
    young_person, told = open_details(request, young_person_id)
    save = _describing(
        request, young_person, "people.support.changed", "Special educational needs are saved."
    )
    title, asked = "Special educational needs", ("special_needs",)
    return ask(request, _question(young_person, title, "support", who.SpecialNeedsForm, save, asked), told)


def _describing(
    request: HttpRequest, young_person: YoungPerson, event: str, done: str
) -> Callable[[dict[str, Any], int | None], str]:
    def save(answers: dict[str, Any], version: int | None) -> str:
        young_people.describe(
            young_person=young_person, by=actor(request), version=version, facts=answers, event=event
        )
        return done

    return save


def _question(
    young_person: YoungPerson,
    title: str,
    section: str,
    make: type[forms.BaseForm],
    save: Callable[[dict[str, Any], int | None], str],
    asked: tuple[str, ...],
) -> Question:
    return Question(
        title=title,
        make=make,
        answered=save,
        draft=f"people.{section}:{young_person.pk}",
        back=details_page(young_person, section),
        initial={field: getattr(young_person, field) for field in asked},
        version=young_person.version,
        template=TEMPLATES.get(section, "people/ask.html"),
    )
