"""When a link by which a plan is agreed opens nothing more."""

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


def why_closed(asking: Asking, at: datetime) -> str:
    """The same as a sentence; nothing while it can be answered."""
    try:
        check_open(asking, at)
    except NotPossible as refusal:
        return refusal.sentence
    return ""
