"""What was agreed: the page both sides read, drafting, comparing, reviewing and ending."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from connexions.ground.base import clock
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import Missing, NotPossible
from connexions.registers.partners import terms as saying
from connexions.registers.partners.actions import agreements as acts
from connexions.registers.partners.forms.terms import EndForm, ReviewForm, terms_form
from connexions.registers.partners.models import AgreementEdition
from connexions.registers.partners.permissions import GRANTED, Permission, may, side_of
from connexions.registers.partners.queries import agreements, organisations
from connexions.registers.partners.rules import terms as rules
from connexions.registers.partners.rules.states import EDITION, IN_HAND
from connexions.registers.partners.views.asking import ask

CHANGERS = GRANTED[Permission.AGREEMENT_CHANGE]
LOOKS = {"draft": "todo", "offered": "due", "signed_by_one": "due", "signed": "done"}


@open_to(GRANTED[Permission.AGREEMENT_READ])
def edition(request: HttpRequest, terms_id: UUID) -> HttpResponse:
    """What a personal adviser does with an organisation, and what it does: for both sides to read and print."""
    by, on = actor(request), clock.today()
    found = agreements.edition(terms_id, by=by)
    return render(request, "partners/edition.html", _told(found, by) | {"on": on})


def _told(found: AgreementEdition, by: Actor) -> dict[str, Any]:
    terms = saying.told(found)
    signed = {one.side: one for one in found.signatures.all()}
    moves = {move for move in EDITION.names if EDITION.may(found.state, move)}
    manages = may(Permission.AGREEMENT_CHANGE, by=by)
    return {
        "edition": found,
        "organisation": found.organisation,
        "terms": terms,
        "ours": [one for one in terms.duties if one.side != "theirs"],
        "theirs": [one for one in terms.duties if one.side != "ours"],
        "signatures": [
            ("The partnership", signed.get("ours")),
            (found.organisation.name, signed.get("theirs")),
        ],
        "look": LOOKS.get(found.state, "off"),
        "is_partner": by.role is Role.PARTNER_WORKER,
        "moves": moves if manages else set(),
        "may_sign": "sign" in moves
        and may(Permission.AGREEMENT_SIGN, by=by)
        and side_of(by).value not in signed,
        "earlier": agreements.before(found, by=by),
        "in_hand": found.state in IN_HAND,
        "may_draft": manages
        and found.state == "signed"
        and agreements.in_hand(found.organisation, by=by) is None,
    }


@open_to(Role.PARTNER_WORKER)
def ours(request: HttpRequest) -> HttpResponse:
    """A worker's way to what their organisation agreed: what is to be signed first."""
    by, on = actor(request), clock.today()
    if by.organisation is None:
        raise Missing("You are not with an organisation here: ask the partnership.")
    mine = organisations.organisation(by.organisation, by=by)
    found = agreements.to_read(mine, on=on, by=by)
    if found is not None:
        return redirect("partners:edition", found.pk)
    return render(request, "partners/nothing_agreed.html", {"organisation": mine})


@open_to(CHANGERS)
@require_POST
def draft(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Draft an agreement, or the next edition of it."""
    by = actor(request)
    found = organisations.organisation(organisation_id, by=by)
    try:
        made = acts.draft(organisation=found, at=clock.now(), by=by)
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
        return redirect("partners:organisation", organisation_id)
    return redirect("partners:change", made.pk)


@open_to(CHANGERS)
def change(request: HttpRequest, terms_id: UUID) -> HttpResponse:
    """Write a draft."""
    by = actor(request)
    found = agreements.edition(terms_id, by=by)
    EDITION.after(found.state, "change")

    def save(form: Any) -> str:
        acts.change(edition=found, terms=form.terms, version=form.cleaned_data["version"], by=by)
        return "The draft is kept. Read it through, then put it to both sides to sign."

    return _ask_of(
        request, found, terms_form, "terms", f"Agreement with {found.organisation.name}", save,
        do="Keep the draft", template="partners/edition_change.html", told={"edition": found},
        edition=found, terms=saying.told(found),
    )  # fmt: skip


@open_to(GRANTED[Permission.AGREEMENT_READ])
def compare(request: HttpRequest, terms_id: UUID) -> HttpResponse:
    """An edition and the one before it, or another that is named: where they differ, field by field."""
    by = actor(request)
    found = agreements.edition(terms_id, by=by)
    others = agreements.others(found, by=by)
    if not others:
        raise Missing("There is no other edition to compare this one with.")
    wanted = request.GET.get("with", "")
    earlier = [one for one in others if one.number < found.number]
    other = next((one for one in others if str(one.number) == wanted), None) or (earlier or others)[0]
    before = agreements.edition(other.pk, by=by)
    told = {
        "edition": found,
        "other": before,
        "others": others,
        "changes": list(rules.differences(saying.told(before), saying.told(found))),
    }
    return render(request, "partners/compare.html", told)


@open_to(CHANGERS)
def review(request: HttpRequest, terms_id: UUID) -> HttpResponse:
    """Look at it again together, and let it stand."""
    by = actor(request)
    found = agreements.edition(terms_id, by=by)
    EDITION.after(found.state, "review")

    def save(form: Any) -> str:
        acts.review(
            edition=found, words=form.cleaned_data["words"], next_on=form.cleaned_data["next_on"],
            on=clock.today(), by=by,
        )  # fmt: skip
        return "The review is kept."

    soft = "It stands as it is. If something must change, draft the next edition instead."
    title = f"Review what was agreed with {found.organisation.name}"
    return _ask_of(request, found, ReviewForm, "review", title, save, soft=soft, do="Keep the review")


@open_to(CHANGERS)
def end(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """End the agreement with an organisation."""
    by = actor(request)
    found = organisations.organisation(organisation_id, by=by)
    agreement = next((one for one in agreements.agreements(found, by=by) if one.ended_on is None), None)
    if agreement is None:
        raise Missing("There is no agreement to end.")

    def save(form: Any) -> str:
        acts.end(
            agreement=agreement, until_on=form.cleaned_data["until_on"], why=form.cleaned_data["why"],
            on=clock.today(), by=by,
        )  # fmt: skip
        return "The agreement has its last day. What was done under it stays on record."

    here = reverse("partners:organisation", args=[found.pk])
    return ask(
        request, EndForm, key=f"agreement:{agreement.pk}:end", title=f"End the agreement with {found.name}",
        save=save, go=here, back=(here, found.name), do="End it",
    )  # fmt: skip


def _ask_of(
    request: HttpRequest, found: AgreementEdition, make: Any, what: str, title: str, save: Any, **more: Any
) -> HttpResponse:
    here = reverse("partners:edition", args=[found.pk])
    back = (here, "The agreement")
    return ask(
        request, make, key=f"agreement:{found.pk}:{what}", title=title, save=save, go=here, back=back, **more
    )
