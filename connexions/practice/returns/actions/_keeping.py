"""Where a return goes while it is written: to a file, into the database, and past whoever counts."""

from __future__ import annotations

import hashlib
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO
from uuid import UUID

from connexions.engines.ccis import Fault, FileChecker, Header, Record, RecordChecker
from connexions.practice.returns.models import Piece, Return, Told
from connexions.practice.returns.rules.cohort import PRIMARY
from connexions.practice.returns.rules.standing import COUNTED_AGES
from connexions.practice.returns.telling.mapping import as_told
from connexions.practice.returns.telling.scope import Scope
from connexions.practice.returns.telling.streaming import One

PIECE = 1 << 20
ROWS = 1000


class Sink:
    """Takes the bytes of the file: counts and hashes them, passes them on, keeps them compressed."""

    def __init__(self, stream: BinaryIO | None, kept: Return | None) -> None:
        self._stream, self._kept = stream, kept
        self._hash, self._packer = hashlib.sha256(), zlib.compressobj(6)
        self._waiting, self._number = bytearray(), 0
        self.size = 0

    def write(self, data: bytes) -> int:
        """The next bytes."""
        self._hash.update(data)
        self.size += len(data)
        if self._stream is not None:
            self._stream.write(data)
        if self._kept is not None:
            self._waiting += self._packer.compress(data)
            if len(self._waiting) >= PIECE:
                self._put()
        return len(data)

    def close(self) -> str:
        """There is no more; the hash of it all."""
        if self._kept is not None:
            self._waiting += self._packer.flush()
            self._put()
        return self._hash.hexdigest()

    def _put(self) -> None:
        if self._waiting:
            made = Piece(partnership_id=self._kept.partnership_id, of=self._kept, number=self._number)  # type: ignore[union-attr]
            made.content = bytes(self._waiting)
            made.save(force_insert=True)
            self._number += 1
            self._waiting.clear()


@dataclass
class Counts:
    """What was told, in numbers."""

    statuses: Counter[str] = field(default_factory=Counter)
    standings: dict[str, Counter[str]] = field(default_factory=dict)
    rules: Counter[int] = field(default_factory=Counter)
    priorities: Counter[int] = field(default_factory=Counter)
    to_mend: int = 0
    renamed: int = 0  # told without signs that a name may not have

    def add(self, one: One, faults: list[Fault]) -> None:
        """One young person and what is wrong with their record."""
        self.statuses[one.status] += 1
        if one.status == PRIMARY and one.academic_age in COUNTED_AGES:
            for area in ("", one.authority):
                self.standings.setdefault(area, Counter())[one.standing] += 1
        self.rules.update(fault.number for fault in faults)
        self.priorities.update(fault.priority for fault in faults)
        self.to_mend += any(fault.priority == 1 for fault in faults)
        self.renamed += bool(one.otherwise_kept)

    def as_json(self) -> dict[str, Any]:
        """The counts as they are stored."""
        return {
            "statuses": dict(sorted(self.statuses.items())),
            "standings": {
                area: dict(sorted(found.items())) for area, found in sorted(self.standings.items())
            },
            "rules": {str(number): self.rules[number] for number in sorted(self.rules)},
            "priorities": {str(number): self.priorities[number] for number in sorted(self.priorities)},
            "to_mend": self.to_mend,
            "renamed": self.renamed,
        }


class Keeper:
    """Lets records pass on their way into the file; judges and keeps each where the return is kept."""

    def __init__(
        self, scope: Scope, header: Header, kept: Return | None, doubles: Collection[UUID] = ()
    ) -> None:
        self._kept, self._doubles = kept, doubles
        self._checker, self._between = RecordChecker(header, scope.spec), FileChecker(scope.spec)
        self._rows: list[Told] = []
        self.counts = Counts()

    def passing(self, people: Iterable[One]) -> Iterator[Record]:
        """The records, in their order."""
        for one in people:
            faults: list[Fault] = []
            if self._kept is not None:
                faults = self._checker.faults(one.record)
                if one.young_person in self._doubles:
                    faults += self._between.faults(one.record)
                self._rows.append(self._row(one, faults))
                if len(self._rows) >= ROWS:
                    self._put()
            self.counts.add(one, faults)
            yield one.record
        self._put()

    def _put(self) -> None:
        if self._rows:
            Told.objects.bulk_create(self._rows)
            self._rows.clear()

    def _row(self, one: One, faults: list[Fault]) -> Told:
        return Told(
            partnership_id=self._kept.partnership_id,  # type: ignore[union-attr]
            of=self._kept,
            young_person_id=one.young_person,
            young_persons_id=one.record.values.get("YoungPersonsID", "")[:40],
            status=one.status,
            authority=one.authority,
            academic_age=one.academic_age,
            standing=one.standing,
            fields=as_told(one.record),
            rules=[fault.number for fault in faults],
        )
