"""What is told of a table, and how it is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connexions.engines.stats import INDICATORS, Rate, Standing
from connexions.insight.performance import reference
from connexions.insight.performance.presenters.telling import people, percent, tell

rows = st.dictionaries(
    st.sampled_from(["391", "392", "393", ""]),
    st.dictionaries(st.sampled_from(sorted(Standing)), st.integers(0, 60)),
)


@given(rows)
def test_all_is_told_to_whoever_may_see_it(found: dict[str, dict[Standing, int]]) -> None:
    lines, whole = tell(found, threshold=1)
    everybody = sum(
        people for one in found.values() for standing, people in one.items() if standing != "excluded"
    )
    assert whole.numbers["everybody"] == everybody
    for key, indicator in INDICATORS.items():
        if key in ("neet", "not_known", "neet_or_not_known", "participating"):
            for area, line in lines.items():
                assert line.rate(key) == indicator.of(found[area])


@given(rows)
def test_no_small_number_is_told_nor_one_that_is_the_sum_of_one(
    found: dict[str, dict[Standing, int]],
) -> None:
    lines, whole = tell(found, threshold=5)
    for line in (*lines.values(), whole):
        assert not {1, 2, 3, 4} & {number for number in line.numbers.values() if number is not None}
        parts = (line.number("neet"), line.number("not_known"))
        both = line.number("neet_or_not_known")
        assert (both is None) == (None in parts)
        assert both is None or both == sum(part or 0 for part in parts)


def test_an_empty_table_has_nobody() -> None:
    lines, whole = tell({}, threshold=5)
    assert lines == {}
    assert whole.nobody
    assert whole.rate("neet") == Rate(0, 0)


@pytest.mark.parametrize(("number", "said"), [(None, "c"), (0, "0"), (12345, "12,345")])
def test_people_are_said_so(number: int | None, said: str) -> None:
    assert people(number) == said


@pytest.mark.parametrize(("rate", "said"), [(None, "c"), (Rate(0, 0), "–"), (Rate(1, 8), "12.5%")])
def test_rates_are_said_so(rate: Rate | None, said: str) -> None:
    assert percent(rate) == said


def test_the_threshold_is_data() -> None:
    assert reference.threshold() == 5
