"""Questions to the database that are put together once and asked again and again, about another each time.

Django takes longer to put a query together than PostgreSQL to answer it, and PostgreSQL plans it anew each
time. What every page asks is therefore written once for a process, and planned once for a connection (see
``prepare_threshold`` in ``config.database``).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property, lru_cache
from itertools import count
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
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


class Kept(Generic[Row]):
    """A queryset about somebody, asked with another identifier each time.

    *write* is given as many identifiers as it takes, and gives the queryset: of models, with what
    ``select_related`` brings, or of ``values_list``. Whatever else it holds must be the same for everybody::

        _homes = Kept(lambda young_person: Residence.objects.filter(young_person_id=young_person))
        _homes.ask(young_person.pk)

    About many at once: ``Kept(lambda many: Residence.objects.filter(young_person__in=each(many)))``, asked with a list.
    """

    def __init__(self, write: Callable[..., QuerySet[Any, Row]], *, takes: int = 1) -> None:
        self._write = write
        self._anybody = [UUID(int=place + 1) for place in range(takes)]

    def ask(self, *whom: UUID | list[UUID]) -> list[Row]:
        """What PostgreSQL answers about these, in their places."""
        sql, params, read = self._written
        meant = dict(zip(self._anybody, whom, strict=True))
        with prepared() as cursor:
            cursor.execute(sql, [meant.get(one, one) for one in params])
            return read(cursor.fetchall())

    @cached_property
    def _written(self) -> tuple[str, Sequence[Any], Callable[[list[Any]], list[Row]]]:
        asked: Any = self._write(*self._anybody)
        compiler = asked.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        if missing := set(self._anybody) - {one for one in params if isinstance(one, UUID)}:
            raise ValueError(f"The query does not ask about {len(missing)} of what it is given.")
        return sql, params, _reader(compiler, models=asked._iterable_class is ModelIterable)


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
