"""One timeline of everything a reader may see.

Rooms register a source each as they start (``AppConfig.ready``); a page of the timeline is one SQL statement
that unites them and counts them. Putting such a statement together takes far longer than
running it, so each is written once and asked again for everybody.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from connexions.ground.base.kept import prepared
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part, Sight

# What every source must yield (see ``Item``); the kind is added here, since many models have a field of that
# name.
COLUMNS = ("at", "item_id", "heading", "words", "who", "extra")
LOOKS = {"", "in", "miss", "risk", "done"}


@dataclass(frozen=True)
class Item:
    """One thing that happened.

    *extra* is the small print beneath its date ("40 min"), or "look|mark|small print": the look is one of
    ``LOOKS`` ("miss" for nobody there, "done" for something reached), the mark one of the icons, each
    possibly empty.
    """

    kind: str
    at: datetime
    item_id: UUID
    heading: str
    words: str
    who: str
    extra: str
    part: Part


@dataclass(frozen=True)
class Source:
    """Where items of one kind come from.

    *items* yields, for a young person, rows with the ``COLUMNS`` (annotated where the model has none):
    ``at`` a moment, ``item_id`` a UUID, the rest text (``timeline.text("…")`` for a constant). *label* names
    the kind on its chip; *mark* is its icon; *page* the URL name, taking ``young_person_id`` and
    ``item_id``, of the page about one item, if there is one.
    """

    kind: str
    label: str
    part: Part
    items: Callable[[YoungPerson], QuerySet[Any, Any]]
    mark: str = "status"
    page: str = ""
    words: str = "words"  # the column that holds the words, where the model's own field of that name does not


@dataclass(frozen=True)
class Tally:
    """How many items of a kind a reader may see, and since when."""

    source: Source
    number: int
    since: datetime | None


@dataclass(frozen=True)
class Mark:
    """A place in the timeline from which to go on."""

    at: datetime
    item_id: UUID

    def __str__(self) -> str:
        return f"{self.at.isoformat()}~{self.item_id}"

    @classmethod
    def read(cls, text: str) -> "Mark | None":
        """The place that *text* names; nothing where it names none."""
        at, _, item_id = text.partition("~")
        try:
            found = cls(datetime.fromisoformat(at), UUID(item_id))
        except ValueError:
            return None
        return found if found.at.tzinfo else None


def text(value: str) -> Cast:
    """A constant as text: every column of a union must be of one type."""
    return Cast(Value(value), TextField())


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Add a source; called once by a room as it starts."""
    _sources[source.kind] = source
    _page_statement.cache_clear()
    _opened_statement.cache_clear()


def sources(sight: Sight) -> list[Source]:
    """The sources that a reader may see."""
    return [source for source in _sources.values() if sight.sees(source.part)]


def source_of(kind: str) -> Source:
    """The source that items of a kind come from."""
    return _sources[kind]


def page(
    young_person: YoungPerson,
    *,
    sight: Sight,
    kinds: set[str] | None = None,
    before: Mark | None = None,
    size: int = 30,
) -> list[Item]:
    """The latest items that *sight* allows, newest first; *before* goes on from an earlier page's last item.

    Ask for one more than is shown to learn whether there are earlier ones.
    """
    chosen = [one for one in sources(sight) if kinds is None or one.kind in kinds]
    if not chosen:
        return []
    statement = _page_statement(tuple(one.kind for one in chosen), size, before is not None)
    return [
        Item(kind, at, item_id, heading, words, who, extra, _sources[kind].part)
        for kind, at, item_id, heading, words, who, extra in statement.rows(young_person, before)
    ]


def opened(young_person: YoungPerson, *, sight: Sight, size: int = 30) -> tuple[list[Item], list[Tally]]:
    """The latest items and the tallies of all, in one statement: what somebody who opens the timeline sees."""
    kinds = tuple(one.kind for one in sources(sight))
    rows = _opened_statement(kinds, size).rows(young_person) if kinds else []
    items = [
        Item(kind, at, item_id, heading, words, who, extra, _sources[kind].part)
        for kind, at, item_id, heading, words, who, extra, number in rows
        if number is None
    ]
    return items, [Tally(_sources[row[0]], row[-1], row[1]) for row in rows if row[-1] is not None]


# Stand for the young person and for the place from which to go on, in a statement that is kept.
_ANYBODY = YoungPerson(pk=UUID(int=0))
_ANY_MARK = Mark(datetime(1900, 1, 1, tzinfo=UTC), UUID(int=1))


@dataclass(frozen=True)
class Statement:
    """SQL that is asked again and again, about another young person each time."""

    sql: str
    params: tuple[Any, ...]

    def rows(self, young_person: YoungPerson, before: Mark | None = None) -> list[Any]:
        """What it answers about somebody."""
        if not self.sql:
            return []
        meant: dict[Any, Any] = {_ANYBODY.pk: young_person.pk}
        if before is not None:
            meant |= {_ANY_MARK.at: before.at, _ANY_MARK.item_id: before.item_id}
        with prepared() as cursor:
            cursor.execute(self.sql, [meant.get(one, one) for one in self.params])
            return list(cursor.fetchall())


def _written(united: QuerySet[Any, Any]) -> Statement:
    return Statement(*united.query.sql_with_params())


@cache
def _page_statement(kinds: tuple[str, ...], size: int, goes_on: bool) -> Statement:
    before = _ANY_MARK if goes_on else None
    first, *others = [_narrow(_sources[kind], _ANYBODY, before, size) for kind in kinds]
    return _written(first.union(*others, all=True).order_by("-at", "-item_id")[:size] if others else first)


@cache
def _opened_statement(kinds: tuple[str, ...], size: int) -> Statement:
    first, *others = [_columns(_sources[kind], _ANYBODY) for kind in kinds]
    everything = _written(first.union(*others, all=True) if others else first)
    columns = ", ".join(("timeline_kind", *COLUMNS))
    return Statement(
        f"WITH items ({columns}) AS MATERIALIZED ({everything.sql})"  # noqa: S608 Django's words and our own
        f" (SELECT {columns}, NULL::bigint FROM items ORDER BY at DESC, item_id DESC LIMIT {size:d})"
        " UNION ALL (SELECT timeline_kind, min(at), NULL, NULL, NULL, NULL, NULL, count(*)"
        " FROM items GROUP BY timeline_kind)",
        everything.params,
    )


def _named(source: Source, young_person: YoungPerson) -> QuerySet[Any, Any]:
    named: QuerySet[Any, Any] = source.items(young_person).annotate(timeline_kind=text(source.kind))
    return named


def _narrow(source: Source, young_person: YoungPerson, before: Mark | None, size: int) -> QuerySet[Any, Any]:
    items = _named(source, young_person)
    if before is not None:
        items = items.filter(Q(at__lt=before.at) | Q(at=before.at, item_id__lt=before.item_id))
    return _in_columns(source, items.order_by("-at", "-item_id"))[:size]


def _columns(source: Source, young_person: YoungPerson) -> QuerySet[Any, Any]:
    return _in_columns(source, _named(source, young_person).order_by())


def _in_columns(source: Source, items: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    columns = [source.words if column == "words" else column for column in COLUMNS]
    found: QuerySet[Any, Any] = items.values_list("timeline_kind", *columns)
    return found
