"""The writer: the same header and records always give the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO
from xml.sax.saxutils import escape as escaped

from connexions.engines.ccis.record import Header, Record
from connexions.engines.ccis.shape import NOT_WRITTEN, RECORD, WITHDRAWN, Shape

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RETURN = {"\r": "&#13;"}  # which a reader would take for the end of a line
_OPTIONAL = frozenset({"SeptemberGuarantee", "Year11", "Year12"})  # left out when they hold nothing


def write(stream: BinaryIO, header: Header, records: Iterable[Record]) -> int:
    """Write an extract as UTF-8 and answer how many records it has. Only known fields are written."""
    stream.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<NCCIS>\n')
    stream.write(_header(header).encode())
    count = 0
    for record in records:
        stream.write(record_xml(record).encode())
        count += 1
    stream.write(b"</NCCIS>\n")
    return count


def record_xml(record: Record) -> str:
    """One record as text."""
    lines = ["  <YoungPersonsRecord>"]
    for name, shape in RECORD.items():
        if name == "Activities" and not record.has_activities:
            continue
        lines.extend(_node(name, shape, record, "    "))
    lines.append("  </YoungPersonsRecord>\n")
    return "\n".join(lines)


def _node(name: str, shape: str | Shape, record: Record, indent: str) -> Iterator[str]:
    if isinstance(shape, str):
        if shape == "CharacteristicCode":
            for code in record.characteristics:
                yield f"{indent}<{name}>{escape(code)}</{name}>"
        elif name not in NOT_WRITTEN and (name not in WITHDRAWN or shape in record.values):
            text = escape(record.values.get(shape, ""))
            yield f"{indent}<{name}>{text}</{name}>" if text else f"{indent}<{name}/>"
        return
    if name in _OPTIONAL and not _holds(shape, record):
        return
    yield f"{indent}<{name}>"
    for child, inner in shape.items():
        yield from _node(child, inner, record, indent + "  ")
    yield f"{indent}</{name}>"


def _holds(shape: Shape, record: Record) -> bool:
    return any(
        inner in record.values if isinstance(inner, str) else _holds(inner, record)
        for inner in shape.values()
    )


def _header(header: Header) -> str:
    databases = "".join(f"<DatabaseID>{escape(code)}</DatabaseID>" for code in header.database_ids)
    leas = "".join(f"<LEACode>{escape(code)}</LEACode>" for code in header.source_leas)
    return (
        "  <FileHeader>\n"
        f"    <Databases>{databases}</Databases>\n"
        f"    <SourceLEAs>{leas}</SourceLEAs>\n"
        f"    <DateOfSend>{header.date_of_send.isoformat()}</DateOfSend>\n"
        f"    <PeriodEnd>{header.period_end.isoformat()}</PeriodEnd>\n"
        f"    <SupplierName>{escape(header.supplier_name)}</SupplierName>\n"
        f"    <SupplierXMLVersion>{escape(header.supplier_xml_version)}</SupplierXMLVersion>\n"
        f"    <XMLSchemaVersion>{escape(header.xml_schema_version)}</XMLSchemaVersion>\n"
        "  </FileHeader>\n"
    )


def escape(text: str) -> str:
    """Text as XML holds it; signs that it cannot hold at all are left out, so that every file can be read."""
    if not text.isprintable():
        text = _NOT_IN_XML.sub("", text)
    return escaped(text, _RETURN)
