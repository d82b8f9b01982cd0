"""The counts of a month by school, situation and the like."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from connexions.engines.stats import Standing
from connexions.ground.design import charts
from connexions.ground.design.spreadsheets import number
from connexions.insight.performance.presenters.cells import Cell, Links
from connexions.insight.performance.presenters.telling import Told, people, percent, shown, tell
from connexions.insight.performance.queries.groups import NONE, Group

COUNTS = ("everybody", "neet", "not_known", "participating", "known_otherwise")
TITLES = {
    "authority": "By local authority",
    "age": "By academic age",
    "school": "By school in Year 11",
    "district": "By postcode district",
    "neighbourhood": "By neighbourhood",
    "deprivation": "By deprivation of the neighbourhood",
    "situation": "By situation",
    "needs": "By special needs",
}
HEADS = ("Young people", "NEET", "Not known", "Taking part", "Known otherwise", "NEET and not known")


@dataclass(frozen=True)
class Row:
    """One group's line."""

    name: str
    cells: list[Cell]
    both: str
    bar: Markup


def rows(
    found: Sequence[Group],
    *,
    whole: dict[Standing, int],
    threshold: int,
    links: Links,
    in_order: bool = False,
) -> tuple[list[Row], Row]:
    """The lines, the worst first or in the order of their names, then the line of all."""
    lines, together = tell({one.key: one.standings for one in found}, threshold=threshold, whole=whole)
    told = [(one, lines[one.key]) for one in found if lines[one.key].numbers["everybody"] != 0]
    if not in_order:
        told.sort(key=lambda item: (not item[0].key, -_share(item[1]), item[0].name))
    most = max([_share(line) for _, line in told] + [_share(together)], default=0.0)
    made = [_row(one.name, line, links, most, key=one.key or NONE) for one, line in told]
    return made, _row("All together", together, links, most)


def _share(told: Told) -> float:
    """What a line is sorted by, and how long its bar is; one that is not told stands below nought."""
    found = shown(told.rate("neet_or_not_known"))
    return -1.0 if found is None else found


def _row(name: str, told: Told, links: Links, most: float, **key: str) -> Row:
    cells = [
        links.cell(told.numbers[one], people(told.numbers[one]), f"{head.lower()}, {name}", counts=one, **key)
        for one, head in zip(COUNTS, HEADS, strict=False)
    ]
    rate = told.rate("neet_or_not_known")
    return Row(name, cells, percent(rate), charts.share(shown(rate) or 0.0, of=most))


def as_file(made: Sequence[Row]) -> list[list[Any]]:
    """The same for a spreadsheet."""
    return [[row.name, *(number(cell.text) for cell in row.cells), number(row.both)] for row in made]
