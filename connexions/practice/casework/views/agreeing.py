"""Asking the young person to agree by a link; taking it back; saying that their answer was talked about."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from connexions.ground.base import clock
from connexions.ground.base.doors import open_to
from connexions.ground.base.refusals import Missing, NotPossible
from connexions.ground.design.asking import answered, asked
from connexions.practice.casework import permissions
from connexions.practice.casework.actions import agreements
from connexions.practice.casework.forms.plans import COPY, AskForm
from connexions.practice.casework.queries import agreements as queries
from connexions.practice.casework.views import plans as pages
from connexions.registers.people import reach
from connexions.registers.people.actions.by_hand import may_write_by_hand
from connexions.registers.people.opening import opened
from connexions.registers.people.sight import may_be_written_to

SHOWN = "asking_link:{}"  # in the session, until the page after has shown it once


@open_to(permissions.CASEWORKERS)
def ask(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Send the young person a link to read and agree the plan; or show it, to be passed on."""
    record = opened(request, young_person_id, page="casework.plan", writes=True)
    plan, by = pages.open_plan_of(record), record.by
    points = {str(one.pk): one for one in queries.reached_by(of=record.young_person, by=by)}
    closed = not may_be_written_to(record.young_person)
    if not may_write_by_hand(young_person=record.young_person, by=by):
        points = {}
    ways = [(key, f"{one.get_kind_display()}: {reach.shown(one.value)}") for key, one in points.items()]
    key = f"plan:{plan.pk}:ask"
    initial = {"days": 7, "version": plan.version, "to": ways[0][0] if ways and not closed else COPY}
    form = asked(request, AskForm, key=key, by=by, initial=initial, ways=ways, restricted=closed)

    def show(status: int) -> HttpResponse:
        return record.page(
            "casework/plan_ask.html", "plan", status=status, form=form, plan=plan, restricted=closed
        )

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        to = points.get(told["to"])
        made, address = agreements.ask(
            plan=plan,
            to=to,
            days=told["days"],
            link=lambda token: link(request, token),
            version=told["version"],
            at=clock.now(),
            by=by,
            safe=told.get("safe", ""),
        )
        if to is None:
            request.session[SHOWN.format(made.pk)] = address
        else:
            messages.success(request, f"Sent to {reach.shown(to.value)}. Their answer comes to Today.")

    back = pages.home(young_person_id)
    go = reverse("casework:plan_asked", args=[young_person_id])
    return answered(request, form, key=key, by=by, save=save, go=go, show=show, back=back)


@open_to(permissions.CASEWORKERS)
def asked_now(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """The link itself, where the adviser passes it on: it is kept nowhere else, and not for long."""
    record = opened(request, young_person_id, page="casework.plan", writes=True)
    asking = queries.asking_of(of=record.young_person, by=record.by)
    address = request.session.get(SHOWN.format(asking.pk)) if asking else None
    if asking is None or address is None:
        return redirect("casework:plan", young_person_id)
    return record.page("casework/plan_asked.html", "plan", address=address, asking=asking)


@open_to(permissions.CASEWORKERS)
@require_POST
def settle(request: HttpRequest, young_person_id: UUID, asking_id: UUID) -> HttpResponse:
    """Take a question back, or say that what they want to change was talked about."""
    record = opened(request, young_person_id, page="casework.plan", writes=True)
    asking = queries.asking(asking_id=asking_id, of=record.young_person, by=record.by)
    made = request.POST.get("move", "")
    moves = {
        "withdraw": (agreements.withdraw, "The link is taken back: it opens nothing any more."),
        "heed": (agreements.heed, "Noted. Ask again once the plan says what you both want."),
    }
    if made not in moves:
        raise Missing("There is no such thing to do with a question.")
    move, said = moves[made]
    try:
        move(asking=asking, by=record.by)
        messages.success(request, said)
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
    return redirect("casework:plan", young_person_id)


def link(request: HttpRequest, token: str) -> str:
    """The address of a link, as somebody outside reaches it."""
    path = reverse("casework:by_link", args=[token])
    return f"{settings.PUBLIC_URL}{path}" if settings.PUBLIC_URL else request.build_absolute_uri(path)
