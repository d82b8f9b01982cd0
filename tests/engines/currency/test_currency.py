"""Academic age, lapse dates and the cohort: known cases, and properties over two decades."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connexions.engines.currency import (
    academic_age,
    academic_age_reached_on,
    academic_year,
    add_months,
    age,
    birthday,
    coverage_in,
    end_of_academic_year,
    in_cohort,
    lapses_on,
    load_coverage,
    load_lapse_table,
    nc_year_group,
    start_of_academic_year,
)
from connexions.engines.currency.lapses import table_from_rows

births = st.dates(date(1995, 1, 1), date(2015, 12, 31))
days = st.dates(date(2015, 1, 1), date(2035, 12, 31))
TABLE = load_lapse_table(2025)


@pytest.mark.parametrize(
    ("born", "on", "expected"),
    [
        (date(2009, 3, 14), date(2026, 1, 31), 16),
        (date(2009, 8, 31), date(2025, 9, 1), 16),
        (date(2009, 9, 1), date(2025, 9, 1), 15),
        (date(2009, 9, 1), date(2025, 8, 31), 14),
    ],
)
def test_academic_age(born: date, on: date, expected: int) -> None:
    assert academic_age(born, on) == expected
    assert nc_year_group(born, on) == expected - 4


@given(births, days)
def test_academic_age_is_the_age_on_31_august_before_the_year(born: date, on: date) -> None:
    day_before = start_of_academic_year(on) - timedelta(days=1)
    assert academic_age(born, on) == age(born, day_before)


@given(births, st.integers(10, 25))
def test_academic_age_changes_on_the_day_it_says(born: date, years: int) -> None:
    reached = academic_age_reached_on(born, years)
    assert academic_age(born, reached) == years
    assert academic_age(born, reached - timedelta(days=1)) == years - 1


@given(days)
def test_a_day_lies_within_its_academic_year(on: date) -> None:
    assert start_of_academic_year(on) <= on <= end_of_academic_year(on)
    assert academic_year(end_of_academic_year(on)) == academic_year(on)
    assert academic_year(end_of_academic_year(on) + timedelta(days=1)) == academic_year(on) + 1


@given(births, st.integers(0, 30))
def test_age_changes_on_the_birthday(born: date, years: int) -> None:
    day = birthday(born, years)
    assert age(born, day) == years
    if years:
        assert age(born, day - timedelta(days=1)) == years - 1


def test_a_leap_day_birthday_comes_on_1_march() -> None:
    assert birthday(date(2008, 2, 29), 18) == date(2026, 3, 1)
    assert birthday(date(2008, 2, 29), 16) == date(2024, 2, 29)


def test_months_end_with_the_month() -> None:
    assert add_months(date(2025, 8, 31), 6) == date(2026, 2, 28)
    assert add_months(date(2025, 12, 1), 12) == date(2026, 12, 1)


VERIFIED = date(2026, 1, 20)


@pytest.mark.parametrize(
    ("code", "review", "end", "expected"),
    [
        ("110", None, date(2026, 8, 31), date(2026, 8, 31)),
        ("210", None, date(2027, 7, 31), date(2026, 8, 31)),
        ("260", date(2026, 3, 1), None, date(2026, 3, 29)),
        ("710", date(2026, 3, 1), None, date(2026, 3, 29)),
        ("350", date(2026, 3, 1), None, date(2026, 3, 29)),
        ("260", None, None, date(2026, 2, 17)),
        ("310", None, None, date(2027, 1, 20)),
        ("330", None, None, date(2026, 7, 20)),
        ("450", None, None, date(2026, 7, 20)),
        ("450", None, date(2026, 4, 1), date(2026, 4, 1)),
        ("530", None, None, date(2026, 4, 20)),
        ("619", None, None, None),
        ("810", None, None, None),
        ("999", None, None, None),
    ],
)
def test_lapses(code: str, review: date | None, end: date | None, expected: date | None) -> None:
    found = lapses_on(code, verified_on=VERIFIED, review_on=review, predicted_end_on=end, table=TABLE)
    assert found == expected


@given(st.sampled_from(sorted(TABLE)), days, st.none() | days, st.none() | days)
def test_a_lapse_is_never_past_the_course_where_it_is_capped(
    code: str, verified: date, review: date | None, end: date | None
) -> None:
    lapse = lapses_on(code, verified_on=verified, review_on=review, predicted_end_on=end, table=TABLE)
    rule = TABLE[code]
    assert (lapse is None) == (rule.basis == "never")
    if lapse and rule.capped and end:
        assert lapse <= end
    if lapse and not end and rule.basis != "review":
        assert lapse >= verified


@given(st.sampled_from(sorted(TABLE)), days, st.integers(0, 400))
def test_asking_later_never_makes_a_status_lapse_sooner(code: str, verified: date, more: int) -> None:
    first = lapses_on(code, verified_on=verified, table=TABLE)
    later = lapses_on(code, verified_on=verified + timedelta(days=more), table=TABLE)
    if first and later:
        assert later >= first


def test_an_edited_table_is_used() -> None:
    row = {
        "first_year": "2026",
        "last_year": "",
        "code": "310",
        "basis": "verified",
        "months": "3",
        "days": "",
        "cap": "",
    }
    table = table_from_rows([row], 2026)
    assert lapses_on("310", verified_on=VERIFIED, table=table) == date(2026, 4, 20)
    assert table_from_rows([row], 2025) == {}
    with pytest.raises(ValueError, match=r"310.*sometimes"):
        table_from_rows([{**row, "basis": "sometimes"}], 2026)


def test_the_cohort_of_today_and_of_before() -> None:
    rows = load_coverage()
    now = coverage_in(date(2026, 1, 31), rows)
    assert in_cohort(date(2009, 3, 14), date(2026, 1, 31), has_plan=False, coverage=now)
    assert not in_cohort(date(2007, 3, 14), date(2026, 1, 31), has_plan=False, coverage=now)
    assert in_cohort(date(2007, 3, 14), date(2026, 1, 31), has_plan=True, coverage=now)
    assert coverage_in(date(2014, 1, 31), rows).oldest == 19
    assert coverage_in(date(2001, 1, 31), rows) == rows[0]
