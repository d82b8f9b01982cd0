"""Who is told of in a month, and as what. Pure.

The department wants everybody of the cohort every month, and everybody who left it once, with the reason. What
was told before is known from the last month that was frozen: whoever was there as one who stays and is not of
the cohort any more is a leaver now, however often the month is built; whoever left in a frozen month is told no
more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from connexions.engines.currency import Coverage, academic_age, academic_year

PRIMARY, GUARANTEED = "P", "G"
AGE, PLAN, TRANSFERRED, EMIGRATED, DUPLICATE, DECEASED = "A", "L", "T", "E", "M", "D"
STAYS = frozenset({PRIMARY, GUARANTEED})
#: Reasons that somebody must have given: age and plan speak for themselves.
GIVEN = frozenset({TRANSFERRED, EMIGRATED, DUPLICATE, DECEASED})


@dataclass(frozen=True, slots=True)
class Stands:
    """How somebody stands at the end of a month.

    ``told`` is the status of the last frozen month, empty where they are not in it; ``first`` that there is no such
    month; ``left_now`` that they left, or grew too old, within this month.
    """

    of_age: bool
    ours: bool
    too_old: bool = False
    had_plan: bool = False
    departed: str = ""
    kept: str = PRIMARY
    told: str = ""
    first: bool = False
    left_now: bool = False
    on_baseline: bool = False


def status(stands: Stands) -> str | None:
    """The cohort status that is told this month, or none where nothing is told."""
    reason = _reason(stands)
    if not reason:
        return PRIMARY if stands.of_age and stands.ours else None
    if not (stands.told in STAYS or (stands.first and not stands.told and stands.left_now)):
        return None
    if stands.on_baseline and reason != DECEASED:
        return GUARANTEED
    return reason


def _reason(stands: Stands) -> str:
    """Why somebody is not of the primary cohort; empty where they are, or never were."""
    if stands.departed:
        return stands.departed
    if stands.kept in GIVEN:
        return stands.kept
    if stands.too_old:
        return PLAN if stands.had_plan else AGE
    return TRANSFERRED if stands.of_age and not stands.ours and stands.told in STAYS else ""


def born_between(on: date, youngest: int, oldest: int) -> tuple[date, date]:
    """The first and the last day of birth that give an academic age from *youngest* to *oldest* on a day."""
    year = academic_year(on)
    return date(year - oldest - 1, 9, 1), date(year - youngest, 8, 31)


def is_of_age(born_on: date, on: date, coverage: Coverage, *, has_plan: bool) -> bool:
    """Whether somebody's age is covered on a day."""
    oldest = coverage.oldest_with_plan if has_plan else coverage.oldest
    return coverage.youngest <= academic_age(born_on, on) <= oldest


def is_too_old(born_on: date, on: date, coverage: Coverage, *, has_plan: bool) -> bool:
    """Whether somebody has passed the ages that are covered."""
    return academic_age(born_on, on) > (coverage.oldest_with_plan if has_plan else coverage.oldest)
