"""Saying when an adviser sees young people, and when they are away."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from uuid import UUID

from django.db import transaction

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible, check_version
from connexions.practice.appointments import permissions
from connexions.practice.appointments.actions._noting import note
from connexions.practice.appointments.models import AdviserSession, Appointment
from connexions.practice.appointments.queries.hours import span_on
from connexions.practice.appointments.rules.times import nearest

Kind = AdviserSession.Kind


@dataclass(frozen=True)
class Hours:
    """Hours as they are said."""

    kind: str
    from_on: date
    until_on: date | None = None
    weekday: int | None = None
    starts: time = time(0)
    ends: time | None = None
    centre_id: int | None = None
    slot_minutes: int = 30
    drop_in: bool = False
    note: str = ""


@transaction.atomic
def add(*, adviser: UUID, hours: Hours, by: Actor) -> AdviserSession:
    """Add hours, or a time away. Raises ``NotPossible`` where they overlap hours that are there."""
    permissions.check_may_set_hours(adviser, by)
    made = AdviserSession(partnership_id=by.partnership, adviser_id=adviser, **_columns(hours))
    _check(made)
    made.save(force_insert=True)
    note("session.added", made, by, kind=made.kind)
    return made


@transaction.atomic
def change(*, session: AdviserSession, hours: Hours, version: int, by: Actor) -> AdviserSession:
    """Change them."""
    stored = _locked(session, version, by)
    for name, value in _columns(hours).items():
        setattr(stored, name, value)
    _check(stored)
    stored.version += 1
    stored.save()
    note("session.changed", stored, by)
    return stored


@transaction.atomic
def end(*, session: AdviserSession, on: date, version: int, by: Actor) -> None:
    """Let hours end: those every week stay on record until the day before, all else is taken out."""
    stored = _locked(session, version, by)
    if stored.kind == Kind.WEEKLY and stored.from_on < on:
        stored.until_on, stored.version = on - timedelta(days=1), stored.version + 1
        stored.save()
    else:
        stored.delete()
    note("session.ended", session, by)


def booked_while_away(*, session: AdviserSession, by: Actor) -> int:
    """How many appointments stand in the time that somebody is now away: they are to be moved by hand."""
    if session.kind != Kind.AWAY:
        return 0
    last = session.until_on or session.from_on
    first_day, last_day = span_on(session, session.from_on), span_on(session, last)
    found = Appointment.objects.filter(
        partnership_id=by.partnership,
        adviser_id=session.adviser_id,
        status=Appointment.Status.BOOKED,
        starts_at__lt=last_day.ends_at,
        ends_at__gt=first_day.starts_at,
    )
    return found.count()


def _columns(hours: Hours) -> dict[str, object]:
    columns = dict(vars(hours))
    if hours.kind != Kind.WEEKLY:
        columns["weekday"] = None
    if hours.kind == Kind.ONCE:
        columns["until_on"] = hours.from_on
    if hours.kind == Kind.AWAY:
        columns |= {"until_on": hours.until_on or hours.from_on, "centre_id": None, "drop_in": False}
    return columns


def _check(made: AdviserSession) -> None:
    """Refuse hours that nobody can keep."""
    if made.ends is not None and made.ends <= made.starts:
        raise NotPossible("The end must be later than the beginning.")
    if made.until_on is not None and made.until_on < made.from_on:
        raise NotPossible("The last day must not be before the first.")
    if made.kind == Kind.AWAY:
        return
    if made.ends is None:
        raise NotPossible("Say until when.")
    minutes = (nearest(made.from_on, made.ends) - nearest(made.from_on, made.starts)).total_seconds() / 60
    if minutes < made.slot_minutes:
        raise NotPossible(f"No slot of {made.slot_minutes} minutes fits between the beginning and the end.")
    if made.kind == Kind.WEEKLY and _overlapping(made):
        raise NotPossible(
            "There are hours at that time of the week already: change those, or end them first."
        )


def _overlapping(made: AdviserSession) -> bool:
    found = AdviserSession.objects.filter(
        partnership_id=made.partnership_id,
        adviser_id=made.adviser_id,
        kind=Kind.WEEKLY,
        weekday=made.weekday,
        starts__lt=made.ends,
        ends__gt=made.starts,
    ).exclude(pk=made.pk)
    if made.until_on is not None:
        found = found.filter(from_on__lte=made.until_on)
    return found.exclude(until_on__lt=made.from_on).exists()


def _locked(session: AdviserSession, version: int, by: Actor) -> AdviserSession:
    stored = AdviserSession.objects.select_for_update(of=("self",)).get(pk=session.pk)
    permissions.check_may_set_hours(stored.adviser_id, by)
    check_version(stored=stored, version=version, typed={}, labels={})
    return stored
