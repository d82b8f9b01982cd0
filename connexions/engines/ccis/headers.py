"""The header of an extract, and what is wrong with one that cannot be used."""

from __future__ import annotations

import re
from datetime import date, timedelta

from lxml import etree

from connexions.engines.ccis.record import Header, as_date
from connexions.engines.ccis.refusals import FileRefused, Objection, Refusal, line_of

_THREE_DIGITS = re.compile(r"[0-9]{3}")
_PLAIN = ("DateOfSend", "PeriodEnd", "SupplierName", "SupplierXMLVersion", "XMLSchemaVersion")
_LISTS = {"Databases": "DatabaseID", "SourceLEAs": "LEACode"}


def header_of(element: etree._Element, objection: Objection) -> Header | None:
    """The header; what stands against it is told to `objection`, which may raise it.

    Where that does not: what is not valid is left out, and a return whose period is not known is taken for the
    month before it was sent. None when neither can be read, since no record can be judged then.
    """
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
    database_ids = _codes(lists["Databases"], "DatabaseID", Refusal.BAD_DATABASES, line, objection)
    source_leas = _codes(lists["SourceLEAs"], "LEACode", Refusal.BAD_AUTHORITIES, line, objection)
    sent = _date(values, "DateOfSend", Refusal.BAD_DATE_OF_SEND, line, objection)
    period_end = _date(values, "PeriodEnd", Refusal.BAD_PERIOD_END, line, objection)
    if period_end is None:
        if sent is None:
            return None
        period_end = sent.replace(day=1) - timedelta(days=1)
    return Header(
        database_ids=database_ids,
        source_leas=source_leas,
        date_of_send=sent or period_end,
        period_end=period_end,
        supplier_name=values.get("SupplierName", ""),
        supplier_xml_version=values.get("SupplierXMLVersion", ""),
        xml_schema_version=values.get("XMLSchemaVersion", ""),
        unknown=unknown,
        line=line or 0,
    )


def _codes(
    found: list[str], name: str, kind: Refusal, line: int | None, objection: Objection
) -> tuple[str, ...]:
    if not found:
        objection(FileRefused(kind, f"The header names no {name}.", line))
    good = {code: None for code in found if _THREE_DIGITS.fullmatch(code)}
    for code in dict.fromkeys(found):
        if code not in good:
            objection(
                FileRefused(kind, f"{name} “{code[:40]}” in the header is not a number of 3 digits.", line)
            )
    return tuple(good)


def _date(
    values: dict[str, str], name: str, kind: Refusal, line: int | None, objection: Objection
) -> date | None:
    text = values.get(name, "")
    found = as_date(text)
    if found is None:
        said = f"{name} “{text[:40]}” in the header" if text else f"The header’s {name} is empty: it"
        objection(FileRefused(kind, f"{said} is not a date like 2026-01-31.", line))
    return found


def _name(node: etree._Element) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else "?"
