"""A date as people write it."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connexions.ground.design import dates, words
from connexions.ground.design.dates import BadDate, TypedDate

DATES = st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2100, 12, 31))


@given(DATES)
def test_what_is_shown_can_be_read_again(on: dt.date) -> None:
    assert dates.read(dates.typed(on)) == on


@given(DATES, st.sampled_from(["{0.day}/{0.month}/{0.year}", "{0.day}.{0.month}.{0.year}", "{0}"]))
def test_a_pasted_date_is_read(on: dt.date, way: str) -> None:
    assert dates.read(dates.typed(way.format(on))) == on


@given(DATES)
def test_a_date_in_words_is_read(on: dt.date) -> None:
    assert dates.read(dates.typed(words.day(on))) == on
    assert dates.read(dates.typed(f"{on.day}th {words.MONTHS[on.month - 1][:3].upper()} {on.year}")) == on


def test_a_whole_date_in_any_one_box_is_spread() -> None:
    for box in TypedDate._fields:
        assert dates.unpacked(TypedDate(**{box: "3/11/2026"})) == ("3", "11", "2026")


def test_a_month_may_be_a_word() -> None:
    assert dates.read(TypedDate("3", "Sept", "2026")) == dt.date(2026, 9, 3)


@pytest.mark.parametrize(
    ("boxes", "must", "wrong"),
    [
        (("3", "", "2026"), "must include a month", ("month",)),
        (("", "", "2026"), "must include a day and a month", ("day", "month")),
        (("31", "2", "2009"), "must be a real date: that month is shorter", ("day",)),
        (("3", "13", "2026"), "must have a month from 1 to 12, not “13”", ("month",)),
        (("0", "3", "2026"), "must have a day from 1 to 31, not “0”", ("day",)),
        (("3", "Octember", "2026"), "must have a month from 1 to 12, not “Octember”", ("month",)),
        (("3", "11", "26"), "must have a year of four numbers, like 2026", ("year",)),
        (("3", "11", "٢٠٢٦"), "must have a year of four numbers, like 2026", ("year",)),
        (("3", "11", "0000"), "must have a year of four numbers, like 2026", ("year",)),
    ],
)
def test_a_bad_date_says_what_must_be_true(
    boxes: tuple[str, str, str], must: str, wrong: tuple[str, ...]
) -> None:
    with pytest.raises(BadDate) as bad:
        dates.read(TypedDate(*boxes))
    assert (bad.value.must, bad.value.boxes) == (must, wrong)


@given(st.text(), st.text(), st.text())
def test_nonsense_is_refused_and_never_breaks(day: str, month: str, year: str) -> None:
    boxes = dates.unpacked(TypedDate(day, month, year))
    try:
        assert isinstance(dates.read(boxes), dt.date)
    except BadDate as bad:
        assert bad.must.startswith("must ")  # noqa: PT017 - either way is right; breaking is not
