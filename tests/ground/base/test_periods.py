"""Half-open stretches of days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connexions.ground.base.periods import Period

DAYS = st.dates(date(2000, 1, 1), date(2040, 1, 1))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    start = draw(st.none() | DAYS)
    end = draw(st.none() | (DAYS if start is None else st.dates(start, date(2040, 1, 2))))
    return Period(start, end)


@given(periods(), periods(), DAYS)
def test_a_day_in_both_means_that_they_overlap(one: Period, other: Period, day: date) -> None:
    if one.holds(day) and other.holds(day):
        assert one.overlaps(other)


@given(periods(), periods())
def test_overlapping_is_mutual(one: Period, other: Period) -> None:
    assert one.overlaps(other) == other.overlaps(one)


@given(DAYS)
def test_the_last_day_is_not_in_it(day: date) -> None:
    period = Period(day - timedelta(days=3), day)
    assert not period.holds(day)
    assert period.holds(day - timedelta(days=1))


def test_a_period_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="cannot end"):
        Period(date(2026, 2, 1), date(2026, 1, 1))
