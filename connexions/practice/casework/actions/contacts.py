"""Writing down that we spoke, or tried to; putting right what was written down wrongly."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.ground.design import words as said
from connexions.practice.casework import permissions, recording, rules
from connexions.practice.casework.actions import follow_ups
from connexions.practice.casework.actions._noting import hand, note
from connexions.practice.casework.models import Contact, Goal, GroupSession, Step
from connexions.practice.casework.queries import outcomes
from connexions.practice.casework.queries.contacts import alike
from connexions.registers.people.actions import contact_points
from connexions.registers.people.models import ContactPoint, YoungPerson
from connexions.registers.people.sight import Part, sight_of


class Twice(NotPossible):
    """The same may have been recorded minutes ago."""


@dataclass(frozen=True)
class Besides:
    """What else is known of a contact; all of it may be left out."""

    they_came: bool = False
    minutes: int | None = None
    who_else: str = ""
    reached: str = ""
    new_address: str = ""
    contact_point: ContactPoint | None = None
    goal: Goal | None = None
    step: Step | None = None
    session: GroupSession | None = None


@dataclass(frozen=True)
class Guided:
    """What was answered under the headings of a guide, and which version of it asked."""

    key: str
    name: str
    version: int
    answers: Sequence[tuple[str, str]]


NOTHING = Besides()


@transaction.atomic
def record(
    *,
    young_person: YoungPerson,
    at: datetime,
    channel: str,
    outcome: str,
    recorded_at: datetime,
    by: Actor,
    words: str = "",
    try_again_on: date | None = None,
    besides: Besides = NOTHING,
    guided: Guided | None = None,
    sent_as: UUID | None = None,
    another: bool = True,
) -> Contact:
    """Record a contact or a try at one. A try that failed asks to be made again: on the day given, else by
    rule; what else follows the outcome at this partnership is entered as a follow-up.

    The same sending (*sent_as*) is kept once, however often it arrives. Without *another*, one alike and minutes
    apart raises ``Twice``. Raises ``NotPossible`` for one that has not happened yet, or was before their birth.
    """
    permissions.check_may_record(young_person, by)
    kept = _kept(sent_as, by)
    if kept is not None:
        return kept
    _check_when(young_person, at, recorded_at)
    if not another:
        _check_alone(young_person, channel, at, by)
    contact = _made(young_person, at, channel, outcome, words, besides, guided)
    contact.sent_as, contact.recorded_by_id, contact.recorded_at = sent_as, hand(by), recorded_at
    follows = outcomes.what_follows(by=by)[outcome]
    on = timezone.localdate(at)
    if follows.try_again_days is not None:
        contact.try_again_on = try_again_on or rules.in_days(days=follows.try_again_days, on=on)
    try:
        with transaction.atomic():
            contact.save(force_insert=True)
    except IntegrityError:  # the same sending, by another request at the same moment
        kept = _kept(sent_as, by)
        if kept is None:
            raise
        return kept
    note("casework.contact.recorded", contact, by, channel=channel, outcome=outcome)
    _mark_failed(contact, by)
    _follow(contact, follows, on, recorded_at, by)
    return contact


def _kept(sent_as: UUID | None, by: Actor) -> Contact | None:
    if sent_as is None:
        return None
    return Contact.objects.filter(partnership_id=by.partnership, sent_as=sent_as).first()


def _check_when(young_person: YoungPerson, at: datetime, now: datetime) -> None:
    if at > now:
        raise NotPossible("This has not happened yet: record it when it has.")
    if timezone.localdate(at) < young_person.date_of_birth:
        raise NotPossible(
            f"This is before {young_person.known_as} was born ({said.day(young_person.date_of_birth)}):"
            " look at the day again."
        )


def _check_alone(young_person: YoungPerson, channel: str, at: datetime, by: Actor) -> None:
    found = alike(young_person=young_person, channel=channel, at=at, by=by)
    if found is not None:
        what = f"{found.get_channel_display()}: {found.get_outcome_display().lower()}"
        raise Twice(
            f"You have recorded this for {young_person.known_as} at {said.time(found.at)} already ({what})."
            " Is this the same? If it is another, say so below and save it."
        )


def _made(
    young_person: YoungPerson,
    at: datetime,
    channel: str,
    outcome: str,
    words: str,
    besides: Besides,
    guided: Guided | None,
) -> Contact:
    for thing in (besides.contact_point, besides.goal, besides.step):
        if thing is not None and thing.young_person_id != young_person.pk:
            raise NotPossible("This belongs to another record.")
    contact = Contact(
        partnership_id=young_person.partnership_id,
        young_person=young_person,
        at=at,
        channel=channel,
        outcome=outcome,
        note=words,
        **besides.__dict__,
    )
    if contact.step is not None and contact.goal is None:
        contact.goal_id = contact.step.goal_id
    if guided is not None:
        contact.guide_key, contact.guide_name = guided.key, guided.name
        contact.guide_version = guided.version
        contact.answers = [[heading, text] for heading, text in [*guided.answers, ("", words)]]
        contact.note = recording.told(list(guided.answers), words)
    return contact


def _mark_failed(contact: Contact, by: Actor) -> None:
    """A number that was wrong is not rung again."""
    point = contact.contact_point
    if contact.outcome == Contact.Outcome.WRONG_NUMBER and point is not None and point.failed_on is None:
        facts: dict[str, Any] = {"failed_on": timezone.localdate(contact.at), "preferred": False}
        contact_points.change(point=point, by=by, version=None, facts=facts)


def _follow(contact: Contact, follows: outcomes.Follows, on: date, now: datetime, by: Actor) -> None:
    if not follows.follow_up or follows.follow_up_days is None:
        return
    due_on = max(
        rules.working_day(timezone.localdate(now)), rules.in_days(days=follows.follow_up_days, on=on) or on
    )
    words = follows.follow_up
    if contact.new_address:
        words = f"{words}: {contact.new_address}"[:300]
    owner = None
    if not sight_of(contact.young_person, by=by).may_write(Part.CASEWORK):
        owner = contact.young_person.adviser_id  # whoever only tried them leaves it to whoever helps them
        if owner is None:
            return
    follow_ups.add(
        young_person=contact.young_person,
        words=words,
        due_on=due_on,
        at=now,
        by=by,
        owner=owner,
        contact=contact,
    )
