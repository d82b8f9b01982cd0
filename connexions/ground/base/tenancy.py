"""Whose rows this connection may touch.

PostgreSQL decides, by row-level security: a policy on every tenanted table compares its partnership with the
setting ``connexions.partnership``. The setting is local to a transaction, so a pooled connection carries
nothing over, and outside ``acting`` there is no partnership and no row.

While a partner organisation's worker acts, ``connexions.organisation`` closes every tenanted table but for what
was shared with that organisation and still is at ``connexions.at`` (``base.protection``, ``base.models.Shared``).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from connexions.ground.base import clock
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.ids import new_id

_actor: ContextVar[Actor | None] = ContextVar("actor", default=None)

SETTINGS = (
    "connexions.partnership",
    "connexions.actor",
    "connexions.actor_name",
    "connexions.request",
    "connexions.organisation",
    "connexions.at",
)
NO_ORGANISATION = "0"  # a worker of an organisation that is not named sees what is shared with nobody
_SET = [f"set_config('{name}', %s, true)" for name in SETTINGS]


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


def write_alone(actor: Actor, statement: str, values: list[Any], *, request: UUID) -> None:
    """Write with one statement, as *actor*, in a transaction of its own: all of it in one way to PostgreSQL and
    back, where ``acting`` takes four. For what every page writes."""
    if connection.in_atomic_block:
        with acting(actor, request=request), connection.cursor() as cursor:
            cursor.execute(statement, values)
        return
    settings = ", ".join(_SET)
    with connection.cursor() as cursor:  # several statements sent as one are one transaction
        cursor.execute(f"SELECT {settings}; {statement}", [*_values(actor, request), *values])


def current() -> Actor | None:
    """Who is acting just now, if anybody."""
    return _actor.get()


def _declare(actor: Actor, request: UUID, *, read_only: bool) -> None:
    sets = [*_SET, "set_config('transaction_read_only', 'on', true)"] if read_only else _SET
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(sets)}", _values(actor, request))


def _values(actor: Actor, request: UUID) -> list[str]:
    return [str(actor.partnership), str(actor.id or ""), actor.name, str(request), *_organisation(actor)]


def _organisation(actor: Actor) -> tuple[str, str]:
    """For whom a partner's worker acts, and the moment at which what is shared with them is judged."""
    if actor.role is not Role.PARTNER_WORKER:
        return "", ""
    return str(actor.organisation or NO_ORGANISATION), clock.now().isoformat()


def _settings() -> tuple[str, ...]:
    gets = ", ".join(f"coalesce(current_setting('{name}', true), '')" for name in SETTINGS)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {gets}")
        row: tuple[str, ...] = cursor.fetchone()
    return row


def _restore(values: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(_SET)}", list(values))
