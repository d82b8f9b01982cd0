"""Supervision notes: written, signed by both, and from then on only added to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible, check_version
from connexions.practice.casework.queries import staff
from connexions.practice.oversight import permissions
from connexions.practice.oversight.actions import editions
from connexions.practice.oversight.actions._noting import note
from connexions.practice.oversight.models import Addition, Agreed, Kind, Meeting, Mention
from connexions.practice.oversight.rules import states
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson


@dataclass(frozen=True)
class Promise:
    """Something one of the two will do, by a day."""

    who: str
    words: str
    due_on: date


@transaction.atomic
def write(
    *,
    adviser: UUID,
    held_on: date,
    notes: Mapping[str, str],
    agreed: Iterable[Promise],
    mentions: Iterable[YoungPerson],
    at: datetime,
    on: date,
    by: Actor,
) -> Meeting:
    """Write the note of a meeting. Raises ``NotPossible`` for a day to come or a note that says nothing."""
    hand = permissions.check_may_supervise(adviser, by)
    staff.adviser(user_id=adviser, by=by, on=on)
    promises = list(agreed)
    _check(held_on, notes, promises, on)
    made = Meeting(
        partnership_id=by.partnership, adviser_id=adviser, manager_id=hand, held_on=held_on, notes=dict(notes),
        edition=editions.in_use(kind=Kind.SUPERVISION, at=at, by=by),
    )  # fmt: skip
    made.save(force_insert=True)
    _promise(made, promises)
    _mention(made, mentions, by)
    note("oversight.meeting.written", made, by)
    return made


@transaction.atomic
def change(
    *,
    meeting: Meeting,
    held_on: date,
    notes: Mapping[str, str],
    agreed: Iterable[Promise],
    mentions: Iterable[YoungPerson],
    version: int,
    on: date,
    by: Actor,
) -> Meeting:
    """Say a note otherwise, while nobody has signed it. Raises ``Conflict`` where it was changed meanwhile."""
    stored = _locked(meeting)
    hand = permissions.check_is_of_meeting(stored, by)
    if hand != stored.manager_id:
        raise NotPossible("Your manager writes this note: add what you think is missing once it is signed.")
    stored.state = states.MEETING.after(stored.state, "change")
    promises = list(agreed)
    _check(held_on, notes, promises, on)
    check_version(stored=stored, version=version, typed={"held_on": held_on}, labels={"held_on": "Held on"})
    stored.held_on, stored.notes = held_on, dict(notes)
    _save(stored, "held_on", "notes", "state")
    stored.agreed.filter(done_on=None).delete()
    _promise(stored, promises)
    stored.mentions.all().delete()
    _mention(stored, mentions, by)
    note("oversight.meeting.changed", stored, by)
    return stored


@transaction.atomic
def sign(*, meeting: Meeting, version: int, at: datetime, by: Actor) -> Meeting:
    """Sign a note as it stands. Raises ``NotPossible`` where *by* has signed, ``Conflict`` where it changed."""
    stored = _locked(meeting)
    hand = permissions.check_is_of_meeting(stored, by)
    mine = "manager_signed_at" if hand == stored.manager_id else "adviser_signed_at"
    if getattr(stored, mine) is not None:
        raise NotPossible("You have signed this note already.")
    stored.state = states.MEETING.after(stored.state, "sign")
    check_version(stored=stored, version=version, typed={}, labels={})
    setattr(stored, mine, at)
    _save(stored, mine, "state")
    note("oversight.meeting.signed", stored, by)
    return stored


@transaction.atomic
def add(*, meeting: Meeting, words: str, at: datetime, by: Actor) -> Addition:
    """Add what is missing or wrong beneath a note that was signed."""
    stored = _locked(meeting)
    hand = permissions.check_is_of_meeting(stored, by)
    states.MEETING.after(stored.state, "add")
    if not words.strip():
        raise NotPossible("Say something first: there are no words yet.")
    made = Addition(
        partnership_id=stored.partnership_id, meeting=stored, words=words, said_by_id=hand, said_at=at
    )
    made.save(force_insert=True)
    note("oversight.meeting.added_to", stored, by)
    return made


@transaction.atomic
def do(*, agreed: Agreed, on: date, by: Actor) -> Agreed:
    """What was agreed is done; either of the two may say so. Saying it again takes it back."""
    stored = Agreed.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=agreed.pk)
    permissions.check_is_of_meeting(stored.meeting, by)
    stored.done_on = None if stored.done_on else on
    stored.version += 1
    stored.save(update_fields=["done_on", "version"])
    note("oversight.meeting.agreed_done", stored.meeting, by, done=stored.done_on is not None)
    return stored


def _check(held_on: date, notes: Mapping[str, str], agreed: list[Promise], on: date) -> None:
    if held_on > on:
        raise NotPossible("The meeting has not been held yet: choose today or an earlier day.")
    if not any(text.strip() for text in notes.values()):
        raise NotPossible("This note says nothing yet: write under at least one heading.")
    if any(one.due_on < held_on for one in agreed):
        raise NotPossible("Something is to be done before the meeting was held: choose a later day.")


def _promise(meeting: Meeting, agreed: list[Promise]) -> None:
    Agreed.objects.bulk_create(
        Agreed(
            partnership_id=meeting.partnership_id,
            meeting=meeting,
            who=one.who,
            words=one.words,
            due_on=one.due_on,
        )
        for one in agreed
    )


def _mention(meeting: Meeting, people: Iterable[YoungPerson], by: Actor) -> None:
    found = {one.pk: one for one in people}
    for one in found.values():
        sight.sight_of(one, by=by).check(sight.Part.HEADLINE)
    Mention.objects.bulk_create(
        Mention(partnership_id=meeting.partnership_id, meeting=meeting, young_person=one)
        for one in found.values()
    )


def _locked(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)


def _save(meeting: Meeting, *fields: str) -> None:
    meeting.version += 1
    meeting.save(update_fields=[*fields, "version"])
