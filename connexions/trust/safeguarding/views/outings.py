"""Visits alone: out, longer, back, help; and who is out now. For a telephone, with few presses."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from connexions.ground.audit.actions import note_read
from connexions.ground.base import clock
from connexions.ground.base.acting import Actor
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import NotPossible
from connexions.ground.design.asking import answered, asked
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import find
from connexions.trust.safeguarding import permissions
from connexions.trust.safeguarding.actions import outings as actions
from connexions.trust.safeguarding.forms import outings as forms
from connexions.trust.safeguarding.models import Outing
from connexions.trust.safeguarding.presenters import outings as shown
from connexions.trust.safeguarding.presenters.risks import for_a_visit
from connexions.trust.safeguarding.queries import outings as queries
from connexions.trust.safeguarding.queries import risks, routing
from connexions.trust.safeguarding.rules.outings import EXTENSIONS


@open_to(permissions.VISITORS)
def out(request: HttpRequest) -> HttpResponse:
    """Go out; or, while out: back, longer, help."""
    return _out(request, None)


@open_to(permissions.VISITORS)
def out_to(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """The same, to see somebody: what a visit must know stands above."""
    by = actor(request)
    person, _ = find(young_person_id, by=by)
    note_read(by=by, young_person_id=person.pk, page="safeguarding.out")
    return _out(request, person)


def _out(request: HttpRequest, person: YoungPerson | None) -> HttpResponse:
    by, on, at = actor(request), clock.today(), clock.now()
    mine = queries.mine(by=by)
    key = "outing"
    form = asked(request, forms.OutForm, key=key, by=by)
    whom = person or (mine.young_person if mine else None)

    def show(status: int) -> HttpResponse:
        told = {
            "form": form,
            "draft": key,
            "mine": mine,
            "where": shown.place(mine, by=by) if mine else "",
            "late": mine is not None and mine.expected_at < at,
            "person": whom,
            "risks": _risks(whom, by),
            "reach": queries.reach_of(by=by),
            "extensions": EXTENSIONS,
        }
        return render(request, "safeguarding/out.html", told, status=status)

    if request.method != "POST":
        return show(200)
    here = reverse("safeguarding:out")

    def save(told: dict[str, Any]) -> None:
        actions.begin(
            where=told["where"], expected_at=form.expected(at), young_person=person, at=at, on=on, by=by
        )

    return answered(request, form, key=key, by=by, save=save, go=here, show=show, back=here)


def _risks(person: YoungPerson | None, by: Actor) -> list[str]:
    if person is None:
        return []
    found = risks.for_visits([person.pk], on=clock.today(), by=by)
    return for_a_visit(found.get(person.pk, []), name=person.known_as)


@open_to(permissions.VISITORS)
@require_POST
def back(request: HttpRequest) -> HttpResponse:
    """Back safe."""
    by, at = actor(request), clock.now()
    mine = queries.mine(by=by)
    if mine is None:
        return redirect("safeguarding:out")
    form = forms.BackForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    try:
        actions.check_in(outing=mine, words=words, at=at, on=clock.today(), by=by)
        messages.success(request, shown.closed(mine, at=at))
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
    return redirect("safeguarding:out")


@open_to(permissions.VISITORS)
@require_POST
def longer(request: HttpRequest) -> HttpResponse:
    """Stay longer."""
    by, mine = actor(request), queries.mine(by=actor(request))
    given = request.POST.get("minutes", "")
    if mine is not None:
        try:
            actions.extend(outing=mine, minutes=int(given) if given.isdecimal() else 0, at=clock.now(), by=by)
            messages.success(request, "Noted. Take your time.")
        except NotPossible as refusal:
            messages.error(request, refusal.sentence)
    return redirect("safeguarding:out")


@open_to(permissions.VISITORS)
@require_POST
def need_help(request: HttpRequest) -> HttpResponse:
    """Help, now."""
    by, mine = actor(request), queries.mine(by=actor(request))
    if mine is not None:
        actions.ask_for_help(outing=mine, at=clock.now(), on=clock.today(), by=by)
        messages.success(request, "Your buddy and your managers are told now. In danger, ring 999.")
    return redirect("safeguarding:out")


@open_to(permissions.VISITORS)
def board(request: HttpRequest) -> HttpResponse:
    """Who is out now."""
    by = actor(request)
    rows = [shown.row(one, by=by) for one in queries.out_now(by=by)]
    return render(request, "safeguarding/board.html", {"rows": rows, "at": clock.now()})


@open_to(permissions.VISITORS)
def outing(request: HttpRequest, outing_id: UUID) -> HttpResponse:
    """One of them, for those who answer for it: where, what happened, and that somebody has spoken with them."""
    by = actor(request)
    found, events = queries.outing(outing_id, by=by)
    note_read(by=by, young_person_id=None, page="safeguarding.outing", details={"outing": str(found.pk)})
    key = f"outing:{found.pk}"
    form = asked(request, forms.HowForm, key=key, by=by)

    def show(status: int) -> HttpResponse:
        told = {
            "form": form,
            "draft": key,
            "row": shown.row(found, by=by),
            "events": shown.events(events),
            "may_stand_down": found.state in ("overdue", "needs_help") and found.worker_id != by.id,
            "mobile": queries.mobile_of(found, by=by),
        }
        return render(request, "safeguarding/outing.html", told, status=status)

    if request.method != "POST":
        return show(200)
    go = reverse("safeguarding:board")

    def save(told: dict[str, Any]) -> Outing:
        return actions.stand_down(outing=found, how=told["how"], at=clock.now(), by=by)

    return answered(request, form, key=key, by=by, save=save, go=go, show=show, back=go)


@open_to(permissions.VISITORS)
def reach(request: HttpRequest) -> HttpResponse:
    """How one is reached: mobile, buddy, words for help."""
    by, on = actor(request), clock.today()
    stored = queries.reach_of(by=by)
    colleagues = [
        (str(one.user_id), one.user.name) for one in routing.colleagues(by=by, on=on) if one.user_id != by.id
    ]
    start = {"mobile": stored.mobile, "buddy": str(stored.buddy_id or "")}
    form = asked(request, forms.ReachForm, key="reach", by=by, colleagues=colleagues, initial=start)
    go = reverse("safeguarding:out")

    def show(status: int) -> HttpResponse:
        told = {"form": form, "has_words": bool(stored.help_words)}
        return render(request, "safeguarding/reach.html", told, status=status)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        buddy = UUID(told["buddy"]) if told["buddy"] else None
        actions.set_reach(mobile=told["mobile"], buddy=buddy, help_words=told["help_words"], on=on, by=by)
        messages.success(request, "Saved.")

    return answered(request, form, key="reach", by=by, save=save, go=go, show=show, back=go)
