"""The decomposition of a change: it adds up, and swapping the months changes nothing but signs."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connexions.engines.stats import INDICATORS, Indicator, Outside, Part, Standing, change, part_of
from connexions.engines.stats.change import State

STATES: list[State] = [*Standing, *Outside]
pairs = st.dictionaries(
    st.tuples(st.sampled_from(STATES), st.sampled_from(STATES)), st.integers(0, 900), max_size=30
)
indicators = st.sampled_from(list(INDICATORS.values()))
NEET = INDICATORS["neet"]
LEARNING, UNKNOWN = Standing.FULL_TIME_EDUCATION, Standing.NOT_KNOWN


def swapped(found: Mapping[tuple[State, State], int]) -> dict[tuple[State, State], int]:
    return {(after, before): people for (before, after), people in found.items()}


@given(indicators, pairs)
def test_the_parts_add_up_to_the_change_in_people(
    one: Indicator, found: dict[tuple[State, State], int]
) -> None:
    told = change(one, found)
    assert sum(share.people for share in told.parts.values()) == told.people == told.joiners - told.leavers
    below = told.after.denominator - told.before.denominator
    assert sum(share.below for share in told.parts.values()) == below


@given(indicators, pairs)
def test_the_parts_add_up_to_the_change_in_the_rate_exactly(
    one: Indicator, found: dict[tuple[State, State], int]
) -> None:
    told = change(one, found)
    shares = [told.points_of(part) for part in Part]
    if told.points is None:
        assert shares == [None, None, None]
    else:
        assert sum(share for share in shares if share is not None) == told.points


@given(indicators, pairs)
def test_swapping_the_months_changes_only_signs(
    one: Indicator, found: dict[tuple[State, State], int]
) -> None:
    there, back = change(one, found), change(one, swapped(found))
    assert (there.before, there.after) == (back.after, back.before)
    assert (there.came_from, there.went_to) == (back.went_to, back.came_from)
    for part in Part:
        assert there.parts[part].people == -back.parts[part].people
        assert there.parts[part].joined == back.parts[part].left
        points, other = there.points_of(part), back.points_of(part)
        assert points == (None if other is None else -other)


@given(indicators, st.sampled_from(STATES), st.integers(0, 900))
def test_whoever_stays_as_they_are_changes_nothing(one: Indicator, state: State, people: int) -> None:
    told = change(one, {(state, state): people})
    assert told.people == told.joiners == told.leavers == 0
    assert told.points in (None, 0)


@pytest.mark.parametrize(
    ("before", "after", "part"),
    [
        (LEARNING, Standing.NEET, Part.MOVEMENT),
        (Standing.NEET, Standing.EXCLUDED, Part.MOVEMENT),
        (UNKNOWN, Standing.NEET, Part.IDENTIFICATION),
        (Outside.UNRECORDED, Standing.NEET, Part.IDENTIFICATION),
        (Outside.UNRECORDED, UNKNOWN, Part.IDENTIFICATION),
        (Outside.AGE, Standing.NEET, Part.POPULATION),
        (Outside.AWAY, Standing.NEET, Part.POPULATION),
        (Outside.AGE, UNKNOWN, Part.POPULATION),  # who came of age came of age, known or not
        (Outside.AWAY, Outside.UNRECORDED, Part.POPULATION),
    ],
)
def test_each_pair_of_states_belongs_to_one_part(before: State, after: State, part: Part) -> None:
    assert part_of(before, after) is part_of(after, before) is part


def test_found_to_be_neet_is_no_real_movement() -> None:
    told = change(
        NEET,
        {
            (Standing.NEET, LEARNING): 121,
            (LEARNING, Standing.NEET): 58,
            (UNKNOWN, Standing.NEET): 41,
            (Standing.NEET, Outside.AGE): 9,
            (Standing.NEET, Standing.NEET): 533,
            (LEARNING, LEARNING): 14_000,
        },
    )
    assert (told.before.numerator, told.after.numerator, told.people) == (663, 632, -31)
    assert {part: share.people for part, share in told.parts.items()} == {
        Part.MOVEMENT: -63,
        Part.IDENTIFICATION: 41,
        Part.POPULATION: -9,
    }
    assert (told.joiners, told.leavers) == (99, 130)
    assert told.went_to == {LEARNING: 121, Outside.AGE: 9}
