"""A referral as those who made it follow it: how it stands, what was said, and what they do."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from connexions.ground.base import clock
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import Missing, NotPossible
from connexions.ground.design.asking import answered, asked, moment
from connexions.practice.referrals import permissions
from connexions.practice.referrals.actions import answers, hand_overs, sending, words
from connexions.practice.referrals.forms.answering import HandOverForm, MoveForm
from connexions.practice.referrals.forms.making import OwnWordsForm
from connexions.practice.referrals.presenters import following as shown
from connexions.practice.referrals.presenters.disagreeing import disagree
from connexions.practice.referrals.queries import referrals as queries
from connexions.practice.referrals.rules import moves
from connexions.practice.referrals.views._answering import make
from connexions.practice.referrals.views._opening import TAB, Page, open_referral
from connexions.registers.partners.queries import disputes
from connexions.registers.people.opening import opened

WHOSE = {"mine": "My young people", "team": "My team", "all": "All I may see"}
WHICH = {
    "open": "Open",
    "waiting_for_us": "Waiting for us",
    "late": "Late",
    "over": "Over",
}
SAYS = {
    "answer": ("Answer what the service asked", "Your answer", "Send the answer"),
    "withdraw": ("Take the referral back", "Why", "Take it back"),
    "message": ("Write to the service", "Your message", "Send the message"),
}


@open_to(permissions.READERS)
def of_young_person(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Every referral of a young person."""
    record = opened(request, young_person_id, page="referrals.list")
    found = queries.of_young_person(of=record.young_person, by=record.by)
    return record.page("referrals/of_young_person.html", TAB, rows=shown.rows(found, on=record.on))


@open_to(permissions.READERS)
def listed(request: HttpRequest) -> HttpResponse:
    """Open referrals, what is due first: one's own, the team's, or all that one may see."""
    by, on = actor(request), clock.today()
    first = "mine" if by.role in permissions.MAKERS - permissions.MANAGERS else "all"
    whose = request.GET.get("whose", first)
    whose = whose if whose in WHOSE else first
    which = request.GET.get("which", "open")
    which = which if which in queries.WHICH else "open"
    number = request.GET.get("page", "1")
    found = queries.listed(
        whose=whose, which=which, on=on, by=by, page=int(number) if number.isdecimal() else 1
    )
    whoses = WHOSE if by.team is not None else {key: WHOSE[key] for key in ("mine", "all")}
    told = {
        "found": found,
        "rows": shown.rows(found.rows, on=on),
        "whose": whose,
        "which": which,
        "whoses": shown.chips(whoses, whose, "whose", f"&which={which}"),
        "whiches": shown.chips(WHICH, which, "which", f"&whose={whose}", found.tally),
        "may_rule": by.role in permissions.RULE_MAKERS,
        "may_let_in": by.role in permissions.TOKEN_MAKERS,
    }
    return render(request, "referrals/list.html", told)


@open_to(permissions.READERS)
def referral(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """One referral: how it stands, exactly what was told, what was said."""
    page = open_referral(request, referral_id)
    told = shown.page(page.whole, on=page.record.on, now=clock.now())
    told["by_link"] = queries.answers_by_link(page.referral)
    told["disputes"] = disputes.about("referral", referral_id, by=page.record.by)
    told["dispute_href"] = disagree(page.referral)
    return page.show("referrals/referral.html", **told)


@open_to(permissions.MAKERS)
def say(request: HttpRequest, referral_id: UUID, what: str) -> HttpResponse:
    """Answer the service, write to it, or take the referral back."""
    if what not in SAYS:
        raise Missing("There is no such thing to say on a referral.")
    page = open_referral(request, referral_id, writes=True)
    title, label, does = SAYS[what]
    by, key = page.record.by, f"referral:{referral_id}:{what}"
    form = asked(request, OwnWordsForm, key=key, by=by, label=label)
    home = reverse("referrals:referral", args=[referral_id])

    def save(told: dict[str, Any]) -> None:
        _say(page, what, told["words"])
        messages.success(request, {"answer": "Sent.", "withdraw": "Taken back.", "message": "Sent."}[what])

    def show(status: int) -> HttpResponse:
        told = {"form": form, "draft": key, "title": title, "does": does, "what": what}
        return page.show("referrals/say.html", status, **told, asked=_question(page))

    if request.method != "POST":
        return show(200)
    return answered(request, form, key=key, by=by, save=save, go=home, show=show, back=home)


def _say(page: Page, what: str, typed: str) -> None:
    referral, by, now = page.referral, page.record.by, clock.now()
    if what == "answer":
        answers.answer(referral=referral, words=typed, at=now, on=page.record.on, by=by)
    elif what == "withdraw":
        answers.withdraw(referral=referral, words=typed, at=now, by=by)
    else:
        words.say(referral=referral, words=typed, at=now, by=by)


def _question(page: Page) -> str:
    """What the service asked last."""
    asked_of_us = [one.words for one in page.whole.moves if one.move == "ask"]
    return asked_of_us[-1] if asked_of_us and page.referral.state == "more_wanted" else ""


@open_to(permissions.MAKERS)
def said(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Write down what the service said on the telephone or in a letter."""
    page = open_referral(request, referral_id, writes=True)
    by, key = page.record.by, f"referral:{referral_id}:said"
    possible = [
        one for one in moves.possible(page.referral.state, page.whole.side) if one in moves.PARTNER_MOVES
    ]
    form = asked(request, MoveForm, key=key, by=by, possible=possible)
    home = reverse("referrals:referral", args=[referral_id])

    def save(told: dict[str, Any]) -> None:
        make(page.referral, told, at=clock.now(), on=page.record.on, by=by, way="told")
        messages.success(request, "Written down.")

    def show(status: int) -> HttpResponse:
        return page.show("referrals/said.html", status, form=form, draft=key)

    if request.method != "POST":
        return show(200)
    return answered(request, form, key=key, by=by, save=save, go=home, show=show, back=home)


@open_to(permissions.MAKERS)
def hand_over(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Name a time to meet or ring together."""
    page = open_referral(request, referral_id, writes=True)
    by, key = page.record.by, f"referral:{referral_id}:hand_over"
    form = asked(request, HandOverForm, key=key, by=by)
    home = reverse("referrals:referral", args=[referral_id])

    def save(told: dict[str, Any]) -> None:
        name_hand_over(page.referral, told, by=by)
        messages.success(request, "Named. The service is asked to confirm it.")

    def show(status: int) -> HttpResponse:
        return page.show("referrals/hand_over.html", status, form=form, draft=key)

    if request.method != "POST":
        return show(200)
    return answered(request, form, key=key, by=by, save=save, go=home, show=show, back=home)


def name_hand_over(referral: Any, told: dict[str, Any], *, by: Any) -> None:
    """Name a hand-over as the form tells it."""
    now = clock.now()
    when = moment(told["on"], told["time"], now)
    hand_overs.name(
        referral=referral, kind=told["kind"], when=when, where=told["where"], who=told["who"], at=now, by=by
    )


@open_to(permissions.MAKERS)
@require_POST
def settle(request: HttpRequest, referral_id: UUID, hand_over_id: UUID) -> HttpResponse:
    """Confirm a hand-over, call it off, or say whether it took place."""
    page = open_referral(request, referral_id, writes=True)
    found = queries.hand_over(hand_over_id=hand_over_id, referral=page.referral)
    settle_hand_over(request, found, by=page.record.by)
    return redirect("referrals:referral", referral_id)


def settle_hand_over(request: HttpRequest, found: Any, *, by: Any) -> None:
    """Do what the button said."""
    move, now = request.POST.get("move", ""), clock.now()
    try:
        if move == "confirm":
            hand_overs.confirm(hand_over=found, at=now, by=by)
        elif move == "cancel":
            hand_overs.cancel(hand_over=found, at=now, by=by)
        else:
            hand_overs.settle(hand_over=found, took_place=move == "happened", at=now, by=by)
        messages.success(request, "Written down.")
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)


@open_to(permissions.MAKERS)
@require_POST
def noted(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """What the service said has been read."""
    page = open_referral(request, referral_id, writes=True)
    try:
        answers.take_note(referral=page.referral, by=page.record.by)
        messages.success(request, "Noted.")
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
    return redirect("referrals:referral", referral_id)


@open_to(permissions.MAKERS)
@require_POST
def link(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Send the service another link, with another code."""
    page = open_referral(request, referral_id, writes=True)
    try:
        code = sending.link_again(referral=page.referral, at=clock.now(), by=page.record.by)
        messages.success(
            request,
            f"Another link is on its way. Ring them and tell them this code, which opens it: {code[:3]} {code[3:]}. "
            "It is shown this once.",
        )
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
    return redirect("referrals:referral", referral_id)
