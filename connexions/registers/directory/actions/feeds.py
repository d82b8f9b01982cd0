"""Taking services from elsewhere: each by itself, the faulty left out and told, as often as one likes."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import DataError, IntegrityError, transaction

from connexions.engines.openreferral import Fault, Item, understood
from connexions.ground.audit import actions as audit
from connexions.ground.base.acting import Actor
from connexions.ground.base.ids import new_id
from connexions.registers.directory import permissions
from connexions.registers.directory.actions._hanging import Hanging, Told
from connexions.registers.directory.actions._words import index
from connexions.registers.directory.models import Feed, Provider, Service
from connexions.registers.directory.topics import DROP_IN

OWN = (
    "name", "description", "url", "email", "status", "alert", "minimum_age", "maximum_age", "who_for",
    "how_to_use", "accreditations", "assured_on", "assurer_email",
)  # fmt: skip


@dataclass
class Taken:
    """What an import did; ``faults`` names each item that was left out, where, and why."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    gone: int = 0
    faults: list[Fault] = field(default_factory=list)


@transaction.atomic
def take(
    *, items: Iterable[Item], source: str, by: Actor, at: datetime, whole: bool = False, own: bool = False
) -> Taken:
    """Take services from the *source* of that name. With *whole* what it names no more is marked as gone. With
    *own* they become the partnership's own, as if they had been typed here."""
    permissions.check_may_keep(by)
    feed = None
    if not own:
        feed, _ = Feed.objects.get_or_create(partnership_id=by.partnership, name=source[:300])
    hand = _Hand(by, feed, at)
    for item in items:
        hand.take(item)
    if whole and feed is not None and hand.seen:
        hand.mark_gone()
    if feed is not None:
        feed.read_at, feed.taken, feed.refused = at, len(hand.seen), hand.done.refused
        feed.save()
    index(hand.written)
    counts = {name: getattr(hand.done, name) for name in ("added", "changed", "unchanged", "refused", "gone")}
    audit.record(event="directory.feed.taken", by=by, about=f"feed:{source}"[:120], details=counts)
    return hand.done


class _Hand:
    """What takes the items of one import, one by one."""

    def __init__(self, by: Actor, feed: Feed | None, at: datetime) -> None:
        self.by, self.feed, self.at = by, feed, at
        self.done = Taken()
        self.seen: set[str] = set()
        self.written: list[UUID] = []
        self.hanging = Hanging(by.partnership, feed)
        self.own: Told = {"partnership_id": by.partnership}

    def take(self, item: Item) -> None:
        if isinstance(item.value, dict) and isinstance(item.value.get("id"), str):
            key = item.value["id"].lower()
            if key in self.seen:
                self._refuse(
                    [Fault(f"{item.path}.id", "Another item has this identifier: the first was taken.")]
                )
                return
            self.seen.add(key)
        told, faults = understood(item.value, path=item.path)
        if told is None:
            self._refuse(faults)
            return
        try:
            with transaction.atomic():
                self._write(told, _digest(item.value))
        except (IntegrityError, DataError):
            self._refuse([Fault(item.path, "This contradicts what is there already, and cannot be kept.")])

    def _refuse(self, faults: list[Fault]) -> None:
        self.done.refused += 1
        self.done.faults += faults

    def _write(self, told: Told, digest: str) -> None:
        found = self._known(told["id"])
        if found is not None and found.digest == digest and found.gone_at is None:
            self.done.unchanged += 1
            return
        service = found or Service(**self.own, feed=self.feed, source_id=str(told["id"]) if self.feed else "")
        if found is None and not Service.objects.filter(pk=told["id"]).exists():
            service.id = told["id"]
        for name in OWN:
            setattr(service, name, told[name])
        service.drop_in = any(one["term_id"] == DROP_IN for one in told["topics"])
        service.provider = self._provider(told["provider"])
        service.digest, service.modified_at, service.gone_at = digest, self.at, None
        service.version += 0 if found is None else 1
        service.save()
        self.hanging.replace(service, told)
        self.written.append(service.pk)
        if found is None:
            self.done.added += 1
        else:
            self.done.changed += 1

    def _known(self, given: UUID) -> Service | None:
        mine = Service.objects.filter(**self.own, feed=self.feed)
        return (mine.filter(source_id=str(given)) if self.feed else mine.filter(pk=given)).first()

    def _provider(self, told: Told) -> Provider:
        given = told["id"]
        mine = Provider.objects.filter(**self.own, feed=self.feed)
        found = (mine.filter(source_id=str(given)) if self.feed else mine.filter(pk=given)).first()
        free = given is not None and not Provider.objects.filter(pk=given).exists()
        provider = found or Provider(
            **self.own,
            id=given if free else new_id(),
            feed=self.feed,
            source_id=str(given) if self.feed else "",
        )
        said = {name: told[name] for name in ("name", "description", "email", "website")}
        if found is None or any(getattr(found, name) != value for name, value in said.items()):
            for name, value in said.items():
                setattr(provider, name, value)
            provider.save()
        return provider

    def mark_gone(self) -> None:
        """What the feed names no more stays, and says since when."""
        missing = Service.objects.filter(**self.own, feed=self.feed, gone_at=None).exclude(
            source_id__in=self.seen
        )
        self.done.gone = missing.update(gone_at=self.at, modified_at=self.at)


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
