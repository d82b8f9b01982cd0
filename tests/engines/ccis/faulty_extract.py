"""An extract of 300 records with one deliberate fault of each kind that the requirement names, the rest clean.

python -m tests.engines.ccis.faulty_extract [2019] > faulty.xml
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from datetime import date

from connexions.engines.ccis import Header, Record, specification
from tests.engines.ccis.samples import as_xml, clean, header, in_school, in_sixth_form

RECORDS = 300
SPACING = 3  # a fault on every third record, so that each stands between clean ones

YEAR = 2025  # of the dates below
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Maker = Callable[[int], Record]


def _spoil(make: Callable[..., Record] = clean, **changes: str | None) -> Maker:
    return lambda number: make(number, **changes)


def _with(characteristics: tuple[str, ...], **changes: str | None) -> Maker:
    def made(number: int) -> Record:
        record = clean(number, **changes)
        record.characteristics = characteristics
        return record

    return made


def _no_activities(number: int) -> Record:
    record = clean(number)
    record.has_activities = False
    for name in ("ActivityCode", "StartDate", "DateAscertained", "DateVerified", "CurrencyLapsed", "NEETStartDate",
                 "EstablishmentNumber", "EstablishmentName", "UKProviderReferenceNumber"):  # fmt: skip
        del record.values[name]
    return record


NO_GUARANTEE: dict[str, str | None] = {
    "Year11GuaranteeStatus": None,
    "Year11LEACode": None,
    "Year12GuaranteeStatus": None,
    "Year12LEACode": None,
    "GuaranteeStatusIndicator": "N",
}
OLD = {"DOB": "1999-03-14", "SENDFlag": "Y", **NO_GUARANTEE}
ADULT = {"DOB": "2005-03-14", **NO_GUARANTEE}

#: rule → how a record breaks it and no other. The dates are those of 2025-26.
FAULTS: dict[int, Maker] = {
    1: lambda number: clean(number, YoungPersonsID=f"444{number:07d}"),
    2: _spoil(GivenName=None),
    3: _spoil(FamilyName=None),
    4: _spoil(Gender=None),
    5: _spoil(Gender="X"),
    6: _spoil(Ethnicity=None),
    7: _spoil(Ethnicity="WXYZ"),
    8: _spoil(DOB=None),
    9: _spoil(**OLD),
    10: _spoil(in_school, DOB="2012-03-14"),
    11: _spoil(CohortStatus=None),
    13: _spoil(CohortStatus="T"),
    14: _spoil(LeadLEA=None),
    15: _spoil(LeadLEA="999"),
    19: _spoil(EducatedLEA="999"),
    24: _spoil(LEACodeAtYear11="999", Year11LEACode=None),
    25: _spoil(LEACodeAtYear11="390"),
    26: _spoil(LeadLEA="392"),
    27: _spoil(Year11GuaranteeStatus="114"),
    29: _spoil(YouthContractIndicator="Y"),
    30: _spoil(UniqueLearnerNo="012345678"),
    31: _spoil(AddressLine1=None, Town=None),
    32: _spoil(Postcode=None),
    33: _spoil(**ADULT),
    34: _spoil(TransferredToLACode="392"),
    35: _spoil(CohortStatus="T", TransferredToLACode="999"),
    36: _spoil(YouthContractIndicator="?"),
    37: _spoil(PreviousYPIDIdentifier="12345"),
    38: _spoil(UniquePupilNumber="B8012"),
    39: _spoil(UKProviderReferenceNumber="20004576"),
    40: _spoil(**ADULT),
    41: _spoil(CohortStatus="T", TransferredToLACode="004"),
    42: _spoil(CohortStatus="T", TransferredToLACode="391"),
    43: _spoil(Postcode="NE14XD"),
    44: _spoil(GivenName="Amina 2"),
    45: _spoil(FamilyName="Bell (Jobling)"),
    46: _spoil(MiddleName="A/B"),
    100: _spoil(LevelOfNeedCode=None),
    101: _spoil(LevelOfNeedCode="4"),
    102: _spoil(SENDFlag="?"),
    103: _spoil(SENDFlag=None),
    104: _with(("999",)),
    200: _spoil(ActivityCode=None),
    201: _spoil(ActivityCode="999"),
    202: _spoil(StartDate=None),
    203: _spoil(DateAscertained=None),
    220: _spoil(CurrencyLapsed=None),
    221: _spoil(CurrencyLapsed="?"),
    224: _spoil(NEETStartDate=None),
    225: _spoil(NEETStartDate="2025-11-11"),
    226: _spoil(in_sixth_form, NEETStartDate="2025-01-01"),
    228: _spoil(EstablishmentNumber="39199"),
    229: _spoil(in_school, ActivityCode="210"),
    230: _spoil(in_sixth_form, ActivityCode="110"),
    231: _spoil(in_sixth_form, CurrencyLapsed="Y"),
    232: _spoil(in_sixth_form, DueToLapseDate="2026-01-15"),
    233: _spoil(ActivityCode="620"),
    234: _spoil(ActivityCode="630"),
    235: _spoil(ActivityCode="650"),
    236: _spoil(ActivityCode="720", NEETStartDate=None, ReviewDate="2026-02-20", DueToLapseDate="2026-03-20"),
    237: _spoil(DateAscertained="2026-01-21"),
    238: _spoil(in_sixth_form, PredictedEndDate="2026-07-31"),
    240: _no_activities,
    242: _spoil(DateAscertained="2025-11-09"),
    243: _spoil(in_sixth_form, DueToLapseDate=None),
    244: _spoil(in_sixth_form, DueToLapseDate="31/08/2026"),
    251: _spoil(NEETStartDate="2023-03-13"),
    253: _spoil(in_sixth_form, ActivityCode="440"),
    254: _spoil(in_sixth_form, ActivityCode="280"),
    255: _spoil(in_sixth_form, ActivityCode="460"),
    256: _spoil(DateAscertained=None, DateVerified="2025-11-09"),
    257: _spoil(in_sixth_form, ReviewDate="2026-09-01"),
    258: _spoil(in_sixth_form, PredictedEndDate="soon"),
    259: _spoil(in_sixth_form, PredictedEndDate=None),
    260: _with(("180",), Gender="M"),
    261: _spoil(LEACodeAtYear11=None, Year11LEACode="999"),
    262: _spoil(ActivityCode="616"),
    301: _spoil(in_school, IntendedDestinationYr11=None),
    302: _spoil(IntendedDestinationYr11="999"),
    303: _spoil(SENSupportFlag=None),
    304: _spoil(SENSupportFlag="?"),
    305: _spoil(DateVerified="2026-02-01"),
    306: _spoil(SENDFlag="Y", SENSupportFlag="Y"),
    903: lambda number: clean(number, YoungPersonsID=f"555{number:010d}"),
    904: _spoil(CohortStatus="Q"),
    905: _spoil(CohortStatus="G", GuaranteeStatusIndicator="N", Year12GuaranteeStatus=None),
    906: _spoil(Year12GuaranteeStatus=None),
    909: _spoil(in_school, StartDate="2024-09-02", DateAscertained="2024-09-05", DateVerified="2025-07-01"),
    1008: _spoil(DOB="2009-03-14"),
    1009: _spoil(DOB="2007-03-14", SENDFlag="Y"),
    # between two records: the same as the record before
    902: lambda number: clean(number, YoungPersonsID=f"444{number - 1:010d}"),
    907: lambda number: clean(number, UniqueLearnerNo=clean(number - 1).values["UniqueLearnerNo"]),
    908: lambda number: clean(
        number, GivenName=clean(number - 1).values["GivenName"], FamilyName=clean(number - 1).values["FamilyName"]
    ),
}  # fmt: skip

#: A fault that cannot be made without another: a date verified before the start has no date ascertained between.
ALSO: dict[int, set[int]] = {256: {203}}


def in_force(year: int) -> list[int]:
    """The rules of the requirement in a year, without those of our own."""
    rules = specification(year).rules
    return sorted(number for number, rule in rules.items() if rule.source == "nccis")


def planted(year: int = YEAR) -> dict[int, int]:
    """The ordinal of the record that breaks each rule."""
    return {number: index * SPACING + 2 for index, number in enumerate(in_force(year))}


def records(year: int = YEAR) -> Iterator[Record]:
    """The 300 records, each date as many years away from those above as the year is."""
    by_ordinal = {ordinal: number for number, ordinal in planted(year).items()}
    for ordinal in range(1, RECORDS + 1):
        rule = by_ordinal.get(ordinal)
        record = clean(ordinal) if rule is None else FAULTS[rule](ordinal)
        record.values = {name: _moved(value, year) for name, value in record.values.items()}
        yield record


def header_of(year: int) -> Header:
    """A header for January of the year."""
    return header(period_end=date(year + 1, 1, 31), date_of_send=date(year + 1, 2, 3))


def _moved(value: str, year: int) -> str:
    return f"{int(value[:4]) + year - YEAR}{value[4:]}" if _DATE.fullmatch(value) else value


if __name__ == "__main__":
    asked = int(sys.argv[1]) if sys.argv[1:] else YEAR
    sys.stdout.buffer.write(as_xml(records(asked), header_of(asked)))
