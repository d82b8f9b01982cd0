"""Databases full of invented people, kept between runs in var/bench, on a private PostgreSQL of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from bench.overload import overload
from bench.reporting import say
from config.launch import places, postgres
from config.launch.cluster import Cluster

STALE_AFTER = timedelta(days=10)  # what is due is relative to the day of the load


@contextmanager
def server() -> Iterator[dict[str, str]]:
    """The private PostgreSQL of the benchmarks; stopped at the end."""
    with postgres.serving(Cluster(places.var() / "bench")) as urls:
        yield urls


def database(urls: dict[str, str], size: int, *, fresh: bool) -> dict[str, str]:
    """The environment of a database with so many people, made if it is not there or no longer true."""
    name = f"people_{size}"
    owner = urls["DATABASE_OWNER_URL"]
    with psycopg.connect(owner, autocommit=True) as line:
        if fresh or _marked(line, name) is None:
            line.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
            line.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    env = _environment({key: _named(url, name) for key, url in urls.items()})
    _manage("migrate", "--no-input", "-v", "0", env={**env, "CONNEXIONS_DATABASE_ROLE": "owner"})
    with psycopg.connect(owner, autocommit=True) as line:
        if _marked(line, name) is None:
            say(f"Making {size:,} people (kept for next time)")
            _manage("demo", "--people", str(size), env=env, quiet=False)
            with psycopg.connect(_named(owner, name)) as there:
                overload(there)
            mark = sql.Literal(json.dumps({"people": size, "today": _today().isoformat()}))
            line.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), mark))
    return env


def apart(module: str, env: dict[str, str], *arguments: str) -> dict[str, Any]:
    """What a benchmark measured in a process of its own: *module* is run with ``--measure`` in a database's
    environment and prints one JSON object last. Raises ``SystemExit`` with what it said if it fails."""
    done = subprocess.run(
        [sys.executable, "-m", module, "--measure", *arguments],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"Measuring failed:\n{done.stderr[-3000:]}")
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def _marked(line: psycopg.Connection[Any], name: str) -> str | None:
    """What was loaded into a database, if all of it was and not too long ago."""
    found = line.execute(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name]
    ).fetchone()
    if found is None or found[0] is None:
        return None
    loaded = date.fromisoformat(json.loads(found[0])["today"])
    return str(found[0]) if _today() - loaded < STALE_AFTER else None


def _today() -> date:
    return datetime.now(UTC).date()


def _environment(urls: dict[str, str]) -> dict[str, str]:
    ours = {
        "CONNEXIONS_DATABASE_ROLE": "app",
        "CONNEXIONS_DEMO": "1",  # sessions may be handed out only there
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": str(places.ROOT),
    }
    return {**os.environ, **urls, **ours}


def _manage(*arguments: str, env: dict[str, str], quiet: bool = True) -> None:
    done = subprocess.run(
        [sys.executable, str(places.ROOT / "manage.py"), *arguments],
        env=env,
        stdout=subprocess.PIPE if quiet else sys.stderr,
        stderr=subprocess.STDOUT if quiet else None,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"manage.py {' '.join(arguments)} did not work:\n{(done.stdout or '')[-2000:]}")


def static_files(env: dict[str, str]) -> None:
    """Pages name static files by what is in them, so these must have been collected."""
    _manage("collectstatic", "--no-input", "-v", "0", env=env)


def _named(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
