"""What was written away from the desk, arriving: recorded once, or held with both sides shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from connexions.ground.audit import actions as audit
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotAllowed, NotPossible
from connexions.ground.design import words as wording
from connexions.practice.casework.actions import contacts, steps
from connexions.practice.casework.models import Contact, Step
from connexions.practice.outreach import permissions, rules, sealing
from connexions.practice.outreach.models import Carried, Copy, Written
from connexions.practice.outreach.queries import written as queries

LONGEST = 4000  # letters of a note, as everywhere else


@dataclass(frozen=True)
class Sent:
    """What a device says it wrote, read and checked for its shape."""

    made_id: UUID
    kind: str
    young_person_id: UUID
    at: datetime
    typed: bool
    written_at: datetime
    told: Mapping[str, Any]


@transaction.atomic
def receive(*, copy: Copy, sent: Sent, sent_at: datetime, received_at: datetime, by: Actor) -> Written:
    """Take in what was written away, and record it where nothing speaks against it.

    The same thing sent again is the same thing. Whether *by* may still write in the record is asked now. What
    cannot be recorded as it stands is held, with the reason, and nothing of it is lost.
    """
    permissions.check_holds(copy, by)
    if not Carried.objects.filter(copy=copy, young_person_id=sent.young_person_id).exists():
        raise NotPossible("This is about somebody who was not on this sheet.")
    written = _arrived(copy, sent, sent_at, received_at, by)
    if written.status != Written.Status.RECEIVED:
        return written
    try:
        with transaction.atomic():
            _check_nothing_since(written, sent.told)
            became = _record(written, sent.told, by=by, on=timezone.localdate(received_at), now=received_at)
    except (NotAllowed, NotPossible) as refusal:
        return _settle(
            written, "hold", by, sentence=" ".join(filter(None, (refusal.sentence, written.sentence)))
        )
    return _settle(written, "record", by, became=became)


@transaction.atomic
def record(*, written: Written, told: Mapping[str, Any], now: datetime, by: Actor) -> Written:
    """Record what waits, as it now reads: by whoever wrote it, or by whom it was given to."""
    stored = _waiting(written, by)
    rules.WRITTEN.after(stored.status, "record")
    became = _record(stored, told, by=by, on=timezone.localdate(now), now=now)
    return _settle(stored, "record", by, became=became)


@transaction.atomic
def give(*, written: Written, by: Actor) -> Written:
    """Give what waits to the young person's adviser, who decides about it.

    Raises ``NotPossible`` where there is none but the writer.
    """
    stored = _waiting(written, by)
    to = stored.young_person.adviser_id
    if to is None or to == by.id:
        raise NotPossible("They have no other adviser to give this to just now: ask your manager.")
    stored.given_to_id = to
    return _settle(stored, "give", by)


@transaction.atomic
def decline(*, written: Written, by: Actor) -> Written:
    """Give it back to whoever wrote it."""
    stored = _waiting(written, by)
    stored.given_to_id = None
    return _settle(stored, "decline", by, sentence=f"{by.name} gave this back to you without recording it.")


@transaction.atomic
def discard(*, written: Written, by: Actor) -> Written:
    """Throw away what waits: the record says it already, or it was wrong."""
    return _settle(_waiting(written, by), "discard", by)


def _arrived(copy: Copy, sent: Sent, sent_at: datetime, received_at: datetime, by: Actor) -> Written:
    """The row of what arrived, locked: a new one, or the one that arrived before under the same name."""
    when = rules.moment(
        said_at=sent.at,
        typed=sent.typed,
        sent_at=sent_at,
        received_at=received_at,
        taken_at=copy.taken_at,
    )
    fresh = Written(
        partnership_id=by.partnership,
        young_person_id=sent.young_person_id,
        copy=copy,
        holder_id=permissions.whose(by),
        made_id=sent.made_id,
        kind=sent.kind,
        sentence=when.said,
        sealed=sealing.keep(dict(sent.told), made_id=sent.made_id),
        at=when.at,
        written_at=sent.written_at,
        sent_at=sent_at,
        received_at=received_at,
    )
    Written.objects.bulk_create([fresh], ignore_conflicts=True)
    named = {"partnership_id": by.partnership, "holder_id": by.id, "made_id": sent.made_id}
    locked = Written.objects.select_for_update(of=("self",)).select_related("copy", "young_person")
    return locked.get(**named)


def _check_nothing_since(written: Written, told: Mapping[str, Any]) -> None:
    """Raise ``NotPossible`` where somebody has said something meanwhile that may be the same, or be against it."""
    if written.kind == Written.Kind.STEP:
        step = _step(written, told)
        if step.version != told.get("version"):
            raise NotPossible("This step has changed since you took the sheet.")
        return
    if told.get("unfinished") is True:
        raise NotPossible("You had not finished this when the sheet was wiped: finish it here.")
    if len(str(told.get("words", ""))) > LONGEST:
        raise NotPossible(f"This is longer than {LONGEST:,} letters: shorten it, then record it.")
    since = queries.theirs(written=written)
    if since:
        who = since[0].recorded_by.name
        when = wording.moment(since[0].at)
        raise NotPossible(f"{who} recorded a contact, {when}, since you took the sheet: is it the same?")


def _record(written: Written, told: Mapping[str, Any], *, by: Actor, on: date, now: datetime) -> UUID:
    if written.kind == Written.Kind.STEP:
        return steps.finish(step=_step(written, told), on=on, by=by).pk
    made: Contact = contacts.record(
        young_person=written.young_person,
        at=written.at,
        channel=str(told["channel"]),
        outcome=str(told["outcome"]),
        words=str(told.get("words", "")),
        recorded_at=now,
        by=by,
    )
    return made.pk


def _step(written: Written, told: Mapping[str, Any]) -> Step:
    found = (
        Step.objects.select_related("goal__plan", "young_person")
        .filter(pk=UUID(str(told["step"])), young_person_id=written.young_person_id)
        .first()
    )
    if found is None:
        raise NotPossible("This step is not in their plan any more.")
    return found


def _waiting(written: Written, by: Actor) -> Written:
    locked = Written.objects.select_for_update(of=("self",)).select_related("copy", "young_person")
    stored = locked.get(pk=written.pk)
    permissions.check_wrote(stored, by)
    return stored


def _settle(
    written: Written, move: str, by: Actor, *, became: UUID | None = None, sentence: str | None = None
) -> Written:
    written.status = rules.WRITTEN.after(written.status, move)
    if sentence is not None:
        written.sentence = sentence[:600]
    if became is not None:
        written.became = became
    if written.status in (Written.Status.RECORDED, Written.Status.DISCARDED):
        written.sealed = b""
    written.save(update_fields=["status", "sentence", "became", "sealed", "given_to"])
    audit.record(
        event=f"outreach.written.{written.status}",
        by=by,
        young_person_id=written.young_person_id,
        about=f"written:{written.pk}",
        details={"kind": written.kind, "copy": str(written.copy_id)},
    )
    return written
