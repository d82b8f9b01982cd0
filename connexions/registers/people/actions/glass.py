"""Breaking the glass: a restricted record opened for some hours by somebody who is not named, and looked at after."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from connexions.ground.audit import actions as audit
from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Missing, NotAllowed, NotPossible
from connexions.ground.messaging.actions import post
from connexions.registers.people import restricted, saving
from connexions.registers.people.models import GlassBroken, Restriction
from connexions.registers.people.queries import restricted as queries
from connexions.registers.people.restricting import (
    BREAKERS,
    OPEN_FOR,
    check_may_keep,
    check_says_why,
)

SUBJECT = "A restricted record was opened"
WORDS = (
    "Somebody who is not named opened a restricted record. Sign in to Connexions and look at Restricted records: "
    "who it was, why, and whether it was proper is there for you to say."
)


@transaction.atomic
def break_it(*, young_person_id: UUID, reason: str, at: datetime, by: Actor) -> GlassBroken:
    """Open a restricted record to *by* for three hours, and tell its managers at once.

    Raises ``Missing`` where nothing is closed to them, ``NotAllowed``, ``NotPossible`` for too few words.
    """
    if by.role not in BREAKERS or by.id is None:
        raise NotAllowed("Only staff who work with young people can open a restricted record.")
    if young_person_id not in restricted.of(by).closed:
        raise Missing("There is no restricted record at this address that is closed to you.")
    check_says_why(reason)
    restriction = Restriction.objects.get(young_person=young_person_id, ended_at=None)
    broken = GlassBroken.objects.create(
        partnership_id=by.partnership, young_person_id=young_person_id, restriction=restriction,
        opened_by_id=by.id, reason=reason, opened_at=at, closes_at=at + OPEN_FOR,
    )  # fmt: skip
    tenancy.tell_again()
    audit.record(
        event="people.glass.broken",
        by=by,
        young_person_id=young_person_id,
        about=f"glassbroken:{broken.pk}",
        details={"closes_at": broken.closes_at.isoformat()},
    )
    _alert(restriction, by, at)
    return broken


@transaction.atomic
def review(*, broken: GlassBroken, finding: str, note: str, at: datetime, by: Actor) -> GlassBroken:
    """Say whether it was proper. Raises ``NotAllowed`` also for one's own; ``NotPossible`` where it was said."""
    check_may_review(broken, by=by)
    stored = saving.locked(broken)
    if stored.reviewed_at is not None:
        raise NotPossible("Somebody has reviewed this already.")
    stored.finding, stored.note, stored.reviewed_at, stored.reviewed_by_id = finding, note, at, by.id
    stored.save(update_fields=["finding", "note", "reviewed_at", "reviewed_by"])
    audit.record(
        event="people.glass.reviewed",
        by=by,
        young_person_id=stored.young_person_id,
        about=f"glassbroken:{stored.pk}",
        details={"finding": finding},
    )
    return stored


def check_may_review(broken: GlassBroken, *, by: Actor) -> None:
    """A manager of the record, and never whoever opened it. Raises ``NotAllowed``."""
    if broken.opened_by_id == by.id:
        raise NotAllowed("Somebody else must review what you opened.")
    if by.id in {one.pk for one in queries.managers_of(broken.restriction)}:
        return
    check_may_keep(broken.restriction, by=by)


def _alert(restriction: Restriction, by: Actor, at: datetime) -> None:
    """By e-mail, with nothing in it about anybody; it stands on their list whether or not one can be sent."""
    for one in queries.managers_of(restriction):
        if one.pk == by.id or not one.email:
            continue
        try:
            post.send_email(to=one.email, subject=SUBJECT, words=WORDS, purpose="glass broken", by=by)
        except NotPossible:
            return  # no way to send e-mail is set up
