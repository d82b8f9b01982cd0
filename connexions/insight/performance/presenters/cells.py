"""Numbers in tables, each leading to the people behind it where its reader may see them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from connexions.ground.design.spreadsheets import number


@dataclass(frozen=True)
class Cell:
    """A number as it is said, the list behind it, and which number it is for whoever hears the link alone."""

    text: str
    href: str = ""
    said: str = ""


@dataclass(frozen=True)
class Links:
    """The addresses of the lists behind a page's numbers; none for a reader who may not open them."""

    query: Mapping[str, Any]
    open: bool

    def cell(self, people: int | None, text: str, said: str, **which: Any) -> Cell:
        """A number of people; nobody is behind a nought, and nothing is told of one that is left out."""
        if not self.open or not people:
            return Cell(text)
        return Cell(text, f"{reverse('performance:people')}?{urlencode({**self.query, **which})}", said)


CLOSED = Links({}, open=False)


def as_file(rows: Iterable[Sequence[Cell]]) -> list[list[Any]]:
    """The same for a spreadsheet: numbers as numbers."""
    return [[number(cell.text) for cell in row] for row in rows]
