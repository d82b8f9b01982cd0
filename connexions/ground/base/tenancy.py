"""Whose rows this connection may touch.

PostgreSQL decides, by row-level security: a policy on every tenanted table compares its partnership with the
setting ``connexions.partnership``. The setting is local to a transaction, so a pooled connection carries
nothing over, and outside ``acting`` there is no partnership and no row.

While a partner organisation's worker acts, ``connexions.organisation`` closes every tenanted table but for what
was shared with that organisation and still is at ``connexions.at`` (``base.protection``, ``base.models.Shared``).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction

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
# The young people whose records are closed to whoever acts, as an array: the policies keep back what is about them.
CLOSED = "connexions.closed"
_KEPT = (*SETTINGS, CLOSED)


@dataclass(frozen=True)
class Told:
    """Something that a room wants to know of whoever begins to act, asked in the statement that tells PostgreSQL who
    acts: an expression, what it is given, and what to make of its answer. *closes* says of that whether it closed
    anybody's record to them (``CLOSED``)."""

    name: str
    sql: str
    values: Callable[[Actor], list[Any]]
    read: Callable[[Any], Any]
    closes: Callable[[Any], bool] = bool


_also: list[Told] = []
_told: ContextVar[dict[str, Any]] = ContextVar("told")


def also(one: Told) -> None:
    """Let a room know something of whoever begins to act."""
    _also[:] = [other for other in _also if other.name != one.name] + [one]


def told(name: str) -> Any:
    """What a room was told of whoever acts just now; none where nobody does."""
    return _told.get({}).get(name)


@contextmanager
def acting(actor: Actor, *, read_only: bool = False, request: UUID | None = None) -> Iterator[None]:
    """A transaction in which *actor* acts: reads and writes reach their partnership's rows and no others.

    With ``read_only`` PostgreSQL refuses every write. *request* ties what is changed to what was asked.
    """
    nested = connection.in_atomic_block
    before = _settings() if nested else ()
    token, told_before = _actor.set(actor), _told.set({})
    try:
        with transaction.atomic():
            _declare(actor, request or new_id(), read_only=read_only)
            yield
        if nested:
            _restore(before)
    finally:
        _actor.reset(token)
        _told.reset(told_before)


def tell_again() -> None:
    """What rooms want to know of whoever acts has changed in this transaction: ask again."""
    actor = current()
    if actor is None or not _also:
        return
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(one.sql for one in _also)}", _asked(actor))
        _told.set(_read(cursor.fetchone()))


@contextmanager
def beneath() -> Iterator[None]:
    """For work that must reach everybody, whoever asked for it: an import, the return, a count. PostgreSQL keeps back
    nobody's record; what is shown of anybody is for ``sight`` to say, as ever."""
    if not any(one.closes(told(one.name)) for one in _also):
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT coalesce(current_setting('{CLOSED}', true), '{{}}')")
        (before,) = cursor.fetchone()
        if before in ("", "{}"):
            yield
            return
        cursor.execute(f"SELECT set_config('{CLOSED}', '{{}}', true)")
        yield
        cursor.execute(f"SELECT set_config('{CLOSED}', %s, true)", [before])


@contextmanager
def for_the_house() -> Iterator[None]:
    """Within ``acting`` as a partner organisation's worker: read for a moment what is closed to organisations, where
    the caller has asked the decision of sight and tells no more than that allows. Who acts stays who they are."""
    actor = _actor.get()
    held = _organisation(actor)[0] if actor is not None else ""
    if not held:
        yield
        return
    _work_for("")
    try:
        yield
    finally:
        with suppress(DatabaseError):  # after a fault the setting goes back with what is undone
            _work_for(held)


def _work_for(organisation: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('connexions.organisation', %s, true)", [organisation])


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
    asks = [*sets, *(one.sql for one in _also)]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(asks)}", [*_values(actor, request), *_asked(actor)])
        _told.set(_read(cursor.fetchone()[len(sets) :]))


def _asked(actor: Actor) -> list[Any]:
    return [value for one in _also for value in one.values(actor)]


def _read(row: tuple[Any, ...]) -> dict[str, Any]:
    return {one.name: one.read(value) for one, value in zip(_also, row, strict=True)}


def _values(actor: Actor, request: UUID) -> list[str]:
    return [str(actor.partnership), str(actor.id or ""), actor.name, str(request), *_organisation(actor)]


def _organisation(actor: Actor) -> tuple[str, str]:
    """For whom a partner's worker acts, and the moment at which what is shared with them is judged."""
    if actor.role is not Role.PARTNER_WORKER:
        return "", ""
    return str(actor.organisation or NO_ORGANISATION), clock.now().isoformat()


def _settings() -> tuple[str, ...]:
    gets = ", ".join(f"coalesce(current_setting('{name}', true), '')" for name in _KEPT)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {gets}")
        row: tuple[str, ...] = cursor.fetchone()
    return row


def _restore(values: tuple[str, ...]) -> None:
    sets = ", ".join(f"set_config('{name}', %s, true)" for name in _KEPT)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sets}", list(values))
