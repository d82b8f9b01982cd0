"""All that the page of figures asks for at once."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from connexions.engines.stats import Standing, by_standing, load_meanings
from connexions.engines.stats.change import Pairs
from connexions.engines.stats.months import last_winter
from connexions.ground.base.acting import Actor
from connexions.insight.performance.asking import Question
from connexions.insight.performance.queries import counts, groups, guarantee, pairs, recency, targets
from connexions.insight.performance.queries.counts import Counts
from connexions.insight.performance.queries.groups import Group
from connexions.insight.performance.queries.targets import Targets


@dataclass(frozen=True)
class Found:
    """The counts by month and authority, and what is told of the month asked for."""

    counts: Mapping[date, Counts]
    winter: Sequence[date]
    whole: dict[Standing, int]  # of the month: all who are in the lines of its groups
    groups: Sequence[Group]
    pairs: Pairs
    offers: Mapping[str, Counter[str]]
    reached: Mapping[int, int]
    targets: Targets


def found(asked: Question, *, on: date, by: Actor) -> Found:
    """The figures of a month, of the months before it, and why one changed. Raises ``NotAllowed``."""
    winter = last_winter(asked.month)
    tables = asked.asked
    months = counts.at_month_ends(months={*asked.months, asked.since, *winter}, by=by)
    return Found(
        months,
        winter,
        whole(months[asked.month], tables.area),
        groups.groups(asked=tables, by=by),
        pairs.pairs(first=asked.since, second=asked.month, by=by, area=tables.area),
        guarantee.statuses(on=asked.month, by=by),
        recency.reached(asked=tables, on=on, by=by),
        targets.at_month_ends(months=asked.months, area=asked.area, by=by),
    )


def whole(found: Counts, area: str) -> dict[Standing, int]:
    """Everybody of an authority, or of all, by standing."""
    return by_standing(counts.together(found, area), load_meanings())
