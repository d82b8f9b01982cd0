"""Databases for tests. To make one takes a minute and to copy one a second: each kind is made once, by whichever
process needs it first, and copied by all.

The one with every table is kept from run to run while no migration changes, and brought up to date once in each; the
one with people is of its run alone.
"""

import hashlib
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

from config import database

ROOT = Path(__file__).resolve().parents[1]
RUN = "CONNEXIONS_TEST_RUN"
MIGRATED, PEOPLED = "test_migrated_", "test_peopled_"
PEOPLE = 300
# What migrations are made of: ours, those of the libraries, and what they bring in.
SOURCES = ["connexions/*/*/migrations/*.py", "requirements/*", "data/**/*"]

Owner = psycopg.Connection[Any]
Environment = dict[str, str]


def begin() -> None:
    """Name this run; the processes that it shares the tests out to inherit the name."""
    os.environ.setdefault(RUN, secrets.token_hex(4))


def end() -> None:
    """Drop what was of this run alone; where no server answers, nothing was made."""
    with suppress(psycopg.OperationalError), _owner() as owner:
        _drop(owner, PEOPLED + os.environ[RUN])
    shutil.rmtree(_folder(), ignore_errors=True)


@contextmanager
def migrated(name: str) -> Iterator[Environment]:
    """A database of this name with every table, and nothing in them but what ships: the addresses of both roles."""
    with _copied(name, _with_every_table) as urls:
        yield urls


@contextmanager
def peopled(name: str, folder: Path) -> Iterator[Environment]:
    """The same with ``PEOPLE`` invented people; what the product keeps outside of its database, keys too, is put into
    *folder*."""
    with _copied(name, _with_people) as urls:
        shutil.copytree(_folder(), folder, dirs_exist_ok=True)
        yield urls


def manage(environment: Environment, *arguments: str, role: str = database.APP) -> str:
    """Run a management command as one of the two roles; its standard output."""
    command = [sys.executable, "manage.py", *arguments]
    environment = environment | {"CONNEXIONS_DATABASE_ROLE": role}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise AssertionError(f"manage.py {' '.join(arguments)}: {done.stdout}{done.stderr}")
    return done.stdout


def make_all() -> None:
    """Make what a whole run copies, before it begins."""
    begin()
    with _owner() as owner, _alone(owner):
        _with_people(owner)


def _with_every_table(owner: Owner) -> str:
    name, run = MIGRATED + _fingerprint(), os.environ[RUN]
    if not _is_there(owner, name):
        _forget_earlier(owner, MIGRATED)
        _make(owner, name, like="template1", fill=_migrate)
    elif _noted(owner, name) != run:
        _migrate(_urls(name))
    owner.execute(f"COMMENT ON DATABASE \"{name}\" IS '{run}'")
    return name


def _with_people(owner: Owner) -> str:
    name = PEOPLED + os.environ[RUN]
    if not _is_there(owner, name):
        _forget_earlier(owner, PEOPLED)
        _make(owner, name, like=_with_every_table(owner), fill=_people)
    return name


def _make(owner: Owner, name: str, *, like: str, fill: Callable[[Environment], None]) -> None:
    unfinished = f"{name}_unfinished"
    _copy(owner, like, unfinished)
    fill(_urls(unfinished))
    owner.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')


def _migrate(urls: Environment) -> None:
    manage(os.environ | urls, "migrate", "--verbosity", "0", role=database.OWNER)


def _people(urls: Environment) -> None:
    shutil.rmtree(_folder(), ignore_errors=True)
    told = os.environ | urls | {"CONNEXIONS_DEMO": "1", "CONNEXIONS_VAR": str(_folder())}
    manage(told, "demo", "--people", str(PEOPLE), role=database.OWNER)


@contextmanager
def _copied(name: str, template: Callable[[Owner], str]) -> Iterator[Environment]:
    with _owner() as owner:
        with _alone(owner):
            _copy(owner, template(owner), name)
        try:
            yield _urls(name)
        finally:
            _drop(owner, name)


@contextmanager
def _alone(owner: Owner) -> Iterator[None]:
    """While one makes or copies, the others wait: what is copied must be in nobody's use."""
    owner.execute("SELECT pg_advisory_lock(hashtext('databases for tests'))")
    try:
        yield
    finally:
        owner.execute("SELECT pg_advisory_unlock_all()")


def _owner() -> Owner:
    return psycopg.connect(database.url_for(database.OWNER), autocommit=True)


def _copy(owner: Owner, template: str, name: str) -> None:
    _drop(owner, name)
    owner.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def _drop(owner: Owner, name: str) -> None:
    owner.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _forget_earlier(owner: Owner, kind: str) -> None:
    """Those that runs which were cut short have left too: whoever still needs one makes it again."""
    found = owner.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [kind])
    for (name,) in found.fetchall():
        _drop(owner, name)


def _is_there(owner: Owner, name: str) -> bool:
    return owner.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def _noted(owner: Owner, name: str) -> str:
    question = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s"
    (note,) = owner.execute(question, [name]).fetchone() or ("",)
    return note or ""


def _fingerprint() -> str:
    found = hashlib.sha256()
    for path in sorted(path for source in SOURCES for path in ROOT.glob(source) if path.is_file()):
        found.update(path.read_bytes())
    return found.hexdigest()[:12]


def _urls(name: str) -> Environment:
    return {"DATABASE_URL": _url(database.APP, name), "DATABASE_OWNER_URL": _url(database.OWNER, name)}


def _url(role: str, name: str) -> str:
    return urlunsplit(urlsplit(database.url_for(role))._replace(path=f"/{name}"))


def _folder() -> Path:
    return Path(tempfile.gettempdir()) / f"connexions-{os.environ[RUN]}"


if __name__ == "__main__":
    make_all()
