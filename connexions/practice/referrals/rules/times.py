"""By when somebody is to move, who is reminded, and to whom it goes when they do not. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5


@dataclass(frozen=True)
class Times:
    """What was agreed: within how many working days a referral is answered, and begun once it is accepted."""

    answer_within: int
    start_within: int


def working_days_after(
    day: date, number: int, *, is_closed: Callable[[date], bool] = lambda _: False
) -> date:
    """The day that comes *number* working days after *day*: no weekend, and no day that is closed."""
    found = day
    while number > 0:
        found += timedelta(days=1)
        if found.weekday() < SATURDAY and not is_closed(found):
            number -= 1
    return found


@dataclass(frozen=True)
class Nudge:
    """Something that is to be said about a referral on a day, once."""

    kind: str  # "soon", "due" or "late"
    step: int = 0  # which step of the escalation, counted from 1


def nudges(*, due_on: date, on: date, after_days: Sequence[int], soon_days: int = 1) -> list[Nudge]:
    """All that should have been said by *on* about what is due on a day: soon, today, and every step of the escalation
    whose number of days has passed. What was said already is for the caller to leave out."""
    found = []
    if due_on - timedelta(days=soon_days) <= on < due_on:
        found.append(Nudge("soon"))
    if on >= due_on:
        found.append(Nudge("due"))
    late = (on - due_on).days
    found += [Nudge("late", number) for number, days in enumerate(after_days, 1) if late >= max(days, 1)]
    return found


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
