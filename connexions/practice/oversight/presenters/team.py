"""The team's page: columns in bands, rows that can be sorted, and the list behind each number."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any
from urllib.parse import quote_plus, urlencode
from uuid import UUID

from django.urls import reverse

from connexions.practice.casework import rules as casework_rules
from connexions.practice.casework.queries.support import Meaning
from connexions.practice.oversight.queries.standings import NOBODY, Line, Measure


@dataclass(frozen=True)
class Cell:
    """A number, and the list behind it; no link where there is nobody."""

    number: int
    href: str = ""
    warns: bool = False


@dataclass(frozen=True)
class Row:
    """One adviser or team."""

    key: UUID | int | None
    name: str
    everybody: Cell
    percent: int | None
    cells: dict[str, Cell]
    href: str = ""


WARNS = ("contact:never", "tries", "stuck")


def rows(
    lines: list[Line],
    *,
    names: Mapping[Any, str],
    by: str,
    found: dict[str, Measure],
    levels: dict[str, Meaning],
    team: int | None,
) -> list[Row]:
    """The rows as the page shows them; *by* is "adviser" or "team"."""
    weights = {name: level.fill_a_post for name, level in levels.items()}
    made = []
    for line in lines:
        if line.key is None and by == "adviser":
            made.append(_row(line, "No adviser", None, by, found, team))
            continue
        percent = None
        if by == "adviser":
            percent = round(100 * sum(casework_rules.fullness(line.levels, fill_a_post=weights).values()))
        made.append(_row(line, names.get(line.key, "Somebody who has left"), percent, by, found, team))
    known, none = {line.key for line in lines}, dict.fromkeys([*found, NOBODY], 0)
    full = 0 if by == "adviser" else None
    made += [
        _row(Line(key, 0, {}, none), name, full, by, found, team)
        for key, name in names.items()
        if key not in known
    ]
    return made


def _row(
    line: Line, name: str, percent: int | None, by: str, found: dict[str, Measure], team: int | None
) -> Row:
    whose = {by: str(line.key) if line.key is not None else NOBODY}
    if by == "adviser" and team is not None:
        whose["team"] = str(team)
    warns = _warning(tuple(found))
    behind = listed(whose)
    cells = {
        key: Cell(number, behind(key) if number else "", key in warns and number > 0)
        for key, number in line.counts.items()
        if key in found
    }
    nobody = line.counts.get(NOBODY, 0)
    of_nobody = listed(whose | {"adviser": NOBODY})("everybody") if nobody else ""
    cells[NOBODY] = Cell(nobody, of_nobody, nobody > 0)
    everybody = Cell(line.everybody, behind("everybody") if line.everybody else "")
    href = f"{reverse('oversight:team')}?team={line.key}" if by == "team" and line.key is not None else ""
    return Row(line.key, name, everybody, percent, cells, href)


@cache
def _warning(keys: tuple[str, ...]) -> frozenset[str]:
    """The columns whose numbers warn: a review overdue for however long, and the longest without a contact."""
    longest = [key for key in keys if key.startswith("contact:b")][-1:]
    return frozenset(key for key in keys if key in WARNS or key.startswith("review:b") or key in longest)


def listed(whose: dict[str, str]) -> Callable[[str], str]:
    """What gives the address of the list behind each number of a row."""
    before = f"{reverse('oversight:team_list')}?{urlencode(whose)}&of="
    return lambda measure: before + quote_plus(measure)


def sort(rows: list[Row], *, by: str, down: bool) -> list[Row]:
    """The rows in the order asked for; by name where it is asked for nothing that there is."""

    def place(row: Row) -> tuple[Any, str]:
        if by == "everybody":
            return row.everybody.number, row.name
        if by == "percent":
            return row.percent or 0, row.name
        return (row.cells[by].number, row.name) if by in row.cells else (0, row.name)

    return sorted(rows, key=place, reverse=down)


def heads(
    found: dict[str, Measure], *, first: str, sorted_by: str, down: bool, kept: dict[str, str]
) -> list[Any]:
    """The column heads, each a link that sorts by it."""
    columns = [("name", first), ("everybody", "Young people")]
    columns += [("percent", "Post full")] if first == "Adviser" else [(NOBODY, "No adviser")]
    columns += [(one.key, one.label) for one in found.values()]
    made = []
    for key, text in columns:
        here = key == sorted_by
        turned = "0" if here and down else "1"
        made.append(
            {
                "text": text,
                "numeric": key != "name",
                "href": "?"
                + urlencode(kept | {"sort": key, "down": turned if key != "name" or here else "0"}),
                "sorted": ("descending" if down else "ascending") if here else None,
            }
        )
    return made


def groups(found: dict[str, Measure]) -> list[tuple[str, int]]:
    """The heads above the heads: what neighbouring columns are about, and how many they are."""
    return [
        (name, len(list(members))) for name, members in groupby(found.values(), key=lambda one: one.group)
    ]


def as_table(rows: list[Row], found: dict[str, Measure], first: str) -> tuple[list[str], list[list[Any]]]:
    """The same for a spreadsheet: the heads and the rows."""
    columns = [first, "Young people", "Post full, per cent", "No adviser"]
    columns += [f"{one.group}: {one.label}" for one in found.values()]
    lines = [
        [row.name, row.everybody.number, row.percent, row.cells[NOBODY].number]
        + [row.cells[key].number for key in found]
        for row in rows
    ]
    return columns, lines
