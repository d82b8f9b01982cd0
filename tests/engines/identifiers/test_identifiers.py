"""The published test vectors, and properties that every number made by the rules must keep."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from connexions.engines.identifiers import (
    establishment_problem,
    postcode,
    ukprn_problem,
    uln_check_digit,
    uln_problem,
    upn_check_letter,
    upn_problem,
)
from connexions.engines.identifiers.upn import LETTERS, is_temporary_upn

digits = st.text("0123456789", min_size=1, max_size=1)


def test_upn_vectors() -> None:
    assert upn_problem("B801200005001") is None
    assert upn_problem(" b801200005001 ") is None
    assert "would be B, not A" in str(upn_problem("A801200005001"))
    # two suppliers print Q207000016049 as their worked example; its sum is 266, which gives P
    assert upn_problem("P207000016049") is None
    assert upn_problem("Q207000016049") is not None


@pytest.mark.parametrize(
    "value", ["", "B80120000500", "B8012000050011", "I801200005001", "B80120000500S", "B80120000x001"]
)
def test_upn_of_the_wrong_shape(value: str) -> None:
    assert upn_problem(value) is not None


@given(st.text("0123456789", min_size=11, max_size=11), st.sampled_from("0123456789" + LETTERS))
def test_upn_made_by_the_rule_passes_and_any_other_letter_fails(first: str, last: str) -> None:
    letter = upn_check_letter(first + last)
    assert upn_problem(letter + first + last) is None
    assert is_temporary_upn(letter + first + last) == last.isalpha()
    for other in LETTERS:
        if other != letter:
            assert upn_problem(other + first + last) is not None


def test_uln_vectors() -> None:
    assert uln_problem("9276308686") is None
    assert uln_problem("9276308687") is not None
    assert "not known" in str(uln_problem("9999999999"))
    assert uln_problem("0276308686") is not None
    assert uln_problem("") is not None


@given(st.integers(100_000_000, 999_999_999))
def test_uln_has_at_most_one_check_digit_and_it_satisfies_the_other_rule(number: int) -> None:
    first = str(number)
    check = uln_check_digit(first)
    passing = [d for d in "0123456789" if uln_problem(first + d) is None]
    if check is None:
        assert passing == []
        return
    assume(first + str(check) != "9999999999")
    assert passing == [str(check)]
    # the same rule as universities state it: weights 10 to 1 over all ten digits leave 10
    whole = first + str(check)
    assert sum(w * int(d) for w, d in zip(range(10, 0, -1), whole, strict=True)) % 11 == 10


@given(st.integers(100_000_000, 999_999_999), st.integers(0, 8))
def test_uln_catches_every_single_wrong_digit(number: int, place: int) -> None:
    check = uln_check_digit(str(number))
    assume(check is not None)
    good = f"{number}{check}"
    for digit in "0123456789":
        if digit != good[place]:
            assert uln_problem(good[:place] + digit + good[place + 1 :]) is not None


@pytest.mark.parametrize(
    "value",
    [
        "NE1 4XD",
        "ne14xd",
        " IP33  1RX",
        "SW1A 1AA",
        "GIR 0AA",
        "M1 1AE",
        "CR2 6XH",
        "DN55 1PT",
        "W1A 1HQ",
        "EC1A 1BB",
        "ZZ99 9ZZ",
        "zz993cz",
        "NW1W 9SZ",
    ],
)
def test_postcodes_that_can_be(value: str) -> None:
    assert postcode.problem(value) is None
    assert postcode.is_written_well(postcode.normalise(value))


@pytest.mark.parametrize(
    "value",
    ["", "NE1", "N1 4XC", "QE1 4XD", "NE1 XD4", "NE123 4XD", "GIR 0AB", "NE1 4XDD", "ＮE1 4XD", "NE١ 4XD"],
)
def test_postcodes_that_cannot_be(value: str) -> None:
    assert postcode.problem(value) is not None


def test_a_postcode_is_written_with_one_space_in_capitals() -> None:
    assert postcode.normalise(" ne1\t4xd") == "NE1 4XD"
    assert not postcode.is_written_well("NE14XD")
    assert not postcode.is_written_well("ne1 4xd")
    assert postcode.is_pseudo("zz99 9zz")
    assert not postcode.is_pseudo("NE1 4XD")


@given(st.text())
def test_no_text_at_all_upsets_the_checks(value: str) -> None:
    for check in (upn_problem, uln_problem, ukprn_problem, establishment_problem, postcode.problem):
        assert check(value) is None or str(check(value)).endswith(".")
    assert postcode.normalise(postcode.normalise(value)) == postcode.normalise(value)


def test_numbers_of_providers() -> None:
    assert ukprn_problem("10004576") is None
    assert ukprn_problem("20004576") is not None
    assert ukprn_problem("1000457") is not None
    assert establishment_problem("3919999") is None
    assert establishment_problem("391999") is not None
