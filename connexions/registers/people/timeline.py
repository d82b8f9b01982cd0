"""One timeline of everything a reader may see.

Rooms above register a source each; a page of the timeline is one SQL statement that unites them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part, Sight

# What every source must yield, in this order (see ``Item``).
COLUMNS = ("at", "kind", "item_id", "heading", "words", "who", "extra")


@dataclass(frozen=True)
class Item:
    """One thing that happened."""

    at: datetime
    kind: str
    item_id: UUID
    heading: str
    words: str
    who: str
    extra: str
    part: Part


@dataclass(frozen=True)
class Source:
    """Where items of one kind come from: the part of the record they belong to, and a query that yields them."""

    kind: str
    label: str
    part: Part
    items: Callable[[YoungPerson], QuerySet[Any, Any]]


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Add a source; called once by a room as it starts."""
    _sources[source.kind] = source


def sources(sight: Sight) -> list[Source]:
    """The sources that a reader may see."""
    return [source for source in _sources.values() if sight.sees(source.part)]


def page(
    young_person: YoungPerson, *, sight: Sight, kinds: set[str] | None = None, before: datetime | None = None, size: int = 30
) -> list[Item]:
    """The latest items that *sight* allows, newest first; *before* goes on from an earlier page.

    One more than *size* may be asked by the caller to learn whether there are earlier ones.
    """
    chosen = [one for one in sources(sight) if kinds is None or one.kind in kinds]
    if not chosen:
        return []
    narrowed = [_narrow(one.items(young_person), before, size) for one in chosen]
    first, *others = narrowed
    rows = first.union(*others, all=True).order_by("-at")[:size] if others else first
    return [Item(*row, part=_sources[row[1]].part) for row in rows]


def _narrow(items: QuerySet[Any, Any], before: datetime | None, size: int) -> QuerySet[Any, Any]:
    if before is not None:
        items = items.filter(at__lt=before)
    return items.order_by("-at").values_list(*COLUMNS)[:size]
