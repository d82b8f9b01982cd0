"""Raising a concern in two steps: what and about whom; check and send."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from connexions.ground.audit.actions import note_read
from connexions.ground.base import clock
from connexions.ground.base.acting import STAFF, Actor, Role
from connexions.ground.base.doors import actor, open_to
from connexions.ground.design.asking import answered, asked
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import find
from connexions.trust.safeguarding import permissions
from connexions.trust.safeguarding.actions import concerns as actions
from connexions.trust.safeguarding.forms.concerns import NotSafeForm, RaiseForm
from connexions.trust.safeguarding.models import Kind
from connexions.trust.safeguarding.queries import concerns, routing

SENT = "Sent. The right people are told now, and others after them until somebody takes it on."
SENT_BY_THEM = "Sent. Somebody here is told now. You did the right thing."


@open_to(permissions.RAISERS)
def raise_concern(request: HttpRequest) -> HttpResponse:
    """About somebody of whom no record is open, or known."""
    return _raise(request, None)


@open_to(permissions.RAISERS)
def raise_about(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """About somebody whose record is open."""
    young_person, _ = find(young_person_id, by=actor(request))
    note_read(by=actor(request), young_person_id=young_person.pk, page="people.record")
    return _raise(request, young_person)


def _raise(request: HttpRequest, young_person: YoungPerson | None) -> HttpResponse:
    by, on = actor(request), clock.today()
    key = f"concern:{young_person.pk if young_person else 'new'}"
    staff = [(str(one.user_id), one.user.name) for one in routing.colleagues(by=by, on=on)]
    seen = dict(staff) if by.role in STAFF - {Role.PARTNER_WORKER} else {}
    form = asked(
        request, RaiseForm, key=key, by=by, colleagues=list(seen.items()), knows_whom=young_person is not None
    )

    def save(told: dict[str, Any]) -> None:
        about = told.get("about_colleague")
        actions.raise_concern(
            words=told["words"], kind=told["kind"], young_person=young_person, whom=told.get("whom", ""),
            about_colleague=UUID(about) if about else None, at=clock.now(), on=on, by=by,
        )  # fmt: skip
        messages.success(request, SENT)

    told = {"young_person": young_person, "draft": key}
    return _in_two_steps(
        request, form, by=by, key=key, save=save, go="safeguarding:concerns", template="raise", told=told
    )


@open_to(Role.YOUNG_PERSON)
def not_safe(request: HttpRequest) -> HttpResponse:
    """A young person says that they do not feel safe; and sees that somebody has read it."""
    by, on = actor(request), clock.today()
    young_person, _ = find(by.young_person, by=by)
    form = asked(request, NotSafeForm, key="concern:mine", by=by)

    def save(told: dict[str, Any]) -> None:
        actions.raise_concern(
            words=told["words"], kind=Kind.NOT_SURE, young_person=young_person, whom="", at=clock.now(), on=on, by=by
        )  # fmt: skip
        messages.success(request, SENT_BY_THEM)

    mine = [(one, concerns.said_to_raiser(one, by=by)) for one in concerns.raised_by_me(by=by)[:10]]
    told = {"mine": mine, "draft": "concern:mine"}
    return _in_two_steps(
        request,
        form,
        by=by,
        key="concern:mine",
        save=save,
        go="safeguarding:not_safe",
        template="not_safe",
        told=told,
    )


def _in_two_steps(
    request: HttpRequest,
    form: Any,
    *,
    by: Actor,
    key: str,
    save: Callable[[dict[str, Any]], None],
    go: str,
    template: str,
    told: dict[str, Any],
) -> HttpResponse:
    """The question; then what was typed, to be checked and sent."""

    def show(status: int) -> HttpResponse:
        return render(request, f"safeguarding/{template}.html", told | {"form": form}, status=status)

    step = request.POST.get("step", "")
    if request.method != "POST" or step == "change":
        return show(200)
    if step == "send":
        return answered(
            request, form, key=key, by=by, save=save, go=reverse(go), show=show, back=request.path
        )
    if not form.is_valid():
        return show(422)
    return render(request, f"safeguarding/{template}_check.html", told | {"form": form})
