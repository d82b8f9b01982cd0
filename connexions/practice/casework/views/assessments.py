"""The wheel: looking at a young person's whole situation, factor by factor."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from connexions.ground.base import clock
from connexions.ground.base.doors import open_to
from connexions.ground.base.refusals import Missing, NotPossible
from connexions.ground.design.asking import answered, asked
from connexions.practice.casework import permissions
from connexions.practice.casework.actions import assessments, evidence
from connexions.practice.casework.forms.assessments import FinishForm, RatingForm, day_of
from connexions.practice.casework.models import Assessment
from connexions.practice.casework.queries import assessments as queries
from connexions.practice.casework.queries import plans
from connexions.practice.casework.queries.assessments import Form, Profile
from connexions.practice.casework.rules import Rated
from connexions.practice.casework.views.assessment_page import PANEL, draft_key, page
from connexions.registers.people.opening import Opened, opened

NONE_OPEN = "No assessment is open: start one first."


@open_to(permissions.READERS)
def current(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """The assessment being made, at the first factor not yet rated; else the latest that was finished."""
    reads = (queries.ASSESSMENTS, *plans.ANSWERED)
    record = opened(request, young_person_id, page="casework.assessment", reads=reads)
    every = queries.assessments_of(of=record.young_person, by=record.by)
    if not every:
        return record.page("casework/assessment_none.html", "assessment")
    return page(record, every, every[0])


@open_to(permissions.READERS)
def one(request: HttpRequest, young_person_id: UUID, assessment_id: UUID) -> HttpResponse:
    """An assessment as it was."""
    record = opened(request, young_person_id, page="casework.assessment")
    every = queries.assessments_of(of=record.young_person, by=record.by)
    found = next((each for each in every if each.pk == assessment_id), None)
    if found is None:
        raise Missing("There is no such assessment of this young person.")
    return page(record, every, found)


@open_to(permissions.CASEWORKERS)
@require_POST
def start(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Begin another."""
    record = opened(request, young_person_id, page="casework.assessment", writes=True)
    try:
        assessments.start(
            young_person=record.young_person,
            on=record.on,
            by=record.by,
            with_young_person=request.POST.get("without") != "1",
        )
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
    return redirect("casework:assessment", young_person_id)


@open_to(permissions.CASEWORKERS)
def factor(request: HttpRequest, young_person_id: UUID, number: int) -> HttpResponse:
    """Rate one factor, and go on to the next."""
    record, every, found, on_form = opened_for_rating(request, young_person_id)
    rated = on_form.factor(number)
    if rated is None:
        raise Missing(f"There is no factor {number} on this form.")
    if request.method != "POST":
        return page(record, every, found, number=number)
    key = draft_key(found, number)
    form = asked(request, RatingForm, key=key, by=record.by, scale=on_form.scale)
    here, following = _at(young_person_id, number), on_form.after(rated)
    go = _at(young_person_id, following.number) + PANEL if following else _finish(young_person_id)
    return answered(
        request,
        form,
        key=key,
        by=record.by,
        save=lambda told: _save(record, found, number, form, told),
        go=here + PANEL if "stay" in request.POST else go,
        show=lambda status: page(record, every, found, number=number, form=form, status=status),
        back=here,
    )


def _save(record: Opened, found: Assessment, number: int, form: RatingForm, told: dict[str, Any]) -> None:
    """The rating, and what it rests on where something was written."""
    rests_on, source, who = told.pop("rests_on"), told.pop("source"), told.pop("who")
    said_on, version = day_of(told, record.on), told.pop("version") or 0
    told.pop("said_on")
    if form.is_answered:
        assessments.rate(assessment=found, factor=number, version=version, by=record.by, on=record.on, **told)
    if rests_on:
        evidence.add(
            assessment=found,
            factor=number,
            source=source,
            words=rests_on,
            who=who,
            said_on=said_on,
            on=record.on,
            at=clock.now(),
            by=record.by,
        )


@open_to(permissions.CASEWORKERS)
def finish(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Sum up, finish, and go on to the plan."""
    record, _, found, on_form = opened_for_rating(request, young_person_id)
    key = f"assessment:{found.pk}:finish"
    form = asked(request, FinishForm, key=key, by=record.by, initial={"summary": found.summary})

    def show(status: int) -> HttpResponse:
        profile = queries.profiles(of=record.young_person, by=record.by, which=[found])[0]
        left = [each for each in on_form.factors if not profile.rated.get(each.number, Rated()).is_explored]
        told = {
            "form": form,
            "assessment": found,
            "left": left,
            "needs": _needs(on_form, profile),
            "draft": key,
        }
        return record.page("casework/assessment_finish.html", "assessment", status=status, **told)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        assessments.finish(assessment=found, at=clock.now(), by=record.by, summary=told["summary"])
        messages.success(
            request, "The assessment is finished. Now the plan: every need wants a goal or a reason."
        )

    plan, back = (
        reverse("casework:plan", args=[young_person_id]),
        _at(young_person_id, on_form.factors[0].number),
    )
    return answered(request, form, key=key, by=record.by, save=save, go=plan, show=show, back=back)


def opened_for_rating(
    request: HttpRequest, young_person_id: UUID
) -> tuple[Opened, list[Assessment], Assessment, Form]:
    """The record with its open assessment and its form. Raises ``NotPossible`` where none is open."""
    record = opened(request, young_person_id, page="casework.assessment", writes=True)
    every = queries.assessments_of(of=record.young_person, by=record.by)
    found = queries.open_one(every)
    if found is None:
        raise NotPossible(NONE_OPEN)
    return record, every, found, queries.form(found.form_id)


def _needs(form: Form, profile: Profile) -> list[str]:
    return [each.name for each in form.factors if each.number in profile.needs]


def _at(young_person_id: UUID, number: int) -> str:
    return reverse("casework:assessment_factor", args=[young_person_id, number])


def _finish(young_person_id: UUID) -> str:
    return reverse("casework:assessment_finish", args=[young_person_id])
