"""Reminding young people of appointments to come: once each, never in the quiet of the night."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from connexions.ground.base.acting import Actor
from connexions.practice.appointments.actions import _telling
from connexions.practice.appointments.actions._noting import note
from connexions.practice.appointments.models import Appointment, DiaryRules, Reminder
from connexions.practice.appointments.queries import places
from connexions.practice.appointments.rules import times

MOST = 500  # in one go; the next go takes the rest


@transaction.atomic
def send_due(*, at: datetime, by: Actor) -> int:
    """Send every reminder that is due and was not sent. Safe to repeat: each is written down with what is sent, in one.

    Where several are due at once, the latest alone is sent. Nothing is sent of an appointment that was booked
    after a reminder would have been due: they were told when it was booked.
    """
    rules = places.diary_rules(by=by)
    if not rules.remind_hours_before or times.is_quiet(
        at, quiet_from=rules.quiet_from, quiet_until=rules.quiet_until
    ):
        return 0
    sent = 0
    for appointment in _soon(at, rules.remind_hours_before, by):
        due = _due(appointment, rules, at)
        if due:
            _write_down(appointment, due, at)
            _telling.reminder(appointment, by)
            note("reminder.sent", appointment, by, hours_before=min(due))
            sent += 1
    return sent


def _soon(at: datetime, hours: list[int], by: Actor) -> list[Appointment]:
    """Booked, not begun, near enough for a reminder that was not sent; locked, so that two workers remind nobody
    twice."""
    wanting = Q(pk__in=[])
    for one in hours:
        done = Reminder.objects.filter(appointment=OuterRef("pk"), hours_before=one)
        wanting |= Q(starts_at__lte=at + timedelta(hours=one)) & ~Q(Exists(done))
    found = Appointment.objects.select_for_update(of=("self",), skip_locked=True).filter(
        wanting,
        partnership_id=by.partnership,
        status=Appointment.Status.BOOKED,
        starts_at__gt=at,
        starts_at__lte=at + timedelta(hours=max(hours)),
    )
    whole = found.select_related("young_person", "adviser", "room__centre").prefetch_related("reminders")
    return list(whole.order_by("starts_at")[:MOST])


def _due(appointment: Appointment, rules: DiaryRules, at: datetime) -> list[int]:
    """The reminders of this appointment, by their hours, that are due now."""
    done = {one.hours_before for one in appointment.reminders.all()}
    due = []
    for hours in rules.remind_hours_before:
        moment = times.remind_at(
            starts_at=appointment.starts_at,
            hours=hours,
            quiet_from=rules.quiet_from,
            quiet_until=rules.quiet_until,
        )
        if hours not in done and appointment.booked_at < moment <= at:
            due.append(hours)
    return due


def _write_down(appointment: Appointment, due: list[int], at: datetime) -> None:
    Reminder.objects.bulk_create(
        Reminder(
            partnership_id=appointment.partnership_id,
            young_person_id=appointment.young_person_id,
            appointment=appointment,
            hours_before=hours,
            at=at,
            sent=hours == min(due),
        )
        for hours in due
    )
