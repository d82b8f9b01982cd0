"""The rules of the casework: every state and move, when a review is due, what is a need, how far somebody
came."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from connexions.ground.base.refusals import NotPossible
from connexions.practice.casework import machines, rules
from connexions.practice.casework.machines import Machine
from connexions.practice.casework.rules import Rated

EVERY_PAIR = [
    pytest.param(machine, state, move, id=f"{machine.noun}: {state}, {move}")
    for machine in rules.MACHINES
    for state in machine.states
    for move in machine.names
]
LEVELS = st.none() | st.integers(1, 5)
RATED = st.dictionaries(st.integers(1, 18), st.builds(Rated, LEVELS, LEVELS))


@pytest.mark.parametrize(("machine", "state", "move"), EVERY_PAIR)
def test_every_move_from_every_state_is_made_or_refused_with_a_sentence(
    machine: Machine, state: str, move: str
) -> None:
    allowed, refused = (state, move) in machine.moves, (state, move) in machine.refusals
    assert allowed != refused, "each pair stands in exactly one of the two tables"
    if allowed:
        assert machine.after(state, move) in machine.states
    else:
        with pytest.raises(NotPossible, match=r"\.$"):
            machine.after(state, move)


@pytest.mark.parametrize("machine", rules.MACHINES, ids=lambda machine: machine.noun)
def test_every_state_can_be_reached(machine: Machine) -> None:
    reached = {machine.first}
    for _ in machine.states:
        reached |= {after for (before, _), after in machine.moves.items() if before in reached}
    assert reached == set(machine.states)


def test_the_drawn_states_are_those_of_the_tables() -> None:
    drawn = settings.ROOT / "docs" / "reference" / "casework-states.md"
    assert drawn.read_text(encoding="utf-8") == machines.reference(rules.MACHINES), (
        "run manage.py draw_states"
    )


@given(st.integers(0, 400), st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_so_many_days_on_is_a_working_day(days: int, on: date) -> None:
    found = rules.in_days(days=days, on=on)
    assert found is not None
    assert on + timedelta(days=days) <= found <= on + timedelta(days=days + 2)
    assert found.weekday() < 5


def test_no_number_of_days_is_no_day() -> None:
    assert rules.in_days(days=None, on=date(2026, 11, 3)) is None


@pytest.mark.parametrize(
    ("rated", "need"),
    [
        (Rated(2, 5), True),  # the adviser's view decides
        (Rated(3, 1), False),
        (Rated(None, 2), True),  # the young person's, where the adviser has none
        (Rated(None, None), False),  # not explored is not a need
    ],
)
def test_what_is_a_need(rated: Rated, need: bool) -> None:
    assert rated.is_need(2) is need


def test_needs_that_neither_a_goal_nor_a_reason_answers() -> None:
    found = rules.without_goal(needs=[2, 12, 16, 17], goals=[[2, 1], [16]], reasons=[12])
    assert found == [17]


@given(RATED)
def test_nothing_is_travelled_from_a_profile_to_itself(rated: dict[int, Rated]) -> None:
    found = rules.distance(rated, rated)
    assert found.in_all == 0
    assert not found.up
    assert not found.down


@given(RATED, RATED)
def test_the_way_back_is_as_far(before: dict[int, Rated], after: dict[int, Rated]) -> None:
    there, back = rules.distance(before, after), rules.distance(after, before)
    assert there.in_all == -back.in_all
    assert there.up == back.down
    assert set(there.moved) | set(there.not_compared) == {*before, *after}


def test_a_factor_rated_only_once_is_not_compared() -> None:
    found = rules.distance({1: Rated(2), 2: Rated(3)}, {1: Rated(4), 3: Rated(5)})
    assert found.moved == {1: 2}
    assert found.not_compared == (2, 3)


def test_how_full_a_post_is() -> None:
    counts, weights = (
        {"intensive": 12, "supported": 55, "minimum": 40},
        {"intensive": 20, "supported": 250, "minimum": 800},
    )
    assert sum(rules.fullness(counts, fill_a_post=weights).values()) == pytest.approx(0.87)
    assert rules.room_for(counts, fill_a_post=weights, level="intensive") == 2
    assert rules.room_for({"intensive": 22}, fill_a_post=weights, level="intensive") == -2
    assert rules.room_for({"intensive": 10}, fill_a_post=weights, level="intensive") == 10
