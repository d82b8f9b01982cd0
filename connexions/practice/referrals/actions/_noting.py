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
    audit.record(
        event=event, by=by, young_person_id=thing.young_person_id, about=f"{noun}:{thing.pk}", details=details
    )


@contextmanager
def house(by: Actor) -> Iterator[Actor]:
    """The service's own hand, for what follows from a move though whoever made it may not see it: the plan's step,
    the young person's own page. What they may do was decided before."""
    actor = system(HOUSE, partnership=by.partnership)
    with tenancy.acting(actor):
        yield actor


def note_link(event: str, referral: About, by: Actor) -> None:
    """Record what became of a link to a referral."""
    audit.record(
        event=event, by=by, young_person_id=referral.young_person_id, about=f"referral:{referral.pk}"
    )
