"""Who is in the cohort that the return must cover, and as what each is returned in a month.

By academic age, wider for those with a plan for SEND; whoever leaves is returned once more with the reason; and those
whom the September Guarantee covers stay until it is done.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from connexions.engines.currency.lapses import DATA
from connexions.engines.currency.years import (
    academic_age,
    academic_age_reached_on,
    academic_year,
    nc_year_group,
)

APRIL, AUGUST = 4, 8


class Status(StrEnum):
    """Cohort status (YP10): as what a young person is returned."""

    PRIMARY = "P"
    GUARANTEE = "G"
    AGED_OUT = "A"
    PLAN_CEASED = "L"
    TRANSFERRED = "T"
    LEFT_ENGLAND = "E"
    DUPLICATE = "M"
    DIED = "D"


LEAVING = frozenset(Status) - {Status.PRIMARY, Status.GUARANTEE}


@dataclass(frozen=True, slots=True)
class Member:
    """A young person as far as the cohort goes.

    *left_as*, *left_on*: the reason for which they left the cohort, and the first day on which they had.
    *reported_in*: the month end of the return that said so; none where none has.
    *on_baseline*: whether the September Guarantee's baseline names them.
    """

    born_on: date
    has_plan: bool = False
    left_as: Status | None = None
    left_on: date | None = None
    reported_in: date | None = None
    on_baseline: bool = False

    def __post_init__(self) -> None:
        if self.left_as is not None and self.left_as not in LEAVING:
            raise ValueError(f"{self.left_as} is no reason for leaving the cohort.")
        if (self.left_as is None) != (self.left_on is None):
            raise ValueError("Whoever has left did so for a reason, on a day.")


@dataclass(frozen=True, slots=True)
class Guarantee:
    """One round of the September Guarantee: a baseline is taken, and one day its return is done with."""

    baseline_on: date
    done_on: date

    def is_active(self, on: date) -> bool:
        """Whether its young people must still be returned: from the baseline until the day it is done."""
        return self.baseline_on <= on < self.done_on


def returned_as(
    member: Member, period_end: date, *, coverage: Coverage, guarantee: Guarantee | None = None
) -> Status | None:
    """As what somebody is in the return of a month; none where they are not in it.

    Rules, the first that fits (source: NCCIS management information requirement, YP10; suppliers' guides to it):

    1. Died: reported once.
    2. Left, for a reason or by age, and on the baseline of an active guarantee: G, every month until it is done.
    3. Left by the month end: reported once with the reason. The return that reported it may be built again.
    4. Of the cohort's ages: P, every month.
    5. Older, without a recorded reason: A, reported once. That a plan has ceased (L) is recorded, not guessed from age.
    6. Younger: not yet.
    """
    reason, since = _left(member, period_end, coverage)
    if reason is None:
        return Status.PRIMARY if _of_age(member, period_end, coverage) else None
    guaranteed = guarantee is not None and guarantee.is_active(period_end) and member.on_baseline
    if guaranteed and reason is not Status.DIED:
        return Status.GUARANTEE
    if member.reported_in is not None and since <= member.reported_in < period_end:
        return None
    return reason


def reset(members: Iterable[Member], period_end: date) -> list[Member]:
    """Forget that leavers were reported in a month or later, so that the month can be built again from the start.

    Doing it twice does no more than once; whoever was reported before stays reported.
    """
    return [
        replace(one, reported_in=None)
        if one.reported_in is not None and one.reported_in >= period_end
        else one
        for one in members
    ]


def note_reported(
    members: Iterable[Member], period_end: date, *, coverage: Coverage, guarantee: Guarantee | None = None
) -> list[Member]:
    """The members after a month's return was sent: its leavers are reported. Doing it twice does no more than once."""
    return [
        replace(one, reported_in=period_end)
        if returned_as(one, period_end, coverage=coverage, guarantee=guarantee) in LEAVING
        else one
        for one in members
    ]


def guarantee_node(born_on: date, on: date) -> int | None:
    """Under which year, 11 or 12, somebody's guarantee status is returned on a day; none where it does not cover them.

    From April to August those are year groups 11 and 12; from September to March the same people, now in year groups 12
    and 13, still under the years in which they were asked.
    """
    group = nc_year_group(born_on, on) - (0 if APRIL <= on.month <= AUGUST else 1)
    return group if group in (11, 12) else None


def _of_age(member: Member, on: date, coverage: Coverage) -> bool:
    return in_cohort(member.born_on, on, has_plan=member.has_plan, coverage=coverage)


def _left(member: Member, on: date, coverage: Coverage) -> tuple[Status | None, date]:
    """The reason for which somebody had left by a day, and since when; none where they had not."""
    if member.left_as is not None and member.left_on is not None and member.left_on <= on:
        return member.left_as, member.left_on
    if _of_age(member, on, coverage) or academic_age(member.born_on, on) < coverage.youngest:
        return None, on
    oldest = coverage.oldest_with_plan if member.has_plan else coverage.oldest
    return Status.AGED_OUT, academic_age_reached_on(member.born_on, oldest + 1)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The academic ages covered in a run of academic years."""

    first_year: int
    last_year: int
    youngest: int
    oldest: int
    oldest_with_plan: int


def in_cohort(born_on: date, on: date, *, has_plan: bool, coverage: Coverage) -> bool:
    """Whether a person born on a day is covered, with or without a current plan for SEND."""
    oldest = coverage.oldest_with_plan if has_plan else coverage.oldest
    return coverage.youngest <= academic_age(born_on, on) <= oldest


def coverage_in(on: date, rows: Sequence[Coverage]) -> Coverage:
    """The coverage that holds on a day; a day before the first known year has the first."""
    year = academic_year(on)
    held = [row for row in rows if row.first_year <= year <= row.last_year]
    return held[-1] if held else rows[0]


@cache
def load_coverage(path: Path = DATA / "coverage.csv") -> tuple[Coverage, ...]:
    """The shipped coverage, in order of years."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            Coverage(
                int(row["first_year"]),
                int(row["last_year"] or 9999),
                int(row["youngest"]),
                int(row["oldest"]),
                int(row["oldest_with_plan"]),
            )
            for row in csv.DictReader(file)
        )
