"""The partner's desk: the referrals made to their organisation, with only what was shared with it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from connexions.ground.audit import actions as audit
from connexions.ground.base import clock
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import NotAllowed, NotPossible
from connexions.ground.design.asking import answered, asked
from connexions.practice.referrals import permissions
from connexions.practice.referrals.actions import bulk, words
from connexions.practice.referrals.forms.answering import FileForm, HandOverForm, MoveForm
from connexions.practice.referrals.forms.making import OwnWordsForm
from connexions.practice.referrals.presenters import files
from connexions.practice.referrals.presenters import following as shown
from connexions.practice.referrals.presenters.disagreeing import disagree
from connexions.practice.referrals.queries import referrals as queries
from connexions.practice.referrals.queries.referrals import Whole
from connexions.practice.referrals.rules import moves
from connexions.practice.referrals.views._answering import make
from connexions.practice.referrals.views.following import name_hand_over, settle_hand_over

KINDS = {"open": "Open", "new": "To be answered", "late": "Late", "over": "Over"}


@open_to(permissions.PARTNERS)
def received(request: HttpRequest) -> HttpResponse:
    """Referrals made to them: what waits for an answer first."""
    by, on = actor(request), clock.today()
    which = request.GET.get("which", "open")
    which = which if which in KINDS else "open"
    number = request.GET.get("page", "1")
    page = int(number) if number.isdecimal() else 1
    found = queries.to_service(by=by, which=which, on=on, page=page)
    names = queries.names(found.rows, by=by)
    audit.note_read(by=by, young_person_id=None, page="referrals.received", details={"shown": len(names)})
    told = {"found": found, "rows": shown.rows(found.rows, on=on, names=names), "which": which}
    told["whiches"] = shown.chips(KINDS, which, "which", tally=found.tally)
    return render(request, "referrals/received.html", told)


@open_to(permissions.PARTNERS)
def one(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """One referral: what was told, and what they answer."""
    by, whole = _opened(request, referral_id)
    key = f"received:{referral_id}"
    form = asked(request, MoveForm, key=key, by=by, possible=_possible(whole))
    home = reverse("referrals:received_one", args=[referral_id])

    def show(status: int) -> HttpResponse:
        return _page(request, whole, "referrals/received_one.html", status, form=form, draft=key)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        made = make(whole.referral, told, at=clock.now(), on=clock.today(), by=by, way="page")
        messages.success(request, f"Thank you. How it stands now: {shown.state(made)[1].lower()}.")

    return answered(request, form, key=key, by=by, save=save, go=home, show=show, back=home)


@open_to(permissions.PARTNERS)
def message(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Write to those who made the referral."""
    by, whole = _opened(request, referral_id)
    key = f"received:{referral_id}:message"
    form = asked(request, OwnWordsForm, key=key, by=by, label="Your message")
    home = reverse("referrals:received_one", args=[referral_id])

    def show(status: int) -> HttpResponse:
        return _page(request, whole, "referrals/received_message.html", status, form=form, draft=key)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        words.say(referral=whole.referral, words=told["words"], at=clock.now(), by=by)
        messages.success(request, "Sent.")

    return answered(request, form, key=key, by=by, save=save, go=home, show=show, back=home)


@open_to(permissions.PARTNERS)
def hand_over(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """Name a time to meet."""
    by, whole = _opened(request, referral_id)
    key = f"received:{referral_id}:hand_over"
    form = asked(request, HandOverForm, key=key, by=by)
    home = reverse("referrals:received_one", args=[referral_id])

    def show(status: int) -> HttpResponse:
        return _page(request, whole, "referrals/received_hand_over.html", status, form=form, draft=key)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        name_hand_over(whole.referral, told, by=by)
        messages.success(request, "Named. Their adviser is asked to confirm it.")

    return answered(request, form, key=key, by=by, save=save, go=home, show=show, back=home)


@open_to(permissions.PARTNERS)
@require_POST
def settle(request: HttpRequest, referral_id: UUID, hand_over_id: UUID) -> HttpResponse:
    """Confirm a hand-over, call it off, or say whether it took place."""
    by, whole = _opened(request, referral_id)
    found = queries.hand_over(hand_over_id=hand_over_id, referral=whole.referral)
    settle_hand_over(request, found, by=by)
    return redirect("referrals:received_one", referral_id)


@open_to(permissions.PARTNERS)
def outcomes(request: HttpRequest) -> HttpResponse:
    """Many outcomes at once, from a file: what is right is taken, and each wrong row says what is wrong with it."""
    by = actor(request)
    form = FileForm(request.POST or None, request.FILES or None)
    told: list[bulk.Told] = []
    if request.method == "POST" and form.is_valid():
        try:
            rows = files.rows(form.cleaned_data["file"].read())
            told = bulk.take(rows=rows, at=clock.now(), by=by)
        except NotPossible as refusal:
            form.add_error("file", refusal.sentence)
    status = 422 if form.errors else 200
    shown_rows = {"form": form, "told": told, "tally": files.tally(told), "outcomes": files.outcomes()}
    return render(request, "referrals/outcomes.html", shown_rows, status=status)


@open_to(permissions.PARTNERS)
def outcomes_template(request: HttpRequest) -> HttpResponse:
    """The file to fill in: a row for every referral that is open with them, by its reference alone."""
    by = actor(request)
    response = HttpResponse(files.template(queries.open_refs(by=by)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="outcomes.csv"'
    return response


def _opened(request: HttpRequest, referral_id: UUID) -> tuple[Any, Whole]:
    """The referral as its service sees it; written down as read. Without leave there is nothing to do on it."""
    by = actor(request)
    whole = queries.received(referral_id=referral_id, by=by)
    if request.method == "GET":
        person = whole.referral.young_person_id
        audit.note_read(by=by, young_person_id=person, page="referrals.received_one")
    elif not permissions.has_leave(whole.referral, by=by):
        raise NotAllowed(permissions.NO_LEAVE)
    return by, whole


def _possible(whole: Whole) -> list[str]:
    return [one for one in moves.possible(whole.referral.state, whole.side) if one in moves.PARTNER_MOVES]


def _page(request: HttpRequest, whole: Whole, template: str, status: int, **told: Any) -> HttpResponse:
    by = actor(request)
    names = queries.names([whole.referral], by=by)
    frame = {
        "referral": whole.referral,
        "name": names.get(whole.referral.young_person_id, ""),
        "dispute_href": disagree(whole.referral),
        **shown.page(whole, on=clock.today(), now=clock.now()),
    }
    return render(request, template, frame | told, status=status)
