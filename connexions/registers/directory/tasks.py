"""Long work on the directory: taking services in from a file or a feed."""

import zlib
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.urls import reverse

from connexions.engines.openreferral import Item
from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.ground.jobs.actions import Progress, task
from connexions.registers.directory import queries
from connexions.registers.directory.actions import feeds
from connexions.registers.directory.fetching import Source, at_address, in_file
from connexions.registers.directory.models import Reading, Sent


@task("directory: Taking services in", in_parts=True)
def take_in(*, progress: Progress, by: Actor, reading: str) -> dict[str, Any]:
    """Read what somebody sent, a file or a feed, and keep what is good in it."""
    with tenancy.acting(by, read_only=True):
        found = queries.reading(UUID(reading), by=by)
        sent = Sent.objects.filter(reading=found).first()
    there = {"go_to": reverse("directory:import", args=[found.pk])}
    if found.state == Reading.State.DONE:  # a worker that ended before it could say so
        return there
    if sent is None:
        raise NotPossible("What was sent is no longer here. Send it again.")
    progress.advance(0, None, "Asking for the first services", now=True)

    def watch(read: int) -> None:
        progress.advance(read, None, f"{read:,} services read")

    feeds.take(source=_source(sent, found), by=by, at=clock.now(), reading=found.pk, watch=watch)
    return there


def _source(sent: Sent, reading: Reading) -> Source:
    body = zlib.decompress(sent.packed)
    if sent.is_address:
        return at_address(body.decode(), name=reading.name, https_only=True)
    return Source(reading.name, _items(body, reading.name), reading.whole)


def _items(body: bytes, name: str) -> Iterator[Item]:
    """Read when the first is asked for, so that a file that cannot be read is told like a feed that breaks off."""
    yield from in_file([body], name).items
