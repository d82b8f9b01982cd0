"""The indicators: each defined once, by the standings it counts.

Sources: NEET and participation, local authority figures; NCCIS management information requirement, "NEET,
participation and not known calculations" (Department for Education).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from connexions.engines.stats.rates import Rate
from connexions.engines.stats.standings import Doing, Meanings, Standing, by_standing

EVERYBODY = frozenset(Standing) - {Standing.EXCLUDED}


@dataclass(frozen=True, slots=True)
class Indicator:
    """A share of the cohort. *counts* are the standings above the line; below it stands everybody but custody."""

    key: str
    title: str
    counts: frozenset[Standing]
    better: Literal["lower", "higher"]
    headline: Literal["winter", "spring"]
    words: str

    def of(self, standings: Mapping[Standing, int]) -> Rate:
        """The figure, from so many people in each standing."""
        above = sum(standings.get(one, 0) for one in self.counts)
        return Rate(above, sum(standings.get(one, 0) for one in EVERYBODY))

    def count(self, counted: Mapping[Doing, int], meanings: Meanings) -> Rate:
        """The figure, from so many people with each fact."""
        return self.of(by_standing(counted, meanings))


TAKING_PART = frozenset({Standing.FULL_TIME_EDUCATION, Standing.APPRENTICESHIP, Standing.OTHER_LEARNING})

NEET = Indicator(
    "neet",
    "NEET",
    frozenset({Standing.NEET}),
    "lower",
    "winter",
    "Not in education, employment or training. A NEET record does not lapse.",
)
NOT_KNOWN = Indicator(
    "not_known",
    "Not known",
    frozenset({Standing.NOT_KNOWN}),
    "lower",
    "winter",
    "Nothing is recorded, what they do could not be found out, or what is recorded has lapsed.",
)
NEET_OR_NOT_KNOWN = Indicator(
    "neet_or_not_known",
    "NEET and not known",
    frozenset({Standing.NEET, Standing.NOT_KNOWN}),
    "lower",
    "winter",
    "Both together: the headline figure, since neither can be made small by neglecting the other.",
)
PARTICIPATING = Indicator(
    "participating",
    "Taking part in education or training",
    TAKING_PART,
    "higher",
    "spring",
    "Full-time education, an apprenticeship, or other education and training. Re-engagement, gap years and "
    "agreed "
    "start dates do not count.",
)
FULL_TIME_EDUCATION = Indicator(
    "full_time_education",
    "Full-time education",
    frozenset({Standing.FULL_TIME_EDUCATION}),
    "higher",
    "spring",
    "School sixth form, college, higher education, a special post-16 institution, or education in custody "
    "for "
    "juveniles.",
)
APPRENTICESHIP = Indicator(
    "apprenticeship",
    "Apprenticeship",
    frozenset({Standing.APPRENTICESHIP}),
    "higher",
    "spring",
    "An apprenticeship.",
)
OTHER_LEARNING = Indicator(
    "other_education_or_training",
    "Other education and training",
    frozenset({Standing.OTHER_LEARNING}),
    "higher",
    "spring",
    "Part-time education, work with study towards a regulated qualification, traineeships, supported "
    "internships and "
    "other training.",
)
INDICATORS = {
    one.key: one
    for one in (
        NEET,
        NOT_KNOWN,
        NEET_OR_NOT_KNOWN,
        PARTICIPATING,
        FULL_TIME_EDUCATION,
        APPRENTICESHIP,
        OTHER_LEARNING,
    )
}
