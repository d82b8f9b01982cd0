"""Rules and lists, in words."""

from dataclasses import dataclass

from connexions.practice.casework.models import ReviewRule
from connexions.registers.people.models.young_person import LevelOfNeed

TITLES = {
    "rules": "Rule",
    "endings": "Reason for ending support",
    "exemptions": "Reason for holding no review for a time",
    "transitions": "Change that is prepared in time",
}


@dataclass(frozen=True)
class Line:
    """One rule of the list."""

    key: str
    event: str
    level: str
    weeks: int
    why: str
    own: bool


def rules(every: list[ReviewRule]) -> list[Line]:
    """In the order of the events, each with its level."""
    order = {value: place for place, value in enumerate(ReviewRule.Event.values)}
    found = sorted(every, key=lambda one: (order.get(one.event, 99), one.level, one.key))
    return [
        Line(
            one.key,
            _event(one),
            LevelOfNeed(one.level).label if one.level else "Any",
            one.within_weeks,
            one.why,
            one.partnership_id is not None,
        )
        for one in found
    ]


def _event(rule: ReviewRule) -> str:
    said = ReviewRule.Event(rule.event).label
    return f"{said} ({rule.after} times)" if rule.after else said
