"""Two returns beside each other: who joined, who left, and what is said otherwise of whom, field by field."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor
from connexions.practice.returns.models import Return
from connexions.practice.returns.permissions import check_may_tell

A_PAGE = 50
LOT = 500
JOINED, LEFT, CHANGED = "joined", "left", "changed"

# Sight needs no further look: only those come here who see the status of everybody at the partnership.
BOTH = """
FROM (SELECT * FROM returns_told WHERE of_id = %(earlier)s) a
FULL JOIN (SELECT * FROM returns_told WHERE of_id = %(later)s) b USING (young_person_id)
"""
WHICH = {
    JOINED: "a.id IS NULL",
    LEFT: "b.id IS NULL",
    CHANGED: "a.fields <> b.fields",
}


@dataclass(frozen=True)
class Difference:
    """One young person of whom the two say different things: by field, what the earlier and the later says."""

    young_person: UUID
    number: str
    name: str
    kind: str
    fields: list[tuple[str, str, str]]


@dataclass(frozen=True)
class Compared:
    """How far two returns differ."""

    joined: int
    left: int
    changed: int
    same: int
    fields: list[tuple[str, int]]


def summary(earlier: Return, later: Return, *, by: Actor) -> Compared:
    """How many joined, left and changed, and in which fields, the most frequent first."""
    check_may_tell(by)
    asked = {"earlier": earlier.pk, "later": later.pk}
    counts = ", ".join(f"count(*) FILTER (WHERE {WHICH[kind]})" for kind in (JOINED, LEFT, CHANGED))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}, count(*) {BOTH}", asked)
        joined, left, changed, everybody = cursor.fetchone()
        cursor.execute(
            f"SELECT key, count(*) FROM (SELECT a.fields AS was, b.fields AS now {BOTH} WHERE {WHICH[CHANGED]}) d,"  # noqa: S608
            " LATERAL (SELECT jsonb_object_keys(d.was) UNION SELECT jsonb_object_keys(d.now)) k (key)"
            " WHERE d.was ->> key IS DISTINCT FROM d.now ->> key GROUP BY key ORDER BY count(*) DESC, key",
            asked,
        )
        fields = list(cursor.fetchall())
    return Compared(joined, left, changed, everybody - joined - left - changed, fields)


def differences(
    earlier: Return, later: Return, *, kind: str, field: str, page: int, by: Actor
) -> list[Difference]:
    """One page of those who joined, left or changed, by name."""
    check_may_tell(by)
    return _read(earlier, later, kind, field, A_PAGE, A_PAGE * (page - 1))


def every_difference(earlier: Return, later: Return, *, by: Actor) -> Iterator[Difference]:
    """Everybody of whom the two say different things, in lots, each in a transaction of its own: for a download."""
    check_may_tell(by)
    for kind in (JOINED, LEFT, CHANGED):
        offset = 0
        while True:
            with tenancy.acting(by, read_only=True):
                lot = _read(earlier, later, kind, "", LOT, offset)
            yield from lot
            if len(lot) < LOT:
                break
            offset += LOT


def _read(earlier: Return, later: Return, kind: str, field: str, size: int, offset: int) -> list[Difference]:
    where = WHICH[kind]
    if field and kind == CHANGED:
        where += " AND a.fields ->> %(field)s IS DISTINCT FROM b.fields ->> %(field)s"
    statement = f"""
        SELECT young_person_id, coalesce(b.young_persons_id, a.young_persons_id), coalesce(a.fields, '{{}}'),
            coalesce(b.fields, '{{}}'),
            coalesce(b.fields, a.fields) ->> 'FamilyName' AS family,
            coalesce(b.fields, a.fields) ->> 'GivenName' AS given
        {BOTH} WHERE {where} ORDER BY family, given, young_person_id LIMIT %(size)s OFFSET %(offset)s
    """
    asked: dict[str, Any] = {
        "earlier": earlier.pk,
        "later": later.pk,
        "field": field,
        "size": size,
        "offset": offset,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        rows = cursor.fetchall()
    return [_difference(row, kind, field) for row in rows]


def _difference(row: tuple[Any, ...], kind: str, field: str) -> Difference:
    young_person, number, was, now, family, given = row
    was, now = _plain(was), _plain(now)
    fields = [
        (name, was.get(name, ""), now.get(name, ""))
        for name in dict.fromkeys([*now, *was])
        if was.get(name) != now.get(name) and (not field or name == field)
    ]
    name = f"{given or ''} {family or ''}".strip()
    return Difference(young_person, number, name, kind, fields if kind == CHANGED else [])


def _plain(fields: Any) -> dict[str, str]:
    """JSON as a cursor of our own gives it: read already, or as text."""
    found: dict[str, str] = json.loads(fields) if isinstance(fields, str) else fields
    return found
