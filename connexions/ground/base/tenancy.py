"""Whose rows this connection may touch.

PostgreSQL decides, by row-level security: a policy on every tenanted table compares its partnership with the
setting ``connexions.partnership``. The setting is local to a transaction, so a pooled connection carries
nothing over, and outside ``acting`` there is no partnership and no row.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db import connection, transaction

from connexions.ground.base.acting import Actor
from connexions.ground.base.ids import new_id

_actor: ContextVar[Actor | None] = ContextVar("actor", default=None)

SETTINGS = ("connexions.partnership", "connexions.actor", "connexions.actor_name", "connexions.request")


@contextmanager
def acting(actor: Actor, *, read_only: bool = False, request: UUID | None = None) -> Iterator[None]:
    """A transaction in which *actor* acts: reads and writes reach their partnership's rows and no others.

    With ``read_only`` PostgreSQL refuses every write. *request* ties what is changed to what was asked.
    """
    nested = connection.in_atomic_block
    before = _settings() if nested else ()
    token = _actor.set(actor)
    try:
        with transaction.atomic():
            _declare(actor, request or new_id(), read_only=read_only)
            yield
        if nested:
            _restore(before)
    finally:
        _actor.reset(token)


def current() -> Actor | None:
    """Who is acting just now, if anybody."""
    return _actor.get()


def _declare(actor: Actor, request: UUID, *, read_only: bool) -> None:
    values = [str(actor.partnership), str(actor.id or ""), actor.name, str(request)]
    sets = ", ".join(f"set_config('{name}', %s, true)" for name in SETTINGS)
    if read_only:
        sets += ", set_config('transaction_read_only', 'on', true)"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sets}", values)


def _settings() -> tuple[str, ...]:
    gets = ", ".join(f"coalesce(current_setting('{name}', true), '')" for name in SETTINGS)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {gets}")
        row: tuple[str, ...] = cursor.fetchone()
    return row


def _restore(values: tuple[str, ...]) -> None:
    sets = ", ".join(f"set_config('{name}', %s, true)" for name in SETTINGS)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sets}", list(values))
