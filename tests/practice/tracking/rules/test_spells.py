"""Spells beside one another: a table of what is cut, and properties that hold for any history."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from connexions.practice.tracking.rules.spells import Spell, neet_starts, overlapping, room_for

FIRST = date(2026, 1, 1)


def spell(key: object, start: int, end: int | None, **said: object) -> Spell:
    until = FIRST + timedelta(days=end) if end is not None else None
    return Spell(key, FIRST + timedelta(days=start), until, str(key), **said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("other", "cut", "halves", "refused"),
    [
        ((0, 10), [], [], 0),  # ends as it begins
        ((20, None), [], [], 0),  # begins as it ends
        ((0, 12), [(0, 10)], [], 0),
        ((15, 30), [(20, 30)], [], 0),
        ((15, None), [(20, None)], [], 0),
        ((0, None), [(0, 10)], [(20, None)], 0),
        ((0, 30), [(0, 10)], [(20, 30)], 0),
        ((12, 18), [], [], 1),
        ((10, 20), [], [], 1),
        ((12, 12), [], [], 0),  # no day at all
    ],
)
def test_room_is_made_for_days_10_to_20(
    other: tuple[int, int | None], cut: list[object], halves: list[object], refused: int
) -> None:
    room = room_for(spell("new", 10, 20), [spell("old", *other)])

    def days(found: tuple[Spell, ...]) -> list[tuple[int, int | None]]:
        return [
            ((one.start_on - FIRST).days, (one.end_on - FIRST).days if one.end_on else None) for one in found
        ]

    assert (days(room.cut), days(room.second_halves), len(room.refused)) == (cut, halves, refused)


bounds = some.integers(0, 60)
histories = some.lists(bounds, min_size=2, max_size=8, unique=True).map(sorted)


@given(histories, bounds, some.integers(1, 20), some.booleans())
def test_afterwards_nothing_overlaps(starts: list[int], begin: int, length: int, goes_on: bool) -> None:
    ends: list[int | None] = [*starts[1:], None if goes_on else 70]
    history = [spell(n, a, b) for n, (a, b) in enumerate(zip(starts, ends, strict=True))]
    new = spell("new", begin, begin + length)
    room = room_for(new, history)
    changed = {one.key: one for one in room.cut} | {one.key: None for one in room.refused}
    after = [changed.get(one.key, one) for one in history]
    whole = [one for one in [*after, *room.second_halves, new] if one is not None]
    for n, one in enumerate(whole):
        assert not [other for other in whole[n + 1 :] if one.overlaps(other)]
    assert bool(room.cut or room.refused) == bool(overlapping(new, history))


@given(histories, some.lists(some.booleans(), min_size=8, max_size=8))
def test_being_out_of_everything_is_counted_from_the_run_s_first_day(
    starts: list[int], neet: list[bool]
) -> None:
    ends: list[int | None] = [*starts[1:], None]
    history = [spell(n, a, b, is_neet=neet[n]) for n, (a, b) in enumerate(zip(starts, ends, strict=True))]
    found = neet_starts(history)
    for n, one in enumerate(history):
        if not one.is_neet:
            assert found[n] is None
        elif n and history[n - 1].is_neet:
            assert found[n] == found[n - 1]
        else:
            assert found[n] == one.start_on


def test_what_an_earlier_record_knew_of_the_first_of_a_run_stays() -> None:
    knew = FIRST - timedelta(days=100)
    first = spell("a", 0, 10, is_neet=True, neet_start_on=knew)
    second = spell("b", 10, None, is_neet=True)
    assert neet_starts([second, first]) == {"a": knew, "b": knew}
    apart = spell("c", 12, None, is_neet=True, neet_start_on=FIRST)
    assert neet_starts([first, apart])["c"] == apart.start_on
