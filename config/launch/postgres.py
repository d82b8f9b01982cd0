"""The private PostgreSQL, for whoever runs the product without a DATABASE_URL.

    python -m config.launch.postgres start     start it, and leave it running until `stop`
    python -m config.launch.postgres env       the same, and print the environment that Django needs
    python -m config.launch.postgres status    whether it runs, where, and on what data
    python -m config.launch.postgres stop      stop it
    python -m config.launch.postgres psql      a prompt, as the owner (`psql app`: as the application)

In a shell:  eval "$(.venv/bin/python -m config.launch.postgres env)"

Sets DATABASE_URL (role connexions_app: no owner, no superuser, cannot bypass row-level security) and
DATABASE_OWNER_URL (role connexions_owner: migrations). Data, log and passwords lie in var/pg (CONNEXIONS_VAR
moves var/). From Python:

    with serving() as urls:          # started if need be; stopped when the last that needed it is gone
        run(..., env=os.environ | urls)
"""

import fcntl
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import psycopg

from config.launch import places, roles
from config.launch.cluster import Cluster
from config.launch.says import CannotGoOn


def private(*, throwaway: bool = False) -> Cluster:
    """The cluster of this repository (or of CONNEXIONS_VAR)."""
    return Cluster(places.var() / "pg", throwaway=throwaway)


def start(cluster: Cluster, *, keep: bool = False) -> dict[str, str]:
    """Start the server unless it runs; return the environment for Django. `keep`: until `stop` is called."""
    with _locked(cluster, "lock"):
        return _start(cluster, keep=keep)


def stop(cluster: Cluster) -> bool:
    """Stop the server; False if none ran."""
    with _locked(cluster, "lock"):
        _kept(cluster).unlink(missing_ok=True)
        if cluster.pid() is None:
            return False
        cluster.stop()
        return True


def remove(cluster: Cluster) -> None:
    """Throw the data away, unless somebody is using it."""
    with _locked(cluster, "users", shared=True) as using, _locked(cluster, "lock"):
        if not _am_last(using):
            raise CannotGoOn("The private database is in use: stop bin/dev and every bin/connexions first.")
        if cluster.pid() is not None:
            cluster.stop()
        cluster.remove()


@contextmanager
def serving(cluster: Cluster | None = None) -> Iterator[dict[str, str]]:
    """The environment of a running server, which the last to leave stops, unless it was told to stay."""
    cluster = cluster or private()
    with _locked(cluster, "users", shared=True) as using:
        with _locked(cluster, "lock"):
            urls = _start(cluster, keep=False)
        try:
            yield urls
        finally:
            with _locked(cluster, "lock"):
                if not _kept(cluster).exists() and _am_last(using) and cluster.pid() is not None:
                    cluster.stop()


def _start(cluster: Cluster, *, keep: bool) -> dict[str, str]:
    cluster.prepare()
    if keep:
        _kept(cluster).touch()
    passwords = json.loads(cluster.secrets_file.read_text())
    if cluster.pid() is None:
        cluster.start()
        roles.furnish(cluster.socket(), passwords)
    urls = {
        "DATABASE_URL": _url(cluster, roles.APP, passwords),
        "DATABASE_OWNER_URL": _url(cluster, roles.OWNER, passwords),
    }
    _await(urls["DATABASE_OWNER_URL"], cluster)
    return urls


def _url(cluster: Cluster, role: str, passwords: dict[str, str]) -> str:
    return f"postgresql://{role}:{passwords[role]}@/{roles.DATABASE}?host={cluster.socket()}"


def _await(url: str, cluster: Cluster) -> None:
    """A server that runs may still be recovering from a crash: give it a while."""
    until = time.monotonic() + 60
    while True:
        try:
            psycopg.connect(url, connect_timeout=10).close()
        except psycopg.OperationalError as problem:
            if time.monotonic() > until or "password" in str(problem):
                raise CannotGoOn(
                    f"PostgreSQL runs but does not let us in: {problem}. Its log: {cluster.log}"
                ) from None
            time.sleep(0.2)
        else:
            return


def _kept(cluster: Cluster) -> Path:
    return cluster.home / "keep"


@contextmanager
def _locked(cluster: Cluster, name: str, *, shared: bool = False) -> Iterator[IO[str]]:
    """Hold a lock file; the system lets go of it for us if we die."""
    try:
        cluster.home.mkdir(parents=True, exist_ok=True)
        handle = open(cluster.home / name, "a")  # noqa: SIM115 - closed below, so that a waiter is let in
    except PermissionError:
        raise CannotGoOn(
            f"{cluster.home} belongs to another account: run as that account, or remove it to begin again."
        ) from None
    with handle:
        fcntl.flock(handle, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
        yield handle


def _am_last(using: IO[str]) -> bool:
    """Whether nobody else holds the shared lock: then it can be made exclusive."""
    try:
        fcntl.flock(using, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _status(cluster: Cluster) -> str:
    pid = cluster.pid()
    if pid is None:
        return f"PostgreSQL does not run. Data: {cluster.data}"
    where = f"Socket: {cluster.socket()}. Data: {cluster.data}. Log: {cluster.log}"
    return f"PostgreSQL runs (process {pid}). {where}"


def _psql(cluster: Cluster, role: str) -> int:
    urls = start(cluster)
    url = urls["DATABASE_URL" if role == "app" else "DATABASE_OWNER_URL"]
    return subprocess.run([str(cluster.programs / "psql"), url], check=False).returncode


def main(arguments: list[str]) -> int:
    cluster = private(throwaway=os.environ.get("CONNEXIONS_THROWAWAY") == "1")
    match arguments:
        case ["start"]:
            start(cluster, keep=True)
            print(_status(cluster))
        case ["stop"]:
            print("PostgreSQL stopped." if stop(cluster) else "PostgreSQL was not running.")
        case ["status"]:
            print(_status(cluster))
            return 0 if cluster.pid() else 3
        case ["env"]:
            for name, value in start(cluster, keep=True).items():
                print(f"export {name}='{value}'")
        case ["psql", *role]:
            return _psql(cluster, *role or ["owner"])
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except CannotGoOn as why:
        print(why, file=sys.stderr)
        sys.exit(1)
