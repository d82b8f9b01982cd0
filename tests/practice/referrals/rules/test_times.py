"""By when, counted in working days; and what is said about days that come and pass."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connexions.practice.referrals.rules.times import Nudge, nudges, spoken, working_days_after

TUESDAY = date(2026, 11, 3)
days = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("number", "found"),
    [(0, TUESDAY), (1, date(2026, 11, 4)), (3, date(2026, 11, 6)), (4, date(2026, 11, 9))],
)
def test_weekends_are_not_counted(number: int, found: date) -> None:
    assert working_days_after(TUESDAY, number) == found


def test_closed_days_are_not_counted() -> None:
    closed = {date(2026, 11, 4)}
    assert working_days_after(TUESDAY, 1, is_closed=closed.__contains__) == date(2026, 11, 5)


@given(days, st.integers(1, 60))
def test_it_is_due_on_a_working_day_and_more_days_are_later(day: date, number: int) -> None:
    found = working_days_after(day, number)
    assert found.weekday() < 5
    assert found > working_days_after(day, number - 1)


@given(days, st.integers(-5, 40), st.lists(st.integers(1, 30), max_size=4))
def test_what_was_to_be_said_stays_to_be_said(due_on: date, past: int, after: list[int]) -> None:
    """Asked a day later, all that was late is late still: a night that was missed loses nothing."""
    on = due_on + timedelta(days=past)
    today = {one for one in nudges(due_on=due_on, on=on, after_days=after) if one.kind != "soon"}
    tomorrow = set(nudges(due_on=due_on, on=on + timedelta(days=1), after_days=after))
    assert today <= tomorrow


def test_it_is_said_the_day_before_and_on_the_day() -> None:
    assert nudges(due_on=TUESDAY, on=TUESDAY - timedelta(days=2), after_days=[2]) == []
    assert nudges(due_on=TUESDAY, on=TUESDAY - timedelta(days=1), after_days=[2]) == [Nudge("soon")]
    assert nudges(due_on=TUESDAY, on=TUESDAY, after_days=[2]) == [Nudge("due")]


def test_it_goes_up_step_by_step() -> None:
    late = nudges(due_on=TUESDAY, on=TUESDAY + timedelta(days=6), after_days=[2, 5, 10])
    assert late == [Nudge("due"), Nudge("late", 1), Nudge("late", 2)]


@pytest.mark.parametrize(
    ("past", "said"), [(-3, "due in 3 days"), (-1, "due in 1 day"), (0, "due today"), (1, "1 day late")]
)
def test_a_day_is_spoken_of(past: int, said: str) -> None:
    assert spoken(due_on=TUESDAY, on=TUESDAY + timedelta(days=past)) == said
