"""Small numbers left out of a table, and enough others that none can be worked out from its totals.

Primary: a number from 1 to below the threshold. A nought stays: that nobody is NEET gives nobody away.
Secondary: further numbers, the smallest first, until no line of the table tells what is left out.

A table here has its totals with it: the last column is the total of each row, the last row that of each column. Whoever
reads it knows that these add up, that what is left out is one person at least, and nothing else. So a number is safe if

* no equation between lines fixes it: drawn as a graph (a line is a point, a number left out joins its row with its
  column), it lies on a ring, since a number that is the only way between two parts of the graph can be reckoned; and
* no bound fixes it: in no line are those left out so few in sum that each must be one.

Several tables of the same people: what two of them share (the line of all together, the total of an area) is told in
both or in neither, and a table may not leave out what another tells. So the shared line is decided first, from
itself alone (`columns_left_out`); a column that it does not tell is told in no table; and all that it tells stays
(*firm*). Then what is left out of one table lies on a ring inside that table, whose shared lines stand still: it can
be moved without any other table noticing, and nothing that the others say fixes it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from heapq import heappop, heappush

Table = Sequence[Sequence[int]]
Cell = tuple[int, int]
NO_END = 10**12  # more people than there are


def with_totals(rows: Table) -> list[list[int]]:
    """A table with the total of each row behind it and of each column beneath."""
    summed = [[*row, sum(row)] for row in rows]
    if not summed:
        return []
    return [*summed, [sum(column) for column in zip(*summed, strict=True)]]


def left_out(
    table: Table, *, threshold: int, firm: Collection[Cell] = (), hidden: Collection[Cell] = ()
) -> frozenset[Cell]:
    """Which numbers of a table with totals must be left out, as (row, column).

    *threshold*: the smallest number that may be told, 1 to tell all. *firm*: what may not be left out, as it is told
    elsewhere; *hidden*: what is left out in any case. Where too much is firm, not everything can be saved: ask
    ``given_away``. Raises ``ValueError`` where rows differ in length, a number is below nought, or the last row and
    column are no totals.
    """
    _check(table)
    kept = frozenset(firm)
    gone = {(i, j) for i, j in _cells(table) if 0 < table[i][j] < threshold} - kept | set(hidden)
    while more := _ring_for_first(table, gone, kept) or _beside_first_fixed(table, gone, kept):
        gone |= more
    return frozenset(gone)


def given_away(table: Table, hidden: Collection[Cell], *, firm: Collection[Cell] = ()) -> list[Cell]:
    """What is left out and can be reckoned all the same: it lies on no ring of what is left out, or bounds fix it."""
    kept, gone = frozenset(firm), set(hidden)
    without = [cell for cell in sorted(gone) if not _is_on_a_ring(table, cell, gone, kept)]
    return without or _fixed_by_bounds(table, gone)


def columns_left_out(line: Sequence[int], *, threshold: int) -> frozenset[int]:
    """Which columns of the line of all together are not told: the small ones, and the next smallest beside them.

    *line*: the numbers without their total. All of them where too few people are left to hide among.
    """
    gone = {place for place, number in enumerate(line) if 0 < number < threshold}
    others = sorted((number, place) for place, number in enumerate(line) if number and place not in gone)
    while gone and not _hides(line, gone, threshold):
        if not others:
            return frozenset(range(len(line)))
        gone.add(others.pop(0)[1])
    return frozenset(gone)


def _hides(line: Sequence[int], gone: set[int], threshold: int) -> bool:
    """Whether the sum of what is left out, which anybody can reckon, gives none of it away."""
    together = sum(line[place] for place in gone)
    return len(gone) > 1 and together >= threshold and together > len(gone)


def _ring_for_first(table: Table, hidden: set[Cell], firm: frozenset[Cell]) -> set[Cell]:
    """What else to leave out, so that the first number which an equation gives away lies on a ring; empty where
    none does."""
    for cell in sorted(hidden):
        ring = _cheapest_way(table, cell, hidden, firm)
        if new := ring - hidden:
            return new
    return set()


def _is_on_a_ring(table: Table, cell: Cell, hidden: set[Cell], firm: frozenset[Cell]) -> bool:
    ring = _cheapest_way(table, cell, hidden, firm)
    return bool(ring) and ring <= hidden


def _beside_first_fixed(table: Table, hidden: set[Cell], firm: frozenset[Cell]) -> set[Cell]:
    """One more to leave out, beside the first number that bounds give away; empty where none can be had."""
    for row, column in _fixed_by_bounds(table, hidden):
        beside = {(i, j) for i, j in _cells(table) if (i == row or j == column) and table[i][j]} - hidden
        beside -= firm
        if beside:
            return {min(beside, key=lambda cell: (_cost(table, cell), cell))}
    return set()


def _cost(table: Table, cell: Cell) -> int:
    """What it costs to leave a number out: the people whom it counts, and far more where it is a total."""
    total = cell[0] == len(table) - 1 or cell[1] == len(table[0]) - 1
    return table[cell[0]][cell[1]] + (NO_END if total else 0)


def _cheapest_way(table: Table, cell: Cell, hidden: set[Cell], firm: frozenset[Cell]) -> set[Cell]:
    """The numbers on the cheapest way from a cell's row to its column that does not go through the cell itself.

    A number left out already costs nothing; a nought cannot be left out, nor what is firm. Dijkstra's algorithm over
    lines.
    """
    begin, end = ("row", cell[0]), ("column", cell[1])
    waiting: list[tuple[int, tuple[str, int], tuple[Cell, ...]]] = [(0, begin, ())]
    done: set[tuple[str, int]] = set()
    while waiting:
        cost, line, way = heappop(waiting)
        if line == end:
            return set(way)
        if line in done:
            continue
        done.add(line)
        for step, to in _steps(table, line):
            if step != cell and step not in firm and to not in done and table[step[0]][step[1]]:
                heappush(waiting, (cost + (0 if step in hidden else _cost(table, step)), to, (*way, step)))
    return set()


def _steps(table: Table, line: tuple[str, int]) -> Iterator[tuple[Cell, tuple[str, int]]]:
    """The cells of a line, each with the other line in which it stands."""
    kind, place = line
    if kind == "row":
        return (((place, j), ("column", j)) for j in range(len(table[0])))
    return (((i, place), ("row", i)) for i in range(len(table)))


def _check(table: Table) -> None:
    if not table or any(len(row) != len(table[0]) for row in table):
        raise ValueError("Every row of a table has as many numbers as the first, and there is one at least.")
    if any(number < 0 for row in table for number in row):
        raise ValueError("No number of people is below nought.")
    if with_totals([row[:-1] for row in table[:-1]]) != [list(row) for row in table] and len(table) > 1:
        raise ValueError("The last row and column of a table are its totals.")


def _cells(table: Table) -> Iterator[Cell]:
    return ((i, j) for i, row in enumerate(table) for j in range(len(row)))


def _lines(table: Table) -> Iterator[list[Cell]]:
    """Every row and every column, its total the last of it."""
    yield from ([(i, j) for j in range(len(table[0]))] for i in range(len(table)))
    yield from ([(i, j) for i in range(len(table))] for j in range(len(table[0])))


def _fixed_by_bounds(table: Table, hidden: set[Cell]) -> list[Cell]:
    """Numbers left out that can only be one number, as each is one person at least and lines add up."""
    low, high = dict.fromkeys(hidden, 1), dict.fromkeys(hidden, NO_END)
    lines = [line for line in _lines(table) if len(line) > 1 and any(cell in hidden for cell in line)]
    narrowed = True
    while narrowed:
        narrowed = False
        for line in lines:
            narrowed |= _narrow(table, line, low, high)
    return [cell for cell in sorted(hidden) if low[cell] == high[cell]]


def _narrow(table: Table, line: list[Cell], low: dict[Cell, int], high: dict[Cell, int]) -> bool:
    """Bring the bounds of one line's numbers nearer to each other, given those of the others."""

    def bounds(cell: Cell) -> tuple[int, int]:
        known = table[cell[0]][cell[1]]
        return low.get(cell, known), high.get(cell, known)

    *parts, total = line
    least, most = (sum(bounds(cell)[k] for cell in parts) for k in (0, 1))
    changed = False
    for cell in line:
        if cell not in low:
            continue
        at_least, at_most = bounds(cell)
        if cell == total:
            new = max(at_least, least), min(at_most, most)
        else:
            (total_least, total_most), others = bounds(total), (least - at_least, most - at_most)
            new = max(at_least, total_least - others[1]), min(at_most, total_most - others[0])
        if new != (at_least, at_most):
            low[cell], high[cell] = new
            least, most = (sum(bounds(one)[k] for one in parts) for k in (0, 1))
            changed = True
    return changed
