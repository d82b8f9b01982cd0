"""Whose records are restricted, and to whom: read with whoever acts, in the very statement that tells PostgreSQL who
that is (``tenancy.also``), so that it costs no question. A partnership has a handful.

PostgreSQL keeps the closed ones back too: see ``base.protection``.
"""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import Actor, Role

# Sets what the policies go by, and tells us the same.
TOLD = """(SELECT jsonb_build_object(
    'closed', set_config('connexions.closed', s.closed::text, true), 'restricted', s.restricted, 'glass', s.glass
)::text FROM people_standing(%s, %s, %s, %s, %s) s)"""
ASKED = "SELECT s.closed, s.restricted, s.glass FROM people_standing(%s, %s, %s, %s, %s) s"


@dataclass(frozen=True)
class Standing:
    """Of one actor: whose records are restricted at all, which of them are closed to them, which they opened by
    breaking the glass."""

    restricted: frozenset[UUID] = frozenset()
    closed: frozenset[UUID] = frozenset()
    glass: frozenset[UUID] = frozenset()

    @property
    def opened(self) -> frozenset[UUID]:
        """Restricted, and open to them: they are named, or have broken the glass."""
        return self.restricted - self.closed


NOBODY = Standing()


def of(by: Actor) -> Standing:
    """How things stand for *by*: told when they began to act, asked only where another acts just now. While nobody
    acts there is nothing to see: PostgreSQL shows no row."""
    acting = tenancy.current()
    if acting is None:
        return NOBODY
    if _who(acting) == _who(by):
        told = tenancy.told("restricted")
        return told if isinstance(told, Standing) else NOBODY
    with connection.cursor() as cursor:
        cursor.execute(ASKED, values(by))
        closed, restricted, glass = cursor.fetchone()
    return Standing(frozenset(restricted), frozenset(closed), frozenset(glass))


def here() -> frozenset[UUID]:
    """Whoever is restricted at the partnership for which somebody acts just now."""
    told = tenancy.told("restricted")
    return told.restricted if isinstance(told, Standing) else frozenset()


def values(by: Actor) -> list[Any]:
    """What ``people_standing`` is asked: where, who, whose own record, whether nothing is kept from them, and when."""
    return [by.partnership, by.id, by.young_person, by.role is Role.SYSTEM, clock.now()]


def read(told: str | None) -> Standing:
    """What ``TOLD`` answers."""
    if not told:
        return NOBODY
    said = json.loads(told)
    if not said["restricted"]:
        return NOBODY
    closed = said["closed"].strip("{}")
    return Standing(
        restricted=frozenset(map(UUID, said["restricted"])),
        closed=frozenset(map(UUID, closed.split(","))) if closed else frozenset(),
        glass=frozenset(map(UUID, said["glass"])),
    )


def start() -> None:
    """Let it be told whenever somebody begins to act."""
    tenancy.also(
        tenancy.Told("restricted", TOLD, values, read, closes=lambda told: bool(told and told.closed))
    )


def _who(by: Actor) -> tuple[Any, ...]:
    return by.partnership, by.id, by.role, by.young_person
