"""The hand that takes the items of one import, one by one: the faulty left out and told."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import DataError, IntegrityError, transaction
from django.db.models import QuerySet

from connexions.engines.openreferral import Fault, Item, understood
from connexions.ground.base.acting import Actor
from connexions.ground.base.ids import new_id
from connexions.registers.directory.actions._hanging import Hanging, Told
from connexions.registers.directory.actions._words import index
from connexions.registers.directory.models import Feed, Provider, Service
from connexions.registers.directory.topics import DROP_IN

OWN = (
    "name", "description", "url", "email", "status", "alert", "minimum_age", "maximum_age", "who_for",
    "how_to_use", "accreditations", "assured_on", "assurer_email",
)  # fmt: skip
MARK = 500  # services that are marked as gone in one statement


@dataclass
class Taken:
    """What an import did; ``faults`` names each item that was left out, where, and why. With a ``problem`` it broke
    off, and what is counted had been taken by then."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    gone: int = 0
    faults: list[Fault] = field(default_factory=list)
    problem: str = ""

    @property
    def read(self) -> int:
        """How many items were read."""
        return self.added + self.changed + self.unchanged + self.refused

    def counts(self) -> dict[str, int]:
        """The numbers by name."""
        return {name: getattr(self, name) for name in ("added", "changed", "unchanged", "gone", "refused")}


class Hand:
    """What takes the items of one import, one by one."""

    def __init__(self, by: Actor, feed: Feed | None, at: datetime, asked: str = "") -> None:
        self.by, self.feed, self.at, self.asked = by, feed, at, asked
        self.done = Taken()
        self.seen: set[str] = set()
        self.written: list[UUID] = []
        self.hanging = Hanging(by.partnership, feed)
        self.own: Told = {"partnership_id": by.partnership}

    def take_all(self, items: Iterable[Item]) -> None:
        """Take a batch, and bring the words by which its services are found in line."""
        before = set(self.seen)
        for item in items:
            self.take(item)
        index(self.written)
        self.written = []
        if self.feed is not None:
            named = self._of_feed().filter(source_id__in=self.seen - before)
            named.exclude(asked=self.asked).update(asked=self.asked)

    def take(self, item: Item) -> None:
        """Take one, or say why not."""
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

    def _of_feed(self) -> QuerySet[Service]:
        return Service.objects.filter(**self.own, feed=self.feed)

    def _known(self, given: UUID) -> Service | None:
        mine = self._of_feed()
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
        """What the feed names no more stays, and says since when. Of what was asked for alone: a filter says nothing of
        what it leaves out. What another import has brought meanwhile is left as it is."""
        within = {"asked": self.asked} if self.asked else {}
        there = self._of_feed().filter(**within, gone_at=None, modified_at__lte=self.at)
        missing = [pk for pk, name in there.values_list("pk", "source_id") if name not in self.seen]
        for begin in range(0, len(missing), MARK):
            some = self._of_feed().filter(pk__in=missing[begin : begin + MARK])
            self.done.gone += some.update(gone_at=self.at, modified_at=self.at)


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
