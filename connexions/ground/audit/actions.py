"""Adding to the record of who looked and who acted."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from connexions.ground.audit.models import AuditEntry
from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor

# What an entry is made of; the rest (its number, the time, the transaction) PostgreSQL sets.
NOTED = tuple(
    field.attname
    for field in AuditEntry._meta.local_concrete_fields
    if field.name not in ("id", "at", "xact")
)

_waiting: ContextVar[list[AuditEntry] | None] = ContextVar("waiting_entries", default=None)
_request: ContextVar[UUID | None] = ContextVar("audited_request", default=None)


def record(
    *,
    event: str,
    by: Actor,
    young_person_id: UUID | None = None,
    about: str = "",
    why: str = "",
    details: dict[str, Any] | None = None,
) -> None:
    """Record that *by* did *event* (past tense), in the transaction that does it."""
    _entry(event, by, young_person_id, about, why, details).save(force_insert=True)


def note_read(
    *,
    by: Actor,
    young_person_id: UUID | None,
    page: str,
    why: str = "",
    details: dict[str, Any] | None = None,
) -> None:
    """Record that *by* looked at a *page* of a record.

    A page that reads runs in a read-only transaction: the note waits and is written when the page is ready
    and before it is sent, so that nothing is shown that is not in the log.
    """
    entry = _entry(f"{page}.read", by, young_person_id, "", why, details)
    waiting = _waiting.get()
    if waiting is None:
        entry.save(force_insert=True)
    else:
        waiting.append(entry)


@contextmanager
def waiting_for_page(request: UUID) -> Iterator[list[AuditEntry]]:
    """Collect the notes of one page; the caller writes them with ``write_down``."""
    entries: list[AuditEntry] = []
    token, request_token = _waiting.set(entries), _request.set(request)
    try:
        yield entries
    finally:
        _waiting.reset(token)
        _request.reset(request_token)


def write_down(entries: list[AuditEntry], *, by: Actor, request: UUID) -> None:
    """Write what a page collected, in one statement and a transaction of its own."""
    if not entries:
        return
    row = f"({', '.join(['%s'] * len(NOTED))})"
    statement = f"INSERT INTO {AuditEntry._meta.db_table} ({', '.join(NOTED)}) VALUES "  # noqa: S608 - names of ours
    values = [_as_kept(one, name) for one in entries for name in NOTED]
    tenancy.write_alone(by, statement + ", ".join([row] * len(entries)), values, request=request)


def _as_kept(entry: AuditEntry, name: str) -> Any:
    value = getattr(entry, name)
    return Jsonb(value) if name == "details" else value


def _entry(
    event: str, by: Actor, young_person_id: UUID | None, about: str, why: str, details: dict[str, Any] | None
) -> AuditEntry:
    standing = tenancy.told("restricted")
    if standing is not None and young_person_id in standing.glass:
        details = {**(details or {}), "glass": True}  # read or done under broken glass
    return AuditEntry(
        partnership_id=by.partnership,
        actor=by.id,
        actor_name=by.name,
        actor_role=by.role,
        event=event,
        young_person_id=young_person_id,
        about=about,
        why=why,
        from_where=by.from_where,
        request=_request.get(),
        details=details or {},
    )
