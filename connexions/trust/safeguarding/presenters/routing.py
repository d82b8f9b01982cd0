"""The partnership's rules for concerns in words."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from connexions.ground.design import words
from connexions.trust.safeguarding.models import RotaTurn, RoutingRule, SafeguardingRules
from connexions.trust.safeguarding.rules.rota import Stretch
from connexions.trust.safeguarding.rules.routing import LONDON, read_steps


def rule(one: RoutingRule) -> dict[str, Any]:
    """A rule: for which concerns, and whom it tells in which order."""
    steps = [f"{step.to.label} ({words.count(step.minutes, 'minute')})" for step in read_steps(one.steps)]
    return {
        "rule": one,
        "kind": one.get_kind_display() if one.kind else "Any kind",
        "team": one.team.name if one.team else "Any team",
        "when": one.get_when_display(),
        "steps": ", then ".join(steps),
    }


def settled(one: SafeguardingRules, *, days: Sequence[str]) -> list[tuple[str, str]]:
    """What the partnership has settled, each with its name."""
    hours = f"{words.time(one.day_from)} to {words.time(one.day_until)}"
    late = words.listed([one.visitor_minutes, one.buddy_minutes, one.manager_minutes])
    return [
        ("Office hours", f"{hours}, {words.listed([days[n] for n in one.weekdays])}"),
        ("Where no rule fits, a concern goes up after", words.count(one.minutes, "minute")),
        ("A risk note stands at most", words.count(one.risk_months, "month")),
        ("Late from a visit: visitor, buddy and manager are told after", f"{late} minutes"),
    ]


def turn(one: RotaTurn, *, at: datetime) -> dict[str, Any]:
    """A turn of duty."""
    return {
        "turn": one,
        "when": stretch((one.from_at, one.until_at)),
        "now": one.from_at <= at < one.until_at,
    }


def stretch(one: Stretch) -> str:
    """Tuesday 3 November 2026, 5:30pm to Wednesday 4 November 2026, 8:30am; the day once where it is the same."""
    start, end = (moment.astimezone(LONDON) for moment in one)
    last = (
        words.time(end) if end.date() == start.date() else f"{words.long_day(end.date())}, {words.time(end)}"
    )
    return f"{words.long_day(start.date())}, {words.time(start)} to {last}"
