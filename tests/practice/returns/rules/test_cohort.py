"""Who is told as what: the whole table, and what must hold whatever the table."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connexions.engines.currency import academic_age, coverage_in, load_coverage
from connexions.practice.returns.rules.cohort import Stands, born_between, is_of_age, status

IN = {"of_age": True, "ours": True}
OUT = {"of_age": False, "ours": True, "too_old": True}


@pytest.mark.parametrize(
    ("stands", "told"),
    [
        # Of the cohort: every month.
        (Stands(**IN), "P"),
        (Stands(**IN, told="P"), "P"),
        (Stands(**IN, kept="A"), "P"),  # a plan again
        (Stands(**IN, told="T"), "P"),  # back again
        (Stands(of_age=False, ours=True), None),  # too young
        (Stands(of_age=True, ours=False), None),  # another authority's
        # Too old: once, after a month in which they were told; the plan's end is told apart.
        (Stands(**OUT, told="P"), "A"),
        (Stands(**OUT, told="P", had_plan=True), "L"),
        (Stands(**OUT, told="A"), None),
        (Stands(**OUT, told="L"), None),
        (Stands(**OUT), None),
        (Stands(**OUT, first=True), None),
        (Stands(**OUT, first=True, left_now=True), "A"),
        (Stands(**OUT, told="P", on_baseline=True), "G"),
        (Stands(**OUT, told="G", on_baseline=True), "G"),
        (Stands(**OUT, told="G"), "A"),
        # A reason was given.
        *[(Stands(**IN, departed=reason, told="P"), reason) for reason in "ALTEMD"],
        *[(Stands(**IN, departed=reason, told=reason), None) for reason in "ALTEMD"],
        *[(Stands(**IN, departed=reason), None) for reason in "ALTEMD"],
        *[(Stands(**IN, departed=reason, first=True, left_now=True), reason) for reason in "ALTEMD"],
        *[(Stands(**IN, departed=reason, first=True), None) for reason in "ALTEMD"],
        *[(Stands(**IN, departed=reason, told="P", on_baseline=True), "G") for reason in "ALTEM"],
        (Stands(**IN, departed="D", told="P", on_baseline=True), "D"),
        (Stands(**IN, departed="D", told="G", on_baseline=True), "D"),
        (Stands(**IN, departed="T", told="G"), "T"),
        # Another system had told it before they came here.
        *[(Stands(**IN, kept=reason), None) for reason in "TEMD"],
        *[(Stands(**IN, kept=reason, told="P"), reason) for reason in "TEMD"],
        # From one of our own authorities to another.
        (Stands(of_age=True, ours=False, told="P"), "T"),
        (Stands(of_age=True, ours=False, told="T"), None),
    ],
)
def test_what_is_told(stands: Stands, told: str | None) -> None:
    assert status(stands) == told


everything = st.builds(
    Stands,
    of_age=st.booleans(),
    ours=st.booleans(),
    too_old=st.booleans(),
    had_plan=st.booleans(),
    departed=st.sampled_from(["", *"ALTEMD"]),
    kept=st.sampled_from("PGALTEMD"),
    told=st.sampled_from(["", *"PGALTEMD"]),
    first=st.booleans(),
    left_now=st.booleans(),
    on_baseline=st.booleans(),
)


@given(everything)
def test_a_leaver_is_told_once(stands: Stands) -> None:
    """Whatever is told as a leaver this month is not told again after it was frozen."""
    now = status(stands)
    if now in (None, "P", "G"):
        return
    after = Stands(
        **{name: getattr(stands, name) for name in Stands.__slots__} | {"told": now, "first": False}
    )
    assert status(after) is None


@given(everything)
def test_the_dead_are_never_kept_for_the_guarantee(stands: Stands) -> None:
    if stands.departed == "D":
        assert status(stands) in ("D", None)


@given(st.dates(date(1985, 1, 1), date(2025, 12, 31)), st.dates(date(2011, 1, 1), date(2035, 12, 31)))
def test_birthdays_and_academic_age_say_the_same(born_on: date, on: date) -> None:
    first, last = born_between(on, 15, 17)
    assert (first <= born_on <= last) == (15 <= academic_age(born_on, on) <= 17)


@given(st.dates(date(1995, 1, 1), date(2015, 12, 31)), st.dates(date(2017, 9, 1), date(2035, 12, 31)))
def test_a_plan_only_widens_the_cohort(born_on: date, on: date) -> None:
    covered = coverage_in(on, load_coverage())
    if is_of_age(born_on, on, covered, has_plan=False):
        assert is_of_age(born_on, on, covered, has_plan=True)
