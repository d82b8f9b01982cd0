"""Rates, months, fifths, the guarantee and adjusted NEET."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connexions.engines.stats import (
    Adjustment,
    Rate,
    adjusted_neet,
    average,
    fifths,
    guarantee_offer,
    load_offers,
    published,
    published_for,
    rounded,
)
from connexions.engines.stats.months import (
    guaranteed_by,
    last_winter,
    month_end,
    month_of,
    months_to,
    spring,
    winter,
)


@pytest.mark.parametrize(
    ("rate", "percent"),
    [
        (Rate(0, 7), "0.0"),
        (Rate(7, 7), "100.0"),
        (Rate(1, 3), "33.3"),
        (Rate(2, 3), "66.7"),
        (Rate(17, 400), "4.3"),  # 4.25: a half goes up
        (Rate(1, 800), "0.1"),
    ],
)
def test_percentages_round_halves_up(rate: Rate, percent: str) -> None:
    assert rate.percent() == Decimal(percent)


def test_nobody_has_no_rate() -> None:
    assert Rate(0, 0).share is None
    assert Rate(0, 0).percent() is None


@given(st.fractions(-200, 200), st.integers(0, 4))
def test_rounding_is_never_further_off_than_half_a_step(number: Fraction, places: int) -> None:
    assert abs(Fraction(rounded(number, places)) - number) <= Fraction(1, 2 * 10**places)
    assert rounded(-number, places) == -rounded(number, places)


def test_an_average_is_of_people_and_not_of_rates() -> None:
    assert average([Rate(1, 10), Rate(1, 10), Rate(8, 40)]) == Rate(10, 60)
    with pytest.raises(ValueError, match="one month"):
        average([])


@given(st.lists(st.builds(Rate, st.integers(0, 50), st.integers(50, 99)), min_size=1))
def test_an_average_lies_between_the_months(rates: list[Rate]) -> None:
    shares = [one.share for one in rates if one.share is not None]
    found = average(rates).share
    assert found is not None
    assert min(shares) <= found <= max(shares)


@pytest.mark.parametrize(
    ("text", "last"),
    [("2026-02", date(2026, 2, 28)), ("2024-02", date(2024, 2, 29)), ("2025-12", date(2025, 12, 31))],
)
def test_a_month_is_named_by_year_and_month(text: str, last: date) -> None:
    assert month_of(text) == last


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-13", "2026-00", "26-02", "2026-2", "2026-02-28", "٢٠٢٦-02", "2026-02\n"]
)
def test_anything_else_is_no_month(text: str) -> None:
    with pytest.raises(ValueError, match="is no month"):
        month_of(text)


def test_months_run_up_to_the_last() -> None:
    assert months_to(date(2026, 1, 15), 3) == [date(2025, 11, 30), date(2025, 12, 31), date(2026, 1, 31)]
    assert month_end(date(2024, 2, 1)) == date(2024, 2, 29)


def test_headline_months() -> None:
    assert winter(2023) == (date(2023, 12, 31), date(2024, 1, 31), date(2024, 2, 29))
    assert spring(2025) == date(2026, 3, 31)
    assert guaranteed_by(2025) == date(2025, 9, 30)


@pytest.mark.parametrize(
    ("on", "year"), [(date(2026, 2, 27), 2024), (date(2026, 2, 28), 2025), (date(2026, 11, 3), 2025)]
)
def test_the_last_winter_is_one_that_has_ended(on: date, year: int) -> None:
    assert last_winter(on) == winter(year)


def test_fifths_of_the_published_authorities_are_those_of_the_scorecard() -> None:
    year, values = published("neet_or_not_known")
    assert year == 2025
    assert 150 <= len(values) <= 153  # with City of London and Scilly; England and its regions are none
    found = fifths(values, better="lower")
    assert found.place(Fraction("1.0")) == 1
    assert found.place(Fraction("21.5")) == 5
    assert found.place(Fraction(99)) == 5
    assert found.ranges[4][1] == Fraction("21.5")


def test_the_best_fifth_is_the_highest_where_higher_is_better() -> None:
    found = fifths([Fraction(n) for n in range(10)], better="higher")
    assert [found.place(Fraction(n)) for n in range(10)] == [5, 5, 4, 4, 3, 3, 2, 2, 1, 1]


@given(st.lists(st.fractions(0, 100), min_size=5, max_size=60), st.sampled_from(["lower", "higher"]))
def test_fifths_keep_the_order_and_hold_every_value(values: list[Fraction], better: str) -> None:
    found = fifths(values, better=better)  # type: ignore[arg-type]
    places = [found.place(value) for value in sorted(values, reverse=better == "higher")]
    assert places == sorted(places)
    assert set(places) <= {1, 2, 3, 4, 5}


def test_fifths_of_four_are_refused() -> None:
    with pytest.raises(ValueError, match="Five published"):
        fifths([Fraction(1)] * 4, better="lower")


def test_an_indicator_that_is_not_published_is_refused() -> None:
    with pytest.raises(ValueError, match="No authority"):
        published("participating")


def test_england_and_its_regions_have_a_scorecard() -> None:
    assert published_for("England")["neet_or_not_known"] == Fraction("5.6")
    assert published_for("Atlantis") == {}


def test_the_guarantee_counts_everybody_covered() -> None:
    assert guarantee_offer({"110": 6, "114": 1, "151": 2, "159": 1, "": 2}, load_offers()) == Rate(7, 12)
    assert guarantee_offer({}, load_offers()) == Rate(0, 0)
    assert load_offers() == {"110", "114", "115"}


def test_adjusted_neet_adds_shares_of_the_lapsed() -> None:
    some = Adjustment(Fraction(8, 100), Fraction(58, 100))
    assert adjusted_neet(eet=850, neet=50, lapsed_eet=90, lapsed_neet=10, adjustment=some) == Fraction(
        630, 10000
    )
    assert adjusted_neet(eet=0, neet=0, lapsed_eet=0, lapsed_neet=0, adjustment=some) is None


def test_adjusted_neet_with_no_share_is_neet_of_all_four() -> None:
    none = Adjustment(Fraction(0), Fraction(0))
    assert adjusted_neet(eet=8, neet=1, lapsed_eet=1, lapsed_neet=0, adjustment=none) == Fraction(1, 10)


def test_a_share_beyond_one_is_refused() -> None:
    with pytest.raises(ValueError, match="from 0 to 1"):
        Adjustment(Fraction(2), Fraction(0))
