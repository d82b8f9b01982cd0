"""The young person first: the screen is handed over, and asks one thing at a time in plain words.

While it is handed over the session opens these pages and no other (``accounts.handed_over``), and they show nothing
that anybody else has said: no rating of the adviser's, no note, no name but the young person's own.
"""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from connexions.ground.base import clock
from connexions.ground.base.doors import open_to
from connexions.ground.base.refusals import Missing
from connexions.ground.design.asking import answered, asked
from connexions.practice.casework import permissions
from connexions.practice.casework.actions import assessments, evidence
from connexions.practice.casework.forms.assessments import TheirsForm
from connexions.practice.casework.models import Evidence
from connexions.practice.casework.queries import assessments as queries
from connexions.practice.casework.views.assessments import opened_for_rating
from connexions.registers.accounts import handed_over

HAND_OVER, FIRST = "casework:assessment_hand_over", "casework:theirs"


@open_to(permissions.CASEWORKERS)
def hand_over(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Say what will happen, then hand the screen over."""
    record, _, found, on_form = opened_for_rating(request, young_person_id)
    if request.method != "POST":
        told = {"factors": len(on_form.factors)}
        return record.page("casework/assessment_hand_over.html", "assessment", **told)
    assessments.hand_over(assessment=found, by=record.by)
    first = reverse(FIRST, args=[young_person_id])
    handed_over.hand_over(request, to=first, at=clock.now())
    return redirect(first)


@open_to(permissions.CASEWORKERS)
def begin(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """What the young person sees first: the first thing they have not answered."""
    record, _, found, on_form = opened_for_rating(request, young_person_id)
    if not handed_over.is_handed_over(request):
        return redirect(HAND_OVER, young_person_id)
    profile = queries.profiles(of=record.young_person, by=record.by, which=[found])[0]
    said = {number for number, rated in profile.rated.items() if rated.young_person is not None}
    left = [one.number for one in on_form.factors if one.number not in said]
    if not left:
        return redirect("casework:theirs_end", young_person_id)
    return redirect("casework:theirs_question", young_person_id, left[0])


@open_to(permissions.CASEWORKERS)
def question(request: HttpRequest, young_person_id: UUID, number: int) -> HttpResponse:
    """One thing, asked in plain words; nothing but their own answer is shown or written."""
    record, _, found, on_form = opened_for_rating(request, young_person_id)
    if not handed_over.is_handed_over(request):
        return redirect(HAND_OVER, young_person_id)
    factor = on_form.factor(number)
    if factor is None:
        raise Missing("There is no such question.")
    profile = queries.profiles(of=record.young_person, by=record.by, which=[found])[0]
    rating = profile.ratings.get(number)
    initial = {"level": rating.young_person_level} if rating else {}
    key = f"theirs:{found.pk}:{number}"
    form = asked(request, TheirsForm, key=key, by=record.by, scale=on_form.scale, initial=initial)
    following = on_form.after(factor)
    previous = on_form.before(factor)

    def show(status: int) -> HttpResponse:
        told = {
            "form": form,
            "factor": factor,
            "draft": key,
            "known": record.young_person.known_as,
            "total": len(on_form.factors),
            "end_href": _end(young_person_id),
            "back_href": _at(young_person_id, previous.number) if previous else None,
        }
        return render(request, "casework/theirs.html", told, status=status)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        if form.is_answered:
            assessments.say(assessment=found, factor=number, level=told["level"], on=record.on, by=record.by)
        if told["words"]:
            evidence.add(
                assessment=found,
                factor=number,
                source=Evidence.Source.YOUNG_PERSON,
                words=told["words"],
                said_on=record.on,
                on=record.on,
                at=clock.now(),
                by=record.by,
            )

    go = _at(young_person_id, following.number) if following else _end(young_person_id)
    here = _at(young_person_id, number)
    return answered(request, form, key=key, by=record.by, save=save, go=go, show=show, back=here)


@open_to(permissions.CASEWORKERS)
def end(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Thank you; now give it back."""
    record, _, _, on_form = opened_for_rating(request, young_person_id)
    if not handed_over.is_handed_over(request):
        return redirect(HAND_OVER, young_person_id)
    back_href = reverse("casework:theirs_back", args=[young_person_id])
    told = {
        "young_person": record.young_person,
        "adviser": record.by.name,
        "first_href": _at(young_person_id, on_form.factors[0].number),
        "again_href": f"{reverse('account_reauthenticate')}?next={back_href}",
    }
    return render(request, "casework/theirs_end.html", told)


@open_to(permissions.CASEWORKERS)
def back(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Whoever handed it over takes it back, once they have shown that it is them."""
    record, _, found, _ = opened_for_rating(request, young_person_id)
    if not handed_over.is_handed_over(request):
        return redirect("casework:assessment", young_person_id)
    if not handed_over.shown_again(request):
        return redirect("casework:theirs_end", young_person_id)
    if request.method != "POST":
        told = {"adviser": record.by.name, "young_person": record.young_person}
        return render(request, "casework/theirs_back.html", told)
    assessments.take_back(assessment=found, by=record.by)
    handed_over.take_back(request)
    return redirect("casework:assessment", young_person_id)


def _at(young_person_id: UUID, number: int) -> str:
    return reverse("casework:theirs_question", args=[young_person_id, number])


def _end(young_person_id: UUID) -> str:
    return reverse("casework:theirs_end", args=[young_person_id])
