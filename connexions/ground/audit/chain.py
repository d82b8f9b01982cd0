"""The chain: what makes the record of looks and changes tamper-evident.

Entries are sealed in batches, so that writers never queue for one another. A batch is everything that was
written by transactions from one number until another; it is taken only once no transaction below that number
is still open, so that nothing can arrive late. Each seal holds the hash of the seal before it and is made
with a key that is not in the database: whoever alters, removes or slips in a row, or rewrites the chain, is
found by ``verify``.

Transaction numbers start again when a database is restored into a new server. The sealer then begins a new
era: rows up to the last one sealed before are behind it (``after_entry``, ``after_change``) and numbers are
counted anew.
"""

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import connection

START = "0" * 64
# The order of columns is part of the hash.
ENTRY_COLUMNS = (
    "id, at, actor, actor_name, actor_role, event, young_person_id, about, why, from_where, request,"
    " details, xact"
)
CHANGE_COLUMNS = (
    "id, at, actor, actor_name, request, young_person_id, table_name, row_id, deleted, was, now, xact"
)
READ_AT_ONCE = 5_000


@dataclass(frozen=True)
class Stretch:
    """Which rows one seal covers."""

    after_entry: int
    after_change: int
    from_xact: int
    until_xact: int


@dataclass(frozen=True)
class Sealed:
    """What sealing a stretch gives: which rows of each kind, and the hash."""

    entries: "Rows"
    changes: "Rows"
    hash: str


@dataclass(frozen=True)
class Rows:
    """How many rows were read, the first and the last of them."""

    count: int = 0
    first: int = 0
    last: int = 0


def horizon() -> int:
    """The lowest transaction number that may still write: everything below it is finished."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        number: int = cursor.fetchone()[0]
    return number


NO_END = 2**63 - 1


def seal(
    stretch: Stretch,
    *,
    partnership: int,
    number: int,
    before: str,
    era_ends: tuple[int, int] = (NO_END, NO_END),
) -> Sealed:
    """Hash a stretch of a partnership's rows together with the seal before it.

    *era_ends*: the last entry and the last change of the stretch's era, where a later era has begun since.
    """
    running = hmac.new(settings.SEAL_KEY.encode(), digestmod=hashlib.sha256)
    running.update(f"{partnership}|{number}|{before}|{stretch}".encode())
    entries = _add(
        running, "audit_auditentry", ENTRY_COLUMNS, [partnership, stretch.after_entry, era_ends[0]], stretch
    )
    changes = _add(
        running, "audit_change", CHANGE_COLUMNS, [partnership, stretch.after_change, era_ends[1]], stretch
    )
    running.update(f"|{entries.count}|{changes.count}".encode())
    return Sealed(entries, changes, running.hexdigest())


def _add(running: hmac.HMAC, table: str, columns: str, where: list[int], stretch: Stretch) -> Rows:
    count = first = last = 0
    for number, row in _rows(table, columns, where, stretch):
        running.update(row.encode())
        running.update(b"\n")
        first, last, count = first or number, number, count + 1
    return Rows(count, first, last)


def _rows(table: str, columns: str, where: list[int], stretch: Stretch) -> Iterator[tuple[int, str]]:
    """Each row as its id and one JSON text, in the order of ids. Times are written in UTC whatever the
    session's zone.
    """
    statement = (
        f"SELECT id, to_jsonb(r)::text FROM (SELECT {columns} FROM {table}"  # noqa: S608 our own names
        " WHERE partnership_id = %s AND id > %s AND id <= %s AND xact >= %s AND xact < %s ORDER BY id) r"
    )
    values = [*where, stretch.from_xact, stretch.until_xact]
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, values)
        while rows := cursor.fetchmany(READ_AT_ONCE):
            yield from rows
