"""Records by the stream: written to a file, and judged as they pass where somebody wants to know."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from connexions.engines.ccis import Fault, Header, Record, Specification
from connexions.engines.currency import academic_age
from connexions.practice.returns.rules.standing import Standing, standing
from connexions.practice.returns.telling import mapping
from connexions.practice.returns.telling.known import Known
from connexions.practice.returns.telling.reading import everybody, known
from connexions.practice.returns.telling.scope import Scope

SUPPLIER, SUPPLIER_VERSION, SCHEMA_VERSION = "Open Connexions", "1.0", "1.0"

Watch = Callable[[int], None]
"""Told now and then how many records have been made."""


@dataclass(slots=True)
class One:
    """One young person as they are told."""

    young_person: UUID
    status: str
    authority: str
    academic_age: int
    standing: Standing
    record: Record
    otherwise_kept: dict[str, str] = field(default_factory=dict)

    def faults_of_names(self, spec: Specification) -> list[Fault]:
        """What is wrong with names as they are kept: sent without it, and to be mended all the same."""
        return [spec.rules[mapping.SIGNS[name]].fault(kept) for name, kept in self.otherwise_kept.items()]


def header(scope: Scope, *, sent_on: date, database_ids: tuple[str, ...]) -> Header:
    """The header of the file."""
    return Header(
        database_ids=database_ids,
        source_leas=scope.authorities,
        date_of_send=sent_on,
        period_end=scope.period_end,
        supplier_name=SUPPLIER,
        supplier_xml_version=SUPPLIER_VERSION,
        xml_schema_version=SCHEMA_VERSION,
    )


def told(scope: Scope, *, watch: Watch | None = None) -> Iterator[One]:
    """Everybody who is told of, in the order of their numbers."""
    return _told(scope, everybody(scope), watch)


def told_of(scope: Scope, numbers: dict[UUID, str]) -> Iterator[One]:
    """The same for these alone."""
    return _told(scope, known(scope, numbers), None)


def _told(scope: Scope, people: Iterator[Known], watch: Watch | None) -> Iterator[One]:
    spec, end, made = scope.spec, scope.period_end, 0
    for one in people:
        judged = scope.judged(one)
        if judged is None:
            continue
        status, authority = judged
        found = mapping.record(
            one, status=status, authority=authority, period_end=end, spec=spec, lapses=scope.lapses
        )
        lapsed = found.values.get("CurrencyLapsed") == "Y"
        stands = standing(found.values["ActivityCode"], lapsed=lapsed, spec=spec)
        made += 1
        if watch and made % 500 == 0:
            watch(made)
        kept = mapping.otherwise_kept(one, spec)
        yield One(one.id, status, authority, academic_age(one.born_on, end), stands, found, kept)
