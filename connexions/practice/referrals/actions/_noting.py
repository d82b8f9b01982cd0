"""Writing down what was done to a referral, by whom, from which side."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol
from uuid import UUID

from connexions.ground.audit import actions as audit
from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, system

HOUSE = "referrals"


class About(Protocol):
    """A row about a young person."""

    pk: Any
    young_person_id: UUID


def note(event: str, thing: About, by: Actor, **details: Any) -> None:
    """Record that *by* did *event* to *thing*, in the same transaction."""
    noun = event.split(".")[1]
    _record(event, f"{noun}:{thing.pk}", thing.young_person_id, by, details)


def _record(event: str, about: str, young_person_id: UUID, by: Actor, details: dict[str, Any]) -> None:
    """Whoever comes by a link or a token has no account by which the audit would know their entry as theirs: the
    house writes it, in their name."""
    said: dict[str, Any] = {"event": event, "by": by, "young_person_id": young_person_id, "about": about}
    if by.id is not None:
        audit.record(**said, details=details)
        return
    with house(by):
        audit.record(**said, details=details)


@contextmanager
def house(by: Actor) -> Iterator[Actor]:
    """The service's own hand, for what follows from a move though whoever made it may not see it: the plan's step,
    the young person's own page. What they may do was decided before."""
    actor = system(HOUSE, partnership=by.partnership)
    with tenancy.acting(actor):
        yield actor


def note_link(event: str, referral: About, by: Actor) -> None:
    """Record what became of a link to a referral."""
    _record(event, f"referral:{referral.pk}", referral.young_person_id, by, {})
