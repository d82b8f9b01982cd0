"""What the casework does by itself: every night, and when the rules were changed."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from procrastinate.contrib.django import app

from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import Actor, system
from connexions.ground.base.models import partnerships
from connexions.ground.jobs.actions import Progress, task
from connexions.practice.casework.actions import falling_due, reminders, transitions
from connexions.practice.casework.queries import editions
from connexions.registers.people.models import YoungPerson

AT_ONCE = 500  # young people in one transaction: small enough to hold no lock for long


@app.periodic(cron="11 2 * * *")
@app.task(name="casework.every_night", queue="jobs", queueing_lock="casework.every_night")
def every_night(timestamp: int) -> None:
    """Begin what must be prepared in time, and work out anew when reviews are due. Twice is as good as once."""
    for partnership in partnerships():
        night(partnership=partnership, on=clock.today())


def night(*, partnership: int, on: date) -> dict[str, int]:
    """One partnership's night: how many changes were begun, how many reviews set or moved."""
    by = system("Review rules", partnership=partnership)
    with tenancy.acting(by):
        begun = transitions.prepare_ages(kinds=editions.transition_kinds(by=by, on=on), on=on, by=by)
    moved = 0
    after: UUID | None = None
    while True:
        with tenancy.acting(by):
            some = _next(after, by)
            if not some:
                return {"begun": begun, "moved": moved}
            moved += falling_due.work_out_many(whom=some, on=on, by=by)
        after = some[-1]


@app.periodic(cron="7 9 * * *")
@app.task(name="casework.every_morning", queue="jobs", queueing_lock="casework.every_morning")
def every_morning(timestamp: int) -> None:
    """Remind young people of their own steps, at an hour at which a telephone may ring. Nobody is told twice."""
    for partnership in partnerships():
        remind(partnership=partnership, on=clock.today())


def remind(*, partnership: int, on: date) -> int:
    """One partnership's reminders of a day; how many steps they were about."""
    by = system("Reminders", partnership=partnership)
    done = 0
    while True:
        with tenancy.acting(by):
            some = reminders.send(on=on, by=by)
        if not some:
            return done
        done += some


@task("casework: work out reviews anew")
def work_out_all(*, progress: Progress, by: Actor, on: str) -> dict[str, Any]:
    """After a change of the rules: every review of the partnership, in one go, all or none."""
    day, done, moved = date.fromisoformat(on), 0, 0
    rules = editions.rules(by=by, on=day)
    for some in _everybody(by):
        moved += falling_due.work_out_many(whom=some, on=day, by=by, rules=rules)
        done += len(some)
        progress.advance(done, saying=f"{done:,} young people looked at")
    return {"moved": moved}


def _everybody(by: Actor) -> Iterator[list[UUID]]:
    """All of them, those too whose records are closed to whoever asked: nobody is shown."""
    with tenancy.beneath():
        yield from _batches(by)


def _batches(by: Actor) -> Iterator[list[UUID]]:
    after: UUID | None = None
    while some := _next(after, by):
        yield some
        after = some[-1]


def _next(after: UUID | None, by: Actor) -> list[UUID]:
    """The next who have an adviser, by identifier."""
    found = YoungPerson.objects.filter(partnership_id=by.partnership, adviser__isnull=False)
    if after is not None:
        found = found.filter(pk__gt=after)
    return list(found.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
