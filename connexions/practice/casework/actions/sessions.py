"""Group sessions: set up, their registers marked, closed once, and put right afterwards."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from connexions.ground.audit import actions as audit
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotAllowed, NotPossible, check_version
from connexions.ground.design import words
from connexions.practice.casework import moves, permissions
from connexions.practice.casework.actions import contacts
from connexions.practice.casework.actions._noting import hand
from connexions.practice.casework.models import Attendance, Contact, ContactChange, GroupSession
from connexions.practice.casework.queries import sessions as queries
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part

LABELS = {
    "title": "What it is called",
    "kind": "Kind",
    "at": "When",
    "minutes": "Minutes",
    "place": "Where",
    "topic": "Topic",
    "notes": "Notes about the group",
}
MOST = 200  # people on one register
CAME = (Attendance.Mark.PRESENT, Attendance.Mark.LATE)


@transaction.atomic
def set_up(*, told: Mapping[str, Any], by: Actor) -> GroupSession:
    """Set up a session; *told* names fields of ``LABELS``. Whoever sets it up runs it."""
    _check_worker(by)
    session = GroupSession(partnership_id=by.partnership, run_by_id=hand(by), created_by_id=hand(by), **told)
    session.save(force_insert=True)
    _note("casework.session.set_up", session, by)
    return session


@transaction.atomic
def change(*, session: GroupSession, told: Mapping[str, Any], version: int, by: Actor) -> GroupSession:
    """Change what a session is, until its register is closed. Raises ``Conflict``, ``NotPossible``."""
    stored = _locked(session, "change", by)
    check_version(stored=stored, version=version, typed=told, labels=LABELS)
    for name, value in told.items():
        setattr(stored, name, value)
    stored.version += 1
    stored.save()
    _note("casework.session.changed", stored, by)
    return stored


@transaction.atomic
def add(*, session: GroupSession, young_people: Iterable[YoungPerson], by: Actor) -> int:
    """Put young people on the register; how many are new on it. Raises ``NotAllowed`` for one whose work *by* may
    not record: their own adviser can."""
    stored, people = _locked(session, "mark", by), list(young_people)
    for one in people:
        if not sight.sight_of(one, by=by).may_write(Part.CASEWORK):
            raise NotAllowed(
                f"{one.name} is with another team: their adviser or a duty adviser records this."
            )
    there = set(Attendance.objects.filter(session=stored).values_list("young_person_id", flat=True))
    fresh = {one.pk: one for one in people if one.pk not in there}
    if len(there) + len(fresh) > MOST:
        raise NotPossible(f"A register holds {MOST} young people: make a second session for the others.")
    Attendance.objects.bulk_create(
        Attendance(partnership_id=by.partnership, session=stored, young_person=one) for one in fresh.values()
    )
    for key in fresh:
        audit.record(event="casework.session.added", by=by, young_person_id=key, about=f"session:{stored.pk}")
    return len(fresh)


@transaction.atomic
def remove(*, line: Attendance, by: Actor) -> None:
    """Take somebody off a register that is still open: they were never to be there."""
    permissions.check_may_write(line.young_person, by)
    stored = _locked(line.session, "mark", by)
    audit.record(
        event="casework.session.removed",
        by=by,
        young_person_id=line.young_person_id,
        about=f"session:{stored.pk}",
    )
    Attendance.objects.filter(pk=line.pk).delete()


@transaction.atomic
def mark(*, session: GroupSession, marks: Mapping[UUID, tuple[str, str]], by: Actor) -> int:
    """Mark lines of the register: line → (present, late, absent or nothing; a reason). How many changed.

    Two people may mark at once: only what is given is written. Lines that *by* may not see are left alone.
    """
    stored = _locked(session, "mark", by)
    changed = 0
    for line in queries.register(stored, by=by)[0]:
        given = marks.get(line.pk)
        if given is None or given == (line.mark, line.reason):
            continue
        if given[0] not in ("", *Attendance.Mark.values):
            raise NotPossible("A mark is present, late or absent.")
        permissions.check_may_write(line.young_person, by)
        line.mark, line.reason = given[0], given[1].strip()[:200]
        line.save(update_fields=["mark", "reason"])
        changed += 1
    return changed


@transaction.atomic
def close(*, session: GroupSession, attempts: bool, at: datetime, by: Actor) -> int:
    """Close the register: a contact for each who came, and with *attempts* one for each who did not, all at once
    and once only. How many contacts were written.

    Raises ``NotPossible`` where somebody has no mark, it has not begun, or it was closed already.
    """
    stored = _locked(session, "close", by)
    lines, hidden = queries.register(stored, by=by)
    _check_complete(stored, lines, hidden, at)
    written = 0
    for line in lines:
        if line.mark in CAME or attempts:
            _write(stored, line, at, by)
            written += 1
    stored.status, stored.attempts_kept = GroupSession.Status.CLOSED, attempts
    stored.closed_at, stored.closed_by_id = at, hand(by)
    stored.version += 1
    stored.save()
    _note("casework.session.closed", stored, by, contacts=written)
    return written


@transaction.atomic
def correct(*, line: Attendance, mark: str, reason: str, because: str, at: datetime, by: Actor) -> Attendance:
    """Put right a mark of a closed register, and with it the contact on that young person's record."""
    permissions.check_may_write(line.young_person, by)
    stored = _locked(line.session, "correct", by)
    kept = Attendance.objects.select_for_update(of=("self",)).get(pk=line.pk)
    kept.young_person, kept.session = line.young_person, stored
    if not because.strip():
        raise NotPossible("Say why: it stands on their record beside what was changed.")
    if mark not in Attendance.Mark.values:
        raise NotPossible("Choose present, late or absent.")
    if (kept.mark, kept.reason) == (mark, reason.strip()):
        raise NotPossible("Nothing was changed.")
    kept.mark, kept.reason = mark, reason.strip()[:200]
    kept.save(update_fields=["mark", "reason"])
    _put_right(stored, kept, because, at, by)
    audit.record(
        event="casework.session.corrected",
        by=by,
        young_person_id=kept.young_person_id,
        about=f"session:{stored.pk}",
        details={"mark": mark},
    )
    return kept


@transaction.atomic
def cancel(*, session: GroupSession, because: str, by: Actor) -> GroupSession:
    """Say that a session did not take place. Nothing is written on anybody's record."""
    stored = _locked(session, "cancel", by)
    if not because.strip():
        raise NotPossible("Say why it did not take place.")
    stored.status, stored.cancelled_because = GroupSession.Status.CANCELLED, because.strip()
    stored.version += 1
    stored.save()
    _note("casework.session.cancelled", stored, by)
    return stored


def _check_worker(by: Actor) -> None:
    if by.role not in permissions.CASEWORKERS:
        raise NotAllowed("Only those who work with young people keep a register.")


def _locked(session: GroupSession, move: str, by: Actor) -> GroupSession:
    """The session as it is now, held until the end, if the move can be made. Raises ``NotPossible``."""
    _check_worker(by)
    stored = GroupSession.objects.select_for_update(of=("self",)).get(
        pk=session.pk, partnership_id=by.partnership
    )
    moves.GROUP_SESSION.after(stored.status, move)
    return stored


def _check_complete(stored: GroupSession, lines: list[Attendance], hidden: int, at: datetime) -> None:
    if stored.at > at:
        raise NotPossible("This session has not begun: close its register when it is over.")
    if hidden:
        raise NotPossible(
            f"{words.count(hidden, 'young person', 'young people')} on this register"
            f" {'is' if hidden == 1 else 'are'} with another team now: a duty adviser or manager can close it."
        )
    if not lines:
        raise NotPossible("Nobody is on this register yet.")
    unmarked = [line.young_person.name for line in lines if not line.mark]
    if unmarked:
        more = f" and {len(unmarked) - 4} more" if len(unmarked) > 5 else ""
        named = unmarked if not more else unmarked[:4]
        raise NotPossible(f"Not marked yet: {', '.join(named)}{more}. Mark everybody, then close.")


def _write(stored: GroupSession, line: Attendance, at: datetime, by: Actor) -> Contact:
    """The contact of one line: the session and themselves, nobody else."""
    return contacts.record(
        young_person=line.young_person,
        at=stored.at,
        channel=Contact.Channel.GROUP,
        outcome=_outcome(line),
        words=_words(stored, line),
        recorded_at=at,
        by=by,
        besides=contacts.Besides(minutes=stored.minutes if line.mark in CAME else None, session=stored),
    )


def _outcome(line: Attendance) -> str:
    return Contact.Outcome.SPOKE if line.mark in CAME else Contact.Outcome.DID_NOT_COME


def _words(stored: GroupSession, line: Attendance) -> str:
    where = f" at {stored.place}" if stored.place else ""
    parts = [f"{stored.get_kind_display()}: {stored.title}{where}."]
    parts += [f"{stored.topic.rstrip('.')}."] if stored.topic and line.mark in CAME else []
    parts += ["Came late."] if line.mark == Attendance.Mark.LATE else []
    parts += [f"{line.reason.rstrip('.')}."] if line.reason else []
    return " ".join(parts)


def _put_right(stored: GroupSession, line: Attendance, because: str, at: datetime, by: Actor) -> None:
    contact = queries.contact_of(stored, line.young_person_id)
    wanted = line.mark in CAME or bool(stored.attempts_kept)
    if contact is None:
        if wanted:
            _write(stored, line, at, by)
        return
    was = [["What happened", str(contact.get_outcome_display())], ["Note", contact.note]]
    change = ContactChange(
        partnership_id=line.partnership_id,
        young_person_id=line.young_person_id,
        contact=contact if wanted else None,
        kind=ContactChange.Kind.CORRECTED if wanted else ContactChange.Kind.TAKEN_AWAY,
        contact_at=contact.at,
        was=was,
        because=because.strip(),
        changed_at=at,
        changed_by_id=hand(by),
    )
    if wanted:
        contact.outcome, contact.note = _outcome(line), _words(stored, line)
        contact.minutes = stored.minutes if line.mark in CAME else None
        contact.try_again_on = None
        contact.version += 1
        contact.save()
    else:
        contact.delete()
    change.save(force_insert=True)


def _note(event: str, session: GroupSession, by: Actor, **details: Any) -> None:
    audit.record(event=event, by=by, about=f"session:{session.pk}", details=details)
