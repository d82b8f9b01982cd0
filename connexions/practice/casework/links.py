"""Links by which a plan is agreed: what is kept of their secret, and when they open nothing more."""

import hashlib
from datetime import datetime

from connexions.ground.base.refusals import NotPossible
from connexions.ground.design.words import day
from connexions.practice.casework import rules
from connexions.practice.casework.models import Asking


def check_open(asking: Asking, at: datetime) -> None:
    """Raise ``NotPossible``, with why, for a question that can no longer be answered."""
    rules.ASKING.after(asking.state, "agree")
    if asking.good_until <= at:
        raise NotPossible(f"This link ended on {day(asking.good_until)}. Ask your adviser for another.")


def hash_of(secret: str) -> str:
    """What is kept of a link's secret: 128 random bits need no salt."""
    return hashlib.sha256(secret.encode()).hexdigest()
