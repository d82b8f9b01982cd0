"""A young person's own page: who can see what, who has seen it, and how to stop it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from connexions.ground.audit.actions import note_read
from connexions.ground.base import clock
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import NotPossible
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.queries.opened import opened_to
from connexions.registers.people.sight import Part, audience_of, find
from connexions.trust.sharing.actions import consents
from connexions.trust.sharing.presenters import words as said
from connexions.trust.sharing.queries import agreed, standing


def _mine(request: HttpRequest) -> tuple[YoungPerson, Actor]:
    by = actor(request)
    young_person, _ = find(by.young_person, by=by, part=Part.CASEWORK)
    if request.method == "GET":
        note_read(by=by, young_person_id=young_person.pk, page="sharing.mine")
    return young_person, by


@open_to(Role.YOUNG_PERSON)
def mine(request: HttpRequest) -> HttpResponse:
    """Whom I share with, what was told without asking me, and who looked."""
    young_person, by = _mine(request)
    now, purposes = clock.now(), standing.purposes()
    told = [
        said.consent(one, purposes, at=now, plain=True) for one in agreed.consents(of=young_person, by=by)
    ]
    shown = {
        "holding": [one for one in told if one.holds],
        "over": [one for one in told if not one.holds],
        "disclosures": [said.disclosure(one) for one in agreed.disclosures(of=young_person, by=by)],
        "looks": agreed.looks(of=young_person, by=by),
        "who_sees": audience_of(
            young_person,
            by=by,
            organisations=said.seen_by(opened_to(young_person, at=now, by=by)),
        ),
        "objection": standing.objection(young_person=young_person, on=clock.today()),
    }
    return render(request, "sharing/mine.html", shown)


@open_to(Role.YOUNG_PERSON)
def stop(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    """Stop sharing with one of them, at once."""
    young_person, by = _mine(request)
    consent = agreed.consent(consent_id=consent_id, of=young_person, by=by)
    if request.method == "POST":
        try:
            consents.withdraw(consent=consent, by=by, at=clock.now())
            messages.success(request, f"Done. {said.whom(consent)} cannot see it any more.")
        except NotPossible as refusal:
            messages.error(request, refusal.sentence)
        return redirect("sharing:mine")
    shown = said.consent(consent, standing.purposes(), at=clock.now(), plain=True)
    return render(request, "sharing/stop.html", {"said": shown})
