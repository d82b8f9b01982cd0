"""An assessment over several meetings: who was there, and going on with the newest form."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from connexions.ground.base.doors import open_to
from connexions.ground.base.refusals import NotPossible
from connexions.ground.design.asking import answered, asked
from connexions.practice.casework import permissions
from connexions.practice.casework.actions import assessments
from connexions.practice.casework.forms.assessments import SittingForm
from connexions.practice.casework.queries import assessments as queries
from connexions.practice.casework.views.assessments import opened_for_rating


@open_to(permissions.CASEWORKERS)
def sit(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Write down a meeting, or who was at today's."""
    record, _, found, _ = opened_for_rating(request, young_person_id)
    key = f"assessment:{found.pk}:sitting"
    held = {each.held_on: each for each in queries.sittings(found, of=record.young_person, by=record.by)}
    today = held.get(record.on)
    initial = {
        "held_on": record.on,
        "with_young_person": "no" if today and not today.with_young_person else "yes",
        "others": today.others if today else "",
    }
    form = asked(request, SittingForm, key=key, by=record.by, initial=initial)
    form.fields["with_young_person"].label = f"Was {record.young_person.known_as} there?"

    def show(status: int) -> HttpResponse:
        told = {"form": form, "draft": key, "assessment": found}
        return record.page("casework/assessment_sitting.html", "assessment", status=status, **told)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        assessments.sit(
            assessment=found,
            on=told["held_on"],
            with_young_person=told["with_young_person"],
            others=told["others"],
            today=record.on,
            by=record.by,
        )

    go = reverse("casework:assessment", args=[young_person_id])
    return answered(request, form, key=key, by=record.by, save=save, go=go, show=show, back=go)


@open_to(permissions.CASEWORKERS)
@require_POST
def move_over(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Go on with the open assessment on the newest form."""
    record, _, found, _ = opened_for_rating(request, young_person_id)
    version = request.POST.get("version", "")
    try:
        assessments.move_over(
            assessment=found, version=int(version) if version.isdecimal() else 0, by=record.by
        )
        messages.success(
            request, "This assessment goes on on the newest form. Nothing that was typed is lost."
        )
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
    return redirect("casework:assessment", young_person_id)
