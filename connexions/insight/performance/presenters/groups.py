"""The counts of a month by school, situation and the like."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from markupsafe import Markup

from connexions.ground.design import charts
from connexions.insight.performance.presenters.telling import Told, for_file, people, percent, shown, tell
from connexions.insight.performance.queries.groups import NONE, Group

COUNTS = ("everybody", "neet", "not_known", "participating", "known_otherwise")
TITLES = {
    "authority": "By local authority",
    "age": "By academic age",
    "school": "By school in Year 11",
    "district": "By postcode district",
    "situation": "By situation",
    "needs": "By special needs",
}
HEADS = ("Young people", "NEET", "Not known", "Taking part", "Known otherwise", "NEET and not known")


@dataclass(frozen=True)
class Cell:
    """A number as it is said, and the list behind it, where it may be opened."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Row:
    """One group's line."""

    name: str
    cells: list[Cell]
    both: str
    bar: Markup


def rows(
    found: Sequence[Group], *, threshold: int, query: dict[str, Any], lists: bool
) -> tuple[list[Row], Row]:
    """The lines, the worst first, then the line of all; *lists*: whether the reader may open what is behind."""
    lines, whole = tell({one.key: one.standings for one in found}, threshold=threshold)
    told = [(one, lines[one.key]) for one in found if lines[one.key].numbers["everybody"] != 0]
    told.sort(key=lambda item: (not item[0].key, -_share(item[1]), item[0].name))
    most = max([_share(line) for _, line in told] + [_share(whole)], default=0.0)
    made = [
        _row(one.name, line, query | {"key": one.key or NONE} if lists else None, most) for one, line in told
    ]
    return made, _row("All together", whole, query if lists else None, most)


def _share(told: Told) -> float:
    """What a line is sorted by, and how long its bar is; one that is not told stands below nought."""
    found = shown(told.rate("neet_or_not_known"))
    return -1.0 if found is None else found


def _row(name: str, told: Told, query: dict[str, Any] | None, most: float) -> Row:
    cells = [Cell(people(told.numbers[one]), _href(told.numbers[one], one, query)) for one in COUNTS]
    rate = told.rate("neet_or_not_known")
    return Row(name, cells, percent(rate), charts.share(shown(rate) or 0.0, of=most))


def _href(number: int | None, counts: str, query: dict[str, Any] | None) -> str:
    if query is None or not number:
        return ""
    return f"{reverse('performance:people')}?{urlencode(query | {'counts': counts})}"


def as_file(made: Sequence[Row]) -> list[list[Any]]:
    """The same for a spreadsheet."""
    return [[row.name, *(for_file(cell.text) for cell in row.cells), for_file(row.both)] for row in made]
