"""Sheets that leave the desk, on a device or on paper, and what becomes of them."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from connexions.ground.audit import actions as audit
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.practice.outreach import permissions, rules, sealing
from connexions.practice.outreach.models import Carried, CarryingRules, Copy, DaySheet
from connexions.practice.outreach.queries.sheets import stops
from connexions.registers.people.models import YoungPerson

TAKEN, PRINTED = "outreach.copy.taken", "outreach.copy.printed"


@transaction.atomic
def take(*, sheet: DaySheet, device: str, device_said_at: datetime, at: datetime, by: Actor) -> Copy:
    """Take a copy of one's round away on a device. It is a look at everybody on it.

    Raises ``NotPossible`` for a round with nobody on it.
    """
    made = _leave(sheet, Copy.Kind.DEVICE, at, by, device=device[:80], device_said_at=device_said_at)
    _look(made, TAKEN, by)
    return made


@transaction.atomic
def print_out(*, sheet: DaySheet, at: datetime, by: Actor) -> Copy:
    """Take a copy of one's round away on paper, with a number of its own. It is a look at everybody on it."""
    made = _leave(sheet, Copy.Kind.PAPER, at, by)
    _look(made, PRINTED, by)
    return made


@transaction.atomic
def revoke(*, copy: Copy, at: datetime, by: Actor) -> Copy:
    """Call a copy back: its device forgets it when it next finds the network. Paper is to be asked for."""
    permissions.check_may_revoke(copy, by)
    stored = _locked(copy)
    if stored.gone_at is not None:
        raise NotPossible("This sheet is gone already.")
    if stored.revoked_at is None:
        stored.revoked_at, stored.revoked_by_id = at, by.id
        stored.save(update_fields=["revoked_at", "revoked_by"])
        _note("outreach.copy.called_back", stored, by)
    return stored


def call_back_restricted(*, sender: YoungPerson, at: datetime, by: Actor, **_: Any) -> None:
    """A record was restricted: every copy on which they stand, and that may still be read, is called back."""
    on_it = Carried.objects.filter(young_person=sender).values("copy_id")
    found = Copy.objects.filter(pk__in=on_it, revoked_at=None, gone_at=None, until_at__gt=at)
    for copy in found.select_for_update():
        copy.revoked_at, copy.revoked_by_id = at, by.id
        copy.save(update_fields=["revoked_at", "revoked_by"])
        _note("outreach.copy.called_back", copy, by)


@transaction.atomic
def forget(*, copy: Copy, why: str, at: datetime, by: Actor) -> Copy:
    """Write down that a copy is gone: its device has wiped it, or the paper was destroyed."""
    stored = _locked(copy)
    if stored.gone_at is None:
        stored.gone_at, stored.gone_why = at, why[:20]
        stored.save(update_fields=["gone_at", "gone_why"])
        _note("outreach.copy.gone", stored, by, why=why[:20])
    return stored


@transaction.atomic
def see(*, copy: Copy, at: datetime, by: Actor) -> None:
    """Write down that the device of a copy has asked whether it may go on."""
    Copy.objects.filter(pk=copy.pk, partnership_id=by.partnership).update(seen_at=at)


def _leave(
    sheet: DaySheet,
    kind: Copy.Kind,
    at: datetime,
    by: Actor,
    *,
    device: str = "",
    device_said_at: datetime | None = None,
) -> Copy:
    shown, _ = stops(of=sheet, by=by)
    if not shown:
        raise NotPossible("Nobody is on this round yet: choose who is.")
    carrying = _next_number(by)
    until = rules.until(on=sheet.on, ends=carrying.ends_at, taken_at=at, zone=timezone.get_current_timezone())
    if until < at:
        raise NotPossible("This day is over: its sheet cannot be taken any more.")
    copy = Copy(
        partnership_id=by.partnership,
        kind=kind,
        number=carrying.last_number,
        day_sheet=sheet,
        holder_id=permissions.whose(by),
        team_id=by.team,
        people=len(shown),
        device=device,
        taken_at=at,
        device_said_at=device_said_at,
        until_at=until,
        seen_at=at if kind == Copy.Kind.DEVICE else None,
    )
    copy.key = sealing.new_lock(copy=copy.pk) if kind == Copy.Kind.DEVICE else b""
    copy.save(force_insert=True)
    Carried.objects.bulk_create(
        Carried(partnership_id=by.partnership, copy=copy, young_person_id=one.young_person_id)
        for one in shown
    )
    return copy


def _next_number(by: Actor) -> CarryingRules:
    """The partnership's rules, with the next running number drawn; whoever comes second waits."""
    CarryingRules.objects.bulk_create(
        [CarryingRules(partnership_id=by.partnership, version=0)], ignore_conflicts=True
    )
    found = CarryingRules.objects.select_for_update().get(partnership_id=by.partnership)
    found.last_number += 1
    found.save(update_fields=["last_number"])
    return found


def _locked(copy: Copy) -> Copy:
    return Copy.objects.select_for_update().get(pk=copy.pk)


def _look(copy: Copy, event: str, by: Actor) -> None:
    """Everybody on a sheet that leaves the desk was looked at."""
    _note(event, copy, by, people=copy.people)
    for young_person_id in copy.carried.values_list("young_person_id", flat=True):
        audit.note_read(
            by=by,
            young_person_id=young_person_id,
            page="outreach.day_sheet",
            why=f"Taken away {copy.get_kind_display().lower()}, sheet {copy.called}",
        )


def _note(event: str, copy: Copy, by: Actor, **details: object) -> None:
    audit.record(event=event, by=by, about=f"copy:{copy.pk}", details={"number": copy.number, **details})
