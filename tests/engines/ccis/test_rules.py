"""Each rule's truth table: what breaks it and what, at the edge, keeps it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from connexions.engines.ccis import Record, check, specification
from connexions.engines.ccis.checking import BETWEEN_RECORDS, SHEAVES
from connexions.engines.ccis.facts import Facts
from connexions.engines.ccis.rules.registry import ASKS, RULES
from connexions.engines.ccis.specification import all_rules, requirement_year
from tests.engines.ccis.faulty_extract import NO_GUARANTEE
from tests.engines.ccis.samples import clean, header, in_school, in_sixth_form


@dataclass
class Case:
    """Records that break a rule and records that keep it, in a period."""

    breaks: list[Record]
    keeps: list[Record]
    period_end: date = date(2026, 1, 31)


def c(**changes: str | None) -> Record:
    return clean(1, **changes)


def s(**changes: str | None) -> Record:
    return in_school(1, **changes)


def f(**changes: str | None) -> Record:
    return in_sixth_form(1, **changes)


def chars(*codes: str, **changes: str | None) -> Record:
    record = c(**changes)
    record.characteristics = codes
    return record


def bare(**changes: str | None) -> Record:
    record = c(**changes)
    record.has_activities = False
    return record


def unknown() -> Record:
    record = c()
    record.unknown["Nickname"] = ["Mina"]
    return record


def missing(name: str) -> Case:
    return Case([c(**{name: None})], [c()])


def a_date(name: str) -> Case:
    """A field that must hold a date: every wrong form of one is as bad as none."""
    return Case([c(**{name: wrong}) for wrong in (None, *WRONG_DATES)], [c()])


WRONG_DATES = (
    "31/01/2026", "2026-1-31", "20260131", "2026-02-29", "2025-04-31", "2026-13-01", "2026-00-10", "2026-01-00",
    "26-01-31", "2026-01-31T00:00", "2026/01/31", "soon", "0000-00-00", "2026-01-3१",
)  # fmt: skip
IN_2016, IN_2019, IN_JULY, IN_AUTUMN = (
    date(2016, 1, 31),
    date(2020, 1, 31),
    date(2026, 7, 31),
    date(2026, 10, 31),
)
ONLY_11: dict[str, str | None] = {"Year12GuaranteeStatus": None, "Year12LEACode": None}
ONLY_12: dict[str, str | None] = {"Year11GuaranteeStatus": None, "Year11LEACode": None}

TABLE: dict[int, Case] = {
    1: Case(
        [
            c(YoungPersonsID=None),
            c(YoungPersonsID="4" * 12),
            c(YoungPersonsID="4" * 14),
            c(YoungPersonsID="444000000000X"),
        ],
        [c()],
    ),
    2: missing("GivenName"),
    3: missing("FamilyName"),
    4: missing("Gender"),
    5: Case([c(Gender="X"), c(Gender="f"), c(Gender="Female")], [c(Gender=g) for g in "FMUW"]),
    6: missing("Ethnicity"),
    7: Case(
        [c(Ethnicity="WIRT"), c(Ethnicity="wbri"), c(Ethnicity="1")],
        [c(Ethnicity="NOBT"), c(Ethnicity="BBRI")],
    ),
    8: a_date("DOB"),
    9: Case([c(DOB="1999-08-31")], [c(DOB="1999-09-01"), c(DOB="1999-08-31", CohortStatus="A")]),
    10: Case([s(DOB="2010-09-01"), s(DOB="2030-01-01")], [s(DOB="2010-08-31")]),
    11: missing("CohortStatus"),
    13: Case(
        [c(CohortStatus="T")], [c(CohortStatus="T", TransferredToLACode="392"), c(), c(CohortStatus="E")]
    ),
    14: missing("LeadLEA"),
    15: Case([c(LeadLEA="999"), c(LeadLEA="004"), c(LeadLEA="909"), c(LeadLEA="39")], [c(), c(LeadLEA=None)]),
    19: Case(
        [c(EducatedLEA="999"), c(EducatedLEA="909")],
        [c(EducatedLEA=code) for code in ("000", "004", "942", None)],
    ),
    24: Case(
        [c(LEACodeAtYear11="999")], [c(LEACodeAtYear11=code) for code in ("000", "004", "909", "928", None)]
    ),
    25: Case(
        [c(LEACodeAtYear11="390")],
        [c(), c(LEACodeAtYear11=None), c(LEACodeAtYear11="390", Year11LEACode=None)],
    ),
    26: Case([c(LeadLEA="392")], [c(LeadLEA="390"), c(LeadLEA="999")]),
    27: Case(
        [c(Year11GuaranteeStatus="114"), c(Year12GuaranteeStatus="999")],
        [c(Year12GuaranteeStatus="114"), c(Year11GuaranteeStatus="159")],
    ),
    29: Case(
        [c(YouthContractIndicator="Y")],
        [c(YouthContractIndicator="Y", YouthContractStartDate="2015-05-01"), c(YouthContractIndicator="N")],
        IN_2016,
    ),
    30: Case(
        [
            c(UniqueLearnerNo="0276308686"),
            c(UniqueLearnerNo="927630868"),
            c(UniqueLearnerNo="92763086860"),
            c(UniqueLearnerNo="927630868X"),
        ],
        [c(), c(UniqueLearnerNo=None)],
    ),
    31: Case(
        [c(AddressLine1=None, Town=None)],
        [c(Town=None), c(AddressLine1=None), c(AddressLine1=None, Town=None, County="Tyne and Wear")],
    ),
    32: missing("Postcode"),
    33: Case(
        [c(DOB="1995-08-31"), c(DOB="1995-08-31", SENDFlag=None)],
        [c(DOB="1995-09-01"), c(DOB="1995-08-31", SENDFlag="Y"), c(DOB="1995-08-31", CohortStatus="A")],
        IN_2016,
    ),
    34: Case(
        [c(TransferredToLACode="392"), c(TransferredToLACode="392", CohortStatus="A")],
        [c(TransferredToLACode="392", CohortStatus="T"), c(TransferredToLACode="001", CohortStatus="E")],
    ),
    35: Case(
        [
            c(TransferredToLACode="999", CohortStatus="T"),
            c(TransferredToLACode="001", CohortStatus="T"),
            c(TransferredToLACode="392", CohortStatus="E"),
        ],
        [
            c(TransferredToLACode="392", CohortStatus="T"),
            c(TransferredToLACode="000", CohortStatus="E"),
            c(TransferredToLACode="003", CohortStatus="E"),
            c(TransferredToLACode="999"),
        ],
    ),
    36: Case(
        [c(YouthContractIndicator="?")],
        [c(YouthContractIndicator="Y"), c(YouthContractIndicator="N"), c()],
        IN_2016,
    ),
    37: Case(
        [c(PreviousYPIDIdentifier="12345"), c(PreviousYPIDIdentifier="1" * 14)],
        [c(PreviousYPIDIdentifier="1" * 13), c()],
    ),
    38: Case(
        [c(UniquePupilNumber="B80120000500"), c(UniquePupilNumber="B8012000050011")],
        [c(), c(UniquePupilNumber=None), c(UniquePupilNumber="A801200005001")],
    ),
    39: Case(
        [
            c(UKProviderReferenceNumber="20004576"),
            c(UKProviderReferenceNumber="1000457"),
            c(UKProviderReferenceNumber="100045761"),
        ],
        [c(), c(UKProviderReferenceNumber=None)],
    ),
    40: Case(
        [c(DOB="2007-08-31"), c(DOB="2007-08-31", SENDFlag=None)],
        [
            c(DOB="2007-09-01"),
            c(DOB="2007-08-31", SENDFlag="Y"),
            c(DOB="2007-08-31", CohortStatus="A"),
            c(DOB="2007-08-31", CohortStatus="L"),
        ],
    ),
    41: Case(
        [c(TransferredToLACode="004", CohortStatus="T"), c(TransferredToLACode="004", CohortStatus="E")],
        [c(TransferredToLACode="003", CohortStatus="E"), c()],
    ),
    42: Case(
        [c(TransferredToLACode="391", CohortStatus="T")],
        [c(TransferredToLACode="390", CohortStatus="T"), c(LeadLEA=None)],
    ),
    43: Case(
        [c(Postcode=p) for p in ("NE14XD", "ne1 4xd", "NE1  4XD", "NE1 4XC", "N E1 4XD")],
        [c(Postcode=p) for p in ("NE1 4XD", "ZZ99 9ZZ", "GIR 0AA", "W1A 1AA", None)],
    ),
    44: Case(
        [c(GivenName=f"Jo{sign}") for sign in '/\\:?@$&*(){}[]!"+=|7'],
        [c(GivenName=name) for name in ("Zoë", "Anne-Marie", "D’Arcy", "O'Neil", "Jo.", "Łukasz")],
        IN_AUTUMN,
    ),
    45: Case(
        [c(FamilyName="Bell2"), c(FamilyName="Bell & Son")],
        [c(FamilyName="Bell-Carrick"), c(FamilyName="O'Neil")],
        IN_AUTUMN,
    ),
    46: Case([c(MiddleName="(Al)")], [c(MiddleName="Al"), c()], IN_AUTUMN),
    100: missing("LevelOfNeedCode"),
    101: Case([c(LevelOfNeedCode="4"), c(LevelOfNeedCode="0")], [c(LevelOfNeedCode=n) for n in "123"]),
    102: Case([c(SENDFlag="?"), c(SENDFlag="y")], [c(SENDFlag="Y"), c(SENDFlag="N"), c(SENDFlag=None)]),
    103: missing("SENDFlag"),
    104: Case([chars("110", "999")], [chars("110", "210"), chars()]),
    200: Case([c(ActivityCode=None)], [c(), bare(ActivityCode=None)]),
    201: Case(
        [c(ActivityCode="999"), c(ActivityCode="720"), c(ActivityCode="510"), c(ActivityCode="21")],
        [c(), c(ActivityCode=None)],
    ),
    202: a_date("StartDate"),
    203: a_date("DateAscertained"),
    220: Case([c(CurrencyLapsed=None)], [c(), bare(CurrencyLapsed=None)]),
    221: Case(
        [c(CurrencyLapsed="?"), c(CurrencyLapsed="Yes")],
        [c(CurrencyLapsed="Y"), c(CurrencyLapsed="N"), c(CurrencyLapsed=None)],
    ),
    224: Case(
        [c(ActivityCode=code, NEETStartDate=None) for code in ("540", "610", "615", "616", "619", "680")],
        [c(), f(), c(ActivityCode="810", NEETStartDate=None), c(ActivityCode="530", NEETStartDate=None)],
    ),
    225: Case(
        [c(NEETStartDate="2025-11-11")],
        [c(NEETStartDate="2025-11-10"), c(NEETStartDate="2025-01-01"), c(StartDate=None)],
    ),
    226: Case(
        [f(NEETStartDate="2025-01-01"), c(ActivityCode="710"), c(ActivityCode="810")],
        [f(), c(), c(ActivityCode="999")],
    ),
    228: Case(
        [c(EstablishmentNumber=n) for n in ("39199", "39199999", "9994000", "391999X")],
        [c(EstablishmentNumber=n) for n in ("3919999", "9094000", "0009999", None)],
    ),
    229: Case(
        [f(DOB="2009-09-01"), f(DOB="2010-08-31"), c(DOB="2009-09-01", ActivityCode="810")],
        [f(DOB="2009-08-31"), s(DOB="2009-09-01")],
    ),
    230: Case(
        [s(DOB="2009-08-31", ActivityCode=code) for code in ("110", "120", "150")],
        [s(DOB="2009-09-01"), f(DOB="2009-08-31")],
    ),
    231: Case(
        [f(CurrencyLapsed="Y", DueToLapseDate="2026-02-01")],
        [f(CurrencyLapsed="Y", DueToLapseDate="2026-01-31"), f(DueToLapseDate="2026-02-01")],
    ),
    232: Case(
        [f(DueToLapseDate="2026-01-30")],
        [f(DueToLapseDate="2026-01-31"), f(CurrencyLapsed="Y", DueToLapseDate="2026-01-30")],
    ),
    233: Case(
        [c(ActivityCode="620"), chars("120", ActivityCode="620")], [chars("140", ActivityCode="620"), c()]
    ),
    234: Case(
        [c(ActivityCode="630"), chars("190", ActivityCode="630")],
        [chars("110", "120", ActivityCode="630"), c()],
    ),
    235: Case([c(ActivityCode="650")], [chars("180", ActivityCode="650"), c()]),
    236: Case([c(ActivityCode="720")], [chars("130", ActivityCode="720"), c()], IN_2016),
    237: Case(
        [c(DateAscertained="2026-01-21")],
        [c(DateAscertained="2026-01-20"), c(DateAscertained="2026-01-21", DateVerified=None)],
    ),
    238: Case(
        [f(PredictedEndDate="2026-08-30")], [f(PredictedEndDate="2026-08-31"), f(PredictedEndDate="soon")]
    ),
    240: Case([bare()], [c()]),
    242: Case(
        [c(DateAscertained="2025-11-09")],
        [c(DateAscertained="2025-11-10"), c(DateAscertained="2025-11-09", StartDate=None)],
    ),
    243: Case(
        [f(DueToLapseDate=None), c(ActivityCode="330"), c(ActivityCode="530"), c(ActivityCode="710")],
        [f(), c(), c(ActivityCode="810"), c(ActivityCode="540")],
    ),
    244: Case(
        [f(DueToLapseDate=wrong) for wrong in WRONG_DATES],
        [f(), f(DueToLapseDate=None), f(DueToLapseDate="2028-02-29")],
    ),
    251: Case(
        [c(NEETStartDate="2023-03-13"), c(DOB="2008-02-29", NEETStartDate="2023-02-28")],
        [c(NEETStartDate="2023-03-14"), c(DOB="2008-02-29", NEETStartDate="2023-03-01")],
    ),
    253: Case(
        [f(ActivityCode="440", DOB=born) for born in ("2008-02-01", "2010-01-31", "2008-02-29")],
        [f(ActivityCode="440", DOB=born) for born in ("2008-01-31", "2010-02-01")] + [f()],
    ),
    254: Case(
        [f(ActivityCode="280"), f(ActivityCode="280", SENDFlag=None)],
        [f(ActivityCode="280", SENDFlag="Y"), f()],
    ),
    255: Case(
        [f(ActivityCode="460"), f(ActivityCode="460", SENDFlag=None)],
        [f(ActivityCode="460", SENDFlag="Y"), f()],
    ),
    256: Case([c(DateVerified="2025-11-09")], [c(DateVerified="2025-11-10"), c(StartDate=None)]),
    257: Case(
        [f(ReviewDate="2026-09-01")],
        [f(ReviewDate="2026-08-31"), f(ReviewDate="2026-09-01", PredictedEndDate=None)],
    ),
    258: Case([f(PredictedEndDate=wrong) for wrong in WRONG_DATES], [f(), f(PredictedEndDate=None)]),
    259: Case(
        [f(ActivityCode=code, PredictedEndDate=None) for code in ("110", "210", "290", "410", "460")],
        [
            f(),
            f(ActivityCode="310", PredictedEndDate=None),
            c(),
            f(ActivityCode="530", PredictedEndDate=None),
        ],
    ),
    260: Case([chars("180", Gender="M")], [chars("180"), chars("180", Gender="U"), chars("120", Gender="M")]),
    261: Case(
        [c(Year11LEACode="999"), c(Year12LEACode="999")], [c(), c(Year12LEACode="909"), c(Year12LEACode=None)]
    ),
    262: Case(
        [f(ActivityCode=code) for code in ("260", "290", "350", "616", "710")],
        [f(ActivityCode="260", ReviewDate="2026-05-01"), f(), c()],
    ),
    301: Case(
        [
            s(DOB="2004-08-31", IntendedDestinationYr11=None),
            s(DOB="2003-09-01", IntendedDestinationYr11=None),
        ],
        [s(DOB="2004-08-31"), s(DOB="2003-08-31", IntendedDestinationYr11=None)],
        IN_2019,
    ),
    302: Case(
        [c(IntendedDestinationYr11=code) for code in ("110", "510", "999")],
        [c(IntendedDestinationYr11=code) for code in ("111", "511", "611", None)],
    ),
    303: missing("SENSupportFlag"),
    304: Case(
        [c(SENSupportFlag="?")], [c(SENSupportFlag="Y"), c(SENSupportFlag="N"), c(SENSupportFlag=None)]
    ),
    305: Case([c(DateVerified="2026-02-01"), c(DateVerified="2062-01-20")], [c(DateVerified="2026-01-31")]),
    306: Case([c(SENDFlag="Y", SENSupportFlag="Y")], [c(SENDFlag="Y"), c(SENSupportFlag="Y"), c()]),
    903: Case([c(YoungPersonsID="5" * 13)], [c(), c(YoungPersonsID="555")]),
    904: Case(
        [c(CohortStatus="Q"), c(CohortStatus="p")],
        [c(CohortStatus=status, TransferredToLACode=None) for status in "PGALTEMD"] + [c(CohortStatus="X")],
    ),
    905: Case(
        [
            c(CohortStatus="G", **NO_GUARANTEE),
            c(CohortStatus="G", **ONLY_11),
            c(CohortStatus="G", Year12LEACode=None),
        ],
        [c(CohortStatus="G"), c(CohortStatus="G", **ONLY_12), c(**NO_GUARANTEE)],
    ),
    906: Case(
        [c(**{**NO_GUARANTEE, "GuaranteeStatusIndicator": "Y"}), c(Year12GuaranteeStatus=None)],
        [c(), c(**NO_GUARANTEE), c(GuaranteeStatusIndicator=None, Year12LEACode=None)],
    ),
    909: Case(
        [s(StartDate="2025-08-31", DateVerified="2025-08-31"), s(StartDate="2024-09-02", DateVerified=None)],
        [
            s(StartDate="2025-09-01", DateVerified="2025-08-31"),
            s(StartDate="2024-09-02", DateVerified="2025-09-01"),
            s(StartDate=None, DateVerified=None),
            f(StartDate="2024-09-02", DateVerified="2025-08-31"),
        ],
    ),
    1001: Case(
        [c(UniqueLearnerNo="9276308687"), c(UniqueLearnerNo="9999999999")],
        [c(UniqueLearnerNo="9276308686"), c(UniqueLearnerNo="12345")],
    ),
    1002: Case(
        [c(UniquePupilNumber="A801200005001"), c(UniquePupilNumber="Q207000016049")],
        [
            c(UniquePupilNumber="B801200005001"),
            c(UniquePupilNumber="P207000016049"),
            c(UniquePupilNumber="B8"),
        ],
    ),
    1003: a_date("DateVerified"),
    1004: Case([f(ReviewDate=wrong) for wrong in WRONG_DATES], [f(), f(ReviewDate="2026-02-28")]),
    1005: Case([c(NEETStartDate=wrong) for wrong in WRONG_DATES], [c(), f()]),
    1006: Case([unknown()], [c()]),
    1007: Case([f(PredictedEndDate="2025-09-01")], [f(PredictedEndDate="2025-09-02"), f(StartDate=None)]),
    1008: Case([c(DOB="2008-09-01")], [c(DOB="2008-08-31"), c(DOB="2008-09-01", **ONLY_11)]),
    1009: Case(
        [c(DOB="2007-08-31"), c(DOB="2009-09-01")],
        [c(DOB="2007-09-01"), c(DOB="2009-08-31"), c(DOB="2007-08-31", **NO_GUARANTEE)],
    ),
}


def numbers(record: Record, period_end: date) -> list[int]:
    found = check(record, header(period_end=period_end), specification(requirement_year(period_end)))
    return [fault.number for fault in found]


def test_the_table_has_every_rule() -> None:
    assert set(TABLE) == set(RULES) == {rule.number for rule in all_rules()} - BETWEEN_RECORDS


@pytest.mark.parametrize("number", sorted(TABLE))
def test_what_breaks_a_rule_and_what_keeps_it(number: int) -> None:
    case = TABLE[number]
    assert [r.values for r in case.breaks if number not in numbers(r, case.period_end)] == []
    assert [r.values for r in case.keeps if number in numbers(r, case.period_end)] == []


@dataclass
class Watched:
    """Facts that note what is looked at."""

    facts: Facts
    seen: set[str] = field(default_factory=set)

    BEHIND = {
        "activity": "ActivityCode", "code": "ActivityCode", "status": "CohortStatus", "started": "StartDate",
        "ascertained": "DateAscertained", "verified": "DateVerified", "review": "ReviewDate",
        "lapses": "DueToLapseDate", "neet_since": "NEETStartDate", "predicted_end": "PredictedEndDate",
    }  # fmt: skip

    def __getattr__(self, name: str) -> Any:
        if name not in ("get", "header", "spec", "period_end"):
            self.seen.add(self.BEHIND.get(name, name))
        return self._get if name == "get" else getattr(self.facts, name)

    def _get(self, name: str) -> str | None:
        self.seen.add(name)
        return self.facts.get(name)


@pytest.mark.parametrize("number", sorted(ASKS))
def test_a_rule_looks_at_nothing_but_what_it_says_it_asks(number: int) -> None:
    for case in TABLE.values():
        head = header(period_end=case.period_end)
        for record in (*case.breaks, *case.keeps):
            watched = Watched(Facts(record, head, specification(head.year)))
            RULES[number](watched)  # type: ignore[arg-type]
            assert watched.seen <= ASKS[number]


def test_every_rule_that_says_what_it_asks_has_its_sheaf() -> None:
    alone = {number for number, asks in ASKS.items() if not any(asks <= set(names) for names in SHEAVES)}
    assert alone == {2, 3, 32}  # names and postcodes differ too much to be worth remembering


@pytest.mark.parametrize(("number", "priority", "field"), [
    (1, 1, "YoungPersonsID"), (4, 2, "Gender"), (13, 2, "TransferredToLACode"), (25, 1, "LEACodeAtYear11"),
    (27, 1, "GuaranteeStatus"), (31, 1, "AddressLine1"), (40, 1, "SENDFlag"), (103, 2, "SENDFlag"),
    (226, 1, "NEETStartDate"), (240, 1, "Activities"), (256, 1, "DateVerified"), (262, 1, "ReviewDate"),
    (305, 2, "DateVerified"), (907, 1, "UniqueLearnerNo"), (908, 3, "FamilyName"),
])  # fmt: skip
def test_priorities_and_fields(number: int, priority: int, field: str) -> None:
    rule = specification(2019).rules[number]
    assert (rule.priority, rule.field) == (priority, field)


PRIORITY_1 = {
    1, 2, 3, 8, 11, 14, 15, 25, 27, 31, 32, 37, 40, 41, 42, 100, 200, 201, 202, 203, 220, 221, 224, 225, 226, 228,
    229, 230, 240, 254, 255, 256, 258, 259, 261, 262, 902, 903, 904, 905, 906, 907,
}  # fmt: skip


def test_the_rules_of_2019_20_are_those_of_its_appendix() -> None:
    rules = {n: rule for n, rule in specification(2019).rules.items() if rule.source == "nccis"}
    assert {n for n, rule in rules.items() if rule.priority == 1} == PRIORITY_1
    assert {n for n, rule in rules.items() if rule.priority == 3} == {908}
    assert len(rules) == 82
    assert not {29, 33, 36, 44, 45, 46, 236, 306, 909, 1008, 1009} & set(rules)


@pytest.mark.parametrize(("year", "without", "having"), [
    (2016, {40, 306, 303, 304}, {29, 33, 36, 236, 301}),
    (2018, {33, 236, 303}, {29, 36, 40}),
    (2019, {29, 36, 306, 909}, {301, 302, 303, 304}),
    (2020, {301, 44}, {302, 306, 909, 1008, 1009}),
    (2025, {44, 45, 46, 301}, {302, 306}),
    (2026, {301}, {44, 45, 46}),
])  # fmt: skip
def test_rules_of_the_years(year: int, without: set[int], having: set[int]) -> None:
    rules = set(specification(year).rules)
    assert having <= rules
    assert not without & rules


@pytest.mark.parametrize(("day", "year"), [
    (date(2020, 3, 31), 2019), (date(2020, 4, 1), 2020), (date(2020, 8, 31), 2020), (date(2020, 9, 1), 2020),
    (date(2019, 12, 31), 2019), (date(2024, 2, 29), 2023),
])  # fmt: skip
def test_the_requirement_begins_in_april(day: date, year: int) -> None:
    assert requirement_year(day) == year


def test_codes_come_and_go_with_the_years() -> None:
    assert "BBRI" not in specification(2019).ethnicities
    assert "BBRI" in specification(2020).ethnicities
    assert "720" in specification(2017).activities
    assert "720" not in specification(2018).activities
    assert "210" not in specification(2019).characteristics
    assert "Work Programme" in specification(2019).rules[253].words
    assert "DWP" in specification(2020).rules[253].words


@pytest.mark.parametrize(
    ("old", "new", "first"), [("909", "942", 2023), ("928", "940", 2021), ("836", "839", 2019)]
)
def test_an_authority_abolished_in_april_goes_with_the_year_of_the_requirement(
    old: str, new: str, first: int
) -> None:
    before, after = specification(first - 1), specification(first)
    assert (old in before.authorities, new in before.authorities) == (True, False)
    assert (old in after.authorities, new in after.authorities) == (False, True)
    assert old in after.any_authorities  # where somebody was in Year 11 does not change


def test_the_guarantee_is_for_those_who_were_of_its_years_in_april() -> None:
    year_11 = s(Year11GuaranteeStatus="110", Year11LEACode="391")
    assert 1009 in numbers(year_11, date(2026, 1, 31))
    assert 1009 in numbers(year_11, date(2026, 3, 31))
    assert 1009 not in numbers(year_11, date(2026, 4, 30))
    assert 1009 not in numbers(year_11, IN_JULY)
    assert 1009 not in numbers(year_11, date(2026, 9, 30))
