"""From what a service said in a form to the action that it asks for."""

from datetime import date, datetime
from typing import Any

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.practice.referrals.actions import answers
from connexions.practice.referrals.models import Referral


def make(
    referral: Referral, told: dict[str, Any], *, at: datetime, on: date, by: Actor, way: str
) -> Referral:
    """Make the move that was chosen. Raises what the action raises."""
    move, words = told["move"], told.get("words", "")
    always: dict[str, Any] = {"referral": referral, "at": at, "by": by, "way": way}
    if move == "receive":
        return answers.receive(**always)
    if move == "accept":
        return answers.accept(**always, on=on, words=words)
    if move == "ask":
        return answers.ask(**always, on=on, words=told["question"])
    if move == "decline":
        return answers.decline(**always, reason=told["reason"], words=words)
    if move == "wait":
        return answers.wait(
            **always, on=on, position=told["position"], expected_on=told["expected_on"], words=words
        )
    if move == "start":
        return answers.start(**always, on=on, words=words)
    if move == "end":
        return answers.end(**always, outcome=told["outcome"], words=words)
    raise NotPossible("Say what you want to tell us.")
