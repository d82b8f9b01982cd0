"""Asking for long work, and telling how far it is."""

import logging
import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import JobAborted
from procrastinate.job_context import JobContext
from procrastinate.jobs import Job as Queued
from procrastinate.retry import BaseRetryStrategy, RetryDecision

from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import NotPossible, Refused
from connexions.ground.jobs.models import Job

log = logging.getLogger(__name__)
Work = Callable[..., dict[str, Any] | None]
TELL_EVERY = 0.5  # seconds between two notes of progress
MOST_STARTS = 5  # work that ends its worker so often is not begun again
ENDED = frozenset({Job.State.DONE, Job.State.FAILED, Job.State.CANCELLED})
IN_PARTS: set[str] = set()  # the kinds of work that keep what they have done when they stop
KEPT, NOT_KEPT = "What was done before that is kept.", "Nothing of it was kept."
_context: ContextVar[JobContext | None] = ContextVar("job_context", default=None)


class Cancelled(Refused):
    """Somebody asked for the work to stop."""


class AfterRestart(BaseRetryStrategy):
    """Work that was interrupted because the worker was told to stop is begun again when one is there."""

    def get_retry_decision(self, *, exception: BaseException, job: Queued) -> RetryDecision | None:
        again = isinstance(exception, JobAborted) and job.attempts < MOST_STARTS
        return RetryDecision(retry_at=clock.now()) if again else None


def _knowing_its_context(call_next: Callable[[], Any], context: JobContext, worker: Any) -> Any:
    """Let the work below know whether its worker was told to stop."""
    token = _context.set(context)
    try:
        return call_next()
    finally:
        _context.reset(token)


@dataclass(frozen=True)
class Task:
    """A kind of long work that can be asked for."""

    kind: str
    queued: Any


_resolve: list[Callable[[Actor], Actor]] = []


def actors_are_checked_by(check: Callable[[Actor], Actor]) -> None:
    """Let a higher room look again at who asked; it refuses whoever has lost their role."""
    _resolve[:] = [check]


def task(kind: str, *, in_parts: bool = False) -> Callable[[Work], Task]:
    """Declare long work. The function gets ``progress`` and ``by`` and whatever was asked with.

    It runs in one transaction in which *by* acts: if it fails, nothing of it stays. What it returns (a
    dictionary that JSON can hold) is kept as the job's result.

    With *in_parts* it begins its own transactions, and what it has done stays when it stops: for work of which each
    part is good by itself, and which does nothing twice when it is begun again.
    """
    if in_parts:
        IN_PARTS.add(kind)

    def declare(work: Work) -> Task:
        def run(job: str, asker: dict[str, Any], **arguments: Any) -> None:
            _run(work, UUID(job), _actor(asker), arguments, in_parts=in_parts)

        run.__doc__ = work.__doc__
        declared = app.task(
            name=kind, queue="jobs", retry=AfterRestart(), task_middleware=[_knowing_its_context]
        )
        return Task(kind, declared(run))

    return declare


def enqueue(wanted: Task, *, by: Actor, start_at: datetime | None = None, **arguments: Any) -> Job:
    """Ask for work; it starts once this transaction is committed, or not before a moment: until then it can be stopped
    and nothing of it has been done. *arguments*: ids and plain values."""
    job = Job.objects.create(partnership_id=by.partnership, kind=wanted.kind, asked_by=by.id)
    queued = wanted.queued if start_at is None else wanted.queued.configure(schedule_at=start_at)
    queued.defer(job=str(job.pk), asker=_plain(by), **arguments)
    return job


def cancel(job: Job, *, by: Actor) -> None:
    """Ask for the work to stop; it does so the next time it tells how far it is. Raises ``NotPossible``."""
    waiting = Job.objects.filter(pk=job.pk, state=Job.State.QUEUED)
    if waiting.update(
        cancel_asked=True, state=Job.State.CANCELLED, ended_at=clock.now(), saying="Stopped before it began."
    ):
        return
    if not Job.objects.filter(pk=job.pk, state=Job.State.RUNNING).update(cancel_asked=True):
        raise NotPossible("This work has already ended.")


def begin_again(job: Job, *, by: Actor) -> None:
    """Ask once more for work that failed or was stopped, just as it was asked. Raises ``NotPossible``."""
    if job.state not in (Job.State.FAILED, Job.State.CANCELLED):
        raise NotPossible("Only work that failed or was stopped can be begun again.")
    asked = ProcrastinateJob.objects.filter(task_name=job.kind, args__job=str(job.pk)).order_by("-id").first()
    if asked is None:
        raise NotPossible("This was asked for too long ago to be begun again. Ask for it anew.")
    Job.objects.filter(pk=job.pk).update(
        state=Job.State.QUEUED,
        cancel_asked=False,
        started_at=None,
        ended_at=None,
        done=0,
        total=None,
        saying="",
        asked_by=by.id,
    )
    app.configure_task(job.kind, queue="jobs").defer(**{**asked.args, "asker": _plain(by)})


class Progress:
    """Tells how far a piece of work is, outside its transaction, so that others see it while it runs."""

    def __init__(self, job: UUID, partnership: int, *, in_parts: bool = False) -> None:
        self._job, self._partnership = job, partnership
        self.kept = KEPT if in_parts else NOT_KEPT
        self._told_at = 0.0
        self._line: psycopg.Connection[Any] | None = None

    def advance(self, done: int, total: int | None = None, saying: str = "", *, now: bool = False) -> None:
        """Tell that *done* of *total* is done. Cheap: most calls are not passed on.

        Raises ``Cancelled``, and ``JobAborted`` when the worker was told to stop.
        """
        context = _context.get()
        if context is not None and context.should_abort():
            raise JobAborted
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
            raise Cancelled(f"This was stopped. {self.kept}")

    def state(self, state: str, **columns: Any) -> None:
        """Tell what has become of the work."""
        names = ", ".join(f"{name} = %s" for name in ("state", *columns))
        self._execute(
            f"UPDATE jobs_job SET {names} WHERE id = %s RETURNING id",  # noqa: S608 our own names
            [state, *columns.values(), self._job],
        )

    def begin(self) -> bool:
        """Tell that the work has begun; not, where it has ended already or was stopped before."""
        row = self._execute(
            "UPDATE jobs_job SET state = 'running', started_at = %s WHERE id = %s"
            " AND state IN ('queued', 'running') AND NOT cancel_asked RETURNING id",
            [clock.now(), self._job],
        )
        return row is not None or not self._execute("SELECT 1 FROM jobs_job WHERE id = %s", [self._job])

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


def _run(work: Work, job: UUID, asker: Actor, arguments: dict[str, Any], *, in_parts: bool) -> None:
    progress = Progress(job, asker.partnership, in_parts=in_parts)
    do = _work_in_parts if in_parts else _work
    try:
        if progress.begin():
            do(work, job, asker, arguments, progress)
    except Cancelled as stop:
        _end(progress, Job.State.CANCELLED, clock.now(), saying=stop.sentence)
    except Refused as refusal:
        _end(progress, Job.State.FAILED, clock.now(), saying=refusal.sentence[:300])
    except JobAborted:
        progress.state(Job.State.QUEUED, saying="Interrupted: it begins again by itself.")
        raise
    except Exception:
        wrong = f"Something went wrong on our side. {progress.kept} It is in the log as job {job}."
        _end(progress, Job.State.FAILED, clock.now(), saying=wrong)
        log.exception("job %s failed", job)
        raise
    finally:
        progress.close()


def _work(work: Work, job: UUID, asker: Actor, arguments: dict[str, Any], progress: Progress) -> None:
    """Do the work, and say in the same transaction that it is done: both stay, or neither."""
    by = _resolve[0](asker) if _resolve else asker
    with tenancy.acting(by):
        result = work(progress=progress, by=by, **arguments)
        _done(job, result)


def _work_in_parts(
    work: Work, job: UUID, asker: Actor, arguments: dict[str, Any], progress: Progress
) -> None:
    """Do work that begins its own transactions, and say afterwards that it is done."""
    by = _resolve[0](asker) if _resolve else asker
    result = work(progress=progress, by=by, **arguments)
    with tenancy.acting(by):
        _done(job, result)


def _done(job: UUID, result: dict[str, Any] | None) -> None:
    Job.objects.filter(pk=job).update(state=Job.State.DONE, ended_at=clock.now(), result=result or {})


def _end(progress: Progress, state: str, at: datetime, **columns: Any) -> None:
    progress.state(state, ended_at=at, **columns)


def _plain(by: Actor) -> dict[str, Any]:
    """An actor as plain values: who, not whom they work with. Whom they cover is asked anew."""
    told = {name: value for name, value in asdict(by).items() if name != "covers"}
    return {name: str(value) if isinstance(value, UUID) else value for name, value in told.items()}


def _actor(plain: dict[str, Any]) -> Actor:
    told = dict(plain)
    for name in ("id", "young_person"):
        told[name] = UUID(told[name]) if told[name] else None
    return Actor(**{**told, "role": Role(told["role"])})
