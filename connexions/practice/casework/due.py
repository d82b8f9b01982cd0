"""When a review is due, and why: from what has happened, the level of support and the rules in force. Pure.

Every event that a rule knows of, since the last review, wants a review within so many weeks of it; the
earliest of those days wins, and it takes the rule's words with it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol

REVIEWED, ALLOCATED, AGREED = "reviewed", "allocated", "agreed"


class Rule(Protocol):
    """What a rule says (``ReviewRule`` is one)."""

    key: str
    event: str
    level: str
    after: int | None
    within_weeks: int
    why: str


@dataclass(frozen=True)
class Happened:
    """One event of one young person. *times*: how many tries have failed, where it is about those."""

    event: str
    on: date
    times: int = 0


@dataclass(frozen=True)
class Due:
    """The day of a review, the rule that sets it, and what that rule answers."""

    on: date
    rule: str
    why: str
    event: str
    since: date


@dataclass(frozen=True)
class Kept:
    """A review that is set already: its day and the rule that set it since what; or when a hand set it."""

    due_on: date
    rule: str = ""
    since: date | None = None
    set_on: date | None = None

    @property
    def by_hand(self) -> bool:
        return not self.rule


def due(
    *, happened: Iterable[Happened], level: str, rules: Sequence[Rule], begun: date | None = None
) -> Due | None:
    """The earliest day that any rule asks for; none where no rule asks.

    *happened* may reach back for ever: what lies before the last review was looked at then, and what lies
    before support *begun* was nobody's to look at. A plan that is agreed answers "given an adviser".
    """
    events = [one for one in happened if begun is None or one.on >= begun]
    if any(one.event == AGREED for one in events):
        events = [one for one in events if one.event != ALLOCATED]
    last = max((one.on for one in events if one.event == REVIEWED), default=None)
    asked = [
        Due(one.on + timedelta(weeks=rule.within_weeks), rule.key, rule.why, one.event, one.on)
        for one in events
        if _still_open(one, last)
        for rule in _applying(rules, one, level)
    ]
    return min(asked, key=lambda one: (one.on, one.rule), default=None)


def news(happened: Iterable[Happened], kept: Kept | None) -> list[Happened]:
    """What may still set a day: everything; beside a day that a hand has set only what came after it."""
    if kept is None or not kept.by_hand:
        return list(happened)
    return [one for one in happened if kept.set_on is not None and one.on > kept.set_on]


def settled(*, kept: Kept | None, found: Due | None, exempt_until: date | None) -> Due | None:
    """What to set now: a day by rule, put off by an exemption; none where what is set stays as it is.

    A day that a hand has set gives way only to an earlier day (that ``news`` ask for).
    """
    if found is None:
        return None
    if kept and kept.rule == found.rule and kept.since and found.since > kept.since:
        # The same thing happened again before anybody looked: it does not put the look off.
        found = replace(found, on=found.on - (found.since - kept.since), since=kept.since)
    if exempt_until and found.on < exempt_until:
        found = replace(found, on=exempt_until)
    if kept is None:
        return found
    if kept.by_hand:
        return found if found.on < kept.due_on else None
    return found if found.on != kept.due_on else None


def _still_open(one: Happened, last: date | None) -> bool:
    """Whether no review has looked at it yet."""
    if last is None:
        return True
    return one.on >= last if one.event == REVIEWED else one.on > last


def _applying(rules: Sequence[Rule], one: Happened, level: str) -> list[Rule]:
    """The rules for an event: those of the level where there are such, else those of any level."""
    of_event = [rule for rule in rules if rule.event == one.event and (rule.after or 0) <= one.times]
    own = [rule for rule in of_event if rule.level == level]
    return own or [rule for rule in of_event if not rule.level]
