"""What the worker does for the post room."""

import logging
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import system
from connexions.ground.base.models import partnerships
from connexions.ground.messaging import queries
from connexions.ground.messaging.actions import arrivals, post, receipts
from connexions.ground.messaging.gateways import TryLater, Undeliverable, notify
from connexions.ground.messaging.gateways.kinds import Arrived

log = logging.getLogger(__name__)
MOST = 6
ASKED_AT_ONCE = 100
ASKED_AGAIN = timedelta(minutes=30)
ASKED_FOR = timedelta(days=8)  # a letter takes days; the gateway itself keeps what it knows for seven


@app.task(
    name=post.DELIVER,
    pass_context=True,
    retry=RetryStrategy(max_attempts=MOST, exponential_wait=4, retry_exceptions=[TryLater]),
)
def deliver(context: JobContext, message_id: str) -> None:
    """Send one message; where the gateway is busy, try again after 4, 16, 64 … seconds, then give up."""
    try:
        post.deliver(message_id=UUID(message_id), by=post.POST_ROOM)
    except TryLater:
        if context.job.attempts + 1 >= MOST:
            post.give_up(message_id=UUID(message_id), by=post.POST_ROOM)
            return
        raise


@app.periodic(cron="*/2 * * * *")
@app.task(name="messaging.fetch_texts", queueing_lock="messaging.fetch_texts")
def fetch_texts(timestamp: int) -> None:
    """Fetch what arrived at GOV.UK Notify since the last time: page by page until one holds nothing new."""
    if settings.NOTIFY["key"] and settings.NOTIFY["receives"]:
        fetch()


def fetch() -> int:
    """Take in what is new, the oldest first; how many. What could not be taken is there the next time."""
    new: list[Arrived] = []
    try:
        for page in notify.received():
            kept = queries.kept([one.notify_id for one in page])
            new += [one for one in page if one.notify_id not in kept]
            if len(kept) == len(page):
                break
    except (TryLater, Undeliverable) as problem:
        log.warning("Texts could not be fetched: %s", problem)
    taken = 0
    for one in sorted(new, key=lambda each: each.at):
        try:
            taken += arrivals.take(arrived=one, at=clock.now(), by=post.POST_ROOM) is not None
        except Exception:  # one that cannot be taken must not keep the others out
            log.exception("Text %s could not be taken in", one.notify_id)
    return taken


@app.periodic(cron="*/10 * * * *")
@app.task(name="messaging.ask_after", queueing_lock="messaging.ask_after")
def ask_after(timestamp: int) -> None:
    """Ask GOV.UK Notify what became of what it took, and what it cost, where no receipt was posted to us."""
    if settings.NOTIFY["key"]:
        look_after()


def look_after() -> int:
    """How many were asked after."""
    at = clock.now()
    waiting = queries.on_their_way(before=at - ASKED_AGAIN, since=at - ASKED_FOR, most=ASKED_AT_ONCE)
    for asked, message in enumerate(waiting):
        try:
            found = notify.receipt_of(message.reference)
        except Undeliverable as problem:  # it has forgotten it
            log.warning("Message %s: %s", message.pk, problem)
            continue
        except TryLater:
            return asked
        receipts.settle(receipt=found, at=at, by=post.POST_ROOM)
    return len(waiting)


@app.periodic(cron="11 4 * * *")
@app.task(name="messaging.forget", queue="jobs")
def forget(timestamp: int) -> None:
    """Forget by night what texts said that were dealt with more than thirty days ago."""
    for partnership in partnerships():
        by = system("post room", partnership=partnership)
        with tenancy.acting(by):
            arrivals.forget(at=clock.now(), by=by)
