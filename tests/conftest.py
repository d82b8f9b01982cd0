"""What every test stands on: the real PostgreSQL, the application's own role, and no network but loopback."""

import os
import socket
from collections.abc import Iterator
from typing import Any

import hypothesis
import psycopg
import pytest
from django.db import connection
from hypothesis import HealthCheck

from config import database
from connexions.ground.base import protection
from tests import databases

# A machine that does other things besides is no fault of a property.
hypothesis.settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis.settings.load_profile("here")

TOGETHER = ("journeys", "launch")


def pytest_configure(config: pytest.Config) -> None:
    """Whoever runs the tests clears up after them, and not the processes that they are shared out to."""
    databases.begin()
    if "PYTEST_XDIST_WORKER" not in os.environ:
        config.add_cleanup(databases.end)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """A database made by the owner, in which tests are run as the application's role, whom policies bind."""
    with databases.migrated(f"test_connexions_{os.getpid()}") as urls:
        there = database.from_url(urls["DATABASE_URL"])
        wanted = database.settings_for(database.APP, pooled=False) | {"NAME": there["NAME"]}
        connection.settings_dict.update({key: wanted[key] for key in ("NAME", "USER", "PASSWORD")})
        yield
        with django_db_blocker.unblock():
            connection.close()


@pytest.fixture(autouse=True)
def only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reaches beyond this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in (
            "127.0.0.1",
            "::1",
            "localhost",
        ):
            raise AssertionError(f"A test tried to reach {address}.")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The database without a transaction around the test: what is written is really there, for other
    connections too. Everything is cleared afterwards, by the owner: the application could not."""
    with django_db_blocker.unblock():
        yield
        connection.close()
        _clear()


def _clear() -> None:
    wanted = database.from_url(database.url_for(database.OWNER)) | {"NAME": connection.settings_dict["NAME"]}
    emptied = [*protection.tenanted_models(), *protection.published_models()]
    tables = [model._meta.db_table for model in emptied]
    tables += [
        "accounts_cover",
        "accounts_membership",
        "accounts_user",
        "procrastinate_jobs",
        "django_session",
        "base_cache",
    ]
    with psycopg.connect(
        dbname=wanted["NAME"], user=wanted["USER"], password=wanted["PASSWORD"], host=wanted["HOST"]
    ) as owner:
        owner.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
        owner.execute("UPDATE partners_localauthority SET partnership_id = NULL WHERE partnership_id >= 1000")
        owner.execute("ALTER TABLE casework_assessmentform DISABLE TRIGGER USER")  # published ones stay, else
        owner.execute("ALTER TABLE casework_factor DISABLE TRIGGER USER")
        owner.execute("DELETE FROM casework_factor WHERE partnership_id >= 1000")
        owner.execute("DELETE FROM casework_assessmentform WHERE partnership_id >= 1000")
        owner.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or the tables could not be altered again
        owner.execute("ALTER TABLE casework_factor ENABLE TRIGGER USER")
        owner.execute("ALTER TABLE casework_assessmentform ENABLE TRIGGER USER")
        theirs = ["partners_team", "partners_centre", "partners_organisation"]
        for table in [*theirs, *protection.own_or_shipped_tables()]:
            owner.execute(f"DELETE FROM {table} WHERE partnership_id >= 1000")
        owner.execute("DELETE FROM partners_partnership WHERE id >= 1000")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys come last, whatever the order of the rest: the browser's driver keeps an event loop in this
    thread, and Django refuses its database beside one.

    Where the suite runs in several processes, the stories of a file stay together, and so do all that start and stop
    servers of their own.
    """
    items.sort(key=lambda item: "journeys" in item.path.parts)
    for item in items:
        if together := next((name for name in TOGETHER if name in item.path.parts), ""):
            item.add_marker(pytest.mark.xdist_group(together if together == "launch" else str(item.path)))


def pytest_make_parametrize_id(val: Any) -> str | None:
    """Files are told by their length: what is in some of them depends on the second in which they were made."""
    return f"{len(val)} bytes" if isinstance(val, bytes) else None
