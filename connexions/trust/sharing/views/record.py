"""What is shared of one young person: on their record, to staff."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from connexions.engines.currency.years import age
from connexions.ground.base import clock
from connexions.ground.base.doors import open_to
from connexions.ground.base.refusals import NotPossible
from connexions.registers.people.audiences import audience_of
from connexions.registers.people.opening import Opened, opened
from connexions.registers.people.queries.opened import opened_to
from connexions.trust.sharing import permissions, rules
from connexions.trust.sharing.actions import consents as actions
from connexions.trust.sharing.actions import objections
from connexions.trust.sharing.forms.consents import RenewForm, WithdrawForm
from connexions.trust.sharing.forms.disclosures import ObjectionForm
from connexions.trust.sharing.presenters import words as said
from connexions.trust.sharing.queries import agreed, standing
from connexions.trust.sharing.rules import GivenBy
from connexions.trust.sharing.views.days import end_of, start_of, usual_end

TAB = "sharing"


def back_to(young_person_id: UUID) -> str:
    """The page of what is shared."""
    return reverse("sharing:of_young_person", args=[young_person_id])


@open_to(permissions.READERS)
def of_young_person(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Who can see this, who has seen it, what was agreed, and what was told without."""
    opening = opened(request, young_person_id, page="sharing.record")
    person, by, at = opening.young_person, opening.by, clock.now()
    purposes = standing.purposes()
    consents = [said.consent(one, purposes, at=at) for one in agreed.consents(of=person, by=by)]
    return opening.page(
        "sharing/record.html",
        TAB,
        consents=consents,
        who_sees=audience_of(person, by=by, others=said.seen_by(opened_to(person, at=at, by=by))),
        disclosures=[said.disclosure(one) for one in agreed.disclosures(of=person, by=by)],
        looks=agreed.looks(of=person, by=by),
        objection=standing.objection(young_person=person, on=opening.on),
    )


@open_to(permissions.RECORDERS)
def withdraw(request: HttpRequest, young_person_id: UUID, consent_id: UUID) -> HttpResponse:
    """Take one agreement back."""
    opening = opened(request, young_person_id, page="sharing.withdraw", writes=True)
    consent = agreed.consent(consent_id=consent_id, of=opening.young_person, by=opening.by)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw(consent=consent, reason=form.cleaned_data["why"], by=opening.by, at=clock.now())
        except NotPossible as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, f"{consent.whom} sees nothing of this any more.")
        return redirect(back_to(young_person_id))
    return _page(opening, "withdraw", form, said=said.consent(consent, standing.purposes(), at=clock.now()))


@open_to(permissions.RECORDERS)
def renew(request: HttpRequest, young_person_id: UUID, consent_id: UUID) -> HttpResponse:
    """The same agreement for longer."""
    opening = opened(request, young_person_id, page="sharing.renew", writes=True)
    consent = agreed.consent(consent_id=consent_id, of=opening.young_person, by=opening.by)
    initial = {"from_on": opening.on, "until_on": usual_end(by=opening.by, on=opening.on)}
    form = RenewForm(request.POST if request.method == "POST" else None, initial=initial)
    shown = said.consent(consent, standing.purposes(), at=clock.now())
    if request.method == "POST" and form.is_valid():
        try:
            now = clock.now()
            actions.renew(
                consent=consent,
                groups=consent.of_groups,
                from_at=start_of(form.cleaned_data["from_on"], now=now),
                until_at=end_of(form.cleaned_data["until_on"]),
                how=form.cleaned_data["how"],
                by=opening.by,
                at=now,
            )
        except NotPossible as refusal:
            form.add_error(None, refusal.sentence)
            return _page(opening, "renew", form, said=shown, status=409)
        messages.success(request, f"{consent.whom} may go on seeing this.")
        return redirect(back_to(young_person_id))
    return _page(opening, "renew", form, said=shown)


@open_to(permissions.RECORDERS)
def object_(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Record an objection under section 14, or end the one that stands."""
    opening = opened(request, young_person_id, page="sharing.objection", writes=True)
    person, by = opening.young_person, opening.by
    stands = standing.objection(young_person=person, on=opening.on)
    form = ObjectionForm(request.POST if request.method == "POST" else None)
    under_16 = age(person.date_of_birth, opening.on) < rules.OF_AGE
    if request.method == "POST" and form.is_valid():
        try:
            if stands:
                objections.end(objection=stands, on=opening.on, by=by)
                messages.success(request, "The objection is taken back.")
            else:
                objections.make(
                    young_person=person,
                    made_by=GivenBy.CARER if under_16 else GivenBy.YOUNG_PERSON,
                    made_on=opening.on,
                    words=form.cleaned_data["words"],
                    by=by,
                    at=clock.now(),
                )
                messages.success(request, "The objection is recorded: it stops other information.")
        except NotPossible as refusal:
            messages.error(request, refusal.sentence)
        return redirect(back_to(young_person_id))
    return _page(opening, "objection", form, stands=stands, under_16=under_16)


def _page(opening: Opened, which: str, form: Any, *, status: int = 0, **told: Any) -> HttpResponse:
    code = status or (422 if form.errors else 200)
    return opening.page(
        f"sharing/{which}.html", TAB, status=code, form=form, back=back_to(opening.young_person.pk), **told
    )
