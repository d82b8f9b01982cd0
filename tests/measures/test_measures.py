"""Each figure: a title, five young people, the number. Their pages are compared in tests/architecture/test_docs.py."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from connexions.engines.stats import INDICATORS, Part
from connexions.engines.stats.measures import CHANGE, MEASURES, Measure, change_of
from connexions.engines.stats.recency import BANDS, NEVER, WEEKS, band
from connexions.engines.stats.telling import pages


@pytest.mark.parametrize("measure", MEASURES, ids=lambda one: one.key)
def test_five_young_people_make_the_number(measure: Measure) -> None:
    assert len(measure.example.people) == 5
    assert measure.reckon(measure.example) == measure.example.number


@pytest.mark.parametrize("measure", MEASURES, ids=lambda one: one.key)
def test_as_many_are_said_to_be_counted_as_the_number_says(measure: Measure) -> None:
    days = measure.example.on[-1:] if measure is CHANGE else measure.example.on
    said = [measure.say(life, on) for _, life in measure.example.people.values() for on in days]
    assert sum(words.startswith("**counted**") for words in said) == measure.example.number.numerator
    below = sum(words.startswith(("**counted**", "in the cohort", "covered")) for words in said)
    assert below == measure.example.number.denominator


def test_every_indicator_has_its_page() -> None:
    assert {f"{key}.md" for key in INDICATORS} <= set(pages())
    assert len({measure.title for measure in MEASURES}) == len(MEASURES)


@pytest.mark.parametrize(
    ("days", "place"), [(0, 0), (28, 0), (29, 1), (56, 1), (57, 2), (91, 2), (92, 3), (182, 3), (183, 4)]
)
def test_a_band_ends_with_its_last_week_to_the_day(days: int, place: int) -> None:
    assert band(date(2026, 2, 10) - timedelta(days=days), date(2026, 2, 10)) == place
    assert band(None, date(2026, 2, 10)) == NEVER
    assert set(BANDS) == {NEVER, *range(len(WEEKS) + 1)}


def test_the_example_of_a_change_has_every_part() -> None:
    told = change_of(CHANGE.example)
    assert (told.people, told.joiners, told.leavers) == (1, 2, 1)
    assert [told.parts[part].people for part in Part] == [-1, 2, 0]
    assert told.points == Fraction(1, 4)
