"""Messages on a referral: from one side to the other, kept as they were written."""

from datetime import datetime

from django.db import transaction

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotAllowed, NotPossible
from connexions.practice.referrals import permissions
from connexions.practice.referrals.actions import _telling
from connexions.practice.referrals.actions._moving import locked
from connexions.practice.referrals.actions._noting import note
from connexions.practice.referrals.models import Referral, Word
from connexions.practice.referrals.rules import moves
from connexions.practice.referrals.rules.moves import Side

TOLD = "There is a message for you on a referral."


@transaction.atomic
def say(*, referral: Referral, words: str, at: datetime, by: Actor) -> Word:
    """Write to the other side. Raises ``NotPossible`` where the service does not have the referral, or has no leave
    any more."""
    stored = locked(referral)
    side = permissions.check_may_move(stored, by=by)
    if side not in (Side.OURS, Side.THEIRS):
        raise NotAllowed(
            "Messages go between your adviser and the service. Tell your adviser what you want to say."
        )
    if not words.strip():
        raise NotPossible("Write a message.")
    if stored.sent_at is None or stored.state == "halted":
        raise NotPossible(moves.REFERRAL.refusals[(stored.state, "accept")])
    said = Word(
        partnership_id=stored.partnership_id,
        young_person_id=stored.young_person_id,
        referral=stored,
        side=side,
        words=words.strip(),
        at=at,
        by_id=by.id,
        by_name=by.name,
    )
    said.save(force_insert=True)
    if side is Side.THEIRS:
        stored.news_at = at
        stored.save(update_fields=["news_at"])
        _telling.tell_makers(stored, TOLD, by=by)
    else:
        _telling.tell_service(stored, TOLD, at=at, by=by)
    note("referrals.word.written", said, by)
    return said
