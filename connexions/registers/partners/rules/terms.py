"""What an edition of an agreement says, and how two of them differ."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from connexions.ground.base.refusals import NotPossible

MOST_DUTIES, MOST_STEPS, MOST_CONTACTS = 12, 6, 8
SIDES = {"ours": "the partnership", "theirs": "the organisation", "both": "both"}


@dataclass(frozen=True)
class DutyLine:
    """Who does what for whom."""

    side: str
    does: str
    for_whom: str = ""

    def __str__(self) -> str:
        whom = f" ({self.for_whom})" if self.for_whom else ""
        return f"{SIDES[self.side].capitalize()}: {self.does}{whom}"


@dataclass(frozen=True)
class StepLine:
    """Where a disagreement goes: so many working days, with whom on each side."""

    within_days: int
    ours: str
    theirs: str
    ours_email: str = ""
    theirs_email: str = ""

    def __str__(self) -> str:
        return f"{self.ours} and {self.theirs}, within {self.within_days} working days"


@dataclass(frozen=True)
class ContactLine:
    """Whom to ask."""

    side: str
    name: str
    role: str = ""
    phone: str = ""
    email: str = ""

    def __str__(self) -> str:
        told = ", ".join(one for one in (self.name, self.role, self.phone, self.email) if one)
        return f"{SIDES[self.side].capitalize()}: {told}"


@dataclass(frozen=True)
class Terms:
    """All that an edition says."""

    answer_within_days: int
    start_within_days: int
    up_after_days: int
    purpose: str = ""
    adviser_may: str = ""
    adviser_may_not: str = ""
    from_on: date | None = None
    review_on: date | None = None
    duties: tuple[DutyLine, ...] = ()
    steps: tuple[StepLine, ...] = ()
    contacts: tuple[ContactLine, ...] = ()
    why: str = field(default="", compare=False)


LABELS = {
    "purpose": "What it is for",
    "duties": "Who does what for whom",
    "answer_within_days": "Working days to answer",
    "start_within_days": "Working days to begin",
    "adviser_may": "What a personal adviser may do",
    "adviser_may_not": "What a personal adviser may not do",
    "contacts": "Whom to ask",
    "steps": "When we differ",
    "up_after_days": "Working days overdue before it goes a step up",
    "from_on": "In force from",
    "review_on": "Review by",
}


def check_ready(terms: Terms, *, after: date | None) -> None:
    """Refuse what cannot be put to both sides to sign: it must say enough, and begin after the edition before it.

    Raises ``NotPossible``."""
    if not terms.purpose.strip():
        raise NotPossible("Say what the two of you work together for.")
    sides = {one.side for one in terms.duties}
    if not ("both" in sides or {"ours", "theirs"} <= sides):
        raise NotPossible(
            "Say at least one thing that the partnership does and one that the organisation does."
        )
    if not terms.steps:
        raise NotPossible("Say where a disagreement goes: at least one step.")
    if terms.from_on is None or terms.review_on is None:
        raise NotPossible("Say from which day it holds, and by which day it is reviewed.")
    if terms.review_on <= terms.from_on:
        raise NotPossible("The review must come after the first day.")
    if after is not None and terms.from_on <= after:
        raise NotPossible("The new edition must begin after the one in force did.")


@dataclass(frozen=True)
class FieldChange:
    """One field in which two editions differ: for a list, what went and what came."""

    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def differences(before: Terms, after: Terms) -> Iterator[FieldChange]:
    """Field by field, in the order of the page; nothing where they say the same."""
    for name, label in LABELS.items():
        was, now = getattr(before, name), getattr(after, name)
        if was == now:
            continue
        old, new = _lines(was), _lines(now)
        yield FieldChange(label, tuple(old), tuple(new))


def _lines(value: Any) -> list[str]:
    if isinstance(value, tuple):
        return [str(one) for one in value]
    if value is None or value == "":
        return []
    if isinstance(value, date):
        return [f"{value.day} {value:%B %Y}"]
    return [line for line in str(value).splitlines() if line.strip()]


assert set(LABELS) == {one.name for one in fields(Terms) if one.name != "why"}
