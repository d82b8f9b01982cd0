"""What each code counts as, lapsed or not; and who is counted at a month end."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connexions.engines.stats import (
    INDICATORS,
    NOTHING,
    Doing,
    Life,
    Outside,
    Rate,
    Spell,
    Standing,
    at,
    by_standing,
    load_meanings,
    meanings_from,
    standing,
)
from connexions.engines.stats.indicators import EVERYBODY, TAKING_PART

MEANINGS = load_meanings()
CODES = {
    Standing.FULL_TIME_EDUCATION: "210 220 230 240 270 280 290",
    Standing.APPRENTICESHIP: "310",
    Standing.OTHER_LEARNING: "250 320 381 410 430 440 450 460 550",
    Standing.OTHERWISE: "110 120 130 140 150 260 330 340 350 360 380 530",
    Standing.NEET: "540 610 615 616 619 620 630 640 650 660 670 680",
    Standing.NOT_KNOWN: "810 820 830",
    Standing.EXCLUDED: "710 720",
}
TABLE = [(code, meant) for meant, codes in CODES.items() for code in codes.split()]


@pytest.mark.parametrize(("code", "meant"), TABLE)
def test_each_code_counts_as_one_standing(code: str, meant: Standing) -> None:
    assert standing(Doing(code, lapsed=False), MEANINGS) is meant


@pytest.mark.parametrize(("code", "meant"), TABLE)
def test_what_has_lapsed_is_not_known_save_neet_and_custody(code: str, meant: Standing) -> None:
    kept = (Standing.NEET, Standing.EXCLUDED)
    expected = meant if meant in kept else Standing.NOT_KNOWN
    assert standing(Doing(code, lapsed=True), MEANINGS) is expected


def test_nothing_recorded_is_not_known() -> None:
    assert standing(NOTHING, MEANINGS) is Standing.NOT_KNOWN


def test_a_code_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="no code 999"):
        standing(Doing("999", lapsed=False), MEANINGS)


def test_a_way_of_taking_part_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="“sometimes” is no way"):
        meanings_from([{"code": "999", "neet": "no", "participation": "sometimes"}])


counted = st.dictionaries(
    st.builds(Doing, st.sampled_from([code for code, _ in TABLE] + [""]), st.booleans()), st.integers(0, 500)
)


@given(counted)
def test_everybody_stands_once(facts: dict[Doing, int]) -> None:
    assert sum(by_standing(facts, MEANINGS).values()) == sum(facts.values())


@given(counted)
def test_indicators_add_up(facts: dict[Doing, int]) -> None:
    found = {key: one.count(facts, MEANINGS) for key, one in INDICATORS.items()}
    below = {one.denominator for one in found.values()}
    custody = sum(people for doing, people in facts.items() if doing.code in ("710", "720"))
    assert below == {sum(facts.values()) - custody}
    assert found["neet"].numerator + found["not_known"].numerator == found["neet_or_not_known"].numerator
    routes = ("full_time_education", "apprenticeship", "other_education_or_training")
    assert sum(found[key].numerator for key in routes) == found["participating"].numerator
    assert all(0 <= one.numerator <= one.denominator for one in found.values())


@given(counted, st.sampled_from([code for code, meant in TABLE if meant is not Standing.EXCLUDED]))
def test_lapsing_moves_people_to_not_known_alone(facts: dict[Doing, int], code: str) -> None:
    current, lapsed = Doing(code, lapsed=False), Doing(code, lapsed=True)
    not_known = INDICATORS["not_known"]
    before = not_known.count(facts | {current: 7, lapsed: 0}, MEANINGS)
    after = not_known.count(facts | {current: 0, lapsed: 7}, MEANINGS)
    moves = standing(current, MEANINGS) not in (Standing.NEET, Standing.NOT_KNOWN)
    assert after == Rate(before.numerator + (7 if moves else 0), before.denominator)


def test_custody_is_in_no_indicator() -> None:
    assert all(Standing.EXCLUDED not in one.counts for one in INDICATORS.values())
    assert Standing.EXCLUDED not in EVERYBODY
    assert Standing.NEET not in TAKING_PART


BORN, MONTH = date(2009, 3, 14), date(2026, 1, 31)  # academic age 16
COLLEGE = Spell("230", date(2025, 9, 1), None, date(2026, 8, 31))


@pytest.mark.parametrize(
    ("life", "expected"),
    [
        (Life(BORN, (COLLEGE,)), Doing("230", lapsed=False)),
        (Life(BORN, (Spell("230", MONTH),)), Doing("230", lapsed=False)),  # begins that day
        (Life(BORN, (Spell("230", MONTH + timedelta(1)),)), NOTHING),
        (Life(BORN, (Spell("230", date(2025, 9, 1), MONTH),)), NOTHING),  # that day it was no longer so
        (Life(BORN, (Spell("230", date(2025, 9, 1), MONTH + timedelta(1)),)), Doing("230", lapsed=False)),
        (
            Life(BORN, (Spell("330", date(2025, 9, 1), None, MONTH),)),
            Doing("330", lapsed=False),
        ),  # its last day
        (
            Life(BORN, (Spell("330", date(2025, 9, 1), None, MONTH - timedelta(1)),)),
            Doing("330", lapsed=True),
        ),
        (Life(BORN, (), MONTH), NOTHING),
        (Life(BORN, (), MONTH + timedelta(1)), Outside.UNRECORDED),
        (Life(BORN, (COLLEGE,), MONTH + timedelta(1)), Doing("230", lapsed=False)),  # known of since
        (Life(BORN, (COLLEGE,), left_on=MONTH), Outside.AWAY),
        (Life(BORN, (COLLEGE,), left_on=MONTH + timedelta(1)), Doing("230", lapsed=False)),
        (Life(date(2009, 9, 1), (COLLEGE,)), Outside.AGE),
        (Life(date(2007, 8, 31), (COLLEGE,)), Outside.AGE),
        (Life(date(2007, 9, 1), (COLLEGE,)), Doing("230", lapsed=False)),
        (Life(date(2008, 2, 29), (COLLEGE,)), Doing("230", lapsed=False)),
    ],
)
def test_who_is_counted_at_a_month_end(life: Life, expected: Doing | Outside) -> None:
    assert at(life, MONTH) == expected
