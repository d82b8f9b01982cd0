from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from config.demo.people import BLOCK, Population, block, people
from config.demo.words import DATA
from connexions.engines.currency import academic_age
from connexions.engines.identifiers import uln_problem, upn_problem
from tests.demo.population import TODAY, everybody

POPULATION = Population(2 * BLOCK + 50, 3, TODAY)


def test_the_same_seed_gives_the_same_people() -> None:
    assert repr(block(POPULATION, 1)) == repr(block(POPULATION, 1))


def test_another_seed_gives_other_people() -> None:
    other = block(replace(POPULATION, seed=4), 1)
    same = [
        a.given == b.given and a.born_on == b.born_on
        for a, b in zip(block(POPULATION, 1), other, strict=False)
    ]
    assert sum(same) < len(same) / 10


def test_blocks_need_not_be_made_in_order() -> None:
    whole = list(people(POPULATION))
    assert repr(block(POPULATION, 2)) == repr(whole[2 * BLOCK :])
    assert [person.number for person in whole] == list(range(1, POPULATION.size + 1))


@pytest.mark.parametrize("size", [1, 7, 60, 1001])
def test_exactly_as_many_as_asked_for(size: int) -> None:
    assert len(list(people(Population(size, 1, TODAY)))) == size


def test_four_fifths_are_in_tyne_and_wear_and_each_authority_is_its_partnerships() -> None:
    share = Counter(person.partnership for person in everybody())
    assert share["tyne-and-wear"] / len(everybody()) == pytest.approx(0.8, abs=0.02)
    for person in everybody():
        assert (person.authority == "935") == (person.partnership == "suffolk")
        assert (
            person.adviser.endswith(f"{person.partnership.replace('-', '')}.example.org")
            or not person.adviser
        )


def test_ages_are_academic_ages_from_13_to_25_and_those_over_19_have_a_plan() -> None:
    for person in everybody():
        assert academic_age(person.born_on, TODAY) == person.age
        assert 13 <= person.age <= 25
        assert person.age < 20 or person.special == "ehc_plan"


def test_phones_are_from_the_ranges_for_drama_and_addresses_from_example_org() -> None:
    phones = [r.value for p in everybody() for r in p.reaches if r.kind != "email"]
    phones += [carer.phone for person in everybody() for carer in person.carers]
    assert all(value.startswith(("+447700900", "+441632960")) and len(value) == 13 for value in phones)
    emails = [r.value for p in everybody() for r in p.reaches if r.kind == "email"]
    assert all(value.endswith("@example.org") and value == value.lower() for value in emails)


def test_numbers_are_valid_but_for_a_few_learner_numbers() -> None:
    numbers = [number for person in everybody() for number in person.numbers]
    assert not [n.value for n in numbers if n.scheme == "upn" and upn_problem(n.value)]
    ulns = [n.value for n in numbers if n.scheme == "uln"]
    wrong = [value for value in ulns if uln_problem(value)]
    assert 0 < len(wrong) < len(ulns) * 0.015
    for scheme in ("ccis", "uln"):
        values = [n.value for n in numbers if n.scheme == scheme]
        assert len(set(values)) == len(values)
    assert all(len(n.value) == 13 and n.value[:3] in ("390", "935") for n in numbers if n.scheme == "ccis")


def test_everybody_lives_somewhere_now_and_nowhere_twice_at_once() -> None:
    for person in everybody():
        assert [home.until_on for home in person.homes].count(None) == 1
        for home in person.homes:
            assert home.until_on is None or home.from_on <= home.until_on
            assert home.line_1 or home.no_fixed_address
    assert any(person.homes[-1].no_fixed_address for person in everybody())


def test_brothers_and_sisters_share_a_home_and_know_each_other() -> None:
    by_number = {person.number: person for person in everybody()}
    twins = [person for person in everybody() if person.twin]
    assert twins
    for person in everybody():
        for number in person.siblings:
            other = by_number[number]
            assert person.number in other.siblings
            assert other.household == person.household
            days = abs((person.born_on - other.born_on).days)
            assert days == 0 or days > 279 or len(person.siblings) > 1


def test_some_have_changed_their_names_or_prefer_another() -> None:
    assert sum(bool(person.names) for person in everybody()) > 100
    assert sum(bool(person.preferred) for person in everybody()) > 500


def test_everybody_who_can_sign_in_is_there() -> None:
    keys = {person.key for person in everybody()}
    assert {"jay-holloway", "amelia-frost"} <= keys


@pytest.mark.parametrize("today", [date(2026, 9, 1), date(2027, 1, 15), date(2027, 6, 30), date(2027, 8, 31)])
def test_the_dates_hold_on_any_day_of_the_year(today: date) -> None:
    for person in people(Population(1500, 1, today)):
        before = None
        for spell in person.spells:
            assert spell.start_on <= spell.ascertained_on <= spell.verified_on <= today
            assert before is None or before.end_on == spell.start_on
            assert spell.end_on is None or spell.end_on >= spell.start_on
            before = spell
        assert person.spells[-1].end_on is None
        assert all(touch.at.date() <= today for touch in person.contacts)
        assert all(look.held_on is None or look.held_on <= today for look in person.reviews)
        for plan in person.plans:
            assert all(step.status_on <= today for goal in plan.goals for step in goal.steps)


def test_what_is_shipped_is_small() -> None:
    assert sum(path.stat().st_size for path in DATA.rglob("*") if path.is_file()) < 3_000_000
