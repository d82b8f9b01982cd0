"""Which database a command uses: the operator's, if DATABASE_URL is given, or else the private one.

DATABASE_URL is the address that the application signs in with; DATABASE_OWNER_URL the one for migrations.
Given DATABASE_URL alone, it serves as both, which is enough to look around; the application then owns its
own tables and could switch off what protects the audit, so a real service gives both. A superuser, or a role
that bypasses row-level security, is refused: PostgreSQL would not keep partnerships apart for it.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import psycopg

from config.launch import postgres
from config.launch.says import CannotGoOn, say

OLDEST = 15


class Rights(NamedTuple):
    """What PostgreSQL says about the role we signed in as."""

    name: str
    superuser: bool
    bypasses: bool
    version: int


@contextmanager
def database(*, throwaway: bool = False) -> Iterator[dict[str, str]]:
    """The environment of a database that answers."""
    if os.environ.get("DATABASE_URL"):
        yield given()
    else:
        with postgres.serving(postgres.private(throwaway=throwaway)) as urls:
            yield urls


def given() -> dict[str, str]:
    """The operator's database, if it may be used."""
    app = os.environ["DATABASE_URL"]
    owner = os.environ.get("DATABASE_OWNER_URL") or app
    check("DATABASE_URL", app)
    if owner == app:
        say(
            "Note: DATABASE_OWNER_URL is not given, so one role is both owner and application, and the "
            "audit is only as safe as that role. For a real service give both."
        )
    else:
        check("DATABASE_OWNER_URL", owner)
    return {"DATABASE_URL": app, "DATABASE_OWNER_URL": owner}


def check(name: str, url: str) -> None:
    """Refuse, in a sentence, what would not keep partnerships apart or cannot be reached."""
    if not url.startswith(("postgresql://", "postgres://")):
        raise CannotGoOn(f"{name} must begin with postgresql:// — Connexions runs on PostgreSQL only.")
    rights = _rights(name, url)
    if rights.version < OLDEST:
        raise CannotGoOn(f"{name} leads to PostgreSQL {rights.version}; Connexions needs {OLDEST} or newer.")
    if rights.superuser or rights.bypasses:
        what = "is a superuser" if rights.superuser else "bypasses row-level security"
        raise CannotGoOn(
            f"{name} signs in as {rights.name!r}, which {what}: PostgreSQL would not keep partnerships apart "
            "for it. Make two ordinary roles and give their addresses:\n"
            "  create role connexions_owner login createdb password '…';\n"
            "  create role connexions_app login password '…';\n"
            "  create database connexions owner connexions_owner;\n"
            "then DATABASE_URL=postgresql://connexions_app:…@host/connexions and "
            "DATABASE_OWNER_URL=postgresql://connexions_owner:…@host/connexions"
        )


def _rights(name: str, url: str) -> Rights:
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            row = connection.execute(
                "select rolname, rolsuper, rolbypassrls, current_setting('server_version_num')::int / 10000"
                " from pg_roles where rolname = current_user"
            ).fetchone()
    except (psycopg.OperationalError, psycopg.ProgrammingError) as problem:
        raise CannotGoOn(f"{name} cannot be used: {str(problem).strip()}") from None
    assert row is not None, "PostgreSQL knows the role that it let in"
    return Rights(*row)
