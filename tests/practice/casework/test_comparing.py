"""How far from one assessment to another: rules without a database."""

from hypothesis import given
from hypothesis import strategies as st

from connexions.practice.casework.rules import Distance, Measure, Rated, distance

FACTORS = st.dictionaries(
    st.integers(1, 18),
    st.builds(Rated, st.none() | st.integers(1, 5), st.none() | st.integers(1, 5)),
    max_size=18,
)


def measure(*factors: int, levels: int = 5, need: int = 2, strength: int = 5) -> Measure:
    return Measure(frozenset(factors), levels, need, strength)


@given(FACTORS, FACTORS)
def test_there_and_back_again_is_nowhere(one: dict[int, Rated], other: dict[int, Rated]) -> None:
    there, back = distance(one, other), distance(other, one)
    assert there.moved == {factor: -by for factor, by in back.moved.items()}
    assert there.in_all == -back.in_all
    assert distance(one, one).in_all == 0


@given(FACTORS, FACTORS, FACTORS)
def test_two_ways_add_up_to_one(a: dict[int, Rated], b: dict[int, Rated], c: dict[int, Rated]) -> None:
    """Over what was rated all three times."""
    first, second, whole = distance(a, b), distance(b, c), distance(a, c)
    for factor in first.moved.keys() & second.moved.keys():
        assert whole.moved[factor] == first.moved[factor] + second.moved[factor]


@given(FACTORS, FACTORS, st.integers(0, 18))
def test_the_groups_add_up_to_the_whole(one: dict[int, Rated], other: dict[int, Rated], cut: int) -> None:
    found = distance(one, other)
    low, high = found.over(range(cut + 1)), found.over(range(cut + 1, 19))
    assert (low or 0) + (high or 0) == found.in_all


def test_only_what_is_on_both_forms_is_compared() -> None:
    rated = {factor: Rated(2, 2) for factor in (1, 2, 3)}
    found = distance(rated, {**rated, 1: Rated(4, 2)}, measured=(measure(1, 2), measure(1, 3)))
    assert found == Distance({1: 2}, (), gone=(2,), added=(3,))


def test_nothing_is_compared_where_a_level_means_something_else() -> None:
    rated = {1: Rated(2, 2)}
    for other in (measure(1, levels=4), measure(1, need=1), measure(1, strength=4)):
        found = distance(rated, rated, measured=(measure(1), other))
        assert found.other_scale
        assert found.moved == {}


def test_a_group_without_anything_to_compare_has_no_distance() -> None:
    assert distance({1: Rated(2)}, {1: Rated(3)}).over([7, 8]) is None
