"""Surveying: a whole file checked, of whatever supplier, with all that is wrong with it and with its records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import BinaryIO

from connexions.engines.ccis.checking import FileChecker, RecordChecker
from connexions.engines.ccis.faults import Fault
from connexions.engines.ccis.reading import Extract, read
from connexions.engines.ccis.record import Header, Record
from connexions.engines.ccis.refusals import FileRefused, Refusal
from connexions.engines.ccis.specification import Specification, file_faults, specification

#: Rules of one record for which the department rejects the whole file.
REJECTING = frozenset({240, 904})

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault at its place. `record` is 0 where it is the file's own; `code` then begins with F."""

    code: str
    priority: int
    field: str
    words: str
    fix: str
    young_persons_id: str
    record: int
    line: int
    rejects_file: bool

    @property
    def of_file(self) -> bool:
        """Whether the file as a whole is at fault."""
        return self.code.startswith("F")


class Survey:
    """A return being checked. Iterate it once for its findings, in the order of the file.

    Reading goes on past every fault of the file after which the rest still makes sense, such as a second
    header or a status X, so that all of them are found at once; only the first place where the XML itself
    breaks ends it. What came before that place is checked, and `unreadable` says what was met there.

    `year` names the requirement (2019 for 2019-20); without, the file's period decides.
    """

    def __init__(self, stream: BinaryIO, year: int | None = None) -> None:
        self._stream = stream
        self._year = year
        self._objections: list[FileRefused] = []
        self.header: Header | None = None
        self.spec: Specification | None = None
        self.unreadable: FileRefused | None = None
        self.records = 0
        self.worst: int | None = None

    @property
    def judged(self) -> bool:
        """Whether there was a period to judge records by; without, only the file's own faults are found."""
        return self.spec is not None

    def __iter__(self) -> Iterator[Finding]:
        for finding in self._findings():
            self.worst = min(self.worst or finding.priority, finding.priority)
            yield finding

    def _findings(self) -> Iterator[Finding]:
        try:
            extract = read(self._stream, self._objections.append)
            yield from self._begun(extract)
            yield from self._of_records(extract)
            self._ended(extract)
        except FileRefused as broken:
            self.unreadable = broken
            self._objections.append(broken)
        yield from self._objected()

    def _begun(self, extract: Extract) -> Iterator[Finding]:
        if extract.judged:
            self.header = extract.header
            self.spec = specification(self._year or self.header.year)
            self._objections += _against(self.header, self.spec)
        yield from self._objected()

    def _of_records(self, extract: Extract) -> Iterator[Finding]:
        alone = between = None
        if self.header and self.spec:
            alone, between = RecordChecker(self.header, self.spec), FileChecker(self.spec)
        for record in extract:
            self.records += 1
            if self._objections:
                yield from self._objected()
            if alone and between:
                for fault in (*alone.faults(record), *between.faults(record)):
                    yield _finding(record, fault)

    def _ended(self, extract: Extract) -> None:
        if extract.ordinal == 0:
            self._object(
                Refusal.NO_RECORDS,
                "The file has no records. If people should be in it, make the extract again.",
            )
        for name in extract.strays:
            self._object(
                Refusal.STRAY_ELEMENT,
                f"The file has the element “{name[:80]}” beside its records, which the return does not know. "
                "Ask your supplier to leave it out.",
            )

    def _object(self, kind: Refusal, sentence: str) -> None:
        self._objections.append(FileRefused(kind, sentence))

    def _objected(self) -> Iterator[Finding]:
        """What was told against the file since this was last asked."""
        while self._objections:
            yield _of_file(self._objections.pop(0))


def _against(header: Header, spec: Specification) -> Iterator[FileRefused]:
    """What a return's header must not be, beyond what makes it unreadable."""
    for code in header.source_leas:
        if code not in spec.authorities:
            yield FileRefused(
                Refusal.BAD_AUTHORITIES,
                f"LEACode “{code}” in the header is not an English authority of {called(spec.year)}. "
                "Correct it in the system's settings.",
                header.line,
            )
    for name in header.unknown:
        yield FileRefused(
            Refusal.UNEXPECTED_IN_HEADER,
            f"The header has “{name[:80]}”, unknown to the return or there twice. Ask your supplier to leave it out.",
            header.line,
        )
    if (header.period_end + ONE_DAY).day != 1:
        yield FileRefused(
            Refusal.ODD_PERIOD_END,
            f"PeriodEnd {header.period_end} is not the last day of a month. Make the extract for a whole month.",
            header.line,
        )


def _of_file(refusal: FileRefused) -> Finding:
    told = file_faults()[refusal.kind]
    return Finding(
        code=told.code,
        priority=told.priority,
        field=told.field,
        words=refusal.words,
        fix=told.words,
        young_persons_id=refusal.young_persons_id,
        record=0,
        line=refusal.line or 0,
        rejects_file=told.priority == 1,
    )


def _finding(record: Record, fault: Fault) -> Finding:
    return Finding(
        code=str(fault.number),
        priority=fault.priority,
        field=fault.field,
        words=fault.words,
        fix=fault.fix,
        young_persons_id=record.values.get("YoungPersonsID", ""),
        record=record.ordinal,
        line=record.line,
        rejects_file=fault.number in REJECTING,
    )


def called(year: int) -> str:
    """What a year of the requirement is called: 2019-20."""
    return f"{year}-{(year + 1) % 100:02d}"
