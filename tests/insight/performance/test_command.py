"""The operator's figures: the lines, what they refuse, and what is left out for publishing."""

import csv
import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from connexions.engines.stats import INDICATORS, Spell
from connexions.engines.stats.measures import MEASURES
from connexions.ground.base import clock
from connexions.insight.performance.presenters import files
from tests.insight.performance.district import SEPTEMBER, District

pytestmark = pytest.mark.django_db
AUGUST = date(2026, 8, 31)


@pytest.fixture(autouse=True)
def in_march(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2026, 3, 10))


@pytest.fixture
def district() -> District:
    made = District()
    for number in range(20):
        made.young_person(
            Spell("230", SEPTEMBER, lapses_on=AUGUST), lead_authority="391" if number < 12 else "392"
        )
    for _ in range(3):
        made.young_person(Spell("310", SEPTEMBER, lapses_on=AUGUST))
    for _ in range(8):
        made.young_person(Spell("619", SEPTEMBER))
    return made


def printed(
    district: District, month: str = "2026-02", **options: object
) -> dict[tuple[str, ...], list[str]]:
    out = io.StringIO()
    call_command("figures", month=month, partnership=district.partnership.slug, stdout=out, **options)
    rows = list(csv.reader(io.StringIO(out.getvalue())))
    assert rows[0] == ["level", "area_code", "indicator", "numerator", "denominator", "rate"]
    return {tuple(row[:3]): row[3:] for row in rows[1:]}


def test_every_area_and_indicator_has_its_line(district: District) -> None:
    told, slug = printed(district), district.partnership.slug
    assert told["partnership", slug, "neet"] == ["8", "31", "25.81"]
    assert told["local_authority", "391", "neet"] == ["8", "23", "34.78"]
    assert told["local_authority", "392", "neet"] == ["0", "8", "0.00"]
    assert told["partnership", slug, "participating"] == ["23", "31", "74.19"]
    assert told["partnership", slug, "apprenticeship"] == ["3", "31", "9.68"]
    assert told["partnership", slug, "neet_winter_average"] == ["24", "93", "25.81"]
    assert told["partnership", slug, "guarantee_offer"] == ["0", "31", "0.00"]
    assert len(told) == 3 * (7 + 3 + 1)


def test_only_february_has_the_winters_averages(district: District) -> None:
    assert not [key for key in printed(district, "2026-01") if key[2].endswith("_winter_average")]


def test_small_numbers_are_left_out_for_publishing(district: District) -> None:
    told, slug = printed(district, suppress=True), district.partnership.slug
    assert told["partnership", slug, "apprenticeship"] == ["c", "c", "c"]
    assert told["local_authority", "391", "apprenticeship"] == ["c", "c", "c"]
    shown = {numbers[0] for numbers in told.values()}
    assert not shown & {"1", "2", "3", "4"}


@pytest.mark.parametrize(
    ("month", "words"),
    [("2026-03", "has not ended yet"), ("March", "is no month"), ("2031-01", "has not ended yet")],
)
def test_a_month_that_has_no_figures_is_refused(district: District, month: str, words: str) -> None:
    with pytest.raises(CommandError, match=words):
        printed(district, month)


def test_a_partnership_that_is_none_is_refused(district: District) -> None:
    with pytest.raises(CommandError, match="There is no partnership called Atlantis"):
        call_command("figures", month="2026-02", partnership="Atlantis")


def test_whatever_the_command_prints_has_a_page_with_five_young_people() -> None:
    printed = {*INDICATORS, *(f"{key}_in_winter" for key in files.WINTERLY), "guarantee_offer"}
    elsewhere = {
        "change",
        "not_reached",
    }  # a number of young people that the page of figures and the queues tell
    assert printed | elsewhere == {one.key for one in MEASURES}
