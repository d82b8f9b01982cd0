"""Clean records and headers for tests, each a fresh copy that a test may spoil."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date

from connexions.engines.ccis import Header, Record, write
from connexions.engines.identifiers import uln_check_digit, upn_check_letter

GIVEN = ("Amina", "Daniel", "Chloe", "Yusuf", "Grace", "Callum", "Zoë", "Priya", "Owen", "Ruby")
FAMILY = (
    "Ashworth",
    "Bell",
    "Carrick",
    "Dunne",
    "Ekwueme",
    "Fenwick",
    "Grieves",
    "Hussain",
    "Iqbal",
    "Jobling",
)
ULN_BASE = 100_000_000


def header(**changes: object) -> Header:
    """A header for January 2026 of one database and two authorities."""
    values: dict[str, object] = {
        "database_ids": ("444",),
        "source_leas": ("391", "390"),
        "date_of_send": date(2026, 2, 3),
        "period_end": date(2026, 1, 31),
        "supplier_name": "Test supplier",
        "supplier_xml_version": "1.0",
        "xml_schema_version": "1.0",
        **changes,
    }
    return Header(**values)  # type: ignore[arg-type]


def uln(number: int) -> str:
    """The first learner number with a right check digit at or after this one."""
    base = ULN_BASE + number * 7
    while (check := uln_check_digit(str(base))) is None:
        base += 1
    return f"{base}{check}"


def upn(number: int) -> str:
    """A pupil number with a right check letter."""
    rest = f"391{number:08d}1"
    return upn_check_letter(rest) + rest


def clean(number: int, **changes: str | None) -> Record:
    """A record with no fault at all: Year 13, NEET and seeking, everything filled. None removes a field."""
    values: dict[str, str | None] = {
        "YoungPersonsID": f"444{number:010d}",
        "CohortStatus": "P",
        "GivenName": GIVEN[number % 10],
        "FamilyName": FAMILY[number // 10 % 10] + "abcdefghij"[number // 100 % 10],
        "AddressLine1": f"{number} Test Row",
        "Town": "Testtown",
        "Postcode": "NE1 4XD",
        "Gender": "F",
        "DOB": "2008-03-14",
        "Ethnicity": "WBRI",
        "LeadLEA": "391",
        "EducatedLEA": "391",
        "LEACodeAtYear11": "391",
        "UniqueLearnerNo": uln(number),
        "UniquePupilNumber": upn(number),
        "GuaranteeStatusIndicator": "Y",
        "Year11GuaranteeStatus": "110",
        "Year11LEACode": "391",
        "Year12GuaranteeStatus": "110",
        "Year12LEACode": "391",
        "LevelOfNeedCode": "2",
        "SENDFlag": "N",
        "SENSupportFlag": "N",
        "ActivityCode": "619",
        "StartDate": "2025-11-10",
        "DateAscertained": "2025-11-12",
        "DateVerified": "2026-01-20",
        "CurrencyLapsed": "N",
        "EstablishmentNumber": "3919999",
        "EstablishmentName": "A school & a “college”",
        "UKProviderReferenceNumber": "10004576",
        "NEETStartDate": "2025-11-10",
        "IntendedDestinationYr11": "121",
        **changes,
    }
    return Record(number, 0, {name: value for name, value in values.items() if value is not None})


def in_school(number: int, **changes: str | None) -> Record:
    """A clean record of somebody in Year 11 at school."""
    return clean(
        number,
        **{
            "DOB": "2010-03-14",
            "ActivityCode": "110",
            "StartDate": "2025-09-02",
            "DateAscertained": "2025-09-05",
            "NEETStartDate": None,
            "PredictedEndDate": "2026-08-31",
            "DueToLapseDate": "2026-08-31",
            "Year11GuaranteeStatus": None,
            "Year11LEACode": None,
            "Year12GuaranteeStatus": None,
            "Year12LEACode": None,
            "GuaranteeStatusIndicator": "N",
            **changes,
        },
    )


def in_sixth_form(number: int, **changes: str | None) -> Record:
    """A clean record of somebody in Year 13 in a sixth form."""
    return clean(
        number,
        **{
            "ActivityCode": "210",
            "StartDate": "2025-09-02",
            "DateAscertained": "2025-09-05",
            "NEETStartDate": None,
            "PredictedEndDate": "2026-08-31",
            "DueToLapseDate": "2026-08-31",
            **changes,
        },
    )


def as_xml(records: Iterable[Record], head: Header | None = None) -> bytes:
    """The extract as bytes."""
    out = io.BytesIO()
    write(out, head or header(), records)
    return out.getvalue()
