"""Everybody at two month ends: as the engine says of each life, whatever was written."""

from collections import Counter
from datetime import date
from random import Random

import pytest

from connexions.engines.stats import (
    INDICATORS,
    Doing,
    Life,
    Outside,
    Part,
    Spell,
    Standing,
    at,
    change,
    load_meanings,
    standing,
)
from connexions.engines.stats.change import State
from connexions.ground.base.acting import Role
from connexions.ground.base.refusals import NotAllowed
from connexions.insight.performance.queries import pairs
from connexions.insight.performance.queries import people as behind
from connexions.insight.performance.queries.groups import Asked
from tests.insight.performance.district import SEPTEMBER, District
from tests.insight.performance.test_tallies import add, change_leaving

pytestmark = pytest.mark.django_db
DECEMBER, JANUARY = date(2025, 12, 31), date(2026, 1, 31)
COMPARED = [
    (DECEMBER, JANUARY),
    (JANUARY, DECEMBER),
    (date(2026, 8, 31), date(2026, 9, 30)),
    (DECEMBER, DECEMBER),
]


@pytest.fixture
def district() -> District:
    return District()


def state(life: Life, on: date) -> State:
    found = at(life, on)
    return standing(found, load_meanings()) if isinstance(found, Doing) else found


@pytest.mark.parametrize("seed", range(3))
def test_pairs_are_what_the_engine_says_of_each_life(district: District, seed: int) -> None:
    rng = Random(seed)
    for _ in range(12):
        add(district, rng)
    with district.acting():
        change_leaving(district, rng)
        lives = list(district.lives())
        for first, second in COMPARED:
            for area in ("", "391"):
                expected = Counter(
                    (state(life, first), state(life, second))
                    for authority, life in lives
                    if area in ("", authority)
                )
                del expected[Outside.AGE, Outside.AGE]
                assert pairs.pairs(first=first, second=second, by=district.system, area=area) == expected


def test_the_change_of_a_month_is_taken_apart(district: District) -> None:
    district.young_person(Spell("619", SEPTEMBER, date(2026, 1, 9)), Spell("230", date(2026, 1, 9)))
    district.young_person(Spell("810", SEPTEMBER, date(2026, 1, 9)), Spell("619", date(2026, 1, 9)))
    district.young_person(Spell("619", date(2026, 1, 9)), on_record_from=date(2026, 1, 9))
    with district.acting():
        found = pairs.changed(
            indicator=INDICATORS["neet"], first=DECEMBER, second=JANUARY, by=district.system
        )
    assert {part: share.people for part, share in found.parts.items()} == {
        Part.MOVEMENT: -1,
        Part.IDENTIFICATION: 2,
        Part.POPULATION: 0,
    }
    assert found == change(
        INDICATORS["neet"],
        {
            (Standing.NEET, Standing.FULL_TIME_EDUCATION): 1,
            (Standing.NOT_KNOWN, Standing.NEET): 1,
            (Outside.UNRECORDED, Standing.NEET): 1,
        },
    )


def test_figures_are_refused_to_those_who_do_not_work_with_young_people(district: District) -> None:
    with pytest.raises(NotAllowed, match="for those who work with young people"):
        pairs.pairs(first=DECEMBER, second=JANUARY, by=district.actor(Role.ADMINISTRATOR))


@pytest.mark.parametrize("seed", range(2))
def test_as_many_are_behind_each_number_of_a_change_as_it_says(district: District, seed: int) -> None:
    rng, by = Random(seed), district.actor(Role.DATA_OFFICER)
    for _ in range(14):
        add(district, rng)
    with district.acting():
        change_leaving(district, rng)
    with district.acting(by):
        for area in ("", "391"):
            found = pairs.pairs(first=DECEMBER, second=JANUARY, by=by, area=area)
            for indicator in INDICATORS.values():
                told = change(indicator, found)
                expected: dict[tuple[str, Part | State | None], int] = {
                    ("joined", None): told.joiners,
                    ("left", None): told.leavers,
                    **{("joined", part): share.joined for part, share in told.parts.items()},
                    **{("left", part): share.left for part, share in told.parts.items()},
                    **{("joined", was): people for was, people in told.came_from.items()},
                    **{("left", now): people for now, people in told.went_to.items()},
                }
                for (way, among), number in expected.items():
                    whom = behind.moved(
                        asked=Asked(JANUARY, area),
                        since=DECEMBER,
                        indicator=indicator,
                        way=way,
                        among=among,
                        by=by,
                    )
                    people, counted = behind.behind(whom, page=1, by=by)
                    assert counted == len(people) == number, (indicator.key, way, among)
