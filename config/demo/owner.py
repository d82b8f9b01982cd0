"""Signing in as the owner of the tables for a while: whom row-level security does not bind, and who may COPY
into every partnership at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections

from config import database

_SETTINGS = ("USER", "PASSWORD", "HOST", "PORT", "OPTIONS")


@contextmanager
def as_owner() -> Iterator[None]:
    """Let the default connection be the owner's; the database stays the same."""
    connection = connections["default"]
    before = {name: connection.settings_dict[name] for name in _SETTINGS}
    wanted = database.settings_for(database.OWNER, pooled=False)
    connection.close()
    connection.settings_dict.update({name: wanted[name] for name in _SETTINGS})
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)
