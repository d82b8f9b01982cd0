"""One move on a referral: who may, what follows, and the row that says so for good."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from connexions.ground.base.acting import Actor
from connexions.practice.referrals import permissions
from connexions.practice.referrals.actions._noting import note
from connexions.practice.referrals.models import Referral, ReferralMove
from connexions.practice.referrals.rules import moves
from connexions.practice.referrals.rules.moves import Side

NEWS = frozenset({Side.THEIRS, Side.OWN})  # whose moves those who made the referral have not read yet


@dataclass(frozen=True)
class Said:
    """What goes with a move: a reason from a list, words, and by which way it was said."""

    reason: str = ""
    words: str = ""
    way: str = "page"


NOTHING = Said()


def locked(referral: Referral) -> Referral:
    """The referral as it is now, held until this is done. Nothing is joined: a service may have lost sight of whom
    it is about."""
    return Referral.objects.select_for_update().get(pk=referral.pk)


def moved(
    stored: Referral, move: str, *, at: datetime, by: Actor, said: Said = NOTHING, **changes: Any
) -> Referral:
    """Make a move on a locked referral, and change with it what *changes* says.

    Raises ``NotAllowed`` and ``Missing`` for the wrong hand, ``NotPossible`` for the wrong time.
    """
    side = permissions.check_may_move(stored, by=by)
    before = stored.state
    stored.state = moves.after(before, move, side)
    for name, value in changes.items():
        setattr(stored, name, value)
    if side in NEWS or move == "halt":
        stored.news_at = at
    elif side is Side.OURS:
        stored.news_at = None
    stored.version += 1
    stored.save()
    _keep(stored, move, before, side, at, by, said)
    note(f"referrals.referral.{PAST[move]}", stored, by, way=said.way, ref=stored.ref)
    return stored


PAST = {
    "change": "changed",
    "send": "sent",
    "receive": "received",
    "ask": "asked_about",
    "answer": "explained",
    "accept": "accepted",
    "decline": "declined",
    "wait": "listed",
    "start": "started",
    "end": "ended",
    "withdraw": "withdrawn",
    "halt": "halted",
}


def _keep(
    stored: Referral, move: str, before: str, side: Side, at: datetime, by: Actor, said: Said
) -> ReferralMove:
    kept = ReferralMove(
        partnership_id=stored.partnership_id,
        young_person_id=stored.young_person_id,
        referral=stored,
        move=move,
        before=before,
        after=stored.state,
        side=side,
        reason=said.reason,
        words=said.words,
        at=at,
        by_id=by.id,
        by_name=by.name,
        way=said.way,
    )
    kept.save(force_insert=True)
    return kept
