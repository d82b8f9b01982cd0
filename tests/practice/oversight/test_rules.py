"""Oversight's rules: every state and move, drawing a sample, agreement, bands and small numbers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connexions.ground.base.refusals import NotPossible
from connexions.practice.casework.machines import Machine
from connexions.practice.oversight.presenters import coverage as shown
from connexions.practice.oversight.queries.standings import measures
from connexions.practice.oversight.rules import judging, sampling, states
from connexions.practice.oversight.rules.coverage import Covered
from connexions.practice.oversight.rules.numbers import bands, rounded

EVERY_PAIR = [
    pytest.param(machine, state, move, id=f"{machine.noun}: {state}, {move}")
    for machine in states.MACHINES
    for state in machine.states
    for move in machine.names
]
STRATA = ("minimum", "supported", "intensive", "Priya", "Owen")
FRAME = st.dictionaries(st.sampled_from(STRATA), st.integers(0, 40)).map(
    lambda sizes: {name: [f"{name}{n}" for n in range(size)] for name, size in sizes.items()}
)


@pytest.mark.parametrize(("machine", "state", "move"), EVERY_PAIR)
def test_every_move_from_every_state_is_made_or_refused_with_a_sentence(
    machine: Machine, state: str, move: str
) -> None:
    assert ((state, move) in machine.moves) != ((state, move) in machine.refusals)
    if machine.may(state, move):
        assert machine.after(state, move) in machine.states
    else:
        with pytest.raises(NotPossible, match=r"\.$"):
            machine.after(state, move)


@pytest.mark.parametrize("machine", states.MACHINES, ids=lambda machine: machine.noun)
def test_every_state_can_be_reached(machine: Machine) -> None:
    reached = {machine.first}
    for _ in machine.states:
        reached |= {after for (before, _), after in machine.moves.items() if before in reached}
    assert reached == set(machine.states)


@given(FRAME, st.integers(0, 250), st.integers(0, 10**9))
def test_the_same_seed_draws_the_same_and_nothing_twice(
    frame: dict[str, list[str]], wanted: int, seed: int
) -> None:
    drawn = sampling.draw(frame, wanted=wanted, seed=seed)
    shuffled = {name: list(reversed(keys)) for name, keys in reversed(frame.items())}
    assert drawn == sampling.draw(shuffled, wanted=wanted, seed=seed)
    shares = sampling.quotas({name: len(keys) for name, keys in frame.items()}, wanted=wanted)
    for name, keys in frame.items():
        assert len([key for key in drawn if key in keys]) == shares[name]
    assert len(drawn) == len(set(drawn)) == min(wanted, sum(map(len, frame.values())))


@given(st.dictionaries(st.text(max_size=5), st.integers(0, 10_000), max_size=30), st.integers(0, 300))
def test_the_shares_of_the_strata_add_up(frame: dict[str, int], wanted: int) -> None:
    shares = sampling.quotas(frame, wanted=wanted)
    assert sum(shares.values()) == min(wanted, sum(frame.values()))
    assert all(0 <= shares[name] <= frame[name] for name in frame)
    filled = [name for name in frame if frame[name]]
    if wanted >= len(filled):
        assert all(shares[name] for name in filled)


def test_two_seeds_draw_differently() -> None:
    frame = {"": [f"{n:04}" for n in range(500)]}
    assert sampling.draw(frame, wanted=20, seed=1) != sampling.draw(frame, wanted=20, seed=2)


@pytest.mark.parametrize(
    ("wanted", "frame", "sentence"),
    [
        (5, 0, "nothing to draw from"),
        (6, 5, "only 5"),
        (2, 1, "is only 1"),
        (0, 9, "at least 1"),
        (201, 999, "200"),
    ],
)
def test_a_sample_that_cannot_be_drawn_says_why(wanted: int, frame: int, sentence: str) -> None:
    with pytest.raises(NotPossible, match=sentence):
        sampling.check(wanted=wanted, frame=frame)


def test_two_readers_agree_on_what_both_answered() -> None:
    found = judging.agreement({"a": "yes", "b": "no", "c": ""}, {"a": "yes", "b": "partly", "c": "yes"})
    assert (found.same, found.both, found.differ) == (1, 2, ("b",))
    assert found.said == "They agree on 1 of 2 questions."


def test_few_answers_are_counted_and_many_are_a_share() -> None:
    few = judging.tally(["yes"] * 4 + ["no"] * 5 + ["not_applicable"] * 20)
    assert (few.percent, few.said) == (None, "4 of 9")
    many = judging.tally(["yes"] * 4 + ["partly"] * 4 + ["no"] * 2)
    assert many.said == "60%"


@given(st.lists(st.integers(1, 260), min_size=1, max_size=4, unique=True), st.integers(0, 3000))
def test_every_day_lies_in_one_band(weeks: list[int], days: int) -> None:
    assert sum(band.holds(days) for band in bands(sorted(weeks))) == 1


def test_the_columns_of_the_team_name_their_bands() -> None:
    told = {"contact": [4, 8], "review": [1], "allocated": [26], "tries": 3, "stuck_weeks": 4}
    found = measures(told, on=date(2026, 11, 3))
    assert [found[key].label for key in ("contact:b0", "contact:b1", "contact:b2")] == [
        "Up to 4 weeks",
        "4 to 8 weeks",
        "Over 8 weeks",
    ]


@given(st.integers(0, 10_000))
def test_small_numbers_are_not_told_and_the_rest_is_rounded(number: int) -> None:
    said = rounded(number)
    assert said is None if 0 < number < 5 else said is not None
    assert said is None or (said % 5 == 0 and abs(said - number) <= 2)


def test_who_may_not_open_the_lists_sees_no_small_number_and_no_link() -> None:
    from connexions.practice.oversight.queries.coverage import Asked

    asked = Asked("school", date(2026, 8, 1))
    (row,) = shown.rows([Covered("x", "A school", 23, 18, 3)], asked=asked, period="13", exact=False)
    assert [cell.text for cell in row.cells] == ["25", "20", "under 5", "under 5"]
    assert not any(cell.href for cell in row.cells)
