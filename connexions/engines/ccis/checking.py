"""Checking records: one by one by every rule of the year, and against each other."""

from __future__ import annotations

from functools import cache

from connexions.engines.ccis.facts import Facts
from connexions.engines.ccis.faults import Fault, RuleText
from connexions.engines.ccis.record import Header, Record
from connexions.engines.ccis.rules import RULES
from connexions.engines.ccis.rules.registry import Rule
from connexions.engines.ccis.specification import Specification, specification

#: Rules that one record alone cannot break.
BETWEEN_RECORDS = frozenset({902, 907, 908})


def check(record: Record, header: Header, spec: Specification) -> list[Fault]:
    """Every fault of one record, in the order of their numbers."""
    facts = Facts(record, header, spec)
    return [
        text.fault(found if found.__class__ is str else facts.get(text.field) or "")
        for text, rule in _in_force(spec.year)
        if (found := rule(facts))
    ]


@cache
def _in_force(year: int) -> tuple[tuple[RuleText, Rule], ...]:
    rules = specification(year).rules
    return tuple((rules[number], RULES[number]) for number in sorted(RULES) if number in rules)


class FileChecker:
    """Finds what two records of one file make wrong together, by remembering a few small numbers of each.

    The second of two is reported. Memory is about 150 bytes a record: an importer that has the records in a
    database does better to ask it.
    """

    def __init__(self, spec: Specification) -> None:
        self._rules = spec.rules
        self._ids: set[int] = set()
        self._ulns: set[int] = set()
        self._people: set[int] = set()

    def faults(self, record: Record) -> list[Fault]:
        """The faults that this record makes with those given before."""
        found = []
        status = record.values.get("CohortStatus")
        young_persons_id, uln = record.values.get("YoungPersonsID"), record.values.get("UniqueLearnerNo")
        if status != "G" and young_persons_id and _again(self._ids, young_persons_id):
            found.append(self._rules[902].fault(young_persons_id))
        if status != "M" and uln and _again(self._ulns, uln):
            found.append(self._rules[907].fault(uln))
        if status != "M" and _again(self._people, _person(record)):
            found.append(self._rules[908].fault(record.values.get("FamilyName", "")))
        return found


def _again(seen: set[int], value: str) -> bool:
    number = int(value) if value.isascii() and value.isdigit() else hash(value)
    if number in seen:
        return True
    seen.add(number)
    return False


def _person(record: Record) -> str:
    get = record.values.get
    return "\x00".join((get("GivenName", ""), get("FamilyName", ""), get("DOB", ""))).casefold()
