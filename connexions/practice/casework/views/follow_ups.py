"""What is to be done for a young person."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from connexions.ground.base import clock
from connexions.ground.base.doors import open_to
from connexions.ground.design.asking import answered, asked
from connexions.practice.casework import permissions
from connexions.practice.casework.actions import follow_ups
from connexions.practice.casework.forms.follow_ups import FollowUpForm, SettleForm
from connexions.practice.casework.models import FollowUp
from connexions.practice.casework.queries import follow_ups as queries
from connexions.registers.people.opening import Opened, opened

SHOWN = 200


@open_to(permissions.READERS)
def whole(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Everything that was or is to be done."""
    record = opened(request, young_person_id, page="casework.contacts")
    found = list(queries.follow_ups_of(of=record.young_person, by=record.by)[:SHOWN])
    waiting = [one for one in found if one.status == FollowUp.Status.TO_DO]
    past = sorted((one for one in found if one.settled_on), key=lambda one: str(one.settled_on), reverse=True)
    return record.page("casework/follow_ups.html", "contacts", waiting=waiting, past=past)


@open_to(permissions.CASEWORKERS)
def add(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Say what is to be done."""
    record = opened(request, young_person_id, page="casework.contacts", writes=True)

    def save(told: dict[str, Any]) -> None:
        follow_ups.add(
            young_person=record.young_person,
            words=told["words"],
            due_on=told["due_on"],
            owner=UUID(told["owner"]),
            at=clock.now(),
            by=record.by,
        )
        messages.success(request, "It is written down, and comes up on Today.")

    return _ask(record, None, f"follow_up:{record.young_person.pk}", {"owner": str(record.by.id)}, save)


@open_to(permissions.CASEWORKERS)
def one(request: HttpRequest, young_person_id: UUID, follow_up_id: UUID) -> HttpResponse:
    """Change what is to be done, or say that it was."""
    record = opened(request, young_person_id, page="casework.contacts", writes=True)
    found = queries.one_of(record.young_person, follow_up_id, by=record.by)

    def save(told: dict[str, Any]) -> None:
        version = request.POST.get("version", "")
        follow_ups.change(
            follow_up=found,
            words=told["words"],
            due_on=told["due_on"],
            owner=UUID(told["owner"]),
            version=int(version) if version.isdecimal() else found.version,
            on=record.on,
            by=record.by,
        )
        messages.success(request, "It is changed.")

    initial = {"words": found.words, "due_on": found.due_on, "owner": str(found.owner_id)}
    return _ask(record, found, f"follow_up_one:{found.pk}", initial, save)


@open_to(permissions.CASEWORKERS)
def settle(request: HttpRequest, young_person_id: UUID, follow_up_id: UUID) -> HttpResponse:
    """Done, not to be done, or to be done after all."""
    record = opened(request, young_person_id, page="casework.contacts", writes=True)
    found = queries.one_of(record.young_person, follow_up_id, by=record.by)
    key, back = f"follow_up_settle:{found.pk}", reverse("casework:follow_ups", args=[young_person_id])
    form = asked(request, SettleForm, key=key, by=record.by)

    def show(status: int) -> HttpResponse:
        told = {"form": form, "draft": key, "follow_up": found}
        return record.page("casework/follow_up_settle.html", "contacts", status=status, **told)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        move = request.POST.get("move", "finish")
        move = move if move in ("finish", "drop", "reopen") else "finish"
        follow_ups.settle(
            follow_up=found, move=move, came_of_it=told["came_of_it"], on=record.on, by=record.by
        )
        said = {"finish": "Done.", "drop": "It will not be done.", "reopen": "It is to be done after all."}
        messages.success(request, f"{said[move]} “{found.words}”")

    return answered(request, form, key=key, by=record.by, save=save, go=back, show=show, back=back)


def _ask(
    record: Opened, found: FollowUp | None, key: str, initial: dict[str, Any], save: Any
) -> HttpResponse:
    request, person = record.request, record.young_person
    owners = [(str(m.user_id), m.user.name) for m in queries.owners(of=person, on=record.on)]
    mine = (str(record.by.id), f"{record.by.name} (you)")
    owners = [mine, *(one for one in owners if one[0] != mine[0])]
    if found is not None and str(found.owner_id) not in dict(owners):
        owners.append((str(found.owner_id), found.owner.name))
    form = asked(request, FollowUpForm, key=key, by=record.by, initial=initial, owners=owners)
    back = reverse("casework:contacts", args=[person.pk])

    def show(status: int) -> HttpResponse:
        told = {"form": form, "draft": key, "follow_up": found, "back": back}
        return record.page("casework/follow_up.html", "contacts", status=status, **told)

    if request.method != "POST":
        return show(200)
    return answered(request, form, key=key, by=record.by, save=save, go=back, show=show, back=back)
