"""The private PostgreSQL starts, stops and recovers, and lets in only whom it knows."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from config.launch import postgres
from config.launch.cluster import Cluster
from config.launch.places import ROOT
from config.launch.says import CannotGoOn


def rights(url: str) -> tuple[bool, ...]:
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "select rolsuper, rolbypassrls, rolcreaterole, rolreplication, rolcreatedb"
            " from pg_roles where rolname = current_user"
        ).fetchone()
    assert row is not None
    return tuple(row)


def test_roles_have_no_more_rights_than_they_need(cluster: Cluster) -> None:
    urls = postgres.start(cluster)
    assert rights(urls["DATABASE_URL"]) == (False, False, False, False, False)
    assert rights(urls["DATABASE_OWNER_URL"]) == (False, False, False, False, True)


def test_the_application_owns_nothing(cluster: Cluster) -> None:
    app = postgres.start(cluster)["DATABASE_URL"]
    with psycopg.connect(app) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("create table public.mine (id int)")


def test_extensions_are_there(cluster: Cluster) -> None:
    with psycopg.connect(postgres.start(cluster)["DATABASE_OWNER_URL"]) as connection:
        found = {name for (name,) in connection.execute("select extname from pg_extension")}
    assert found >= {"pg_trgm", "unaccent", "btree_gist", "citext"}


def test_starting_twice_is_starting_once(cluster: Cluster) -> None:
    first = postgres.start(cluster)
    pid = cluster.pid()
    assert postgres.start(cluster) == first
    assert cluster.pid() == pid


def test_stopping_twice_is_stopping_once(cluster: Cluster) -> None:
    postgres.start(cluster)
    assert postgres.stop(cluster) is True
    assert postgres.stop(cluster) is False
    assert cluster.pid() is None


def test_what_was_written_is_there_after_a_restart(cluster: Cluster) -> None:
    owner = postgres.start(cluster)["DATABASE_OWNER_URL"]
    with psycopg.connect(owner) as connection:
        connection.execute("create table if not exists kept (word text)")
        connection.execute("insert into kept values ('plan')")
    postgres.stop(cluster)
    with psycopg.connect(postgres.start(cluster)["DATABASE_OWNER_URL"]) as connection:
        assert connection.execute("select word from kept").fetchone() == ("plan",)
        connection.execute("drop table kept")


def test_nobody_enters_without_a_password(cluster: Cluster) -> None:
    postgres.start(cluster)
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(host=cluster.socket(), user="postgres", dbname="connexions", password="")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(host=cluster.socket(), user="connexions_app", dbname="connexions", password="guess")


def test_it_listens_on_no_network(cluster: Cluster) -> None:
    with psycopg.connect(postgres.start(cluster)["DATABASE_URL"]) as connection:
        assert connection.execute("show listen_addresses").fetchone() == ("",)


def test_passwords_and_data_are_closed_to_others(cluster: Cluster) -> None:
    postgres.start(cluster)
    assert cluster.secrets_file.stat().st_mode & 0o077 == 0
    assert cluster.data.stat().st_mode & 0o077 == 0
    assert Path(cluster.socket()).stat().st_mode & 0o077 == 0


def test_it_recovers_from_a_crash(cluster: Cluster) -> None:
    postgres.start(cluster)
    pid = cluster.pid()
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    until = time.monotonic() + 10
    while cluster.pid() is not None and time.monotonic() < until:
        time.sleep(0.05)
    postgres.start(cluster)
    assert cluster.pid() not in (None, pid)


def test_a_stale_pid_file_that_names_another_program_does_not_mislead(cluster: Cluster) -> None:
    postgres.start(cluster)
    lines = (cluster.data / "postmaster.pid").read_text().splitlines()
    postgres.stop(cluster)
    lines[0] = str(os.getpid())
    (cluster.data / "postmaster.pid").write_text("\n".join(lines) + "\n")
    assert cluster.pid() is None
    postgres.start(cluster)
    assert cluster.pid() not in (None, os.getpid())


def test_two_who_start_at_once_share_one_server(cluster: Cluster) -> None:
    postgres.stop(cluster)
    script = (
        "import sys; from pathlib import Path; from config.launch import postgres; "
        "from config.launch.cluster import Cluster; "
        "c = Cluster(Path(sys.argv[1]), throwaway=True); postgres.start(c); print(c.pid())"
    )
    command = [sys.executable, "-c", script, str(cluster.home)]
    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(subprocess.check_output, command, cwd=ROOT, text=True) for _ in range(2)]
    assert len({one.result().strip() for one in both}) == 1


def test_the_last_to_leave_stops_it(cluster: Cluster) -> None:
    postgres.stop(cluster)
    with postgres.serving(cluster):
        with postgres.serving(cluster):
            pid = cluster.pid()
        assert pid is not None
        assert cluster.pid() == pid
    assert cluster.pid() is None


def test_one_told_to_stay_stays(cluster: Cluster) -> None:
    postgres.start(cluster, keep=True)
    with postgres.serving(cluster):
        pass
    assert cluster.pid() is not None
    assert postgres.stop(cluster) is True


def test_data_in_use_is_not_thrown_away(cluster: Cluster) -> None:
    with postgres.serving(cluster), pytest.raises(CannotGoOn, match="in use: stop bin/dev"):
        postgres.remove(cluster)
    assert cluster.data.exists()


def test_data_of_another_version_is_refused_with_the_way_out(cluster: Cluster) -> None:
    postgres.stop(cluster)
    mark = cluster.data / "PG_VERSION"
    ours = mark.read_text()
    mark.write_text("12\n")
    try:
        with pytest.raises(CannotGoOn, match=r"is of PostgreSQL 12, and this is PostgreSQL \d+: dump it"):
            postgres.start(cluster)
    finally:
        mark.write_text(ours)


def test_lost_passwords_are_said_to_be_lost(cluster: Cluster) -> None:
    postgres.stop(cluster)
    away = cluster.secrets_file.rename(cluster.home / "away")
    try:
        with pytest.raises(CannotGoOn, match=r"secrets\.json is gone"):
            postgres.start(cluster)
    finally:
        away.rename(cluster.secrets_file)
