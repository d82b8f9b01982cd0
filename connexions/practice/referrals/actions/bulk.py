"""Many outcomes at once: each row for itself, what is right is taken, and the same file sent twice changes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Refused
from connexions.practice.referrals.actions import answers
from connexions.practice.referrals.models import Referral
from connexions.practice.referrals.queries import referrals as queries
from connexions.practice.referrals.rules.outcomes import meant

TAKEN, THERE, WRONG = "taken", "there", "wrong"


@dataclass(frozen=True)
class Row:
    """One row as it was sent: its line, which referral, how it ended, and words."""

    line: int
    ref: str
    outcome: str
    words: str = ""


@dataclass(frozen=True)
class Told:
    """What became of a row: taken, there already, or wrong and why."""

    row: Row
    became: str
    says: str


def take(*, rows: Iterable[Row], at: datetime, by: Actor, way: str = "file") -> list[Told]:
    """Take every row that is right; say of every other what is wrong with it."""
    return [_take(row, at=at, by=by, way=way) for row in rows if row.outcome or row.words]


def _take(row: Row, *, at: datetime, by: Actor, way: str) -> Told:
    try:
        with transaction.atomic():
            return _end(row, at=at, by=by, way=way)
    except Refused as refusal:
        return Told(row, WRONG, refusal.sentence)


def _end(row: Row, *, at: datetime, by: Actor, way: str) -> Told:
    referral = queries.by_ref(row.ref, by=by)
    outcome = meant(row.outcome)
    if _is_there(referral, outcome):
        return Told(row, THERE, "This was recorded already.")
    answers.end(referral=referral, outcome=outcome, words=row.words[:2000], at=at, by=by, way=way)
    return Told(row, TAKEN, "Recorded.")


def _is_there(referral: Referral, outcome: str) -> bool:
    return referral.state == "ended" and referral.outcome == outcome
