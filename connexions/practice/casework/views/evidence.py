"""What a rating rests on: picked from the record, and taken out again."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from connexions.ground.base import clock, drafts
from connexions.ground.base.doors import open_to
from connexions.ground.base.refusals import Missing, NotPossible
from connexions.ground.design.asking import answered, asked
from connexions.practice.casework import permissions
from connexions.practice.casework.actions import evidence
from connexions.practice.casework.forms.assessments import FromRecordForm
from connexions.practice.casework.models import Evidence
from connexions.practice.casework.queries import assessments as queries
from connexions.practice.casework.views.assessment_page import PANEL, draft_key
from connexions.practice.casework.views.assessments import opened_for_rating


@open_to(permissions.CASEWORKERS)
def from_record(request: HttpRequest, young_person_id: UUID, number: int) -> HttpResponse:
    """Pick contacts that the rating of a factor rests on."""
    record, _, found, on_form = opened_for_rating(request, young_person_id)
    factor = on_form.factor(number)
    if factor is None:
        raise Missing(f"There is no factor {number} on this form.")
    contacts = {
        str(each.pk): each for each in queries.contacts_to_rest_on(of=record.young_person, by=record.by)
    }
    key = f"assessment:{found.pk}:{number}:record"
    form = asked(request, FromRecordForm, key=key, by=record.by, found=contacts.values())
    go = reverse("casework:assessment_factor", args=[young_person_id, number]) + PANEL

    def show(status: int) -> HttpResponse:
        told = {"form": form, "factor": factor, "contacts": contacts, "back_to": go, "draft": key}
        return record.page("casework/assessment_record.html", "assessment", status=status, **told)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        for each in (contacts[one] for one in told["contacts"]):
            evidence.add(
                assessment=found,
                factor=number,
                source=Evidence.Source.CONTACT,
                words=each.note,
                who=each.recorded_by.name,
                said_on=timezone.localdate(each.at),
                on=record.on,
                at=clock.now(),
                contact=each,
                by=record.by,
            )

    return answered(request, form, key=key, by=record.by, save=save, go=go, show=show, back=go)


@open_to(permissions.CASEWORKERS)
@require_POST
def take_out(request: HttpRequest, young_person_id: UUID, evidence_id: UUID) -> HttpResponse:
    """Take out what was written down by mistake; what else was typed on that page waits there as a draft."""
    record, _, found, _ = opened_for_rating(request, young_person_id)
    try:
        gone = evidence.take_out(assessment=found, evidence_id=evidence_id, by=record.by)
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
        return redirect("casework:assessment", young_person_id)
    typed = {name: [str(each) for each in values] for name, values in request.POST.lists()}
    drafts.keep(form=draft_key(found, gone.factor), typed=typed, at=clock.now(), by=record.by)
    messages.success(request, f"Taken out: “{gone.words[:200]}”")
    return redirect(reverse("casework:assessment_factor", args=[young_person_id, gone.factor]) + PANEL)
