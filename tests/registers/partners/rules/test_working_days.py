"""Working days: what the Monday to Friday week and its days off make of a number of days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connexions.registers.partners.rules import working_days

CHRISTMAS = {date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)}
days = st.dates(date(2000, 1, 1), date(2050, 1, 1))


@pytest.mark.parametrize(
    ("day", "number", "expected"),
    [
        (date(2026, 11, 3), 1, date(2026, 11, 4)),  # a Tuesday
        (date(2026, 11, 6), 1, date(2026, 11, 9)),  # a Friday
        (date(2026, 11, 7), 1, date(2026, 11, 9)),  # a Saturday: sent then, it counts from Monday
        (date(2026, 11, 3), 5, date(2026, 11, 10)),
        (date(2026, 12, 24), 1, date(2026, 12, 29)),  # Christmas Day on Friday, Boxing Day moved to Monday
        (date(2026, 12, 23), 5, date(2027, 1, 4)),
        (date(2026, 11, 3), 0, date(2026, 11, 3)),
        (date(2026, 11, 8), 0, date(2026, 11, 9)),
    ],
)
def test_so_many_working_days_after(day: date, number: int, expected: date) -> None:
    assert working_days.after(day, number, off=CHRISTMAS) == expected


@given(days, st.integers(1, 60), st.sets(days, max_size=10))
def test_counting_back_gives_the_number(day: date, number: int, off: set[date]) -> None:
    last = working_days.after(day, number, off=off)
    assert working_days.is_working(last, off=off)
    assert working_days.between(day, last, off=off) == number


@given(days, st.integers(0, 60), st.sets(st.integers(0, 160), max_size=10))
def test_a_day_off_never_brings_a_day_nearer(day: date, number: int, gone: set[int]) -> None:
    off = {day + timedelta(days=n) for n in gone}
    assert working_days.after(day, number, off=off) >= working_days.after(day, number, off=set())
    assert working_days.after(day, number, off=off) <= working_days.furthest(day, number)
