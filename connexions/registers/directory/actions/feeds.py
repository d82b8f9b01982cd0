"""Taking services from elsewhere: each by itself, the faulty left out and told, as often as one likes.

A source is read some hundreds of services at a time, and each batch is kept: where the network breaks or somebody stops
it, the same again finishes it, and does nothing twice.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from django.db import DatabaseError

from connexions.engines.openreferral import Item, Unreadable
from connexions.ground.audit import actions as audit
from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.registers.directory import permissions
from connexions.registers.directory.actions._taking import Hand, Taken
from connexions.registers.directory.fetching import Source
from connexions.registers.directory.models import Feed, Reading, Sent

BATCH = 200  # services that are kept together
MOST_FAULTS = 1_000  # kept with a reading: whoever mends those sees the rest
KEPT = timedelta(days=7)  # a source that was not read to its end
State = Reading.State
Watch = Callable[[int], None]


def take(
    *,
    source: Source,
    by: Actor,
    at: datetime,
    own: bool = False,
    reading: UUID | None = None,
    watch: Watch = lambda read: None,
) -> Taken:
    """Take services from a source. Where it is whole, what it names no more is marked as gone once it was read to its
    end. With *own* they become the partnership's own, as if they had been typed here.

    It begins transactions of its own, one for each batch, and waits for the source in none. *watch* is told before each
    item how many were read, and may raise to stop.
    """
    permissions.check_may_keep(by)
    with tenancy.acting(by):
        kept = _begin(source, reading, own=own, by=by, at=at)
    hand, batches = Hand(by, kept.feed, at, source.asked), _Batches(source.items, watch)
    try:
        for batch in batches:
            with tenancy.acting(by):
                _hold(kept.feed)
                hand.take_all(batch)
                _keep_counts(kept, hand.done)
    except BaseException:
        with suppress(DatabaseError), tenancy.acting(by):
            _end(kept, State.STOPPED, at)
        raise
    hand.done.problem = batches.problem
    with tenancy.acting(by):
        _hold(kept.feed)
        _finish(kept, hand, whole=source.whole, by=by, at=at)
    return hand.done


def send(*, name: str, address: str = "", body: bytes = b"", whole: bool, by: Actor, at: datetime) -> Reading:
    """Keep what is to be read, a file or an address, until it was. What nobody finished in a week is thrown away."""
    permissions.check_may_keep(by)
    Sent.objects.filter(partnership_id=by.partnership, reading__asked_at__lt=at - KEPT).delete()
    reading = Reading.objects.create(
        partnership_id=by.partnership,
        name=name[:300],
        whole=whole,
        asked_by=by.id,
        asked_by_name=by.name,
        asked_at=at,
    )
    Sent.objects.create(
        partnership_id=by.partnership,
        reading=reading,
        packed=zlib.compress(address.encode() or body),
        is_address=bool(address),
    )
    return reading


def hand_over(*, reading: Reading, job: UUID, by: Actor) -> None:
    """Note which job reads it, so that its progress can be found again."""
    permissions.check_may_keep(by)
    Reading.objects.filter(pk=reading.pk).update(job=job)


def again(*, reading: Reading, by: Actor) -> None:
    """Let what broke off or was stopped be read once more. Raises ``NotPossible`` where it is being read, was read to
    its end, or is no longer here."""
    permissions.check_may_keep(by)
    ended = Reading.objects.filter(pk=reading.pk, state__in=(State.BROKEN, State.STOPPED), sent__isnull=False)
    if not ended.update(state=State.WAITING):
        raise NotPossible("Only what broke off or was stopped, a week ago at most, can be read again.")


class _Batches:
    """Items some at a time; where the source breaks off, the last are those that came before, and why is kept."""

    def __init__(self, items: Iterable[Item], watch: Watch) -> None:
        self.items, self.watch, self.problem = items, watch, ""

    def __iter__(self) -> Iterator[list[Item]]:
        batch: list[Item] = []
        try:
            for number, item in enumerate(self.items, 1):
                batch.append(item)
                self.watch(number)
                if len(batch) == BATCH:
                    yield batch
                    batch = []
        except Unreadable as problem:
            self.problem = str(problem)
        if batch:
            yield batch


def _begin(source: Source, reading: UUID | None, *, own: bool, by: Actor, at: datetime) -> Reading:
    feed = None
    if not own:
        feed, _ = Feed.objects.get_or_create(partnership_id=by.partnership, name=source.name[:300])
    kept = Reading.objects.filter(pk=reading).first() if reading else None
    if kept is None:
        kept = Reading(
            partnership_id=by.partnership, asked_by=by.id, asked_by_name=by.name[:120], asked_at=at
        )
    kept.feed, kept.name, kept.whole, kept.asked = feed, source.name[:300], source.whole, source.asked
    kept.state, kept.problem, kept.ended_at = State.RUNNING, "", None
    _keep_counts(kept, Taken())
    return kept


def _hold(feed: Feed | None) -> None:
    """Two readings of one feed take turns, batch by batch."""
    if feed is not None:
        Feed.objects.select_for_update(of=("self",)).get(pk=feed.pk)


def _keep_counts(kept: Reading, done: Taken) -> None:
    for name, count in done.counts().items():
        setattr(kept, name, count)
    kept.faults = [[one.path, one.sentence] for one in done.faults[:MOST_FAULTS]]
    kept.save()


def _finish(kept: Reading, hand: Hand, *, whole: bool, by: Actor, at: datetime) -> None:
    done = hand.done
    if whole and hand.seen and not done.problem and kept.feed is not None:
        hand.mark_gone()
    kept.problem = done.problem
    _keep_counts(kept, done)
    _end(kept, State.BROKEN if done.problem else State.DONE, at)
    if not done.problem:
        Sent.objects.filter(reading=kept).delete()
    if kept.feed is not None and not done.problem:
        Feed.objects.filter(pk=kept.feed.pk).update(read_at=at, taken=len(hand.seen), refused=done.refused)
    audit.record(
        event="directory.feed.broken_off" if done.problem else "directory.feed.taken",
        by=by,
        about=f"feed:{kept.name}"[:120],
        details=done.counts(),
    )


def _end(kept: Reading, state: str, at: datetime) -> None:
    Reading.objects.filter(pk=kept.pk).update(state=state, ended_at=at)
