"""A young person's own page: who can see what, who has seen it, and how to stop it."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from connexions.ground.audit.actions import note_read
from connexions.ground.base import clock
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import NotPossible
from connexions.registers.people import restricted
from connexions.registers.people.audiences import audience_by_what
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.queries.opened import opened_to
from connexions.registers.people.record import Asked, own_pages
from connexions.registers.people.sight import Part, Sight, find
from connexions.trust.sharing.actions import consents
from connexions.trust.sharing.models import Consent
from connexions.trust.sharing.presenters import words as said
from connexions.trust.sharing.queries import agreed, standing
from connexions.trust.sharing.rules import Decides

RESTRICTED = "restricted"


@dataclass(frozen=True)
class Mine:
    """A young person who looks at what they share. *why_not*: they cannot agree to more here; empty where they can."""

    request: HttpRequest
    person: YoungPerson
    seen: Sight
    by: Actor
    on: date
    why_not: str


def opened_by_them(request: HttpRequest) -> Mine:
    """The young person who acts, and whether they may agree themselves. Raises ``Missing``, ``NotAllowed``."""
    by, on = actor(request), clock.today()
    young_person, seen = find(by.young_person, by=by, part=Part.CASEWORK)
    if request.method == "GET":
        note_read(by=by, young_person_id=young_person.pk, page="sharing.mine")
    return Mine(request, young_person, seen, by, on, _why_not(young_person, on))


def _why_not(young_person: YoungPerson, on: date) -> str:
    if young_person.pk in restricted.here():
        return RESTRICTED  # no consent opens their record: nothing may promise that it does
    decides = standing.who_decides(of=young_person, on=on)
    return "" if decides is Decides.THEMSELVES else decides.value


@open_to(Role.YOUNG_PERSON)
def mine(request: HttpRequest) -> HttpResponse:
    """Whom I share with, what was told without asking me, and who looked."""
    mine = opened_by_them(request)
    person, by, now = mine.person, mine.by, clock.now()
    purposes, found = standing.purposes(), agreed.consents(of=person, by=by)
    renewed = {one.renews_id for one in found}
    told = [said.consent(one, purposes, at=now, plain=True) for one in found]
    soon = now + timedelta(days=standing.rules_of(by=by).ask_again_days)
    shown = {
        "holding": [one for one in told if one.holds],
        "ending": {one.pk for one in found if one.until_at <= soon and one.pk not in renewed},
        "over": [one for one in told if not one.holds and one.consent.pk not in renewed],
        "disclosures": [said.disclosure(one) for one in agreed.disclosures(of=person, by=by)],
        "looks": agreed.looks(of=person, by=by),
        "who_sees": audience_by_what(person, by=by),
        "others": said.seen_by(opened_to(person, at=now, by=by)),
        "objection": standing.objection(young_person=person, on=mine.on),
        "own_pages": own_pages(Asked(person, mine.seen, by, mine.on)),
        "why_not": mine.why_not,
    }
    return render(request, "sharing/mine.html", shown)


@open_to(Role.YOUNG_PERSON)
def stop(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    """Stop sharing with one of them, at once."""
    mine = opened_by_them(request)
    consent = agreed.consent(consent_id=consent_id, of=mine.person, by=mine.by)
    if request.method == "POST":
        try:
            consents.withdraw(consent=consent, by=mine.by, at=clock.now())
            messages.success(request, _stopped(mine, consent))
        except NotPossible as refusal:
            messages.error(request, refusal.sentence)
        return redirect("sharing:mine")
    shown = said.consent(consent, standing.purposes(), at=clock.now(), plain=True)
    return render(request, "sharing/stop.html", {"said": shown, "why_not": mine.why_not})


def _stopped(mine: Mine, consent: Consent) -> str:
    """That it has stopped; and whether they share something else with the same one, which has not."""
    whom, now = consent.whom, clock.now()
    rest = [one for one in agreed.consents(of=mine.person, by=mine.by) if one.holds(now)]
    if any(one.whom == whom for one in rest):
        return f"Done. You share something else with {whom}, which goes on: you can stop that too."
    return f"Done. {whom} cannot see it any more."
