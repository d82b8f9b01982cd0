"""Asking for long work, and telling how far it is."""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg
from django.db import connection
from procrastinate.contrib.django import app

from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import NotPossible, Refused
from connexions.ground.jobs.models import Job

Work = Callable[..., dict[str, Any] | None]
TELL_EVERY = 0.5  # seconds between two notes of progress


class Cancelled(Refused):
    """Somebody asked for the work to stop."""


@dataclass(frozen=True)
class Task:
    """A kind of long work that can be asked for."""

    kind: str
    queued: Any


_resolve: list[Callable[[Actor], Actor]] = []


def actors_are_checked_by(check: Callable[[Actor], Actor]) -> None:
    """Let a higher room look again at who asked; it refuses whoever has lost their role."""
    _resolve[:] = [check]


def task(kind: str) -> Callable[[Work], Task]:
    """Declare long work. The function gets ``progress`` and ``by`` and whatever was asked with.

    It runs in one transaction in which *by* acts: if it fails, nothing of it stays. What it returns (a
    dictionary that JSON can hold) is kept as the job's result.
    """

    def declare(work: Work) -> Task:
        def run(job: str, asker: dict[str, Any], **arguments: Any) -> None:
            _run(work, UUID(job), _actor(asker), arguments)

        run.__doc__ = work.__doc__
        return Task(kind, app.task(name=kind, queue="jobs")(run))

    return declare


def enqueue(wanted: Task, *, by: Actor, **arguments: Any) -> Job:
    """Ask for work; it starts once this transaction is committed. *arguments*: ids and plain values."""
    job = Job.objects.create(partnership_id=by.partnership, kind=wanted.kind, asked_by=by.id)
    wanted.queued.defer(job=str(job.pk), asker=_plain(by), **arguments)
    return job


def cancel(job: Job, *, by: Actor) -> None:
    """Ask for the work to stop; it does so the next time it tells how far it is. Raises ``NotPossible``."""
    asked = Job.objects.filter(pk=job.pk, state__in=[Job.State.QUEUED, Job.State.RUNNING]).update(
        cancel_asked=True
    )
    if not asked:
        raise NotPossible("This work has already ended.")


class Progress:
    """Tells how far a piece of work is, outside its transaction, so that others see it while it runs."""

    def __init__(self, job: UUID, partnership: int) -> None:
        self._job, self._partnership = job, partnership
        self._told_at = 0.0
        self._line: psycopg.Connection[Any] | None = None

    def advance(self, done: int, total: int | None = None, saying: str = "", *, now: bool = False) -> None:
        """Tell that *done* of *total* is done. Cheap: most calls are not passed on. Raises ``Cancelled``."""
        moment = time.monotonic()
        if not now and moment - self._told_at < TELL_EVERY:
            return
        self._told_at = moment
        row = self._execute(
            "UPDATE jobs_job SET done = %s, total = coalesce(%s, total), saying = %s WHERE id = %s"
            " RETURNING cancel_asked",
            [done, total, saying, self._job],
        )
        if row and row[0]:
            raise Cancelled("This was stopped. Nothing of it was kept.")

    def state(self, state: str, **columns: Any) -> None:
        """Tell what has become of the work."""
        names = ", ".join(f"{name} = %s" for name in ("state", *columns))
        self._execute(
            f"UPDATE jobs_job SET {names} WHERE id = %s RETURNING id",  # noqa: S608 our own names
            [state, *columns.values(), self._job],
        )

    def close(self) -> None:
        """Hang up."""
        if self._line is not None:
            self._line.close()

    def _execute(self, statement: str, values: list[Any]) -> tuple[Any, ...] | None:
        if self._line is None or self._line.closed:
            self._line = _own_connection(self._partnership)
        return self._line.execute(statement, values).fetchone()


def _own_connection(partnership: int) -> "psycopg.Connection[Any]":
    given = connection.get_connection_params()
    wanted = {name: given[name] for name in ("dbname", "user", "password", "host", "port") if given.get(name)}
    line = psycopg.connect(**wanted, autocommit=True)
    line.execute("SELECT set_config('connexions.partnership', %s, false)", [str(partnership)])
    return line


def _run(work: Work, job: UUID, asker: Actor, arguments: dict[str, Any]) -> None:
    progress = Progress(job, asker.partnership)
    try:
        progress.state(Job.State.RUNNING, started_at=clock.now())
        by = _resolve[0](asker) if _resolve else asker
        with tenancy.acting(by):
            result = work(progress=progress, by=by, **arguments)
        _end(progress, Job.State.DONE, clock.now(), result=result or {})
    except Cancelled as stop:
        _end(progress, Job.State.CANCELLED, clock.now(), saying=stop.sentence)
    except Refused as refusal:
        _end(progress, Job.State.FAILED, clock.now(), saying=refusal.sentence)
    except Exception:
        _end(
            progress,
            Job.State.FAILED,
            clock.now(),
            saying="Something went wrong on our side. Nothing was kept.",
        )
        raise
    finally:
        progress.close()


def _end(progress: Progress, state: str, at: datetime, **columns: Any) -> None:
    if "result" in columns:
        columns["result"] = psycopg.types.json.Jsonb(columns["result"])
    progress.state(state, ended_at=at, **columns)


def _plain(by: Actor) -> dict[str, Any]:
    """An actor as plain values: who, not whom they work with."""
    return {name: str(value) if isinstance(value, UUID) else value for name, value in asdict(by).items()}


def _actor(plain: dict[str, Any]) -> Actor:
    told = dict(plain)
    for name in ("id", "young_person"):
        told[name] = UUID(told[name]) if told[name] else None
    return Actor(**{**told, "role": Role(told["role"])})
