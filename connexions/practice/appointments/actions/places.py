"""Setting up rooms, opening times and how the diary is kept."""

from datetime import date, datetime, time
from typing import Any

from django.db import IntegrityError, transaction

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible, check_version
from connexions.practice.appointments import permissions
from connexions.practice.appointments.actions._noting import note
from connexions.practice.appointments.models import Appointment, ClosedDay, DiaryRules, OpeningTime, Room
from connexions.practice.appointments.queries import places as queries
from connexions.practice.appointments.rules.times import nearest
from connexions.registers.directory.actions import centres as directory
from connexions.registers.partners.models import Centre


@transaction.atomic
def save_room(
    *,
    centre: Centre,
    name: str,
    people: int,
    step_free: bool,
    words: str,
    by: Actor,
    room: Room | None = None,
    closed_on: date | None = None,
    version: int = 0,
) -> Room:
    """Add a room, or change one. Raises ``NotPossible`` where another of the centre has its name, or where
    something is booked in a room that is to be closed."""
    permissions.check_may_furnish(by)
    queries.centre(centre_id=centre.pk, by=by)
    stored = Room(partnership_id=by.partnership, centre=centre)
    if room is not None:
        stored = Room.objects.select_for_update(of=("self",)).get(pk=room.pk)
        check_version(stored=stored, version=version, typed={}, labels={})
        stored.version += 1
    stored.name, stored.people, stored.step_free, stored.note = name, people, step_free, words
    stored.closed_on = closed_on
    _check_empty(stored)
    try:
        with transaction.atomic():
            stored.save()
    except IntegrityError:
        raise NotPossible(f"There is a room called {name} at {centre.name} already.") from None
    note("room.saved", stored, by, centre=centre.pk)
    return stored


@transaction.atomic
def set_opening(
    *, centre: Centre, times: dict[int, tuple[time, time] | None], by: Actor, at: datetime
) -> None:
    """Say when a centre is open on each day of the week; the directory says the same."""
    permissions.check_may_furnish(by)
    queries.centre(centre_id=centre.pk, by=by)
    for weekday, span in times.items():
        mine: dict[str, Any] = {"partnership_id": by.partnership, "centre": centre, "weekday": weekday}
        if span is None:
            OpeningTime.objects.filter(**mine).delete()
            continue
        if span[1] <= span[0]:
            raise NotPossible("A centre must close later than it opens.")
        OpeningTime.objects.update_or_create(**mine, defaults={"opens": span[0], "closes": span[1]})
    directory.keep(centre=centre, times=_whole_week(centre, by), by=by, at=at)
    note("opening.set", centre, by)


def _whole_week(centre: Centre, by: Actor) -> directory.Times:
    found = OpeningTime.objects.filter(partnership_id=by.partnership, centre=centre)
    return {one.weekday: (one.opens, one.closes) for one in found}


@transaction.atomic
def shut(*, centre: Centre, on: date, why: str, by: Actor) -> int:
    """Let a centre stay shut on a day. Returns how many appointments are booked there then."""
    permissions.check_may_furnish(by)
    queries.centre(centre_id=centre.pk, by=by)
    ClosedDay.objects.update_or_create(
        partnership_id=by.partnership, centre=centre, on=on, defaults={"why": why}
    )
    directory.shut(centre=centre, on=on, why=why, by=by)
    note("centre.shut", centre, by, on=on.isoformat())
    begins = nearest(on, time())
    found = Appointment.objects.filter(
        partnership_id=by.partnership, room__centre=centre, status=Appointment.Status.BOOKED
    )
    return found.filter(starts_at__gte=begins, starts_at__date=on).count()


@transaction.atomic
def reopen(*, centre: Centre, on: date, by: Actor) -> None:
    """Take a closed day back."""
    permissions.check_may_furnish(by)
    ClosedDay.objects.filter(partnership_id=by.partnership, centre=centre, on=on).delete()
    directory.reopen(centre=centre, on=on, by=by)
    note("centre.reopened", centre, by, on=on.isoformat())


@transaction.atomic
def set_rules(
    *,
    remind_hours_before: list[int],
    quiet_from: time,
    quiet_until: time,
    slot_minutes: int,
    missed_in_a_row: int,
    try_again_days: int,
    version: int,
    by: Actor,
) -> DiaryRules:
    """Say how this partnership keeps its diary."""
    permissions.check_may_furnish(by)
    stored = queries.diary_rules(by=by)
    check_version(stored=stored, version=version, typed={}, labels={})
    stored.remind_hours_before = sorted(set(remind_hours_before), reverse=True)
    stored.quiet_from, stored.quiet_until, stored.slot_minutes = quiet_from, quiet_until, slot_minutes
    stored.missed_in_a_row, stored.try_again_days = missed_in_a_row, try_again_days
    stored.version += 1
    stored.save()
    note("rules.set", stored, by)
    return stored


def _check_empty(room: Room) -> None:
    if room.closed_on is None or room._state.adding:
        return
    found = Appointment.objects.filter(
        room=room, status=Appointment.Status.BOOKED, starts_at__gte=nearest(room.closed_on, time())
    )
    if number := found.count():
        raise NotPossible(
            f"{number:,} of the appointments booked in {room.name} are after that day: move them first."
        )
