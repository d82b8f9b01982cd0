"""Whatever the return speaks of: once a change is kept, a worker is asked to judge that young person anew."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models.signals import post_delete, post_save

from connexions.ground.base import clock
from connexions.ground.base.acting import Actor, system
from connexions.ground.design import words
from connexions.practice.feeds.signals import given_away
from connexions.practice.returns.actions import judging, moves
from connexions.practice.returns.models import Departure
from connexions.practice.tracking.models import Activity, GuaranteeStatus, IntendedDestination
from connexions.registers.people.models import Characteristic, Identifier, Residence, YoungPerson

log = logging.getLogger(__name__)

TOLD_OF = (
    YoungPerson,
    Residence,
    Identifier,
    Characteristic,
    Activity,
    GuaranteeStatus,
    IntendedDestination,
    Departure,
)


@dataclass(frozen=True)
class Ask:
    """To be done after the commit, once for each young person however much of theirs was written."""

    partnership: int
    young_person: UUID

    def __call__(self) -> None:
        by = system("Return rules", partnership=self.partnership)
        try:
            judging.ask(young_person_id=self.young_person, by=by)
        except Exception:  # what was saved is saved; the night finds what this missed
            log.exception("nobody could be asked to judge a record after it changed")


def _changed(instance: Any, **_: Any) -> None:
    whom = instance.pk if isinstance(instance, YoungPerson) else instance.young_person_id
    if whom is None:
        return
    wanted = Ask(instance.partnership_id, whom)
    if all(waiting != wanted for _, waiting, *_ in connection.run_on_commit):
        transaction.on_commit(wanted)


def _given_away(*, moved: dict[UUID, str], on: date, by: Actor, **_: Any) -> None:
    """An extract says that somebody of ours is another authority's now: that is for a person to decide."""
    for whom, authority in moved.items():
        because = f"An extract up to {words.day(on)} gives them to another authority"
        moves.propose(young_person_id=whom, to_authority=authority, because=because, on=clock.today(), by=by)


def start() -> None:
    """Listen; called as the room starts."""
    given_away.connect(_given_away, dispatch_uid="returns.given_away")
    for model in TOLD_OF:
        post_save.connect(_changed, sender=model, dispatch_uid=f"returns.saved.{model.__name__}")
        post_delete.connect(_changed, sender=model, dispatch_uid=f"returns.deleted.{model.__name__}")
