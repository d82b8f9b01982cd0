"""Disputes: the list, one of them, and every step of it."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from connexions.ground.audit import actions as audit
from connexions.ground.base import clock
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.doors import actor, open_to
from connexions.registers.partners import subjects
from connexions.registers.partners.actions import disputes as acts
from connexions.registers.partners.forms.disputes import AddForm, LearnForm, RaiseForm, SettleForm, WordsForm
from connexions.registers.partners.models import Dispute
from connexions.registers.partners.permissions import GRANTED, Permission, may, may_settle, side_of
from connexions.registers.partners.queries import disputes, organisations
from connexions.registers.partners.rules.states import DISPUTE
from connexions.registers.partners.views.asking import ask

READERS, ACTORS = GRANTED[Permission.DISPUTE_READ], GRANTED[Permission.DISPUTE_ACT]
WHICH = {"": "All", "open": "Not settled", "overdue": "Overdue", "over": "Over"}
PAGE = 50


@open_to(READERS)
def whole(request: HttpRequest) -> HttpResponse:
    """Every dispute that concerns the reader: what is overdue first."""
    by, on = actor(request), clock.today()
    which = request.GET.get("which", "")
    found = disputes.listed(on=on, by=by, which=which if which in WHICH else "")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    told = {
        "page": page,
        "on": on,
        "chips_shown": [
            {"text": name, "href": f"?which={key}", "current": key == which} for key, name in WHICH.items()
        ],
        "href": f"?which={which}&page=",
        "may_raise": may(Permission.DISPUTE_ACT, by=by),
        "is_partner": by.role is Role.PARTNER_WORKER,
    }
    return render(request, "partners/disputes.html", told)


@open_to(READERS)
def lessons(request: HttpRequest) -> HttpResponse:
    """What settled disputes taught."""
    page = Paginator(disputes.lessons(by=actor(request)), PAGE).get_page(request.GET.get("page"))
    return render(request, "partners/lessons.html", {"page": page})


@open_to(ACTORS)
def begin(request: HttpRequest) -> HttpResponse:
    """Raise one: from a page about the thing itself, or on its own."""
    by = actor(request)
    theirs = by.role is Role.PARTNER_WORKER
    there = list(organisations.organisations(by=by))
    made: list[Dispute] = []

    def save(form: Any) -> str:
        told = form.cleaned_data
        made.append(
            acts.raise_dispute(
                about_kind=told["about_kind"],
                about_id=form.about,
                title=told["title"],
                words=told["words"],
                organisation=organisations.organisation(told["organisation"], by=by),
                shared=told.get("shared", True),
                at=clock.now(),
                by=by,
            )
        )
        return "The dispute is raised. It is with whom the agreement names first."

    return ask(
        request, RaiseForm, key="dispute:raise", title="Raise a dispute", save=save, do="Raise it",
        go=lambda: reverse("partners:dispute", args=[made[0].pk]), template="partners/dispute_raise.html",
        back=(reverse("partners:disputes"), "Disputes"), organisations=there, theirs=theirs,
        initial={
            "about_kind": request.GET.get("kind", "decision"),
            "about_id": request.GET.get("about") or None,
            "organisation": request.GET.get("organisation") or (there[0].pk if theirs and there else ""),
            "shared": True,
        },
    )  # fmt: skip


@open_to(READERS)
def one(request: HttpRequest, dispute_id: UUID) -> HttpResponse:
    """One of them: where it stands, who settles it by when, what was said."""
    by, on = actor(request), clock.today()
    found = disputes.dispute(dispute_id, by=by)
    audit.note_read(by=by, young_person_id=None, page="partners.dispute", details={"dispute": str(found.pk)})
    said, kept_back = disputes.words(found, by=by)
    told = {
        "dispute": found,
        "kind": subjects.label(found.about_kind),
        "subject": subjects.find(found.about_kind, found.about_id, by=by),
        "steps": list(found.steps.all()),
        "current": found.current,
        "overdue": found.overdue(on),
        "said": said,
        "kept_back": kept_back,
        "raised_for": found.organisation.name if found.raised_side == "theirs" else "the partnership",
        "may": _may(found, by),
        "on": on,
    }
    return render(request, "partners/dispute.html", told)


def _may(found: Dispute, by: Actor) -> set[str]:
    """The moves that *by* can make now."""
    if not may(Permission.DISPUTE_ACT, by=by):
        return set()
    moves = {move for move in DISPUTE.names if DISPUTE.may(found.state, move)}
    if side_of(by).value == found.raised_side:
        moves -= {"answer"}
    if found.at_last_step:
        moves -= {"move_up"}
    if not may_settle(found, last_step=found.at_last_step, by=by):
        moves -= {"settle"}
    if not may_settle(found, last_step=False, by=by):
        moves -= {"withdraw"}
    return moves


@open_to(ACTORS)
def add(request: HttpRequest, dispute_id: UUID) -> HttpResponse:
    """Say something more."""
    by = actor(request)

    def save(found: Dispute, form: Any) -> str:
        told = form.cleaned_data
        acts.add(dispute=found, words=told["words"], shared=told.get("shared", True), at=clock.now(), by=by)
        return "Added."

    make: Any = WordsForm if by.role is Role.PARTNER_WORKER else AddForm
    return _say(request, dispute_id, make, "add", "Say more", save, do="Add it")


@open_to(ACTORS)
def answer(request: HttpRequest, dispute_id: UUID) -> HttpResponse:
    """Answer the other side."""

    def save(found: Dispute, form: Any) -> str:
        acts.answer(dispute=found, words=form.cleaned_data["words"], at=clock.now(), by=actor(request))
        return "Answered. The other side says whether that settles it."

    return _say(request, dispute_id, WordsForm, "answer", "Answer", save, do="Answer")


@open_to(ACTORS)
def move_up(request: HttpRequest, dispute_id: UUID) -> HttpResponse:
    """Take it a step up."""

    def save(found: Dispute, form: Any) -> str:
        acts.move_up(dispute=found, words=form.cleaned_data["words"], at=clock.now(), by=actor(request))
        return "It is a step up. Whoever settles it there is told."

    return _say(request, dispute_id, WordsForm, "move_up", "Take it a step up", save, do="Take it up")


@open_to(ACTORS)
def settle(request: HttpRequest, dispute_id: UUID) -> HttpResponse:
    """Say that it is over, and what it taught."""

    def save(found: Dispute, form: Any) -> str:
        told = form.cleaned_data
        acts.settle(
            dispute=found, decided=told["decided"], learnt=told["learnt"], at=clock.now(), by=actor(request)
        )
        return "Settled."

    return _say(request, dispute_id, SettleForm, "settle", "Settle it", save, do="Settle it")


@open_to(ACTORS)
def withdraw(request: HttpRequest, dispute_id: UUID) -> HttpResponse:
    """Take it back."""

    def save(found: Dispute, form: Any) -> str:
        acts.withdraw(dispute=found, words=form.cleaned_data["words"], at=clock.now(), by=actor(request))
        return "Taken back."

    return _say(request, dispute_id, WordsForm, "withdraw", "Take it back", save, do="Take it back")


@open_to(ACTORS)
def learn(request: HttpRequest, dispute_id: UUID) -> HttpResponse:
    """Write down what it taught."""
    by = actor(request)
    found = disputes.dispute(dispute_id, by=by)

    def save(found: Dispute, form: Any) -> str:
        acts.learn(dispute=found, learnt=form.cleaned_data["learnt"], at=clock.now(), by=by)
        return "It stands in the list of lessons."

    return _say(
        request, dispute_id, LearnForm, "learn", "What was learnt", save, initial={"learnt": found.learnt}
    )


def _say(
    request: HttpRequest, dispute_id: UUID, make: Any, move: str, title: str, save: Any, **more: Any
) -> HttpResponse:
    found = disputes.dispute(dispute_id, by=actor(request))
    DISPUTE.after(found.state, move)
    here = reverse("partners:dispute", args=[dispute_id])
    return ask(
        request, make, key=f"dispute:{dispute_id}:{move}", title=title, soft=found.title, go=here,
        back=(here, "The dispute"), save=lambda form: save(found, form), **more,
    )  # fmt: skip
