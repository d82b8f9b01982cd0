"""What makes a great load quick: indexes and foreign keys are taken down before it and put up again after it,
in the load's own transaction, so that no failure can leave a table without them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from psycopg import sql

Cursor = Any


@dataclass(frozen=True, slots=True)
class Taken:
    """Something taken down: where, what it is called, and the words that put it up again."""

    table: str
    name: str
    words: str
    is_constraint: bool


def take_down(tables: Iterable[str]) -> list[Taken]:
    """Drop foreign keys, unique constraints (but for primary keys) and indexes of *tables*."""
    with connection.cursor() as cursor:
        _settle(cursor)
        found = _constraints(cursor, list(tables)) + _indexes(cursor, list(tables))
        for each in found:
            words = "ALTER TABLE {t} DROP CONSTRAINT {n}" if each.is_constraint else "DROP INDEX {n}"
            cursor.execute(sql.SQL(words).format(t=sql.Identifier(each.table), n=sql.Identifier(each.name)))
    return found


def put_up(taken: list[Taken], step: Callable[[str], None]) -> None:
    """Make them again: indexes first, for foreign keys lean on them."""
    with connection.cursor() as cursor:
        _settle(cursor)
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        for each in sorted(taken, key=lambda t: (t.is_constraint, "FOREIGN KEY" in t.words)):
            if each.is_constraint:
                cursor.execute(
                    sql.SQL("ALTER TABLE {t} ADD CONSTRAINT {n} ").format(
                        t=sql.Identifier(each.table), n=sql.Identifier(each.name)
                    )
                    + sql.SQL(each.words)
                )
            else:
                cursor.execute(each.words)
            step(each.name)


def _settle(cursor: Cursor) -> None:
    """Check now what waits to be checked at the end: a table that waits cannot be altered."""
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _constraints(cursor: Cursor, tables: list[str]) -> list[Taken]:
    """Foreign keys of the tables. Unique constraints stay where a foreign key elsewhere leans on them."""
    cursor.execute(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE conrelid = ANY(%s::regclass[]) AND contype = 'f' ORDER BY conname",
        [tables],
    )
    return [Taken(table, name, words, True) for table, name, words in cursor.fetchall()]


def _indexes(cursor: Cursor, tables: list[str]) -> list[Taken]:
    """Indexes that no constraint owns."""
    cursor.execute(
        "SELECT indrelid::regclass::text, c.relname, pg_get_indexdef(indexrelid) FROM pg_index"
        " JOIN pg_class c ON c.oid = indexrelid"
        " WHERE indrelid = ANY(%s::regclass[]) AND NOT indisprimary"
        " AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid AND contype <> 'f')"
        " ORDER BY c.relname",
        [tables],
    )
    return [Taken(table, name, words, False) for table, name, words in cursor.fetchall()]
