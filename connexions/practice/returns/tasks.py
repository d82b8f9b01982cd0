"""Work of the return that no page waits for: building a month, judging everybody anew, or somebody who changed."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from procrastinate.contrib.django import app

from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import Actor, system
from connexions.ground.base.models import partnerships
from connexions.ground.jobs.actions import Progress, task
from connexions.practice.returns.actions import guarantees, judging, moves, returns
from connexions.practice.returns.queries import scopes
from connexions.practice.returns.queries.faults import JUDGE


@task("returns: Building a month's return")
def build_month(
    *, progress: Progress, by: Actor, period_end: str, authorities: list[str], sent_on: str
) -> dict[str, Any]:
    """Build a month and keep it, so that it can be looked at and frozen."""
    end = date.fromisoformat(period_end)
    total = scopes.size(scopes.scope(period_end=end, authorities=authorities, by=by))
    progress.advance(0, total, "Gathering what is kept", now=True)

    def watch(made: int) -> None:
        progress.advance(made, total, f"{made:,} young people written and checked")

    built = returns.build(
        period_end=end,
        authorities=authorities,
        sent_on=date.fromisoformat(sent_on),
        at=clock.now(),
        by=by,
        watch=watch,
    )
    page = reverse("returns:month", args=[built.kept.pk]) if built.kept else reverse("returns:months")
    return {"go_to": page}


@task("returns: Checking every record")
def check_everybody(*, progress: Progress, by: Actor) -> dict[str, Any]:
    """Judge every record as the return would be built today."""
    progress.advance(0, None, "Gathering what is kept", now=True)

    def watch(made: int) -> None:
        progress.advance(made, None, f"{made:,} young people checked")

    judging.judge_everybody(on=clock.today(), by=by, watch=watch)
    return {"go_to": reverse("returns:faults")}


@app.task(name=JUDGE, queue="jobs")
def judge_one(young_person_id: str, partnership: int) -> None:
    """Judge one young person anew, of whom something has changed."""
    by = system("Return rules", partnership=partnership)
    with tenancy.acting(by):
        judging.judge(young_person_id=UUID(young_person_id), on=clock.today(), by=by)


@app.periodic(cron="37 2 * * *")
@app.task(name="returns.every_night", queue="jobs", queueing_lock="returns.every_night")
def every_night(timestamp: int) -> None:
    """Judge everybody, propose moves, end a Guarantee whose grace has run out. Twice is as good as once."""
    for partnership in partnerships():
        night(partnership=partnership, on=clock.today())


def night(*, partnership: int, on: date) -> dict[str, int]:
    """One partnership's night: how many faults are open, moves proposed, statuses taken off a baseline."""
    by = system("Return rules", partnership=partnership)
    with tenancy.acting(by):
        done = guarantees.close_what_is_over(on=on, by=by)
        proposed = moves.propose_by_lead_authority(on=on, by=by)
    with tenancy.acting(by):
        found = judging.judge_everybody(on=on, by=by)
    return {"open": found.still_open, "proposed": proposed, "off_baseline": done}
