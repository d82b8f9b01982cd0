"""What is said about days that come and pass."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connexions.practice.referrals.rules.times import Nudge, nudges, spoken

TUESDAY = date(2026, 11, 3)
days = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def after(*days: int) -> list[date]:
    return [TUESDAY + timedelta(days=one) for one in days]


@given(days, st.integers(-5, 40), st.lists(st.integers(0, 30), max_size=4))
def test_what_was_to_be_said_stays_to_be_said(due_on: date, past: int, steps: list[int]) -> None:
    """Asked a day later, all that was late is late still: a morning that was missed loses nothing."""
    on, up_on = due_on + timedelta(days=past), [due_on + timedelta(days=one) for one in steps]
    today = {one for one in nudges(due_on=due_on, on=on, up_on=up_on) if one.kind != "soon"}
    tomorrow = set(nudges(due_on=due_on, on=on + timedelta(days=1), up_on=up_on))
    assert today <= tomorrow


@given(days, st.integers(-30, 0), st.lists(st.integers(0, 30), max_size=4))
def test_nothing_is_late_by_its_day(due_on: date, past: int, steps: list[int]) -> None:
    up_on = [due_on + timedelta(days=one) for one in steps]
    said = nudges(due_on=due_on, on=due_on + timedelta(days=past), up_on=up_on)
    assert not [one for one in said if one.kind == "late"]


def test_it_is_said_the_day_before_and_on_the_day() -> None:
    assert nudges(due_on=TUESDAY, on=TUESDAY - timedelta(days=2), up_on=after(2)) == []
    assert nudges(due_on=TUESDAY, on=TUESDAY - timedelta(days=1), up_on=after(2)) == [Nudge("soon")]
    assert nudges(due_on=TUESDAY, on=TUESDAY, up_on=after(2)) == [Nudge("due")]


def test_it_goes_up_step_by_step() -> None:
    late = nudges(due_on=TUESDAY, on=TUESDAY + timedelta(days=6), up_on=after(2, 5, 10))
    assert late == [Nudge("due"), Nudge("late", 1), Nudge("late", 2)]


@pytest.mark.parametrize(
    ("past", "said"), [(-3, "due in 3 days"), (-1, "due in 1 day"), (0, "due today"), (1, "1 day late")]
)
def test_a_day_is_spoken_of(past: int, said: str) -> None:
    assert spoken(due_on=TUESDAY, on=TUESDAY + timedelta(days=past)) == said
