"""Changing who is around somebody: carers, brothers and sisters."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from connexions.ground.base import clock
from connexions.ground.base.doors import actor, open_to
from connexions.registers.people import reach
from connexions.registers.people.actions import family
from connexions.registers.people.forms.known import SiblingForm
from connexions.registers.people.forms.reached import CarerForm
from connexions.registers.people.models import Carer, YoungPerson
from connexions.registers.people.presenters import hits
from connexions.registers.people.queries.search import search
from connexions.registers.people.sight import WRITERS, find
from connexions.registers.people.views.asking import Question, ask
from connexions.registers.people.views.opened import details_page, one_of, open_details

CARER = ("name", "relationship", "may_contact", "phone", "email", "note", "source")
SAID = {True: "yes", False: "no", None: "unknown"}
MOST_SIBLINGS = 12


@open_to(WRITERS)
def add_carer(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """One more parent or carer."""
    young_person, told = open_details(request, young_person_id)

    def save(answers: dict[str, Any], version: int | None) -> str:
        family.add_carer(young_person=young_person, by=actor(request), facts=answers)
        return "The parent or carer is saved."

    question = Question(
        title="Add a parent or carer",
        make=CarerForm,
        answered=save,
        draft=f"people.carer:{young_person.pk}",
        back=details_page(young_person, "carers"),
    )
    return ask(request, question, told | {"looks": {"parental_responsibility": {"look": "inline"}}})


@open_to(WRITERS)
def carer(request: HttpRequest, young_person_id: UUID, carer_id: UUID) -> HttpResponse:
    """Changing what is known of one."""
    young_person, told = open_details(request, young_person_id)
    known = one_of(Carer, carer_id, young_person)

    def save(answers: dict[str, Any], version: int | None) -> str:
        family.change_carer(carer=known, by=actor(request), version=version, facts=answers)
        return "The parent or carer is saved."

    initial = {field: getattr(known, field) for field in CARER}
    initial |= {
        "phone": reach.shown(known.phone),
        "parental_responsibility": SAID[known.parental_responsibility],
    }
    question = Question(
        title="Change a parent or carer",
        make=CarerForm,
        answered=save,
        draft=f"people.carer:{known.pk}",
        back=details_page(young_person, "carers"),
        initial=initial,
        version=known.version,
    )
    removing = {
        "href": reverse("people:remove_carer", args=[young_person.pk, known.pk]),
        "lead": "Take them away if they do not look after this young person. The history keeps it.",
        "text": "Take them away",
        "confirm": "Take this person off the record?",
    }
    looks = {"parental_responsibility": {"look": "inline"}}
    return ask(request, question, told | {"removing": removing, "looks": looks})


@open_to(WRITERS)
@require_POST
def remove_carer(request: HttpRequest, young_person_id: UUID, carer_id: UUID) -> HttpResponse:
    """Taking one away."""
    young_person, _ = open_details(request, young_person_id)
    family.remove_carer(carer=one_of(Carer, carer_id, young_person), by=actor(request))
    messages.success(request, "The parent or carer is taken away.")
    return redirect(details_page(young_person, "carers"))


@open_to(WRITERS)
def add_sibling(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Finding a brother or sister, then joining the two records."""
    young_person, told = open_details(request, young_person_id)
    found = _found(request, young_person) if request.method == "POST" else []

    def make(**given: Any) -> SiblingForm:
        return SiblingForm(found=found, **given)

    def save(answers: dict[str, Any], version: int | None) -> str:
        sibling, _ = find(answers["sibling"], by=actor(request))
        family.join_siblings(
            young_person=young_person,
            sibling=sibling,
            by=actor(request),
            relationship=answers["relationship"],
        )
        return "Both records now name the other as a brother or sister."

    question = Question(
        title="Add a brother or sister",
        make=make,
        answered=save,
        draft=f"people.sibling:{young_person.pk}",
        back=details_page(young_person, "siblings"),
        template="people/ask_sibling.html",
    )
    if request.method == "POST" and not request.POST.get("sibling"):
        return _choose(request, question, told, make(initial=request.POST.dict()), searched=True)
    return ask(request, question, told | {"searched": bool(found), "found": found})


def _found(request: HttpRequest, young_person: YoungPerson) -> list[tuple[str, str]]:
    text = request.POST.get("find", "")
    likely = search(text, by=actor(request), on=clock.today(), most=MOST_SIBLINGS).hits
    return [(str(hit.id), hits.line(hit, on=clock.today())) for hit in likely if hit.id != young_person.pk]


def _choose(
    request: HttpRequest, question: Question, told: dict[str, Any], form: SiblingForm, *, searched: bool
) -> HttpResponse:
    found = form.fields["sibling"].choices  # type: ignore[attr-defined]
    page = {
        "question": question,
        "form": form,
        "kept_at": None,
        "version": None,
        "here": request.path,
        "searched": searched,
        "found": list(found),
    }
    return render(request, question.template, told | page)


@open_to(WRITERS)
@require_POST
def remove_sibling(request: HttpRequest, young_person_id: UUID, sibling_id: UUID) -> HttpResponse:
    """Taking back that two are brothers or sisters."""
    young_person, _ = open_details(request, young_person_id)
    sibling, _sight = find(sibling_id, by=actor(request))
    family.part_siblings(young_person=young_person, sibling=sibling, by=actor(request))
    messages.success(request, "The two records no longer name each other.")
    return redirect(details_page(young_person, "siblings"))
