"""Long work for these tests, and a worker that does it."""

import asyncio
import time
from typing import Any

from django.db import connection
from procrastinate.contrib.django import app

from connexions.ground.audit import actions as audit
from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.ground.jobs.actions import Progress, task
from connexions.registers.people.models import YoungPerson

started: list[str] = []


@task("tests: Counting")
def count(*, progress: Progress, by: Actor) -> dict[str, Any]:
    """Say whom this work sees."""
    progress.advance(1, 2, "Halfway", now=True)
    return {"seen": [one.given_name for one in YoungPerson.objects.order_by("given_name")], "by": by.name}


@task("tests: Failing")
def fail(*, progress: Progress, by: Actor, how: str) -> None:
    """Write something, then fail."""
    audit.record(event="tests.thing.written", by=by)
    if how == "refused":
        raise NotPossible("The file is empty. Send another.")
    raise RuntimeError("a fault with a secret in it")


@task("tests: Going on")
def go_on(*, progress: Progress, by: Actor) -> None:
    """Write something, then go on until stopped."""
    audit.record(event="tests.thing.written", by=by)
    started.append(by.name)
    until = time.monotonic() + 20
    while time.monotonic() < until:
        progress.advance(len(started), None, "Going on", now=True)
        time.sleep(0.05)
    raise AssertionError("nobody stopped it")


@task("tests: Going on in parts", in_parts=True)
def go_on_in_parts(*, progress: Progress, by: Actor) -> None:
    """Write something and keep it, then go on until stopped."""
    with tenancy.acting(by):
        audit.record(event="tests.thing.written", by=by)
    until = time.monotonic() + 20
    while time.monotonic() < until:
        progress.advance(1, None, "Going on", now=True)
        time.sleep(0.05)
    raise AssertionError("nobody stopped it")


@task("tests: Doing a part", in_parts=True)
def do_a_part(*, progress: Progress, by: Actor, how: str = "") -> dict[str, Any]:
    """Write something and keep it, then end, well or not."""
    with tenancy.acting(by):
        audit.record(event="tests.thing.written", by=by)
    if how:
        raise RuntimeError("a fault with a secret in it")
    return {"by": by.name}


def run_worker() -> None:
    """Do everything that is waiting, as the worker does."""
    connection.close()
    worker = app.connector.get_worker_connector()  # type: ignore[attr-defined]
    with app.replace_connector(worker) as ready:
        asyncio.run(_drain(ready))


async def _drain(ready: Any) -> None:
    async with ready.open_async():
        await ready.run_worker_async(wait=False, listen_notify=False, install_signal_handlers=False)


def run_worker_and_stop_it() -> None:
    """The same, but told to stop while it works."""
    connection.close()
    worker = app.connector.get_worker_connector()  # type: ignore[attr-defined]
    with app.replace_connector(worker) as ready:
        asyncio.run(_stop_soon(ready))


async def _stop_soon(ready: Any) -> None:
    async with ready.open_async():
        working = asyncio.create_task(
            ready.run_worker_async(shutdown_graceful_timeout=0.1, install_signal_handlers=False)
        )
        while not started:
            await asyncio.sleep(0.05)
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
