"""Reports of a survey: as CSV, as JSON, and as text for people. Each is a stream of lines."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator

from connexions.engines.ccis.specification import file_faults
from connexions.engines.ccis.surveying import Finding, Survey, called

COLUMNS = ("young_persons_id", "code", "priority", "field", "message")
PRIORITIES = {1: "must be fixed", 2: "should be fixed", 3: "for information"}

_FORMULA = ("=", "+", "-", "@", "|", "%")


def as_csv(findings: Iterable[Finding]) -> Iterator[str]:
    """One row for each fault; the message says how to fix it. No cell can be taken for a formula."""
    writer = csv.writer(_Echo())
    yield writer.writerow(COLUMNS)
    for one in findings:
        where = f" (line {one.line})" if one.of_file and one.line else ""
        message = f"{one.words} {one.fix}{where}"
        cells = (one.young_persons_id, one.code, one.priority, one.field, message)
        yield writer.writerow([_harmless(cell) for cell in cells])


def as_json(findings: Iterable[Finding]) -> Iterator[str]:
    """One array with one object for each fault, an object a line."""
    between = "[\n"
    for one in findings:
        told = {
            "young_persons_id": one.young_persons_id,
            "code": one.code,
            "priority": one.priority,
            "field": one.field,
            "message": one.words,
            "fix": one.fix,
            "record": one.record or None,
            "line": one.line or None,
            "rejects_file": one.rejects_file,
        }
        yield between + json.dumps(told, ensure_ascii=False)
        between = ",\n"
    yield "\n]\n" if between == ",\n" else "[]\n"


def as_text(survey: Survey, name: str) -> Iterator[str]:
    """For people: each fault with its line and the way to fix it, then how many there are of each rule."""
    counts: Counter[tuple[int, str]] = Counter()
    rejecting: set[str] = set()
    yield f"{_plain(name)}\n\n"
    for one in survey:
        counts[one.priority, one.code] += 1
        if one.rejects_file:
            rejecting.add(one.code)
        yield _told(one)
    yield from _summary(survey, counts, rejecting)


def _told(one: Finding) -> str:
    whose = (
        "the file" if one.of_file and not one.young_persons_id else _plain(one.young_persons_id) or "no id"
    )
    line = f"line {one.line}, " if one.line else ""
    head = f"{line}{whose}: {one.code} {one.field}, priority {one.priority}"
    return f"{head}\n    {_plain(one.words)}\n    {_plain(one.fix)}\n"


def _summary(survey: Survey, counts: Counter[tuple[int, str]], rejecting: set[str]) -> Iterator[str]:
    yield "\n" if counts else ""
    yield _number(survey.records, "record")
    if survey.header and survey.spec:
        end = survey.header.period_end
        yield f" to {end.day} {end:%B %Y}, by the requirement of {called(survey.spec.year)}"
    elif survey.records:
        yield ", not checked: without a PeriodEnd or DateOfSend nobody can say what was right"
    yield f": {_number(counts.total(), 'fault')}\n" if counts else ": no fault\n"
    if counts:
        yield f"\n{'faults':>8}  {'code':<5} {'priority':<17}  what\n"
        for (priority, code), count in sorted(counts.items(), key=lambda each: (each[0][0], -each[1])):
            yield f"{count:>8,}  {code:<5} {priority} {PRIORITIES[priority]:<15}  {_in_general(survey, code)}\n"
    if rejecting:
        yield f"\nNCCIS would reject the whole file for {', '.join(sorted(rejecting))}.\n"
    if survey.unreadable:
        yield "The file was read no further than the fault told last.\n"


def _in_general(survey: Survey, code: str) -> str:
    """What a rule says without a record's value."""
    for told in file_faults().values():
        if told.code == code:
            return told.meaning
    assert survey.spec is not None
    return survey.spec.rules[int(code)].in_general


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def _plain(text: str) -> str:
    """On one line, and nothing that a terminal would take for a command."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def _harmless(value: object) -> object:
    """Text that a spreadsheet would run as a formula, made plain text by an apostrophe before it."""
    if not isinstance(value, str):
        return value
    return f"'{value}" if value.lstrip()[:1] in _FORMULA and value else value


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, line: str) -> str:
        return line
