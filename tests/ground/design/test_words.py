"""Dates, times and counts in words."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connexions.ground.design import words


def test_dates() -> None:
    on = dt.date(2026, 11, 3)
    assert words.day(on) == "3 November 2026"
    assert words.short_day(on) == "3 Nov"
    assert words.long_day(on) == "Tuesday 3 November 2026"
    assert words.month(on) == "November 2026"


def test_a_moment_is_told_by_the_clock_in_england() -> None:
    assert words.moment(dt.datetime(2026, 7, 1, 13, 30, tzinfo=dt.UTC)) == "1 July 2026, 2:30pm"
    assert words.day(dt.datetime(2026, 6, 30, 23, 30, tzinfo=dt.UTC)) == "1 July 2026"


@pytest.mark.parametrize(
    ("clock", "said"),
    [
        ((0, 0), "midnight"),
        ((12, 0), "midday"),
        ((0, 5), "12:05am"),
        ((9, 0), "9am"),
        ((12, 1), "12:01pm"),
        ((14, 30), "2:30pm"),
        ((23, 59), "11:59pm"),
    ],
)
def test_times(clock: tuple[int, int], said: str) -> None:
    assert words.time(dt.time(*clock)) == said


@given(st.times())
def test_every_minute_has_its_own_words(at: dt.time) -> None:
    other = at.replace(hour=(at.hour + 12) % 24)
    assert words.time(at) != words.time(other)


def test_nothing_says_nothing() -> None:
    for write in (words.day, words.short_day, words.long_day, words.month, words.time, words.moment):
        assert write(None) == ""


def test_counts() -> None:
    assert words.count(1, "step") == "1 step"
    assert words.count(0, "step") == "0 steps"
    assert words.count(1024, "person", "people") == "1,024 people"


def test_lists() -> None:
    assert words.listed([]) == ""
    assert words.listed(["a"]) == "a"
    assert words.listed(["a", "b", "c"]) == "a, b and c"
