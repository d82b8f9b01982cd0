"""One import from its first byte to its last, inside the transaction of whoever calls."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, BinaryIO
from uuid import UUID

from connexions.engines.ccis import (
    Extract,
    Fault,
    Header,
    Record,
    RecordChecker,
    Specification,
    specification,
)
from connexions.practice.feeds import rules
from connexions.practice.feeds.importing import existing
from connexions.practice.feeds.importing.addresses import without_address, without_words
from connexions.practice.feeds.importing.applying import apply, find_twins, keep_problems
from connexions.practice.feeds.importing.comparing import Comparison, lay_out_new
from connexions.practice.feeds.importing.existing import Before
from connexions.practice.feeds.importing.mapping import Said, said
from connexions.practice.feeds.importing.piles import Staging
from connexions.practice.tracking.queries.currency import table_on
from connexions.registers.partners.models import Establishment, LocalAuthority
from connexions.registers.people import restricted

BATCH = 2000

Watch = Callable[[int, int], None]
"""Told after each batch how many bytes and how many records have been read."""


@dataclass(slots=True)
class Counts:
    """What became of the records."""

    records: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0
    problems: int = 0
    by_priority: Counter[int] = field(default_factory=Counter)
    by_rule: Counter[int] = field(default_factory=Counter)

    def as_json(self) -> dict[str, Any]:
        """The counts as they are stored and printed."""
        return {
            "records": self.records,
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "refused": self.refused,
            "problems": self.problems,
            "by_priority": {str(key): self.by_priority[key] for key in sorted(self.by_priority)},
            "by_rule": {str(key): self.by_rule[key] for key in sorted(self.by_rule)},
        }


class Hashed:
    """A stream that remembers what was read from it as one hash, so that a file is known again."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._hash = hashlib.blake2b(digest_size=32)
        self.size = 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        data = self._stream.read(size)
        self._hash.update(data)
        self.size += len(data)
        return data

    def hexdigest(self) -> str:
        """The hash of all that was read."""
        return self._hash.hexdigest()


@dataclass(slots=True)
class Taken:
    """A record of the batch that is not refused, and whose it is."""

    record: Record
    digest: str
    said: Said
    faults: list[Fault]
    before: Before | None = None
    young_person: UUID | None = None


class Importer:
    """Reads an extract batch by batch into the temporary tables, then applies them."""

    def __init__(
        self, extract: Extract, *, partnership: int, cursor: Any, watch: Watch | None = None
    ) -> None:
        self.extract = extract
        self.header: Header = extract.header
        self.spec: Specification = specification(extract.header.year)
        self.checker = RecordChecker(extract.header, self.spec)
        self.partnership = partnership
        self.cursor = cursor
        self.watch = watch
        self.counts = Counts()
        self.staging = Staging(extract.header.period_end)
        self.moved: dict[UUID, str] = {}
        self._elsewhere: dict[str, str] = {}
        self._closed = existing.numbers_of(restricted.here())
        self.schools: dict[str, UUID] = {
            str(number): pk
            for number, pk in Establishment.objects.exclude(number=None).values_list("number", "id")
        }
        self.lapses = table_on(on=extract.header.period_end, partnership=partnership)
        self.authorities = set(
            LocalAuthority.objects.filter(partnership=partnership).values_list("code", flat=True)
        )

    def read(self) -> None:
        """Read, check and compare every record. Nothing of the rooms is written yet.

        Two imports into one partnership would make the same person twice: the second waits for the first.
        """
        self.cursor.execute("SELECT pg_advisory_xact_lock(hashtext('feeds.import'), %s)", [self.partnership])
        self.staging.create(self.cursor)
        records = iter(self.extract)
        while batch := list(islice(records, BATCH)):
            self._batch(batch)
            self.staging.send(self.cursor)
            if self.watch:
                self.watch(self.extract.bytes_read, self.counts.records)
        find_twins(self.cursor, self._twin_rules())
        self._count_problems()

    def first_problems(self, most: int) -> list[dict[str, Any]]:
        """The first problems in the order of the file."""
        columns = list(self.staging.problems.columns)
        self.cursor.execute(
            f"SELECT {', '.join(columns)} FROM in_problems ORDER BY record, priority, rule LIMIT %s",  # noqa: S608
            [most],
        )
        return [dict(zip(columns, row, strict=True)) for row in self.cursor.fetchall()]

    def apply(self, delivery: UUID) -> None:
        """Write what was laid out."""
        apply(self.cursor, self.staging, partnership=self.partnership, delivery=delivery)

    def keep_problems(self, delivery: UUID) -> None:
        """Write what is wrong with the records."""
        keep_problems(self.cursor, self.staging, partnership=self.partnership, delivery=delivery)

    def close(self) -> None:
        """Remove the temporary tables."""
        self.staging.drop(self.cursor)

    def _batch(self, batch: list[Record]) -> None:
        self.counts.records += len(batch)
        taken = [one for record in batch if (one := self._judge(record)) is not None]
        taken = list(self._once(taken))
        self._note_moved()
        taken = self._match(taken)
        changed = [one for one in taken if one.young_person is not None]
        claimed = self._claim([f"person {one.young_person}" for one in changed])
        words = existing.words_of(self.partnership, [one.said.number for one in changed if one.before])
        here = existing.recorded([one.young_person for one in changed if one.young_person])
        for one in taken:
            if one.young_person is None:
                self._create(one)
            elif f"person {one.young_person}" not in claimed or one.young_person not in here:
                self._refuse(one.record, [*one.faults, self._second(one.said.number)])
            else:
                claimed.discard(f"person {one.young_person}")
                self._change(one, here[one.young_person], words.get(one.said.number))

    def _note_moved(self) -> None:
        """Those of ours whom the file gives to another partnership's authority: somebody must decide on each."""
        if self._elsewhere:
            known = existing.known_by_number(self.partnership, list(self._elsewhere))
            self.moved |= {whom: self._elsewhere[number] for number, whom in known.items()}
            self._elsewhere.clear()

    def _judge(self, record: Record) -> Taken | None:
        """The record with what it says, or nothing where it cannot be taken."""
        faults = self.checker.faults(record)
        lead = record.values.get("LeadLEA", "")
        if lead in self.spec.authorities and lead not in self.authorities:
            faults.append(rules.ours(rules.ANOTHER_PARTNERSHIP, lead))
        if any(
            fault.number in rules.UNUSABLE or fault.number == rules.ANOTHER_PARTNERSHIP for fault in faults
        ):
            if lead in self.spec.authorities and lead not in self.authorities:
                self._elsewhere[record.values.get("YoungPersonsID", "")] = lead
            self._refuse(record, faults)
            return None
        told = said(record, self.spec, self.schools, self.lapses)
        faults.extend(rules.ours(rules.CUT, what) for what in told.cut)
        return Taken(record, record.digest(), told, faults)

    def _once(self, taken: list[Taken]) -> Iterator[Taken]:
        """Those whose id this file has not had before; the others are refused."""
        new = self._claim([one.said.number for one in taken])
        for one in taken:
            if one.said.number in new:
                new.discard(one.said.number)
                yield one
            else:
                fault = self._second(one.said.number)
                if one.record.values.get("CohortStatus") != "G":
                    fault = self.spec.rules[902].fault(one.said.number)
                self._refuse(one.record, [*one.faults, fault])

    def _match(self, taken: list[Taken]) -> list[Taken]:
        """Find whose each record is; those unchanged since the last time are left out."""
        before = existing.said_before(self.partnership, [one.said.number for one in taken])
        previous = {number: one for one in taken if (number := one.said.identifiers.get("former_ccis"))}
        unknown = [one.said.number for one in taken if one.said.number not in before]
        known = existing.known_by_number(self.partnership, [*unknown, *previous])
        numbers = [
            one.said.identifiers[s] for one in taken for s in ("uln", "upn") if s in one.said.identifiers
        ]
        holders = existing.holders(self.partnership, numbers)
        free = self._claim(
            [number for number, one in previous.items() if number in known and one.said.number not in known]
        )
        left = []
        for one in taken:
            number, former = one.said.number, one.said.identifiers.get("former_ccis", "")
            one.before = before.get(number)
            if one.before is not None:
                one.young_person = one.before.young_person
            elif number in known:
                one.young_person = known[number]
            elif former in free:
                free.discard(former)
                one.young_person = known[former]
            if one.young_person in restricted.here():
                self._closed.add(number)
            self._same_numbers(one, holders)
            if one.before is not None and one.before.digest == one.digest:
                self.counts.unchanged += 1
                self._report(one.record, one.faults)
            else:
                left.append(one)
        return left

    def _same_numbers(self, one: Taken, holders: dict[tuple[str, str], set[UUID]]) -> None:
        for scheme in ("uln", "upn"):
            value = one.said.identifiers.get(scheme)
            if value and holders.get((scheme, value), set()) - {one.young_person}:
                field = "UniqueLearnerNo" if scheme == "uln" else "UniquePupilNumber"
                one.faults.append(rules.ours(rules.SAME_NUMBER_HERE, value, field))

    def _create(self, one: Taken) -> None:
        young_person = self.staging.fresh()
        lay_out_new(one.said, young_person, self.staging)
        self.counts.created += 1
        self._keep_source(one, young_person)
        self._report(one.record, one.faults)

    def _change(self, one: Taken, here: existing.Here, fields: dict[str, Any] | None) -> None:
        if one.young_person is None:
            raise ValueError("Only a record that was matched can change somebody.")
        before = None
        if fields is not None:
            last = Record(0, 0, fields["values"], tuple(fields["characteristics"]), fields["unknown"])
            before = said(last, self.spec, self.schools, self.lapses)
        comparison = Comparison(
            one.young_person, one.said, before, here, self.header.date_of_send, self.staging
        )
        comparison.lay_out()
        self.counts.updated += 1
        self._keep_source(one, one.young_person)
        self._report(
            one.record, [*one.faults, *(rules.ours(rules.DIFFERS, what) for what in comparison.differs)]
        )

    def _keep_source(self, one: Taken, young_person: UUID | str) -> None:
        record = one.record
        fields = {
            "values": record.values,
            "characteristics": record.characteristics,
            "unknown": record.unknown,
        }
        if young_person in restricted.here():
            fields = without_address(fields)
        self.staging.sources.add(
            (young_person, one.said.number, one.digest, json.dumps(fields, ensure_ascii=False))
        )

    def _refuse(self, record: Record, faults: list[Fault]) -> None:
        self.counts.refused += 1
        self._report(record, faults, refused=True)

    def _report(self, record: Record, faults: list[Fault], *, refused: bool = False) -> None:
        get = record.values.get
        number = get("YoungPersonsID", "")[:40]
        if number in self._closed:
            faults = [without_words(one) for one in faults]
        for fault in faults:
            self.staging.problems.add(
                (record.ordinal, record.line, number, fault.number, fault.priority, fault.field[:60],
                 fault.words[:600], fault.fix[:400], refused)
            )  # fmt: skip
        family = get("FamilyName", "")
        person = hash((get("GivenName", "").casefold(), family.casefold(), get("DOB")))
        shared = (get("UniqueLearnerNo"), get("UniquePupilNumber"), family, person)
        self.staging.keys.add((record.ordinal, record.line, number, get("CohortStatus", ""), *shared))

    def _claim(self, keys: list[str]) -> set[str]:
        """Those of the keys that this import has not met before."""
        self.cursor.execute(
            "INSERT INTO pg_temp.in_seen SELECT unnest(%s::text[]) ON CONFLICT DO NOTHING RETURNING number",
            [keys],
        )
        return {key for (key,) in self.cursor.fetchall()}

    def _twin_rules(self) -> list[tuple[str, str, Fault]]:
        """What two records may share, what of it is shown, and what is then said."""
        same = rules.ours(rules.SAME_NUMBER_HERE, "{value}", "UniquePupilNumber")
        texts = self.spec.rules
        return [
            ("uln", "uln", texts[907].fault("{value}")),
            ("upn", "upn", same),
            ("person", "family_name", texts[908].fault("{value}")),
        ]

    def _second(self, number: str) -> Fault:
        return rules.ours(rules.SECOND_RECORD, number)

    def _count_problems(self) -> None:
        self.cursor.execute("SELECT rule, priority, count(*) FROM in_problems GROUP BY 1, 2")
        for rule, priority, count in self.cursor.fetchall():
            self.counts.by_rule[rule] += count
            self.counts.by_priority[priority] += count
            self.counts.problems += count
