"""A call session: begun, one person at a time, left, taken up again, ended.

Two workers never have the same young person: an open turn is one row that PostgreSQL keeps unique for a young person.
It runs out by itself, so that nobody who left their desk keeps anybody from being called.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from connexions.ground.audit import actions as audit
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.practice.casework.actions import contacts, corrections
from connexions.practice.casework.actions.contacts import Besides
from connexions.practice.casework.models import Contact
from connexions.practice.tracing import permissions
from connexions.practice.tracing.actions import leavings
from connexions.practice.tracing.actions._noting import hand, note
from connexions.practice.tracing.models import CallSession, Turn
from connexions.practice.tracing.queries import calls as queries
from connexions.practice.tracing.queries import queues
from connexions.practice.tracing.queries.queues import Asked, Filters
from connexions.practice.tracing.queries.rules import rules_of
from connexions.practice.tracing.rules.outcomes import BY_NAME, ENDED_BY_KEY
from connexions.practice.tracking.actions import activities
from connexions.practice.tracking.models import Activity, ActivityKind
from connexions.registers.people.actions import contact_points
from connexions.registers.people.models import Carer, ContactPoint, YoungPerson

LAPSED = "lapsed"
AT_ONCE = 25  # candidates looked at before the next are read
PRESSED = "A key was pressed by mistake in a call session."


@dataclass(frozen=True)
class Rang:
    """Whom was rung: their own number, or a carer."""

    channel: str = Contact.Channel.PHONE
    point: UUID | None = None
    carer: UUID | None = None


@dataclass(frozen=True)
class Told:
    """What they said they do: still what is recorded, or something else."""

    still: Activity | None = None
    version: int = 0
    kind: ActivityKind | None = None
    start_on: date | None = None
    establishment_name: str = ""
    review_on: date | None = None
    predicted_end_on: date | None = None
    source: str = ""
    source_key: str = ""


@transaction.atomic
def begin(*, queue: str, filters: Filters, at: datetime, by: Actor) -> CallSession:
    """Begin to go through a queue. A session that is open is gone on with where it is of the same queue, else ended."""
    permissions.check_may_call(by)
    if queue not in queues.BY_KEY:
        raise NotPossible("There is no such queue.")
    before = queries.open_session(by=by)
    if before is not None and (before.queue, before.filters) == (queue, filters.kept()):
        return before
    if before is not None:
        end(session=before, at=at, by=by)
    session = CallSession(
        partnership_id=by.partnership,
        owner_id=hand(by),
        queue=queue,
        filters=filters.kept(),
        started_at=at,
    )
    try:
        with transaction.atomic():
            session.save(force_insert=True)
    except IntegrityError:  # begun in another window at the same moment
        return CallSession.objects.get(partnership_id=by.partnership, owner=hand(by), ended_at=None)
    audit.record(
        event="tracing.session.begun", by=by, about=f"session:{session.pk}", details={"queue": queue}
    )
    return session


@transaction.atomic
def take_next(*, session: CallSession, on: date, at: datetime, by: Actor) -> Turn | None:
    """Whose turn it is: the one that is open, else the next of the queue whom nobody else has. None at its end."""
    permissions.check_own(session, by)
    CallSession.objects.select_for_update().get(pk=session.pk)  # two windows of one worker take turns
    mine = queries.turn_of(session, at=at, by=by)
    if mine is not None:
        return mine
    _let_lapse(at, by)
    rules = rules_of(by=by)
    asked = Asked(by, on, rules, Filters.read(session.filters))
    had = session.turns.exclude(came_of_it=LAPSED).values("young_person_id")
    held = Turn.objects.filter(partnership_id=by.partnership, settled_at=None).values("young_person_id")
    waiting = queues.to_call(session.queue, asked, at=at).exclude(pk__in=had).exclude(pk__in=held)
    until = at + timedelta(minutes=rules.claim_minutes)
    for young_person in waiting[:AT_ONCE]:
        taken = _take(session, young_person, at, until, by)
        if taken is not None:
            return taken
    return None


@transaction.atomic
def call_one(*, session: CallSession, young_person: YoungPerson, at: datetime, by: Actor) -> Turn:
    """Take one's pick of the queue in place of whose turn it is. Raises ``NotPossible`` where a colleague has them."""
    permissions.check_own(session, by)
    permissions.check_may_try(young_person, by)
    CallSession.objects.select_for_update().get(pk=session.pk)
    mine = queries.turn_of(session, at=at, by=by)
    if mine is not None and mine.young_person_id == young_person.pk:
        return mine
    if mine is not None:
        mine.delete()
    _let_lapse(at, by)
    until = at + timedelta(minutes=rules_of(by=by).claim_minutes)
    taken = _take(session, young_person, at, until, by)
    if taken is None:
        raise NotPossible(f"A colleague is trying {young_person.known_as} at this moment.")
    return taken


@transaction.atomic
def settle(
    *,
    turn: Turn,
    key: str,
    rang: Rang,
    on: date,
    at: datetime,
    by: Actor,
    words: str = "",
    again_on: date | None = None,
    told: Told | None = None,
) -> Turn:
    """What came of it: the contact is recorded, the status where they told it, and it is the next one's turn.

    Raises ``NotPossible`` for a turn that was settled already, a key that needs more, or a status that cannot be so.
    """
    stored = _locked(turn, by)
    chosen = BY_NAME.get(key)
    if chosen is None:
        raise NotPossible("There is no such outcome.")
    if chosen.asks_day and (again_on is None or again_on < on):
        raise NotPossible("Say on which day to try again: today or later.")
    if chosen.outcome:
        stored.contact = _recorded(stored, chosen.outcome, rang, at, by, words, again_on, told)
    if told is not None:
        _status(stored.young_person, told, on, by)
    stored.point, stored.carer = rang.point, rang.carer
    stored.came_of_it, stored.settled_at = key, at
    stored.save()
    if key in ENDED_BY_KEY:
        leavings.end_all(young_person=stored.young_person, ending=ENDED_BY_KEY[key], on=on, at=at, by=by)
    note("tracing.turn.settled", stored, by, outcome=key)
    return stored


@transaction.atomic
def undo(*, session: CallSession, at: datetime, by: Actor) -> Turn:
    """Take back what was chosen last: the contact comes off the record, and it is that person's turn again.

    Raises ``NotPossible`` where there is nothing, a status was recorded with it, or a colleague has them by now.
    """
    permissions.check_own(session, by)
    last = queries.last_settled(session, by=by)
    if last is None:
        raise NotPossible("There is nothing to take back in this session.")
    if last.came_of_it == "told":
        raise NotPossible("A status was recorded with it: put that right on the record.")
    mine = queries.turn_of(session, at=at, by=by)
    if mine is not None:
        mine.delete()
    if last.contact is not None:
        corrections.take_away(contact=last.contact, because=PRESSED, at=at, by=by)
        _number_works_again(last, by)
    last.contact, last.settled_at, last.came_of_it = None, None, ""
    last.until_at = at + timedelta(minutes=rules_of(by=by).claim_minutes)
    try:
        with transaction.atomic():
            last.save()
    except IntegrityError:
        raise NotPossible("A colleague is trying them at this moment.") from None
    note("tracing.turn.reopened", last, by)
    return last


@transaction.atomic
def leave(*, session: CallSession, at: datetime, by: Actor) -> None:
    """Leave it for now: whose turn it was is free for others, and it can be taken up again."""
    permissions.check_own(session, by)
    session.turns.filter(settled_at=None).delete()


@transaction.atomic
def end(*, session: CallSession, at: datetime, by: Actor) -> None:
    """End it."""
    permissions.check_own(session, by)
    leave(session=session, at=at, by=by)
    CallSession.objects.filter(pk=session.pk, ended_at=None).update(ended_at=at)
    audit.record(event="tracing.session.ended", by=by, about=f"session:{session.pk}")


def _let_lapse(at: datetime, by: Actor) -> None:
    open_ones = Turn.objects.filter(partnership_id=by.partnership, settled_at=None, until_at__lte=at)
    open_ones.update(settled_at=at, came_of_it=LAPSED)


def _take(
    session: CallSession, young_person: YoungPerson, at: datetime, until: datetime, by: Actor
) -> Turn | None:
    """A turn, unless a colleague was quicker: PostgreSQL decides."""
    turn = Turn(
        partnership_id=by.partnership,
        session=session,
        young_person=young_person,
        taken_at=at,
        until_at=until,
    )
    try:
        with transaction.atomic():
            turn.save(force_insert=True)
    except IntegrityError:
        return None
    note("tracing.turn.taken", turn, by)
    return turn


def _locked(turn: Turn, by: Actor) -> Turn:
    found = Turn.objects.select_for_update(of=("self",)).select_related("session", "young_person")
    stored = found.get(pk=turn.pk)
    permissions.check_own(stored.session, by)
    permissions.check_may_try(stored.young_person, by)
    if stored.settled_at is not None:
        raise NotPossible("This was settled already, or your time with them ran out: look who is next.")
    return stored


def _recorded(
    turn: Turn,
    outcome: str,
    rang: Rang,
    at: datetime,
    by: Actor,
    words: str,
    again_on: date | None,
    told: Told | None,
) -> Contact:
    """The one contact of this turn, through the casework's own hand: the same turn sent twice is kept once."""
    whose = turn.young_person_id
    point = ContactPoint.objects.filter(pk=rang.point, young_person=whose).first() if rang.point else None
    carer = Carer.objects.filter(pk=rang.carer, young_person=whose).first() if rang.carer else None
    who = ", ".join(filter(None, (carer.name, carer.relationship.lower()))) if carer else ""
    if carer is not None and outcome == Contact.Outcome.SPOKE:
        outcome = Contact.Outcome.REACHED_SOMEONE_ELSE
    return contacts.record(
        young_person=turn.young_person,
        at=at,
        channel=rang.channel,
        outcome=outcome,
        recorded_at=at,
        by=by,
        words=words,
        try_again_on=again_on,
        besides=Besides(contact_point=point, reached=who[:120] if outcome == "reached_someone_else" else ""),
    )


def _status(young_person: YoungPerson, told: Told, on: date, by: Actor) -> None:
    known: dict[str, Any] = {"source": told.source, "source_key": told.source_key}
    if told.still is not None:
        activities.confirm(
            activity=told.still, on=on, by=by, version=told.version, review_on=told.review_on, **known
        )
        return
    if told.kind is None or told.start_on is None:
        raise NotPossible("Say what they do now, and since when.")
    activities.record(
        young_person=young_person,
        kind=told.kind,
        start_on=told.start_on,
        on=on,
        by=by,
        review_on=told.review_on,
        predicted_end_on=told.predicted_end_on,
        establishment_name=told.establishment_name,
        **known,
    )


def _number_works_again(turn: Turn, by: Actor) -> None:
    if turn.came_of_it != "wrong_number" or turn.point is None:
        return
    point = ContactPoint.objects.filter(pk=turn.point, young_person=turn.young_person_id).first()
    if point is not None:
        contact_points.change(point=point, by=by, version=None, facts={"failed_on": None})
