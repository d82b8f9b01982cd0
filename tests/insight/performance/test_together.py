"""Whoever lays the tables of a page beside each other works out no number that was left out."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from connexions.engines.stats import Standing
from connexions.insight.performance.presenters.telling import (
    COLUMNS,
    EVERYBODY,
    PARTICIPATING,
    WAYS,
    Told,
    tell,
    tell_line,
    tell_two,
    tell_ways,
)

THRESHOLD = 5
STANDINGS = [one for one in Standing if one is not Standing.EXCLUDED]
Cell = tuple[str, str, str]  # table, line, column

people = st.lists(
    st.tuples(
        st.sampled_from(["391", "392", "393"]),
        st.sampled_from(["school A", "school B", "school C", ""]),
        st.sampled_from(["16", "17"]),
        st.sampled_from(STANDINGS),
        st.integers(1, 14),
    ),
    max_size=14,
)


class Reader:
    """Somebody who writes down every equation that a page gives, and solves them."""

    def __init__(self) -> None:
        self.true: dict[Cell, int] = {}
        self.known: dict[Cell, int] = {}
        self.equations: list[dict[Cell, int]] = []

    def reads(self, cell: Cell, true: int, told: int | None) -> None:
        self.true[cell] = true
        if told is not None:
            assert told == true, cell
            self.known[cell] = told

    def adds_up(self, parts: Iterable[Cell], total: Cell) -> None:
        self.equations.append(Counter(parts) - Counter() | {total: -1})

    def same(self, one: Cell, other: Cell) -> None:
        self.equations.append({one: 1, other: -1})

    def works_out(self) -> set[Cell]:
        """What was left out and has only one answer: by elimination, without rounding."""
        unknown = sorted({cell for one in self.equations for cell in one} - set(self.known))
        place = {cell: number for number, cell in enumerate(unknown)}
        rows = []
        for equation in self.equations:
            row = [Fraction(0)] * len(unknown)
            for cell, times in equation.items():
                if cell in place:
                    row[place[cell]] += times
            if any(row):
                rows.append(row)
        return {unknown[one] for one in _fixed(rows, len(unknown))}


def _fixed(rows: list[list[Fraction]], width: int) -> set[int]:
    """The places that a reduced set of equations leaves no choice about."""
    done = 0
    for column in range(width):
        pivot = next((k for k in range(done, len(rows)) if rows[k][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        rows[done] = [value / rows[done][column] for value in rows[done]]
        for k in range(len(rows)):
            if k != done and (times := rows[k][column]):
                rows[k] = [a - times * b for a, b in zip(rows[k], rows[done], strict=True)]
        done += 1
    return {
        next(k for k, value in enumerate(row) if value)
        for row in rows[:done]
        if sum(1 for value in row if value) == 1
    }


def _table(reader: Reader, name: str, told: Mapping[str, Told], whole: Told, true: Any, columns: Any) -> None:
    """A table as it is read: its cells, that each line adds up, and each column."""
    lines = {**told, "": whole} if "" not in told else {**told, "all": whole}
    for key, line in lines.items():
        numbers = true["all"] if line is whole else true[key]
        said = "all" if line is whole else key
        for column, standings in columns.items():
            reader.reads((name, said, column), sum(numbers[one] for one in standings), line.numbers[column])
        everybody = sum(numbers[one] for one in STANDINGS)
        reader.reads((name, said, EVERYBODY), everybody, line.numbers[EVERYBODY])
        if columns is COLUMNS:
            reader.adds_up([(name, said, column) for column in columns], (name, said, EVERYBODY))
    for column in [*columns, EVERYBODY]:
        reader.adds_up([(name, key, column) for key in told], (name, "all", column))


def _grouped(found: Sequence[Any], place: int) -> dict[str, Counter[Standing]]:
    groups: dict[str, Counter[Standing]] = {}
    for one in found:
        groups.setdefault(one[place], Counter())[one[3]] += one[4]
    return groups


@settings(max_examples=250, deadline=None)
@given(people)
def test_no_number_left_out_can_be_worked_out_from_all_tables_together(found: list[Any]) -> None:
    reader = Reader()
    true_whole: Counter[Standing] = Counter()
    for one in found:
        true_whole[one[3]] += one[4]
    tables = {"area": _grouped(found, 0), "school": _grouped(found, 1), "age": _grouped(found, 2)}
    for name, groups in tables.items():
        lines, whole = tell(groups, threshold=THRESHOLD, whole=true_whole)
        _table(reader, name, lines, whole, {**groups, "all": true_whole}, COLUMNS)
        if name == "area":
            _ways(reader, groups, lines, whole, true_whole)
    for name in ("school", "age"):
        for column in (*COLUMNS, EVERYBODY):
            reader.same(("area", "all", column), (name, "all", column))
    small = {cell for cell, number in reader.true.items() if 0 < number < THRESHOLD}
    assert not small & set(reader.known)
    given_away = {cell for cell in reader.works_out() if reader.true.get(cell)}
    assert not given_away, given_away


def test_this_reader_works_out_what_is_left_out_alone() -> None:
    reader = Reader()
    for column, (true, told) in {"neet": (2, None), "not_known": (20, 20), EVERYBODY: (22, 22)}.items():
        reader.reads(("area", "391", column), true, told)
    reader.adds_up([("area", "391", "neet"), ("area", "391", "not_known")], ("area", "391", EVERYBODY))
    assert reader.works_out() == {("area", "391", "neet")}


def _ways(reader: Reader, groups: Any, lines: Any, whole: Told, true_whole: Any) -> None:
    """The ways of taking part, as a file for publishing has them beside the page."""
    ways, whole_ways = tell_ways(groups, lines, whole, threshold=THRESHOLD)
    for key, line in {**ways, "all": whole_ways}.items():
        numbers = true_whole if key == "all" else groups[key]
        for way, standings in WAYS.items():
            reader.reads(("ways", key, way), sum(numbers[one] for one in standings), line.numbers[way])
        reader.adds_up([("ways", key, way) for way in WAYS], ("area", key, PARTICIPATING))
    for way in WAYS:
        reader.adds_up([("ways", key, way) for key in ways], ("ways", "all", way))


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(st.sampled_from("abcd"), st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=4)
)
def test_who_has_an_offer_cannot_be_worked_out_by_taking_one_area_from_all(
    found: dict[str, tuple[int, int]],
) -> None:
    reader = Reader()
    lines, whole = tell_two(found, threshold=THRESHOLD)
    true = {**found, "all": tuple(sum(pair[k] for pair in found.values()) for k in (0, 1))}
    for key, line in {**lines, "all": whole}.items():
        for column, number in enumerate((*true[key], sum(true[key]))):
            reader.reads(("offers", key, str(column)), number, line[column])
        reader.adds_up([("offers", key, "0"), ("offers", key, "1")], ("offers", key, "2"))
    for column in "012":
        reader.adds_up([("offers", key, column) for key in lines], ("offers", "all", column))
    assert not {cell for cell in reader.works_out() if reader.true.get(cell)}
    assert not {0 < reader.true[cell] < THRESHOLD for cell in reader.known} & {True}


@given(st.lists(st.integers(0, 12), min_size=6, max_size=6))
def test_one_line_whose_sum_is_known_hides_two_or_none(numbers: list[int]) -> None:
    told = tell_line(numbers, threshold=THRESHOLD)
    hidden = [number for number, one in zip(numbers, told, strict=True) if one is None]
    assert not {1, 2, 3, 4} & {one for one in told if one is not None}
    assert len(hidden) != 1 or sum(numbers) < THRESHOLD
