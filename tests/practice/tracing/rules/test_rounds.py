"""The order of a round: everybody once, never longer than nearest first, the same each time."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as some

from connexions.practice.tracing.rules.rounds import Place, legs, length, order

places = some.lists(some.tuples(some.integers(0, 900), some.integers(0, 900)), max_size=9)


def nearest_first(start: Place, found: list[Place]) -> list[int]:
    left, here, way = list(range(len(found))), start, []
    while left:
        one = min(left, key=lambda n: ((found[n][0] - here[0]) ** 2 + (found[n][1] - here[1]) ** 2, n))
        left.remove(one)
        way.append(one)
        here = found[one]
    return way


@given(some.tuples(some.integers(0, 900), some.integers(0, 900)), places)
def test_everybody_once_and_never_longer_than_nearest_first(start: Place, found: list[Place]) -> None:
    way = order(start, found)
    assert sorted(way) == list(range(len(found)))
    assert length(start, found, way) <= length(start, found, nearest_first(start, found)) + 1e-6
    assert order(start, found) == way
    assert len(legs(start, found, way)) == len(found)


def test_a_crossing_is_undone() -> None:
    corners: list[Place] = [(0, 10), (10, 0), (10, 10), (0, 5), (5, 10)]
    best = min(permutations(range(5)), key=lambda way: length((0, 0), corners, way))
    assert length((0, 0), corners, order((0, 0), corners)) == length((0, 0), corners, best)


def test_nobody_is_no_way() -> None:
    assert order((0, 0), []) == []
    assert length((0, 0), [], []) == 0
