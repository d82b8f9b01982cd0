"""Adjusted NEET: a historic measure, off unless somebody gives its coefficients.

Until some year between 2015-16 and 2018-19 a share of those whose record had lapsed was added to NEET. The formula
was in the requirement; neither it nor its coefficients could be had (the shares in `data/performance/settings.csv` are
a recollection, of low confidence). So it stands here by its name and parameters, and in no headline figure.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Adjustment:
    """The shares, each from 0 to 1, of those lapsed who are taken to be NEET."""

    of_lapsed_eet: Fraction
    of_lapsed_neet: Fraction

    def __post_init__(self) -> None:
        if not (0 <= self.of_lapsed_eet <= 1 and 0 <= self.of_lapsed_neet <= 1):
            raise ValueError("Each share of the lapsed lies from 0 to 1.")


def adjusted_neet(
    *, eet: int, neet: int, lapsed_eet: int, lapsed_neet: int, adjustment: Adjustment
) -> Fraction | None:
    """The share of NEET, adjusted, from 0 to 1: those NEET and the taken shares of those lapsed, of all four.

    Young people whose activity was never known are in neither number. None of nobody.
    """
    everybody = eet + neet + lapsed_eet + lapsed_neet
    if not everybody:
        return None
    lapsed = adjustment.of_lapsed_eet * lapsed_eet + adjustment.of_lapsed_neet * lapsed_neet
    return (neet + lapsed) / everybody
