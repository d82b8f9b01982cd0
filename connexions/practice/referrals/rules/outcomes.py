"""How a referral ended, as somebody outside says it. Pure."""

from connexions.ground.base.refusals import NotPossible
from connexions.practice.referrals.rules import moves


def meant(said: str) -> str:
    """The outcome that is meant by its words or its code. Raises ``NotPossible``, naming those that there are."""
    wanted = " ".join(said.split()).strip(" .").lower()
    for outcome, words in moves.OUTCOMES.items():
        if wanted in (str(outcome), words.lower()):
            return str(outcome)
    known = "; ".join(moves.OUTCOMES.values())
    if not wanted:
        raise NotPossible(f"Say how it ended: {known}.")
    raise NotPossible(f"“{said[:60]}” is none of the ways to end: {known}.")
