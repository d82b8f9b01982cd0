"""When it is open, and how long ago it was checked."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connexions.registers.directory.rules.checking import Freshness, freshness, months_before
from connexions.registers.directory.rules.opening import DAYS, Hours, falls_on, open_at

TUESDAY = date(2026, 11, 3)


@pytest.mark.parametrize(
    ("hours", "day", "falls"),
    [
        (Hours(byday="TU"), TUESDAY, True),
        (Hours(byday="MO, WE"), TUESDAY, False),
        (Hours(), TUESDAY, False),
        (Hours(byday="TU", valid_from=date(2026, 11, 4)), TUESDAY, False),
        (Hours(byday="TU", valid_to=TUESDAY), TUESDAY, True),
        (Hours(byday="TU", valid_to=date(2026, 11, 2)), TUESDAY, False),
        (Hours(byday="TU", interval=2, starts_on=date(2026, 10, 20)), TUESDAY, True),
        (Hours(byday="TU", interval=2, starts_on=date(2026, 10, 27)), TUESDAY, False),
        (Hours(starts_on=date(2026, 10, 27)), TUESDAY, True),
        (Hours("MONTHLY", byday="1TU"), TUESDAY, True),
        (Hours("MONTHLY", byday="2TU"), TUESDAY, False),
        (Hours("MONTHLY", byday="-1TU"), date(2026, 11, 24), True),
        (Hours("MONTHLY", byday="-1TU"), date(2026, 11, 17), False),
        (Hours("MONTHLY", bymonthday="3,17"), TUESDAY, True),
        (Hours("MONTHLY", bymonthday="-1"), date(2026, 11, 30), True),
        (Hours("MONTHLY", bymonthday="-1"), date(2026, 11, 29), False),
        (Hours("MONTHLY", bymonthday="3", interval=2, starts_on=date(2026, 10, 3)), TUESDAY, False),
        (Hours("MONTHLY", starts_on=date(2026, 1, 3)), TUESDAY, True),
    ],
)
def test_days(hours: Hours, day: date, falls: bool) -> None:
    assert falls_on(hours, day) is falls


def test_through_the_night() -> None:
    night = Hours(byday="TU", opens=time(22), closes=time(6))
    assert open_at(night, TUESDAY, time(23))
    assert open_at(night, TUESDAY + timedelta(days=1), time(5))
    assert not open_at(night, TUESDAY, time(5))
    assert not open_at(night, TUESDAY + timedelta(days=1), time(6))


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sampled_from(DAYS))
def test_every_week_is_once_a_week(day: date, name: str) -> None:
    week = [day + timedelta(days=number) for number in range(7)]
    assert sum(falls_on(Hours(byday=name), one) for one in week) == 1


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(1, 60))
def test_months_go_back_and_never_forward(day: date, months: int) -> None:
    before = months_before(day, months)
    assert (day.year * 12 + day.month) - (before.year * 12 + before.month) == months
    assert before.day <= day.day


@pytest.mark.parametrize(
    ("checked", "told"),
    [
        (TUESDAY, Freshness.FRESH),
        (date(2026, 5, 3), Freshness.FRESH),
        (date(2026, 5, 2), Freshness.DUE),
        (date(2025, 5, 3), Freshness.DUE),
        (date(2025, 5, 2), Freshness.HIDDEN),
        (None, Freshness.DUE),
    ],
)
def test_freshness(checked: date | None, told: Freshness) -> None:
    assert freshness(checked, TUESDAY, due_after=6, hidden_after=18) is told
