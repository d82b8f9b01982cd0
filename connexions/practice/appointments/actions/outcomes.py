"""What became of an appointment: they came, or did not attend. Written once, with the contact it is."""

from datetime import date, datetime

from django.db import transaction

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible, check_version
from connexions.practice.appointments import permissions
from connexions.practice.appointments.actions._noting import hand, note
from connexions.practice.appointments.models import Appointment
from connexions.practice.appointments.rules.states import APPOINTMENT
from connexions.practice.appointments.rules.times import HERE
from connexions.practice.casework.actions import contacts
from connexions.practice.casework.models import Contact

How = Appointment.How
CHANNELS = {
    How.ROOM: Contact.Channel.MET,
    How.PHONE: Contact.Channel.PHONE,
    How.VIDEO: Contact.Channel.VIDEO,
    How.ELSEWHERE: Contact.Channel.VISIT,
}


@transaction.atomic
def come(*, appointment: Appointment, words: str, version: int, at: datetime, by: Actor) -> Contact:
    """They came: record the contact and the outcome in one. Raises ``NotPossible`` before it has begun."""
    stored = _begun(appointment, "come", version, at, by)
    contact = _contact(stored, Contact.Outcome.SPOKE, words, at, by)
    stored.status = APPOINTMENT.after(stored.status, "come")
    _settle(stored, contact, at, by)
    note("appointment.came", stored, by, contact=str(contact.pk))
    return contact


@transaction.atomic
def miss(
    *,
    appointment: Appointment,
    words: str,
    next_step: str,
    try_again_on: date | None,
    version: int,
    at: datetime,
    by: Actor,
) -> Contact:
    """They did not attend: record it as a try that failed, with what follows, so that it comes up again on the
    day given. Raises ``NotPossible`` before it has begun."""
    stored = _begun(appointment, "miss", version, at, by)
    said = f"Did not attend the appointment at {_moment(stored.starts_at)}. {words}".strip()
    contact = _contact(stored, Contact.Outcome.DID_NOT_COME, said, at, by, try_again_on=try_again_on)
    stored.status = APPOINTMENT.after(stored.status, "miss")
    stored.next_step = next_step
    _settle(stored, contact, at, by)
    note("appointment.missed", stored, by, contact=str(contact.pk))
    return contact


def _begun(appointment: Appointment, move: str, version: int, at: datetime, by: Actor) -> Appointment:
    stored = Appointment.objects.select_for_update(of=("self",)).get(pk=appointment.pk)
    stored.young_person = appointment.young_person
    permissions.check_may_write(stored.young_person, by)
    APPOINTMENT.after(stored.status, move)
    check_version(stored=stored, version=version, typed={}, labels={})
    if stored.starts_at > at:
        raise NotPossible("This appointment has not begun: record what became of it when it has.")
    return stored


def _contact(
    stored: Appointment,
    outcome: str,
    words: str,
    at: datetime,
    by: Actor,
    *,
    try_again_on: date | None = None,
) -> Contact:
    return contacts.record(
        young_person=stored.young_person,
        at=stored.starts_at,
        channel=CHANNELS[How(stored.how)],
        outcome=outcome,
        words=words,
        try_again_on=try_again_on,
        recorded_at=at,
        by=by,
    )


def _settle(stored: Appointment, contact: Contact, at: datetime, by: Actor) -> None:
    stored.contact, stored.settled_at, stored.settled_by_id = contact, at, hand(by)
    stored.flag = ""
    stored.version += 1
    stored.sequence += 1
    stored.save()


def _moment(at: datetime) -> str:
    from connexions.ground.design import words

    return words.moment(at.astimezone(HERE))
