"""Whether somebody may go: rooms above register what would fall between chairs if they did."""

from collections.abc import Callable
from uuid import UUID

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible

# Of a user, asked within their partnership: a sentence that says what they still hold, or nothing.
Check = Callable[[UUID, Actor], str]
_checks: list[Check] = []


def register(check: Check) -> None:
    """Ask *check* before anybody leaves."""
    if check not in _checks:
        _checks.append(check)


def check(user_id: UUID, *, by: Actor) -> None:
    """Raise ``NotPossible`` with every reason why this person may not leave yet."""
    reasons = [reason for one in _checks if (reason := one(user_id, by))]
    if reasons:
        raise NotPossible(" ".join(reasons))
