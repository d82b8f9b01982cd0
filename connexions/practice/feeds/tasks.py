"""Long work on deliveries: checking an extract, moving people in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from procrastinate.contrib.django import app

from connexions.ground.base import clock
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.ground.jobs.actions import Progress, Task, task
from connexions.practice.feeds import queries, uploads
from connexions.practice.feeds.actions import deliveries


@task("feeds: Checking an extract")
def check_extract(*, progress: Progress, by: Actor, delivery: str) -> dict[str, Any]:
    """Say what an extract would change, and change nothing."""
    return _import(progress, by, delivery, dry_run=True)


@task("feeds: Moving people in")
def apply_extract(*, progress: Progress, by: Actor, delivery: str) -> dict[str, Any]:
    """Take an extract in."""
    return _import(progress, by, delivery, dry_run=False)


@app.periodic(cron="41 3 * * *")
@app.task(name="feeds.forget_old_uploads", queue="jobs")
def forget_old_uploads(timestamp: int) -> None:
    """Remove files that were sent and never applied."""
    uploads.forget_old(clock.now())


def _import(progress: Progress, by: Actor, delivery: str, *, dry_run: bool) -> dict[str, Any]:
    found = queries.delivery(UUID(delivery), by=by)
    path, at = uploads.path_of(found), clock.now()
    if not uploads.is_kept(found):
        raise NotPossible("The file is no longer here: files are kept for a week. Send it again.")
    size = path.stat().st_size

    def watch(read: int, records: int) -> None:
        doing = "Working out what changes" if dry_run else "Writing what changed"
        said = f"{records:,} records read" if read < size else f"{records:,} records read. {doing}"
        progress.advance(read, size, said, now=read >= size)

    progress.advance(0, size, "Reading the file", now=True)
    done = True
    try:
        with path.open("rb") as stream:
            deliveries.import_extract(
                stream=stream,
                filename=found.filename,
                at=at,
                by=by,
                delivery=found.pk,
                dry_run=dry_run,
                watch=watch,
            )
        done = not dry_run
    except NotPossible as refusal:
        deliveries.refuse(sentence=refusal.sentence, filename=found.filename, at=at, by=by, delivery=found.pk)
    if done:
        transaction.on_commit(lambda: uploads.forget(found))
    return {"go_to": reverse("feeds:delivery", args=[found.pk])}


__all__ = ["Task", "apply_extract", "check_extract", "forget_old_uploads"]
