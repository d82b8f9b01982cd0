"""What every test stands on: the real PostgreSQL, the application's own role, and no network but loopback."""

import os
import socket
from collections.abc import Iterator
from typing import Any

import hypothesis
import psycopg
import pytest
from django.db import connection, connections
from django.test.utils import setup_databases, teardown_databases
from hypothesis import HealthCheck

from config import database
from connexions.ground.base import protection

# A machine that does other things besides is no fault of a property.
hypothesis.settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis.settings.load_profile("here")

TOGETHER = ("journeys", "launch")


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: Any
) -> Iterator[None]:
    """Make the test database as the owner; run the tests as the application's role, whom policies bind."""
    keep = bool(request.config.getoption("reuse_db", False)) and not request.config.getoption(
        "create_db", False
    )
    name = os.environ.get("CONNEXIONS_TEST_DB", f"test_connexions_{os.getpid()}")
    with django_db_blocker.unblock():
        _sign_in_as(database.OWNER)
        connection.settings_dict["TEST"]["NAME"] = name
        made = setup_databases(verbosity=0, interactive=False, keepdb=keep)
        _sign_in_as(database.APP)
    yield
    with django_db_blocker.unblock():
        connection.close()
        _sign_in_as(database.OWNER)
        if not keep:
            teardown_databases(made, verbosity=0)


def _sign_in_as(role: str) -> None:
    """Let the default connection sign in as another role, on the same database."""
    wanted = database.settings_for(role, pooled=False)
    settings = connections["default"].settings_dict
    connections["default"].close()
    settings["USER"], settings["PASSWORD"] = wanted["USER"], wanted["PASSWORD"]


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
