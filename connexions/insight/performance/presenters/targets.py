"""Targets as the pages say them, and how a rate stands to its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from connexions.engines.stats import INDICATORS, Rate
from connexions.ground.design import words
from connexions.insight.performance.models import Target


@dataclass(frozen=True)
class Line:
    """One target in the list."""

    id: UUID
    figure: str
    area: str
    months: str
    percent: str


def lines(found: Sequence[Target], areas: Mapping[str, str]) -> list[Line]:
    """Each target as a line."""
    return [
        Line(
            one.pk,
            INDICATORS[one.indicator].title if one.indicator in INDICATORS else one.indicator,
            areas.get(one.authority, one.authority) or "All together",
            months(one.from_on, one.until_on),
            said(one.percent),
        )
        for one in found
    ]


def months(first: date, until: date | None) -> str:
    """From which month to which."""
    if until is None:
        return f"From {words.month(first)}"
    last = until - timedelta(days=1)
    alone = (first.year, first.month) == (last.year, last.month)
    return words.month(first) if alone else f"{words.month(first)} to {words.month(last)}"


def said(percent: Decimal) -> str:
    """A target as it is said: 4%, 4.5%."""
    return f"{percent.normalize():f}%"


def beside(key: str, rate: Rate | None, target: Decimal | None) -> str:
    """How a rate stands to its target, for its box; empty where there is none or the rate is not told."""
    percent = rate.percent() if rate is not None else None
    if target is None:
        return ""
    if percent is None:
        return f"Target {said(target)}"
    apart = percent - target
    if not apart:
        return f"Target {said(target)}, met"
    good = (apart < 0) == (INDICATORS[key].better == "lower")
    points = words.count(1, "point") if abs(apart) == 1 else f"{abs(apart).normalize():f} points"
    return f"Target {said(target)}, {points} {'better' if good else 'short of it'}"
