"""Every move on a referral, from every state, by every side."""

from itertools import product

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from connexions.ground.base import machines
from connexions.ground.base.refusals import NotAllowed, NotPossible
from connexions.practice.referrals.rules import moves
from connexions.practice.referrals.rules.moves import REFERRAL, Side

SIDES = list(Side)
PAIRS = list(product(REFERRAL.states, REFERRAL.names))
a_walk = st.lists(st.tuples(st.sampled_from(REFERRAL.names), st.sampled_from(SIDES)), max_size=30)


@pytest.mark.parametrize(("state", "move"), PAIRS)
def test_every_move_is_made_or_refused_with_a_sentence(state: str, move: str) -> None:
    if REFERRAL.may(state, move):
        assert REFERRAL.after(state, move) in moves.STATES
        assert (state, move) not in REFERRAL.refusals
        return
    with pytest.raises(NotPossible) as refused:
        REFERRAL.after(state, move)
    assert refused.value.sentence.endswith(".")


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("move", REFERRAL.names)
def test_the_wrong_hand_is_refused_with_a_sentence(move: str, side: Side) -> None:
    state = next(state for state in REFERRAL.states if REFERRAL.may(state, move))
    if side in moves.HANDS[move]:
        assert moves.after(state, move, side) == REFERRAL.after(state, move)
        return
    with pytest.raises(NotAllowed) as refused:
        moves.after(state, move, side)
    assert refused.value.sentence.endswith(".")


def test_the_drawn_states_are_those_of_the_table() -> None:
    drawn = settings.ROOT / "docs" / "reference" / "referrals-states.md"
    assert drawn.read_text() == machines.reference(moves.MACHINES, room="referrals"), (
        "run manage.py draw_states"
    )


def test_every_state_has_words_and_can_be_reached() -> None:
    assert set(REFERRAL.states) == set(moves.STATES)
    assert set(REFERRAL.names) == set(moves.SAID) == set(moves.HANDS)


def walked(steps: list[tuple[str, Side]]) -> list[tuple[str, str, str]]:
    """The moves of a walk that were made, each with the states before and after."""
    made, state = [], REFERRAL.first
    for move, side in steps:
        try:
            now = moves.after(state, move, side)
        except (NotAllowed, NotPossible):
            continue
        made.append((state, move, now))
        state = now
    return made


@given(a_walk)
def test_nobody_gets_anything_that_was_not_sent(steps: list[tuple[str, Side]]) -> None:
    made = walked(steps)
    for number, (_, _, now) in enumerate(made):
        if now in moves.WITH_SERVICE | {"ended", "declined"}:
            assert "send" in [move for _, move, _ in made[: number + 1]]


@given(a_walk)
def test_what_is_over_stays_over(steps: list[tuple[str, Side]]) -> None:
    made = walked(steps)
    assert not [before for before, _, _ in made if before not in moves.OPEN]


@given(a_walk)
def test_after_leave_is_taken_back_only_sending_again_goes_on(steps: list[tuple[str, Side]]) -> None:
    assert {move for before, move, _ in walked(steps) if before == "halted"} <= {"send", "withdraw"}


@given(a_walk)
def test_the_service_never_sends_withdraws_or_changes(steps: list[tuple[str, Side]]) -> None:
    theirs = [(move, Side.THEIRS) for move, _ in steps]
    assert walked(theirs) == []


@pytest.mark.parametrize("state", REFERRAL.states)
def test_a_young_person_can_take_back_whatever_is_open(state: str) -> None:
    assert REFERRAL.may(state, "withdraw") == (state in moves.OPEN)
    assert ("withdraw" in moves.possible(state, Side.OWN)) == (state in moves.OPEN)


@pytest.mark.parametrize("state", REFERRAL.states)
def test_whoever_is_waited_for_has_something_to_do(state: str) -> None:
    side = moves.waits_for(state)
    assert (side is None) == (state not in moves.OPEN)
    if side is not None:
        assert set(moves.possible(state, side)) - {"halt", "withdraw"}


@pytest.mark.parametrize("state", sorted(moves.WITH_SERVICE))
def test_wherever_the_service_has_it_leave_can_be_taken_back(state: str) -> None:
    assert REFERRAL.after(state, "halt") == "halted"
