"""All the figures of one month of one partnership."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from connexions.engines.currency import academic_year
from connexions.engines.stats.months import winter
from connexions.ground.base.acting import Actor
from connexions.insight.performance.queries import counts, guarantee
from connexions.insight.performance.queries.counts import Counts


@dataclass(frozen=True)
class OfMonth:
    """A month's counts; those of the winter that it ends, if it does; and the guarantee's statuses, by authority."""

    month: date
    now: Counts
    winter: tuple[Counts, ...]
    guarantee: Mapping[str, Counter[str]]


def of_month(*, month: date, by: Actor) -> OfMonth:
    """The figures of a month. Raises ``NotAllowed``."""
    three = winter(academic_year(month)) if month.month == 2 else ()
    found = counts.at_month_ends(months={month, *three}, by=by)
    return OfMonth(
        month, found[month], tuple(found[one] for one in three), guarantee.statuses(on=month, by=by)
    )
