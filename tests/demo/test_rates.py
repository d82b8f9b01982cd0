import csv

import pytest

from config.demo.learning import NEET, NOT_KNOWN
from config.demo.shapes import Person
from config.demo.words import DATA
from tests.demo.population import TODAY, aged, everybody

FULL_TIME = {"210", "220", "230", "240", "270", "280", "290"}
OTHER = {"250", "320", "381", "410", "430", "440", "450", "460", "550"}


def published(column: str) -> float:
    """England's figure in the 2025 scorecard."""
    with (DATA / "reference" / "scorecard_2025.csv").open(encoding="utf-8") as file:
        return next(float(row[column]) for row in csv.DictReader(file) if row["area"] == "England")


def not_known(person: Person) -> bool:
    now = person.spells[-1]
    lapsed = now.lapses_on is not None and now.lapses_on < TODAY and now.code not in NEET
    return lapsed or now.code in NOT_KNOWN


def neet(person: Person) -> bool:
    return person.spells[-1].code in NEET


def share(found: list[Person], of: list[Person]) -> float:
    return 100 * len(found) / len(of)


@pytest.mark.parametrize(
    ("column", "codes", "within"),
    [
        ("full_time_education", FULL_TIME, 2.0),
        ("apprenticeship", {"310"}, 1.0),
        ("other_education_or_training", OTHER, 0.8),
    ],
)
def test_activities_resemble_england(column: str, codes: set[str], within: float) -> None:
    cohort = aged(16, 17)
    found = [person for person in cohort if person.spells[-1].code in codes]
    assert share(found, cohort) == pytest.approx(published(column), abs=within)


def test_neet_and_not_known_resemble_england() -> None:
    cohort = aged(16, 17)
    assert share([p for p in cohort if neet(p)], cohort) == pytest.approx(published("neet"), abs=0.9)
    assert share([p for p in cohort if not_known(p)], cohort) == pytest.approx(
        published("not_known"), abs=0.8
    )


def test_those_with_special_needs_are_adrift_more_often() -> None:
    cohort = aged(16, 17)
    support = [p for p in cohort if p.special == "sen_support"]
    found = [p for p in support if neet(p) or not_known(p)]
    assert share(found, support) == pytest.approx(published("sen_support_neet_or_not_known"), abs=3.5)


def test_guarantee_offers_resemble_england() -> None:
    year_11 = [code for p in aged(16, 17) for year, code in p.guarantee if year == 11]
    offered = 100 * year_11.count("110") / len(year_11)
    assert offered == pytest.approx(published("guarantee_offer"), abs=1.5)


def test_under_sixteen_almost_everybody_is_at_school() -> None:
    young = aged(13, 14, 15)
    assert share([p for p in young if p.spells[-1].code == "110"], young) > 97


def test_levels_of_need() -> None:
    everyone = list(everybody())
    assert share([p for p in everyone if p.level == 1], everyone) == pytest.approx(3, abs=0.8)
    assert share([p for p in everyone if p.level == 2], everyone) == pytest.approx(12, abs=2.5)


def test_special_needs() -> None:
    everyone = list(everybody())
    assert share([p for p in everyone if p.special == "sen_support"], everyone) == pytest.approx(12, abs=1)
    assert share([p for p in everyone if p.special == "ehc_plan"], everyone) == pytest.approx(4.8, abs=1)
