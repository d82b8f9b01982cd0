"""Telling without consent: whom, what, under which law and why, whether they see it; and the second pair of eyes."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from connexions.ground.base import clock
from connexions.ground.base.doors import open_to
from connexions.ground.base.refusals import Missing, NotAllowed, NotPossible
from connexions.ground.design import words
from connexions.registers.people.opening import Opened, opened
from connexions.trust.sharing import permissions
from connexions.trust.sharing.actions import disclosures
from connexions.trust.sharing.forms.disclosures import DeclineForm, LawForm, ReviewForm, TellForm
from connexions.trust.sharing.forms.whom_and_what import OneForm, WhatForm
from connexions.trust.sharing.models import Gateway
from connexions.trust.sharing.presenters import words as said
from connexions.trust.sharing.queries import agreed, standing
from connexions.trust.sharing.queries.agreed import Recipients
from connexions.trust.sharing.views.giving import recipients_offered
from connexions.trust.sharing.views.record import TAB, back_to
from connexions.trust.sharing.views.steps import CHECK, Answers, Step, asked, sent


def _answers(opening: Opened, found: Recipients, laws: list[Gateway]) -> Answers:
    offered = [(str(one.pk), f"{one.label}. {one.says}") for one in laws]
    steps = [
        Step("whom", "Who is to be told?", partial(OneForm, recipients=recipients_offered(found)), {}),
        Step("what", "What must they know, and no more?", WhatForm, {}),
        Step("law", "Under which law, and why?", partial(LawForm, gateways=offered), {}),
        Step("tell", f"Will {opening.young_person.known_as} see it?", TellForm, {}),
    ]
    return Answers(f"sharing:{opening.young_person.pk}:tell", steps, opening.by)


def _address(young_person_id: UUID) -> Callable[[str], str]:
    return lambda key: reverse("sharing:tell", args=[young_person_id, key])


@open_to(permissions.RECORDERS)
def begin(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """To the first question."""
    opened(request, young_person_id, page="sharing.tell", writes=True)
    return redirect(_address(young_person_id)("whom"))


@open_to(permissions.RECORDERS)
def tell(request: HttpRequest, young_person_id: UUID, step: str) -> HttpResponse:
    """One question, or all answers to check."""
    opening = opened(request, young_person_id, page="sharing.tell", writes=True)
    found, laws = (
        agreed.recipients(on=opening.on, by=opening.by),
        standing.gateways(on=opening.on, by=opening.by),
    )
    answers, address = _answers(opening, found, laws), _address(young_person_id)

    def show(told: dict[str, Any], status: int) -> HttpResponse:
        return opening.page("sharing/step.html", TAB, status=status, leave=back_to(young_person_id), **told)

    def check(told: dict[str, Any], refused: str, status: int) -> HttpResponse:
        law = _law(told, laws)
        return opening.page(
            "sharing/check.html",
            TAB,
            status=status,
            rows=_rows(told, found, law, address),
            refused=refused,
            title="Check what is to be told",
            send="Ask a manager" if law.second_pair_of_eyes else "Tell them",
            back_to=address("tell"),
            leave=back_to(young_person_id),
            after="A manager must agree before it is told."
            if law.second_pair_of_eyes
            else "They can see it in the portal from now on.",
        )

    def save(told: dict[str, Any]) -> None:
        made = disclosures.without_consent(
            young_person=opening.young_person,
            organisation=_organisation(told, found),
            groups=told["what:groups"],
            gateway=_law(told, laws),
            reason=told["law:reason"],
            tell_young_person=told["tell:tell"] == "yes",
            why_not=told["tell:why_not"],
            review_on=told["tell:review_on"],
            by=opening.by,
            at=clock.now(),
        )
        messages.success(request, "A manager is asked." if made.waits else "Told, and written down.")

    if step != CHECK:
        return asked(request, answers, step, address=address, show=show)
    return sent(request, answers, address=address, save=save, show=check, go=back_to(young_person_id))


def _law(told: dict[str, Any], laws: list[Gateway]) -> Gateway:
    found = next((one for one in laws if str(one.pk) == told["law:gateway"]), None)
    if found is None:
        raise Missing("This law is not in force any more: choose another.")
    return found


def _organisation(told: dict[str, Any], found: Recipients) -> Any:
    return found.named(int(told["whom:whom"].partition(":")[2]))


def _rows(
    told: dict[str, Any], found: Recipients, law: Gateway, address: Callable[[str], str]
) -> list[tuple[str, ...]]:
    silent = f"No: {told['tell:why_not']} Looked at again on {words.day(told['tell:review_on'])}."
    rows = [
        ("Who", _organisation(told, found).name, "whom", "who is to be told"),
        ("What", said.what(told["what:groups"]), "what", "what they must know"),
        ("Law", law.label, "law", "the law"),
        ("Why", told["law:reason"], "law", "why"),
        ("They see it", "Yes" if told["tell:tell"] == "yes" else silent, "tell", "whether they see it"),
    ]
    return [(name, text, f"{address(key)}?change=1", what) for name, text, key, what in rows]


@open_to(permissions.READERS)
def one(request: HttpRequest, young_person_id: UUID, disclosure_id: UUID) -> HttpResponse:
    """Something told, or waiting: a manager answers here; whoever may write looks again whether they can be told."""
    opening = opened(request, young_person_id, page="sharing.disclosure")
    by = opening.by
    found = agreed.disclosure(disclosure_id=disclosure_id, of=opening.young_person, by=by)
    decline = DeclineForm(request.POST if "decline" in request.POST else None)
    review = ReviewForm(request.POST if "review" in request.POST else None)
    if request.method == "POST" and (sentence := _answered(request, found, decline, review, opening)):
        messages.success(request, sentence)
        return redirect(back_to(young_person_id))
    shown = said.disclosure(found)
    waits = found.waits and getattr(found, "second_look", None) is None
    return opening.page(
        "sharing/disclosure.html",
        TAB,
        status=422 if decline.errors or review.errors else 200,
        told=shown,
        waits=waits,
        may_agree=waits and by.role in permissions.MANAGERS and found.by_id != by.id,
        may_review=bool(shown.kept_back) and opening.sight.may_write(permissions.PART),
        decline=decline,
        review=review,
        back=back_to(young_person_id),
    )


def _answered(
    request: HttpRequest, found: Any, decline: DeclineForm, review: ReviewForm, opening: Opened
) -> str:
    by, at = opening.by, clock.now()
    if by.role not in permissions.RECORDERS:
        raise NotAllowed("You may read this but not answer it.")
    if "agree" in request.POST:
        disclosures.agree(disclosure=found, by=by, at=at)
        return f"Agreed: {found.organisation.name} can see it now."
    if "decline" in request.POST and decline.is_valid():
        disclosures.decline(disclosure=found, why=decline.cleaned_data["why"], by=by, at=at)
        return "It is not told."
    if "review" in request.POST and review.is_valid():
        told = review.cleaned_data
        shown = told["tell"] == "yes"
        try:
            disclosures.review_telling(
                disclosure=found, told=shown, why=told["why_not"], review_on=told["review_on"], by=by, at=at
            )
        except NotPossible as refusal:
            review.add_error(None, refusal.sentence)
            return ""
        return "They can see it now." if shown else "It stays as it is until then."
    return ""
