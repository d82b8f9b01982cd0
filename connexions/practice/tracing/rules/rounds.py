"""The order of a round of visits: nearest first, then untangled. Pure: points in metres on the national grid."""

from collections.abc import Sequence
from itertools import pairwise
from math import hypot

Place = tuple[float, float]
MOST_PASSES = 50


def distance(a: Place, b: Place) -> float:
    """Metres as the crow flies."""
    return hypot(a[0] - b[0], a[1] - b[1])


def order(start: Place, places: Sequence[Place]) -> list[int]:
    """In which order to go to *places* from *start* and back: the nearest each time, then with crossings undone
    (2-opt) until no two legs can be swapped for shorter ones. The same places give the same order."""
    return _untangled(start, places, _nearest_first(start, places))


def length(start: Place, places: Sequence[Place], way: Sequence[int]) -> float:
    """Metres of the round, there and back."""
    stops = [start, *(places[one] for one in way), start]
    return sum(distance(a, b) for a, b in pairwise(stops))


def legs(start: Place, places: Sequence[Place], way: Sequence[int]) -> list[float]:
    """Metres to each stop from the one before it."""
    stops = [start, *(places[one] for one in way)]
    return [distance(a, b) for a, b in pairwise(stops)]


def _nearest_first(start: Place, places: Sequence[Place]) -> list[int]:
    left, here, way = list(range(len(places))), start, list[int]()
    while left:
        nearest = min(left, key=lambda one: (distance(here, places[one]), one))
        left.remove(nearest)
        way.append(nearest)
        here = places[nearest]
    return way


def _untangled(start: Place, places: Sequence[Place], way: list[int]) -> list[int]:
    for _ in range(MOST_PASSES):
        better = _swapped(start, places, way)
        if better is None:
            break
        way = better
    return way


def _swapped(start: Place, places: Sequence[Place], way: list[int]) -> list[int] | None:
    """The way with one stretch turned round where that is shorter; nothing where none is."""
    stops = [start, *(places[one] for one in way), start]
    for i in range(1, len(stops) - 2):
        for j in range(i + 1, len(stops) - 1):
            now = distance(stops[i - 1], stops[i]) + distance(stops[j], stops[j + 1])
            then = distance(stops[i - 1], stops[j]) + distance(stops[i], stops[j + 1])
            if then < now - 1e-9:
                return [*way[: i - 1], *reversed(way[i - 1 : j]), *way[j:]]
    return None
