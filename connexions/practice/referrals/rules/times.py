"""Who is reminded of a day that comes, and to whom it goes when it has passed. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Nudge:
    """Something that is to be said about a referral on a day, once."""

    kind: str  # "soon", "due" or "late"
    step: int = 0  # which step of the escalation, counted from 1


def nudges(*, due_on: date, on: date, up_on: Sequence[date], soon_days: int = 1) -> list[Nudge]:
    """All that should have been said by a day about what is due: soon, on the day, and late at every step of the
    escalation whose day (*up_on*) has come. What was said already is for the caller to leave out."""
    found = []
    if due_on - timedelta(days=soon_days) <= on < due_on:
        found.append(Nudge("soon"))
    if on >= due_on:
        found.append(Nudge("due"))
    late = (number for number, day in enumerate(up_on, 1) if on >= max(day, due_on + timedelta(days=1)))
    return found + [Nudge("late", number) for number in late]


def spoken(*, due_on: date | None, on: date, what: str = "due") -> str:
    """How a day stands to another: "due today", "3 days late"."""
    if due_on is None:
        return ""
    late = (on - due_on).days
    if late > 0:
        return f"{late} {'day' if late == 1 else 'days'} late"
    if late == 0:
        return f"{what} today"
    return f"{what} in {-late} {'day' if late == -1 else 'days'}"
