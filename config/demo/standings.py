"""What the database reckons of everybody (standings, tallies) after a great load: once, not with every portion."""

from __future__ import annotations

from django.db import connection
from psycopg import sql


def rest(tables: list[str]) -> None:
    """Let the triggers that keep these rest during a great load, for the tables without their indexes."""
    _each(tables, "ALTER TABLE {table} DISABLE TRIGGER {name}")


def wake(tables: list[str]) -> None:
    """Let them work again, and reckon everybody at once."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(table)))
        cursor.execute("SELECT standing_fill()")
        cursor.execute("SELECT performance_fill()")
    _each(tables, "ALTER TABLE {table} ENABLE TRIGGER {name}")


def _each(tables: list[str], words: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger"
            " WHERE (tgname LIKE 'standing\\_kept\\_%%' OR tgname LIKE 'tally\\_%%')"
            " AND tgrelid = ANY (%s::regclass[])",
            [tables],
        )
        for table, name in cursor.fetchall():
            cursor.execute(sql.SQL(words).format(table=sql.Identifier(table), name=sql.Identifier(name)))
