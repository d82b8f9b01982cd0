"""A share of people, kept as the two numbers it is made of until somebody wants to read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Rate:
    """*numerator* people of *denominator*. Both count people; for an average of months, people in each month."""

    numerator: int
    denominator: int

    @property
    def share(self) -> Fraction | None:
        """From 0 to 1, exactly; none of nobody."""
        return Fraction(self.numerator, self.denominator) if self.denominator else None

    def percent(self, places: int = 1) -> Decimal | None:
        """Per hundred, halves away from nothing (4.25 is 4.3): how the department's tables are rounded."""
        return None if self.share is None else rounded(100 * self.share, places)

    def __add__(self, other: Rate) -> Rate:
        return Rate(self.numerator + other.numerator, self.denominator + other.denominator)


NOBODY = Rate(0, 0)


def rounded(number: Fraction, places: int = 1) -> Decimal:
    """An exact number to so many decimal places, halves away from nothing."""
    step = Decimal(1).scaleb(-places)
    whole = number * 10**places
    # The nearest whole by exact arithmetic: a Decimal quotient would already have been rounded once.
    nearest = (abs(whole.numerator) * 2 + whole.denominator) // (2 * whole.denominator)
    return (Decimal(nearest if whole >= 0 else -nearest) * step).quantize(step, ROUND_HALF_UP)


def average(rates: Iterable[Rate]) -> Rate:
    """Several months as one rate: people counted in each month, of all those counted.

    The average number of people over the average cohort, and so not the mean of the rates: a month in which
    more young people were known weighs more. The department publishes both averages (source: scorecard
    2025, "cohort is the December to February average"); it does not say which mean its rates are.
    Raises ``ValueError`` for no months at all.
    """
    found = list(rates)
    if not found:
        raise ValueError("An average needs one month at least.")
    return sum(found, NOBODY)
