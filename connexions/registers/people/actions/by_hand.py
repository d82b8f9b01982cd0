"""Writing by hand to somebody whose record is restricted: only who is named, and only once they have said how they know
that it is safe. What goes by itself, to groups or by a job, never does."""

from django.db import transaction

from connexions.ground.audit import actions as audit
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.registers.people import restricted
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.restricting import FEWEST_WORDS, says
from connexions.registers.people.sight import may_be_written_to

ONLY_NAMED = (
    "Their record is restricted: only somebody who is named for it may write to them. Ask one, or a manager."
)
SAY_SAFE = (
    f"Say how you know that it is safe to write to them here, in {FEWEST_WORDS} words or more: who else sees this phone"
    " or inbox, and what did they ask for?"
)


def may_write_by_hand(*, young_person: YoungPerson, by: Actor) -> bool:
    """Whether *by* may write to them at all: of somebody restricted, whoever is named, not who broke the glass."""
    if may_be_written_to(young_person):
        return True
    standing = restricted.of(by)
    return by.id is not None and young_person.pk in standing.opened - standing.glass


@transaction.atomic
def say_safe(*, young_person: YoungPerson, channel: str, safe: str, by: Actor) -> None:
    """Say, before a message goes to them by *channel* ("text", "email"), how one knows that it is safe; kept in the
    audit. Of somebody who is not restricted nothing is asked. Raises ``NotPossible``."""
    if may_be_written_to(young_person):
        return
    if not may_write_by_hand(young_person=young_person, by=by):
        raise NotPossible(ONLY_NAMED)
    if not says(safe, fewest=FEWEST_WORDS):
        raise NotPossible(SAY_SAFE)
    audit.record(
        event="people.restriction.written_to",
        by=by,
        young_person_id=young_person.pk,
        about=f"young_person:{young_person.pk}",
        why=safe.strip(),
        details={"channel": channel},
    )
