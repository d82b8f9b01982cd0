"""Booking, moving and cancelling."""

from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible, check_version
from connexions.practice.appointments import permissions
from connexions.practice.appointments.actions import _refusing, _telling
from connexions.practice.appointments.actions._noting import hand, note
from connexions.practice.appointments.models import Appointment
from connexions.practice.appointments.rules.states import APPOINTMENT
from connexions.practice.appointments.rules.times import Span
from connexions.registers.accounts.models import Membership
from connexions.registers.people.models import YoungPerson

Status = Appointment.Status
LONGEST_PURPOSE = 500
MOVED_TOGETHER = ("purpose", "with_carer", "with_interpreter", "with_other", "step_free", "needs")


@dataclass(frozen=True)
class Arrangement:
    """What is arranged beside whom and when: how and where, what about, who comes, what they need."""

    how: str = Appointment.How.ROOM
    room_id: UUID | None = None
    where: str = ""
    purpose: str = ""
    with_carer: bool = False
    with_interpreter: bool = False
    with_other: str = ""
    step_free: bool = False
    needs: str = ""
    extra: dict[str, Any] = field(default_factory=dict, repr=False)

    @property
    def columns(self) -> dict[str, Any]:
        """As the columns of an appointment."""
        names = [one.name for one in fields(self) if one.name != "extra"]
        return {name: getattr(self, name) for name in names} | self.extra


@transaction.atomic
def book(
    *,
    young_person: YoungPerson,
    adviser: UUID,
    span: Span,
    arranged: Arrangement,
    at: datetime,
    by: Actor,
    tell: bool = True,
) -> Appointment:
    """Book an appointment and tell the young person. Raises ``NotPossible`` for a time gone by, a place that
    is missing or not theirs to use, and, whoever asks at the same moment, for anybody or any room taken."""
    permissions.check_may_write(young_person, by)
    _refusing.check_time(span, at)
    _refusing.check_place(arranged.how, arranged.room_id, arranged.where, on=span.starts_at.date(), by=by)
    _refusing.check_words(arranged.purpose, LONGEST_PURPOSE)
    _check_adviser(adviser, by)
    made = Appointment(
        partnership_id=young_person.partnership_id,
        young_person=young_person,
        adviser_id=adviser,
        starts_at=span.starts_at,
        ends_at=span.ends_at,
        booked_by_id=by.id,
        booked_at=at,
        **arranged.columns,
    )
    _keep(made, at=at, by=by)
    note("appointment.booked", made, by, how=made.how, starts_at=made.starts_at.isoformat())
    if tell:
        _telling.booked(made, by)
    return made


@transaction.atomic
def move(
    *,
    appointment: Appointment,
    span: Span,
    adviser: UUID,
    how: str,
    room_id: UUID | None,
    where: str,
    reason: str,
    version: int,
    at: datetime,
    by: Actor,
) -> Appointment:
    """Move an appointment: the earlier one stays as moved, the new one has its own time and place, and the
    young person is told of both. Raises as ``book`` does; and where it is over, moved or cancelled."""
    stored = _locked(appointment, version, by)
    stored.status = APPOINTMENT.after(stored.status, "move")
    stored.reason = reason
    _settle(stored, at, by)
    kept = {name: getattr(stored, name) for name in MOVED_TOGETHER}
    follows = {
        "moved_from": stored,
        "calendar_uid": stored.calendar_uid,
        "sequence": stored.sequence + 1,
    }
    arranged = Arrangement(how=how, room_id=room_id, where=where, **kept, extra=follows)
    made = book(
        young_person=stored.young_person,
        adviser=adviser,
        span=span,
        arranged=arranged,
        at=at,
        by=by,
        tell=False,
    )
    note("appointment.moved", stored, by, to=str(made.pk))
    _telling.moved(stored, made, by)
    return made


@transaction.atomic
def cancel(
    *, appointment: Appointment, by_them: bool, reason: str, version: int, at: datetime, by: Actor
) -> Appointment:
    """Cancel, by them or by us, and tell the young person. It can be restored."""
    stored = _locked(appointment, version, by)
    stored.status = APPOINTMENT.after(stored.status, "cancel_by_them" if by_them else "cancel_by_us")
    stored.reason, stored.flag = reason, ""
    _settle(stored, at, by)
    note("appointment.cancelled", stored, by, by_them=by_them)
    if stored.starts_at > at:
        _telling.cancelled(stored, by)
    return stored


@transaction.atomic
def restore(*, appointment: Appointment, version: int, at: datetime, by: Actor) -> Appointment:
    """Take a cancellation back: it takes place after all, if nobody has taken the time meanwhile."""
    stored = _locked(appointment, version, by)
    stored.status = APPOINTMENT.after(stored.status, "restore")
    _refusing.check_time(Span(stored.starts_at, stored.ends_at), at)
    stored.reason, stored.settled_at, stored.settled_by = "", None, None
    stored.version += 1
    stored.sequence += 1
    _keep(stored, at=at, by=by)
    note("appointment.restored", stored, by)
    _telling.restored(stored, by)
    return stored


@transaction.atomic
def take_over(*, appointment: Appointment, adviser: UUID, by: Actor, at: datetime) -> bool:
    """Let another adviser hold an appointment, where they are free; else flag it for somebody to see to. The
    young person is told by whoever hands over."""
    stored = _read(appointment)
    if stored.status != Status.BOOKED or stored.adviser_id == adviser:
        return False
    before = stored.adviser_id
    stored.version, stored.sequence = stored.version + 1, stored.sequence + 1
    try:
        with transaction.atomic():
            stored.adviser_id, stored.flag = adviser, ""
            stored.save()
    except IntegrityError:
        stored.adviser_id = before
        stored.flag = "The new adviser is booked at that time: move it, or agree who goes."
        stored.save()
        note("appointment.flagged", stored, by)
        return False
    note("appointment.handed_over", stored, by, to=str(adviser))
    return True


def _read(appointment: Appointment) -> Appointment:
    whole = Appointment.objects.select_for_update(of=("self",)).select_related("adviser", "room__centre")
    stored = whole.get(pk=appointment.pk)
    stored.young_person = appointment.young_person
    return stored


def _locked(appointment: Appointment, version: int, by: Actor) -> Appointment:
    stored = _read(appointment)
    permissions.check_may_write(stored.young_person, by)
    check_version(stored=stored, version=version, typed={}, labels={})
    return stored


def _settle(stored: Appointment, at: datetime, by: Actor) -> None:
    stored.settled_at, stored.settled_by_id = at, hand(by) if by.is_staff else None
    stored.version += 1
    if stored.status != Status.MOVED:
        stored.sequence += 1
    stored.save()


def _keep(appointment: Appointment, *, at: datetime, by: Actor) -> None:
    """Save; where PostgreSQL finds somebody or the room taken, say what stands in the way and what is free."""
    try:
        with transaction.atomic():
            appointment.save()
    except IntegrityError as problem:
        if not _refusing.is_taken(problem):
            raise
        raise NotPossible(_refusing.taken(appointment, problem, at=at, by=by)) from None


def _check_adviser(adviser: UUID, by: Actor) -> None:
    held = Membership.objects.filter(user_id=adviser, partnership_id=by.partnership, until_on=None)
    if not held.filter(role__in=permissions.CASEWORKERS).exists():
        raise NotPossible("Choose an adviser of your partnership.")
