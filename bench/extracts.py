"""Extracts for benchmarks: any size, the same bytes for the same size, with the variety of a real one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path
from random import Random

from connexions.engines.ccis import Header, Record, write
from connexions.engines.identifiers import uln_check_digit, upn_check_letter

PERIOD_END = date(2026, 1, 31)
GIVEN = ["".join(parts) for parts in product(("Ad", "Be", "Ca", "Da", "El", "Fi", "Ha", "Ja", "Li", "Mo", "Na", "So"), ("la", "mi", "ri", "sa", "ven", "zo"), ("", "n", "ra", "th"))]  # fmt: skip  # noqa: E501
FAMILY = ["".join(parts) for parts in product(("Ash", "Bar", "Cray", "Dun", "Fen", "Gar", "Hol", "Kirk", "Mars", "Nor", "Pem", "Row", "Stan", "Thorn", "Wal"), ("bre", "de", "ing", "ke", "ler", "ma", "row", "wi"), ("by", "den", "ham", "ley", "man", "shaw", "son", "ton", "well", "worth"))]  # fmt: skip  # noqa: E501
INWARD = "ABDEFGHJLNPQRSTU"
ETHNICITIES = ("WBRI", "WBRI", "WBRI", "WBRI", "WOTH", "APKN", "ABAN", "AIND", "BAFR", "MWAS", "NOBT")
ODD = (
    ("Gender", "X"),
    ("Postcode", "NE14XD"),
    ("Ethnicity", "WXYZ"),
    ("LevelOfNeedCode", "9"),
    ("DOB", "2008-02-31"),
)


def write_extract(path: Path, *, records: int, authority: str) -> int:
    """Write so many records of one authority; about one in forty has a fault."""
    header = Header(("444",), (authority,), date(2026, 2, 3), PERIOD_END, "Bench", "1.0", "1.0")
    with path.open("wb") as stream:
        return write(stream, header, _records(records, authority))


def _records(count: int, authority: str) -> Iterator[Record]:
    rng = Random(f"extract/{authority}")
    for number in range(1, count + 1):
        yield _record(number, authority, rng)


def _record(number: int, authority: str, rng: Random) -> Record:
    born = date(2008, 9, 1).toordinal() - rng.randrange(730)
    values = {
        "YoungPersonsID": f"444{number:010d}",
        "CohortStatus": "P",
        "GivenName": rng.choice(GIVEN),
        "MiddleName": rng.choice(GIVEN) if rng.random() < 0.4 else "",
        "FamilyName": rng.choice(FAMILY) + (f"-{rng.choice(FAMILY)}" if rng.random() < 0.05 else ""),
        "AddressLine1": f"{rng.randrange(1, 200)} {rng.choice(FAMILY)} Road",
        "Town": rng.choice(("Newcastle upon Tyne", "Gateshead", "Ipswich", "Lowestoft")),
        "Postcode": f"NE{rng.randrange(1, 40)} {rng.randrange(1, 10)}" + "".join(rng.choices(INWARD, k=2)),
        "Gender": rng.choice("FM"),
        "DOB": date.fromordinal(born).isoformat(),
        "Ethnicity": rng.choice(ETHNICITIES),
        "LeadLEA": authority,
        "EducatedLEA": authority,
        "LEACodeAtYear11": authority,
        "UniqueLearnerNo": _uln(number),
        "UniquePupilNumber": _upn(number),
        "GuaranteeStatusIndicator": "Y",
        "Year11GuaranteeStatus": "110",
        "Year11LEACode": authority,
        "Year12GuaranteeStatus": "114",
        "Year12LEACode": authority,
        "LevelOfNeedCode": rng.choice("12333"),
        "SENDFlag": "N",
        "SENSupportFlag": "Y" if rng.random() < 0.12 else "N",
        "IntendedDestinationYr11": rng.choice(("111", "121", "211")),
        **_doing(authority, rng),
    }
    if rng.random() < 0.025:
        name, bad = rng.choice(ODD)
        values[name] = bad
    needs = tuple(code for code in ("110", "140", "170") if rng.random() < 0.03)
    return Record(number, 0, {name: value for name, value in values.items() if value}, needs)


def _doing(authority: str, rng: Random) -> dict[str, str]:
    if rng.random() < 0.06:
        return {
            "ActivityCode": "619",
            "StartDate": "2025-11-10",
            "NEETStartDate": "2025-11-10",
            "DateAscertained": "2025-11-12",
            "DateVerified": "2026-01-20",
            "CurrencyLapsed": "N",
        }
    return {
        "ActivityCode": rng.choice(("210", "220", "230")),
        "StartDate": "2025-09-03",
        "DateAscertained": "2025-09-10",
        "DateVerified": f"2026-01-{rng.randrange(5, 29):02d}",
        "PredictedEndDate": "2026-08-31",
        "DueToLapseDate": "2026-08-31",
        "CurrencyLapsed": "N",
        "EstablishmentNumber": f"{authority}{rng.randrange(4000, 4060)}",
        "EstablishmentName": f"{rng.choice(FAMILY)} College",
        "UKProviderReferenceNumber": "10004576",
    }


def _uln(number: int) -> str:
    base = 100_000_000 + number * 7
    while (check := uln_check_digit(str(base))) is None:
        base += 1
    return f"{base}{check}"


def _upn(number: int) -> str:
    rest = f"391{number:08d}1"
    return upn_check_letter(rest) + rest
