"""The numbers of a table as they may be told: all, or without the small and those that would give them away.

Tables of one month share the line of all together, which is decided from itself alone: what it leaves out is left
out of every table, and what it tells is told in every one. So no two tables of a page give away together what each
leaves out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from connexions.engines.stats import (
    INDICATORS,
    Rate,
    Standing,
    columns_left_out,
    given_away,
    left_out,
    with_totals,
)
from connexions.engines.stats.indicators import TAKING_PART

# The columns of every table: everybody but those in custody stands in exactly one, so that they add up.
Columns = Mapping[str, frozenset[Standing]]
COLUMNS: Columns = {
    "neet": frozenset({Standing.NEET}),
    "not_known": frozenset({Standing.NOT_KNOWN}),
    "participating": TAKING_PART,
    "known_otherwise": frozenset({Standing.OTHERWISE}),
}
# The ways of taking part, which add up to "participating".
WAYS: Columns = {str(one): frozenset({one}) for one in sorted(TAKING_PART)}
EVERYBODY = "everybody"
PARTICIPATING = "participating"
LEFT_OUT = "c"  # the department's sign for a number that is not told

Standings = Mapping[Standing, int]
Numbers = dict[str, int | None]


@dataclass(frozen=True)
class Told:
    """One line's numbers by column, with ``everybody``; None where a number is not told."""

    numbers: Mapping[str, int | None]

    def rate(self, key: str) -> Rate | None:
        """A rate by its indicator's key; None where a number in it is not told."""
        numerator, denominator = self.number(key), self.numbers[EVERYBODY]
        return None if numerator is None or denominator is None else Rate(numerator, denominator)

    def number(self, key: str) -> int | None:
        """How many people; None where that is not told, or a number of which it is the sum is not."""
        if key in self.numbers:
            return self.numbers[key]
        parts = [number for name, number in self.numbers.items() if name in _parts(key)]
        known = [one for one in parts if one is not None]
        return sum(known) if len(known) == len(parts) else None

    @property
    def nobody(self) -> bool:
        return self.numbers[EVERYBODY] == 0


def _parts(key: str) -> set[str]:
    """The columns of which an indicator is the sum."""
    both = {**COLUMNS, **WAYS}
    return {name for name, standings in both.items() if standings <= INDICATORS[key].counts and name != key}


def tell(
    rows: Mapping[str, Standings], *, threshold: int, whole: Standings | None = None
) -> tuple[dict[str, Told], Told]:
    """Each line of a table and the line of all together, with what must be left out left out.

    *threshold*: the smallest number that may be told, 1 for a reader who may see all. *whole*: all together, where the
    lines are not their parts (somebody in two situations is in two lines).
    """
    parts = {key: _line(found, COLUMNS) for key, found in rows.items()}
    together = _line(whole, COLUMNS) if whole is not None else _summed(parts, len(COLUMNS))
    hidden = columns_left_out(together, threshold=threshold)
    told = _told_table(parts, together, hidden, threshold)
    lines = {key: Told(dict(zip((*COLUMNS, EVERYBODY), told[key], strict=True))) for key in rows}
    return lines, Told(
        dict(zip((*COLUMNS, EVERYBODY), _told_whole(together, hidden, threshold), strict=True))
    )


def tell_ways(
    rows: Mapping[str, Standings], lines: Mapping[str, Told], whole: Told, *, threshold: int
) -> tuple[dict[str, Told], Told]:
    """The ways of taking part beneath a table that has been told: they add up to a column of it, told or not."""
    parts = {key: _line(found, WAYS) for key, found in rows.items()}
    together = _summed(parts, len(WAYS))
    hidden = columns_left_out(together, threshold=threshold)
    if whole.numbers[PARTICIPATING] is None:
        hidden = frozenset(range(len(WAYS)))
    shut = [key for key in rows if lines[key].numbers[PARTICIPATING] is None]
    told = _told_beneath(parts, hidden, shut, threshold)
    found = {key: Told({**lines[key].numbers, **dict(zip(WAYS, told[key], strict=True))}) for key in rows}
    said = [None if place in hidden else number for place, number in enumerate(together)]
    return found, Told({**whole.numbers, **dict(zip(WAYS, said, strict=True))})


def tell_two(
    rows: Mapping[str, tuple[int, int]], *, threshold: int
) -> tuple[dict[str, list[int | None]], list[int | None]]:
    """Lines of two numbers with their sum, such as with and without an offer; and the line of all together."""
    parts = {key: list(pair) for key, pair in rows.items()}
    together = _summed(parts, 2)
    hidden = columns_left_out(together, threshold=threshold)
    return _told_table(parts, together, hidden, threshold), _told_whole(together, hidden, threshold)


def tell_line(numbers: Sequence[int], *, threshold: int) -> list[int | None]:
    """One line whose sum is told elsewhere."""
    hidden = columns_left_out(numbers, threshold=threshold)
    return [None if place in hidden and number else number for place, number in enumerate(numbers)]


def _line(found: Standings, columns: Columns) -> list[int]:
    return [sum(found.get(one, 0) for one in parts) for parts in columns.values()]


def _summed(parts: Mapping[str, Sequence[int]], width: int) -> list[int]:
    return [sum(line[place] for line in parts.values()) for place in range(width)]


def _told_whole(line: Sequence[int], hidden: frozenset[int], threshold: int) -> list[int | None]:
    """The line of all together with its sum, which is told unless it is small itself."""
    everybody = sum(line)
    numbers: list[int | None] = [None if place in hidden else number for place, number in enumerate(line)]
    return [*numbers, None if 0 < everybody < threshold else everybody]


def _told_table(
    parts: Mapping[str, Sequence[int]], together: Sequence[int], hidden: frozenset[int], threshold: int
) -> dict[str, list[int | None]]:
    """Each line with its sum. The columns that are hidden in all are one column here, whose parts nobody is told.

    Lines stand in the order of their keys, so that the same table is told in the same way wherever it is asked for.
    """
    width = len(together)
    if 0 < sum(together) < threshold:
        return {key: [None] * (width + 1) for key in parts}
    shown = [place for place in range(width) if place not in hidden]
    keys = sorted(parts)
    table = with_totals([_merged(parts[key], shown, hidden) for key in keys])
    firm = {(len(keys), column) for column in range(len(table[0]))} if table else set()
    gone = left_out(table, threshold=threshold, firm=firm) if table else frozenset()
    found: dict[str, list[int | None]] = {}
    for place, key in enumerate(keys):
        line: list[int | None] = [None] * (width + 1)
        for column, original in enumerate([*shown, width]):
            at = column if original != width else len(table[0]) - 1
            line[original] = None if (place, at) in gone else table[place][at]
        found[key] = line
    return found


def _told_beneath(
    parts: Mapping[str, Sequence[int]], hidden: frozenset[int], shut: Sequence[str], threshold: int
) -> dict[str, list[int | None]]:
    """Lines that add up to numbers told elsewhere, both ways: nothing but the inside may be left out, or all of it."""
    width = len(next(iter(parts.values()), ()))
    shown = [place for place in range(width) if place not in hidden]
    keys = sorted(parts)
    table = with_totals([_merged(parts[key], shown, hidden) for key in keys])
    if not table:
        return {}
    last_row, last_column = len(table) - 1, len(table[0]) - 1
    firm = {(last_row, column) for column in range(last_column + 1)}
    firm |= {(row, last_column) for row in range(last_row)}
    closed = {
        (keys.index(key), column)
        for key in shut
        for column in range(last_column)
        if table[keys.index(key)][column]
    }
    gone = left_out(table, threshold=threshold, firm=firm, hidden=closed)
    if given_away(table, gone, firm=firm):
        return {key: [None] * width for key in keys}
    return {
        key: [
            None if place in hidden or key in shut or (row, shown.index(place)) in gone else parts[key][place]
            for place in range(width)
        ]
        for row, key in enumerate(keys)
    }


def _merged(line: Sequence[int], shown: Sequence[int], hidden: frozenset[int]) -> list[int]:
    kept = [line[place] for place in shown]
    return [*kept, sum(line[place] for place in hidden)] if hidden else kept


def people(number: int | None) -> str:
    """A number of people as a table says it."""
    return LEFT_OUT if number is None else f"{number:,}"


def percent(rate: Rate | None) -> str:
    """A rate as a table says it: a dash where there is nobody."""
    if rate is None:
        return LEFT_OUT
    said = rate.percent()
    return "–" if said is None else f"{said}%"


def shown(rate: Rate | None) -> float | None:
    """A rate as a chart draws it."""
    said = rate.percent(2) if rate is not None else None
    return None if said is None else float(said)
