"""The reader: an extract of any size, one record at a time, in constant memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from connexions.engines.ccis.collecting import Collector, local
from connexions.engines.ccis.head import CHUNK, Head, parser
from connexions.engines.ccis.headers import header_of
from connexions.engines.ccis.record import ALREADY_REPORTED, Header, Record
from connexions.engines.ccis.refusals import (
    ENTITY_CODES,
    FileRefused,
    Objection,
    Refusal,
    entities_used,
    from_end,
    from_syntax_error,
    line_of,
    refuse,
)
from connexions.engines.ccis.shape import RECORD, in_namespace

#: More than this without one finished record is no extract: a record has two to four thousand bytes.
LARGEST_RECORD = 8 << 20

_MOST_STRAYS = 100  # how many kinds of elements between the records are remembered


def read(stream: BinaryIO, objection: Objection = refuse) -> Extract:
    """Begin to read an extract: its header at once, its records as the result is iterated.

    Raises `FileRefused`, here or while iterating, when the file as a whole cannot be taken. The collection
    itself would also reject a file for one record without activities (rule 240) or with an unknown status
    (904); an import must not lose 10,000 people for one, so those are faults of the record.

    An `objection` that does not raise what it is told hears all that stands against the file, and the reading
    goes on. What makes the file unreadable from there on is raised in any case.
    """
    return Extract(stream, objection)


class Extract:
    """An extract being read. Iterate it once for its records."""

    def __init__(self, stream: BinaryIO, objection: Objection = refuse) -> None:
        self._stream = stream
        self._objection = objection
        head = Head(stream)
        self._first = head.first
        prefix = f"{{{head.namespace}}}" if head.namespace else ""
        self._header_tag, self._record_tag = f"{prefix}FileHeader", f"{prefix}YoungPersonsRecord"
        self._collector = Collector(in_namespace(RECORD, head.namespace))
        self._parser = parser(("end",), head.encoding, [self._header_tag, self._record_tag])
        self._header: Header | None = None
        self._headers = 0
        self.strays: list[str] = []
        self.bytes_read = 0
        self.ordinal = 0
        self._since_event = 0
        self._equals = self._equals_before = False
        self._records = self._run()
        self._pending = next(self._records, None)
        if not self._headers:
            objection(_no_header(self._pending.line if self._pending else None))

    @property
    def header(self) -> Header:
        """The header of the file. To be asked only where the objections are raised, or `judged`."""
        assert self._header is not None
        return self._header

    @property
    def judged(self) -> bool:
        """Whether there is a header to judge records by."""
        return self._header is not None

    def __iter__(self) -> Iterator[Record]:
        if self._pending is not None:
            record, self._pending = self._pending, None
            yield record
            yield from self._records

    def _run(self) -> Iterator[Record]:
        chunk = self._first
        self._first = b""
        while chunk:
            broken = self._feed(chunk)
            for element in self._finished():
                if element.tag == self._header_tag:
                    self._take_header(element)
                elif record := self._take_record(element):
                    yield record
            if broken:
                raise broken
            chunk = self._stream.read(CHUNK)
        self._close()

    def _feed(self, chunk: bytes) -> FileRefused | None:
        """Parse some more; what came before a break can still be read."""
        self.bytes_read += len(chunk)
        self._look_for_attributes(chunk)
        self._since_event += len(chunk)
        try:
            self._parser.feed(chunk)
        except etree.XMLSyntaxError as error:
            return from_syntax_error(error, started=True)
        return None

    def _look_for_attributes(self, chunk: bytes) -> None:
        """No attribute is without “=”: a record has none if no chunk had one since a record last ended."""
        ended = self._since_event == 0
        self._equals_before = self._equals if ended else self._equals_before or self._equals
        self._equals = b"=" in chunk
        self._collector.attributes = self._equals_before or self._equals

    def _finished(self) -> Iterator[etree._Element]:
        for _, element in self._parser.read_events():
            self._since_event = 0
            parent = element.getparent()  # type: ignore[union-attr]
            if parent is None or parent.getparent() is not None:
                continue  # the same name deeper down is no record of this file
            yield element  # type: ignore[misc]
            element.clear()  # type: ignore[union-attr]
            self._drop_before(element, parent)  # type: ignore[arg-type]
        if self._since_event > LARGEST_RECORD:
            raise FileRefused(
                Refusal.TOO_LARGE,
                f"One part of the file is larger than {LARGEST_RECORD >> 20} MB. No record is so large: "
                "ask for the extract again.",
            )

    def _drop_before(self, element: etree._Element, root: etree._Element) -> None:
        """Free what has been read, and remember the names of what lay between the records."""
        while (before := element.getprevious()) is not None:
            self._stray(before)
            root.remove(before)

    def _stray(self, element: etree._Element) -> None:
        known = element.tag in (self._header_tag, self._record_tag)
        if not known and len(self.strays) < _MOST_STRAYS and (name := local(element)) not in self.strays:
            self.strays.append(name)

    def _close(self) -> None:
        try:
            root = self._parser.close()
        except etree.XMLSyntaxError as error:
            log = self._parser.feed_error_log  # what libxml2 thought bearable when it met it
            entity = next((entry for entry in log if entry.type in ENTITY_CODES), None)
            raise (entities_used(entity.line) if entity else from_end(error)) from error
        for after in root:
            self._stray(after)

    def _take_header(self, element: etree._Element) -> None:
        self._headers += 1
        if self._headers > 1:
            self._objection(
                FileRefused(
                    Refusal.SEVERAL_HEADERS,
                    "The file has more than one FileHeader. Send one extract in each file.",
                    line_of(element),
                )
            )
        else:
            self._header = header_of(element, self._objection)

    def _take_record(self, element: etree._Element) -> Record | None:
        self.ordinal += 1
        record = Record(self.ordinal, line_of(element) or 0, {})
        seen = self._collector.collect(element, record)
        if "PersonalDetails" not in seen:
            self._objection(_no_details(record))
            return None
        record.has_activities = "Activities" in seen
        if record.values.get("CohortStatus") == ALREADY_REPORTED:
            self._objection(_already_reported(record))
        return record


def _no_details(record: Record) -> FileRefused:
    return FileRefused(
        Refusal.NO_PERSONAL_DETAILS,
        f"Record {record.ordinal} has no PersonalDetails, so nobody can tell whose it is. "
        "Correct the extract and send it again.",
        record.line,
    )


def _already_reported(record: Record) -> FileRefused:
    return FileRefused(
        Refusal.STATUS_X,
        f"Record {record.ordinal} has status X, which a system keeps for itself and never sends. "
        "Make the extract again as a return, without people already reported as left.",
        record.line,
        record.values.get("YoungPersonsID", ""),
    )


def _no_header(line: int | None) -> FileRefused:
    return FileRefused(
        Refusal.NO_HEADER,
        "The file has no FileHeader before its first record, so nobody can tell whose it is or which period "
        "it is for.",
        line,
    )
