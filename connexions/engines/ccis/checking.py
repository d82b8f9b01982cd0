"""Checking records: one by one by every rule of the year, and against each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from connexions.engines.ccis.facts import Facts
from connexions.engines.ccis.faults import Fault, RuleText
from connexions.engines.ccis.record import Header, Record
from connexions.engines.ccis.remembering import Remembered
from connexions.engines.ccis.rules import RULES
from connexions.engines.ccis.rules.registry import ASKS, Found, Rule
from connexions.engines.ccis.specification import Specification

#: Rules that one record alone cannot break.
BETWEEN_RECORDS = frozenset({902, 907, 908})

#: What is asked together: each sheaf of names has few different sets of values in a file, however long. A rule
#: belongs to the first that has all it asks; one that belongs to none is put to every record.
SHEAVES = (
    ("Gender", "Ethnicity", "LevelOfNeedCode", "SENDFlag", "SENSupportFlag"),
    ("ActivityCode", "SENDFlag", "Gender", "CohortStatus", "year_group", "characteristics"),
    ("LeadLEA", "EducatedLEA", "CohortStatus", "TransferredToLACode", "LEACodeAtYear11", "Year11LEACode"),
    ("CohortStatus", "GuaranteeStatusIndicator", "year_group", "Year11GuaranteeStatus", "Year11LEACode",
     "Year12GuaranteeStatus", "Year12LEACode", "IntendedDestinationYr11"),
    ("ActivityCode", "DueToLapseDate", "PredictedEndDate", "ReviewDate", "CurrencyLapsed", "NEETStartDate",
     "has_activities"),
    ("StartDate", "DateAscertained", "DateVerified", "PredictedEndDate", "NEETStartDate", "has_activities"),
    ("EstablishmentNumber", "UKProviderReferenceNumber"),
)  # fmt: skip

_MOST_REMEMBERED = 16384  # sets of values of one sheaf; a file that has more makes us work, not swell

Judged: TypeAlias = "tuple[RuleText, Found]"


def check(record: Record, header: Header, spec: Specification) -> list[Fault]:
    """Every fault of one record, in the order of their numbers. For many records make one `RecordChecker`."""
    return RecordChecker(header, spec).faults(record)


class RecordChecker:
    """Finds what is wrong with one record of a file at a time, by the rules of one year.

    What was found for the values of a sheaf is remembered: most of the rules are asked a few thousand times in
    a file of a million records.
    """

    def __init__(self, header: Header, spec: Specification) -> None:
        self._header, self._spec = header, spec
        rules = {number: (spec.rules[number], RULES[number]) for number in RULES if number in spec.rules}
        self._sheaves = []
        for names in SHEAVES:
            own = {number for number in rules if number in ASKS and ASKS[number] <= set(names)}
            self._sheaves.append(_Sheaf(names, [rules.pop(number) for number in sorted(own)]))
        self._alone = list(rules.values())

    def faults(self, record: Record) -> list[Fault]:
        """Every fault of one record, in the order of their numbers."""
        facts = Facts(record, self._header, self._spec)
        judged: list[Judged] = [(text, found) for text, rule in self._alone if (found := rule(facts))]
        for sheaf in self._sheaves:
            if answer := sheaf.answer(facts):
                judged += answer
        return _told(judged, facts) if judged else []


def _told(judged: list[Judged], facts: Facts) -> list[Fault]:
    judged.sort(key=lambda one: one[0].number)
    return [
        text.fault(found if isinstance(found, str) else facts.get(text.field) or "") for text, found in judged
    ]


class _Sheaf:
    """Rules that ask the same few things, and what they answered."""

    def __init__(self, names: Sequence[str], rules: Sequence[tuple[RuleText, Rule]]) -> None:
        self._elements = [name for name in names if name[0].isupper()]
        self._facts = [name for name in names if not name[0].isupper()]
        self._rules = rules
        self._answers: dict[tuple[Any, ...], tuple[Judged, ...]] = {}

    def answer(self, facts: Facts) -> tuple[Judged, ...]:
        """What the rules of the sheaf find: rule and finding of each that is broken."""
        key = (*map(facts.get, self._elements), *[getattr(facts, name) for name in self._facts])
        found = self._answers.get(key)
        if found is None:
            found = tuple((text, answer) for text, rule in self._rules if (answer := rule(facts)))
            if len(self._answers) >= _MOST_REMEMBERED:
                self._answers.clear()
            self._answers[key] = found
        return found


class FileChecker:
    """Finds what two records of one file make wrong together; the second of the two is reported.

    Memory is 36 to 72 bytes a record (three numbers of 8 bytes, with room to spare): an importer that has the
    records in a database does better to ask it.
    """

    def __init__(self, spec: Specification) -> None:
        self._rules = spec.rules
        self._ids, self._ulns, self._people = Remembered(), Remembered(), Remembered()

    def faults(self, record: Record) -> list[Fault]:
        """The faults that this record makes with those given before."""
        get = record.values.get
        found = []
        status, young_persons_id, uln = get("CohortStatus"), get("YoungPersonsID"), get("UniqueLearnerNo")
        if status != "G" and young_persons_id and self._ids.had(young_persons_id):
            found.append(self._rules[902].fault(young_persons_id))
        if status != "M":
            if uln and self._ulns.had(uln):
                found.append(self._rules[907].fault(uln))
            given, family, born = get("GivenName"), get("FamilyName"), get("DOB")
            if given and family and born and self._people.had(f"{given}\0{family}\0{born}".casefold()):
                found.append(self._rules[908].fault(family))
        return found
