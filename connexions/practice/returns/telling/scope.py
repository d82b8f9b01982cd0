"""Of whom a return speaks: the month, the authorities, and the frozen months that it follows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from connexions.engines.ccis import Specification, requirement_year, specification
from connexions.engines.currency import Coverage, LapseTable, coverage_in, load_coverage
from connexions.practice.returns.rules import cohort
from connexions.practice.returns.rules.months import first_day, month_before
from connexions.practice.returns.telling.known import Known


@dataclass(frozen=True, slots=True)
class Scope:
    """One return's scope. ``own`` are all authorities of the partnership; ``follows`` the last frozen return of
    each authority before this month; ``whole`` that it speaks for all of the partnership's authorities, and so for
    those too whose authority nobody has entered."""

    partnership: int
    authorities: tuple[str, ...]
    own: frozenset[str]
    period_end: date
    follows: tuple[UUID, ...] = ()
    whole: bool = False
    lapses: LapseTable = field(default_factory=dict)  # by which an activity lapses where nobody entered a day

    @property
    def spec(self) -> Specification:
        return specification(requirement_year(self.period_end))

    @property
    def coverage(self) -> Coverage:
        return coverage_in(self.period_end, load_coverage())

    def judged(self, known: Known) -> tuple[str, str] | None:
        """The cohort status and the lead authority that are told of somebody, or none where nothing is told."""
        told = known.before.status if known.before else ""
        if not told and known.doing is None and known.here_since > self.period_end:
            return None  # came since
        found = cohort.status(self._stands(known, told))
        return (found, self._authority(known)) if found else None

    def _stands(self, known: Known, told: str) -> cohort.Stands:
        on, covered, plan = self.period_end, self.coverage, known.has_plan
        had_plan = bool(known.before and known.before.had_plan) and not plan
        too_old = cohort.is_too_old(known.born_on, on, covered, has_plan=plan)
        return cohort.Stands(
            of_age=cohort.is_of_age(known.born_on, on, covered, has_plan=plan),
            ours=self._is_ours(known),
            too_old=too_old,
            had_plan=had_plan,
            departed=known.left.reason if known.left else "",
            kept=known.cohort_status,
            told=told,
            first=not self.follows,
            left_now=self._left_now(known, too_old=too_old),
            on_baseline=known.on_baseline,
        )

    def _is_ours(self, known: Known) -> bool:
        """Also where the lead authority is not of this partnership any more: until a move is confirmed, they stay."""
        if known.lead_authority in self.authorities:
            return True
        if not known.lead_authority and known.before is None:
            return self.whole
        return known.before is not None and known.lead_authority not in self.own

    def _left_now(self, known: Known, *, too_old: bool) -> bool:
        if known.left is not None:
            return first_day(self.period_end) <= known.left.left_on <= self.period_end
        before = month_before(self.period_end)
        covered = coverage_in(before, load_coverage())
        return too_old and cohort.is_of_age(known.born_on, before, covered, has_plan=known.has_plan)

    def _authority(self, known: Known) -> str:
        """The lead authority as this return may name it."""
        if known.lead_authority in self.authorities:
            return known.lead_authority
        if known.before is not None and known.before.authority in self.authorities:
            return known.before.authority
        left = known.left
        return (
            left.from_authority if left and left.from_authority in self.authorities else known.lead_authority
        )
