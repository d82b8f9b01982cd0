"""The header of an extract, and what is wrong with one that cannot be used."""

from __future__ import annotations

import re
from datetime import date

from lxml import etree

from connexions.engines.ccis.record import Header, as_date
from connexions.engines.ccis.refusals import FileRefused, Refusal, line_of

_THREE_DIGITS = re.compile(r"[0-9]{3}")
_PLAIN = ("DateOfSend", "PeriodEnd", "SupplierName", "SupplierXMLVersion", "XMLSchemaVersion")
_LISTS = {"Databases": "DatabaseID", "SourceLEAs": "LEACode"}


def header_of(element: etree._Element) -> Header:
    """The header, or a refusal: without databases, authorities and period no record could be judged."""
    values: dict[str, str] = {}
    lists: dict[str, list[str]] = {"Databases": [], "SourceLEAs": []}
    unknown: dict[str, list[str]] = {}
    for child in element:
        name, text = _name(child), (child.text or "").strip()
        if name in _LISTS:
            for inner in child:
                target = (
                    lists[name]
                    if _name(inner) == _LISTS[name]
                    else unknown.setdefault(f"{name}/{_name(inner)}", [])
                )
                target.append((inner.text or "").strip())
        elif name in _PLAIN and name not in values:
            values[name] = text
        else:
            unknown.setdefault(name, []).append(text)
    line = line_of(element)
    return Header(
        database_ids=_codes(lists["Databases"], "DatabaseID", line),
        source_leas=_codes(lists["SourceLEAs"], "LEACode", line),
        date_of_send=_date(values, "DateOfSend", line),
        period_end=_date(values, "PeriodEnd", line),
        supplier_name=values.get("SupplierName", ""),
        supplier_xml_version=values.get("SupplierXMLVersion", ""),
        xml_schema_version=values.get("XMLSchemaVersion", ""),
        unknown=unknown,
    )


def _codes(found: list[str], name: str, line: int | None) -> tuple[str, ...]:
    if not found:
        raise FileRefused(Refusal.BAD_HEADER, f"The header names no {name}.", line)
    for code in found:
        if not _THREE_DIGITS.fullmatch(code):
            raise FileRefused(
                Refusal.BAD_HEADER, f"{name} “{code[:40]}” in the header is not a number of 3 digits.", line
            )
    return tuple(dict.fromkeys(found))


def _date(values: dict[str, str], name: str, line: int | None) -> date:
    found = as_date(values.get(name))
    if found is None:
        raise FileRefused(
            Refusal.BAD_HEADER,
            f"{name} “{values.get(name, '')[:40]}” in the header is not a date like 2026-01-31.",
            line,
        )
    return found


def _name(node: etree._Element) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else "?"
