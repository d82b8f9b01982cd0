"""Questions to the database that are put together once and asked again and again, about another each time.

Django takes longer to put a query together than PostgreSQL to answer it, and PostgreSQL plans it anew each
time. What every page asks is therefore written once for a process, and planned once for a connection (see
``prepare_threshold`` in ``config.database``).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property, lru_cache
from itertools import accumulate, count
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.query import ModelIterable, get_related_populators
from psycopg import RawCursor

Row = TypeVar("Row")


class _Cursor(RawCursor[Any]):
    """Keeps the words of what was asked, for whoever logs or counts queries.

    psycopg would put its places for values (``$1``) in those of Django (``%s``) each time; here, once.
    """

    def _convert_query(self, query: Any, params: Any = None) -> Any:
        self._query = super()._convert_query(_numbered(query), params)
        return self._query


@lru_cache(maxsize=1024)
def _numbered(query: str) -> bytes:
    numbers = count(1)
    return re.sub("%[s%]", lambda found: f"${next(numbers)}" if found[0] == "%s" else "%", query).encode()


@contextmanager
def prepared() -> Iterator[Any]:
    """A cursor whose statements PostgreSQL keeps planned, for each connection."""
    connection.ensure_connection()
    plain: Any = _Cursor(connection.connection)
    with connection._prepare_cursor(plain) as cursor:  # type: ignore[attr-defined]
        yield cursor


# What stands for what is asked about until it is, by its kind and place.
STAND_INS: dict[type, Callable[[int], Any]] = {
    UUID: lambda place: UUID(int=place + 1),
    int: lambda place: 2_000_000_000 + place,
    date: lambda place: date(1, 1, place + 1),
    datetime: lambda place: datetime(1, 1, 1, 0, 0, place, tzinfo=UTC),
    str: "\ue0f2{}".format,
}


@dataclass(frozen=True, slots=True)
class _Written:
    """A query put together: its words and values, the places in these of what is asked about, and what makes of its
    rows what the queryset would have made of them."""

    sql: str
    values: list[Any]
    places: list[tuple[int, int]]
    width: int
    read: Callable[[list[Any]], list[Any]]

    def about(self, whom: Sequence[Any]) -> list[Any]:
        """The values of the query about these."""
        values = list(self.values)
        for place, which in self.places:
            values[place] = whom[which]
        return values


class Kept(Generic[Row]):
    """A queryset about somebody, asked with another identifier each time.

    *write* is given as many identifiers as it takes, and gives the queryset: of models, with what
    ``select_related`` brings, or of ``values_list``. Whatever else it holds must be the same for everybody::

        _homes = Kept(lambda young_person: Residence.objects.filter(young_person_id=young_person))
        _homes.ask(young_person.pk)

    About many at once: ``Kept(lambda many: Residence.objects.filter(young_person__in=each(many)))``, asked with a list.
    Numbers, days and words may be asked with too: ``takes`` names the kinds, ``(UUID, date)``.
    """

    def __init__(
        self, write: Callable[..., QuerySet[Any, Row]], *, takes: int | tuple[type, ...] = 1
    ) -> None:
        self._write = write
        kinds = (UUID,) * takes if isinstance(takes, int) else takes
        self._anybody = [STAND_INS[kind](place) for place, kind in enumerate(kinds)]

    def ask(self, *whom: Any) -> list[Row]:
        """What PostgreSQL answers about these, in their places."""
        written = self.written
        if len(whom) != len(self._anybody):
            raise TypeError(f"The query asks about {len(self._anybody)} and is given {len(whom)}.")
        with prepared() as cursor:
            cursor.execute(written.sql, written.about(whom))
            return written.read(cursor.fetchall())

    @cached_property
    def written(self) -> _Written:
        """The query, put together when it is first asked."""
        asked: Any = self._write(*self._anybody)
        compiler = asked.query.get_compiler(connection=connection)
        sql, values = compiler.as_sql()
        places = [
            (place, which)
            for place, value in enumerate(values)
            for which, one in enumerate(self._anybody)
            if isinstance(value, type(one)) and value == one
        ]
        if missing := set(range(len(self._anybody))) - {which for _, which in places}:
            raise ValueError(f"The query does not ask about {len(missing)} of what it is given.")
        read = _reader(compiler, models=asked._iterable_class is ModelIterable)
        return _Written(sql, list(values), places, len(compiler.select), read)


# Each row is one query's: the columns of the others are empty, and they are not even run for it.
TURNS = "SELECT turns.turn, {columns} FROM generate_series(0, {last}) turns (turn) {joins} WHERE {there}"
TURN = (
    "LEFT JOIN LATERAL (SELECT true AS there, * FROM ({sql}) q WHERE turns.turn = {place}) q{place} ON true"
)


class Together:
    """Several queries about the same, asked as one statement: one way to PostgreSQL and back for all that a page
    wants to know of somebody::

        _plan = Together(_goals, _steps)
        goals, steps = _plan.ask(young_person.pk)
    """

    def __init__(self, *kept: Kept[Any]) -> None:
        self._kept = kept

    def ask(self, *whom: Any) -> list[list[Any]]:
        """What each answers, in their order."""
        sql, written = self._written
        with prepared() as cursor:
            cursor.execute(sql, [value for one in written for value in one.about(whom)])
            rows: list[list[Any]] = [[] for _ in written]
            for row in cursor.fetchall():
                rows[row[0]].append(row)
        return [
            one.read([row[first : first + one.width] for row in found])
            for one, found, first in zip(written, rows, self._firsts, strict=True)
        ]

    @cached_property
    def _written(self) -> tuple[str, list[_Written]]:
        written = [one.written for one in self._kept]
        columns = ", ".join(f"q{place}.*" for place in range(len(written)))
        there = " OR ".join(f"q{place}.there" for place in range(len(written)))
        joins = " ".join(TURN.format(sql=one.sql, place=place) for place, one in enumerate(written))
        sql = TURNS.format(columns=columns, last=len(written) - 1, joins=joins, there=there)
        return sql, written

    @cached_property
    def _firsts(self) -> list[int]:
        """Where the columns of each begin: after which of them it is, each after its own ``there``."""
        widths = [one.width + 1 for one in self._written[1]]
        return [2 + before for before in accumulate(widths[:-1], initial=0)]


def share_out(owners: Iterable[Model], name: str, found: Iterable[Model]) -> None:
    """Give each owner those of *found* that are theirs, as ``prefetch_related`` does: ``owner.<name>.all()`` then asks
    no more."""
    owned = {owner.pk: owner for owner in owners}
    if not owned:
        return
    model = type(next(iter(owned.values())))
    towards = model._meta.get_field(name).field  # type: ignore[union-attr]
    theirs: dict[Any, list[Model]] = {pk: [] for pk in owned}
    for one in found:
        key = getattr(one, towards.attname)
        if key in theirs:
            towards.set_cached_value(one, owned[key])
            theirs[key].append(one)
    for pk, mine in theirs.items():
        kept: Any = QuerySet(towards.model)
        kept._result_cache, kept._prefetch_done = mine, True
        owned[pk].__dict__.setdefault("_prefetched_objects_cache", {})[name] = kept


def each(many: UUID) -> RawSQL:
    """In what is written for ``Kept``: each of a list of identifiers that is given when it is asked."""
    return RawSQL("SELECT unnest(%s::uuid[])", [many])


def _reader(compiler: Any, *, models: bool) -> Callable[[list[Any]], list[Any]]:
    """What makes of rows what the queryset would have made of them."""
    converters = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])
    make = _maker(compiler) if models else tuple

    def read(rows: list[Any]) -> list[Any]:
        return [make(row) for row in (compiler.apply_converters(rows, converters) if converters else rows)]

    return read


def _maker(compiler: Any) -> Callable[[Any], Any]:
    """What makes a model of a row, as Django does: with all that ``select_related`` and ``annotate`` brought."""
    chosen, columns = compiler.klass_info, compiler.select
    first, after = chosen["select_fields"][0], chosen["select_fields"][-1] + 1
    names = [column[0].target.attname for column in columns[first:after]]
    related = get_related_populators(chosen, columns, connection.alias)  # type: ignore[call-arg]
    annotated = compiler.annotation_col_map.items()

    def make(row: Any) -> Any:
        made = chosen["model"].from_db(connection.alias, names, row[first:after])
        for populator in related:
            populator.populate(row, made)
        for name, place in annotated:
            setattr(made, name, row[place])
        return made

    return make
