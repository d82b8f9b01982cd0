"""Small numbers: none is told, and none can be worked out by trying every table that the reader might think of."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connexions.engines.stats import columns_left_out, given_away, left_out, with_totals
from connexions.engines.stats.suppression import Cell

THRESHOLD = 5


def tables(rows: int, columns: int, most: int) -> st.SearchStrategy[list[list[int]]]:
    row = st.lists(st.integers(0, most), min_size=columns, max_size=columns)
    return st.lists(row, min_size=rows, max_size=rows)


def possible(table: list[list[int]], hidden: frozenset[Cell]) -> dict[Cell, set[int]]:
    """Every number that a reader could put in the place of each left out, by trying."""
    inner = [cell for cell in sorted(hidden) if cell[0] < len(table) - 1 and cell[1] < len(table[0]) - 1]
    most = max(table[i][j] for i, j in hidden) + 3
    found: dict[Cell, set[int]] = {cell: set() for cell in hidden}
    for numbers in product(range(1, most + 1), repeat=len(inner)):
        guess = [row[:-1] for row in table[:-1]]
        for (i, j), number in zip(inner, numbers, strict=True):
            guess[i] = [*guess[i][:j], number, *guess[i][j + 1 :]]
        whole = with_totals(guess)
        shown = [(i, j) for i, row in enumerate(table) for j in range(len(row)) if (i, j) not in hidden]
        if all(whole[i][j] == table[i][j] for i, j in shown):
            for i, j in hidden:
                found[i, j].add(whole[i][j])
    return found


@settings(max_examples=120, deadline=None)
@given(st.one_of(tables(1, 3, 8), tables(2, 2, 8), tables(3, 1, 8)))
def test_nothing_left_out_can_be_worked_out(rows: list[list[int]]) -> None:
    table = with_totals(rows)
    hidden = left_out(table, threshold=THRESHOLD)
    if not hidden:
        return
    for cell, numbers in possible(table, hidden).items():
        assert len(numbers) > 1 or everything_is_left_out(table, hidden), (
            table,
            sorted(hidden),
            cell,
            numbers,
        )


@settings(max_examples=120, deadline=None)
@given(st.one_of(tables(2, 2, 9), tables(3, 2, 9)))
def test_what_is_told_elsewhere_stays_and_still_nothing_can_be_worked_out(rows: list[list[int]]) -> None:
    table = with_totals(rows)
    last = len(table) - 1
    if columns_left_out(table[last][:-1], threshold=THRESHOLD) or 0 < table[last][-1] < THRESHOLD:
        return
    firm = [(last, column) for column in range(len(table[0]))]
    hidden = left_out(table, threshold=THRESHOLD, firm=firm)
    assert not hidden & set(firm)
    assert not given_away(table, hidden, firm=firm)
    if hidden and len([cell for cell in hidden if cell[1] < 2]) <= 4:  # more would take too long to try
        assert all(len(numbers) > 1 for numbers in possible(table, hidden).values()), (table, sorted(hidden))


@given(st.lists(st.integers(0, 40), min_size=1, max_size=6))
def test_a_line_of_all_leaves_out_no_column_alone(line: list[int]) -> None:
    hidden = columns_left_out(line, threshold=THRESHOLD)
    small = {place for place, number in enumerate(line) if 0 < number < THRESHOLD}
    assert small <= hidden
    assert bool(hidden) == bool(small)
    everything = len(hidden) == len(line)
    assert not hidden or everything or sum(line[place] for place in hidden) >= THRESHOLD
    assert len(hidden) != 1 or everything


def test_what_too_much_is_known_about_is_given_away() -> None:
    table = with_totals([[2, 30], [10, 0]])
    assert given_away(table, left_out(table, threshold=THRESHOLD, firm=[(2, 0), (2, 1), (0, 2), (1, 2)]))


def everything_is_left_out(table: list[list[int]], hidden: frozenset[Cell]) -> bool:
    return all((i, j) in hidden or not number for i, row in enumerate(table) for j, number in enumerate(row))


@given(tables(4, 3, 40))
def test_no_small_number_is_told_and_no_nought_is_left_out(rows: list[list[int]]) -> None:
    table = with_totals(rows)
    hidden = left_out(table, threshold=THRESHOLD)
    for i, row in enumerate(table):
        for j, number in enumerate(row):
            if 0 < number < THRESHOLD:
                assert (i, j) in hidden
            if number == 0:
                assert (i, j) not in hidden


@given(tables(4, 3, 40))
def test_no_line_has_only_one_number_left_out(rows: list[list[int]]) -> None:
    table = with_totals(rows)
    hidden = left_out(table, threshold=THRESHOLD)
    for line in [[(i, j) for j in range(4)] for i in range(5)] + [
        [(i, j) for i in range(5)] for j in range(4)
    ]:
        told = [cell for cell in line if cell in hidden]
        shown = [cell for cell in line if cell not in hidden and table[cell[0]][cell[1]]]
        assert len(told) != 1 or not shown


@given(tables(3, 3, 200))
def test_a_table_without_small_numbers_is_told_whole(rows: list[list[int]]) -> None:
    table = with_totals([[number + THRESHOLD for number in row] for row in rows])
    assert left_out(table, threshold=THRESHOLD) == frozenset()


@given(tables(3, 3, 9))
def test_a_threshold_of_one_tells_all(rows: list[list[int]]) -> None:
    assert left_out(with_totals(rows), threshold=1) == frozenset()


def test_a_second_number_goes_with_a_small_one() -> None:
    table = with_totals([[3, 20, 900], [8, 30, 700], [40, 50, 800]])
    hidden = left_out(table, threshold=THRESHOLD)
    assert (0, 0) in hidden  # the small one
    assert len([cell for cell in hidden if cell[0] == 0]) >= 2
    assert len([cell for cell in hidden if cell[1] == 0]) >= 2
    assert not any(i == 3 or j == 3 for i, j in hidden)  # the totals stand


def test_two_that_can_only_be_one_each_are_not_left_alone() -> None:
    table = with_totals([[1, 60], [1, 70], [9, 80]])
    hidden = left_out(table, threshold=THRESHOLD)
    assert {(0, 0), (1, 0), (2, 0)} <= hidden


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ([], "one at least"),
        ([[1, 2], [3]], "as many numbers"),
        ([[-1, 0], [0, 0]], "below nought"),
        ([[1, 2], [3, 4]], "totals"),
    ],
)
def test_what_is_no_table_is_refused(table: list[list[int]], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        left_out(table, threshold=5)
