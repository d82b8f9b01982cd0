"""Extracts for benchmarks: any size, the same bytes for the same size, with the variety of a real one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path
from random import Random

from connexions.engines.ccis import Header, Record, write
from connexions.engines.currency import add_months
from connexions.engines.identifiers import uln_check_digit, upn_check_letter

PERIOD_END = date(2026, 1, 31)
YEAR_12 = date(2008, 9, 1)  # whoever was born before is in Year 13 and was under the guarantee in Year 12
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
    with path.open("wb") as stream:
        return write(stream, header(authority), made(records, authority))


def header(authority: str) -> Header:
    """The header of one authority's extract of January 2026."""
    return Header(("444",), (authority,), date(2026, 2, 3), PERIOD_END, "Bench", "1.0", "1.0")


def made(count: int, authority: str) -> Iterator[Record]:
    """So many records of one authority, one after the other."""
    rng = Random(f"extract/{authority}")
    for number in range(1, count + 1):
        yield _record(number, authority, rng)


def _record(number: int, authority: str, rng: Random) -> Record:
    born = date.fromordinal(date(2009, 9, 1).toordinal() - 1 - rng.randrange(730))  # Years 12 and 13
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
        "DOB": born.isoformat(),
        "Ethnicity": rng.choice(ETHNICITIES),
        "LeadLEA": authority,
        "EducatedLEA": authority,
        "LEACodeAtYear11": authority,
        "UniqueLearnerNo": _uln(number),
        "UniquePupilNumber": _upn(number),
        "GuaranteeStatusIndicator": "Y",
        "Year11GuaranteeStatus": "110",
        "Year11LEACode": authority,
        **({"Year12GuaranteeStatus": "114", "Year12LEACode": authority} if born < YEAR_12 else {}),
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
        since = date(2025, 9, 1).toordinal() + rng.randrange(120)
        return {
            "ActivityCode": rng.choice(("619", "619", "610", "640")),
            "StartDate": date.fromordinal(since).isoformat(),
            "NEETStartDate": date.fromordinal(since - rng.randrange(30)).isoformat(),
            "DateAscertained": date.fromordinal(since + rng.randrange(10)).isoformat(),
            "DateVerified": f"2026-01-{rng.randrange(8, 29):02d}",
            "CurrencyLapsed": "N",
        }
    if rng.random() < 0.08:
        since = date(2025, 6, 1).toordinal() + rng.randrange(180)
        verified = since + 10 + rng.randrange(40)
        return {
            "ActivityCode": rng.choice(("330", "340", "360")),
            "StartDate": date.fromordinal(since).isoformat(),
            "DateAscertained": date.fromordinal(since + rng.randrange(10)).isoformat(),
            "DateVerified": date.fromordinal(verified).isoformat(),
            "DueToLapseDate": add_months(date.fromordinal(verified), 6).isoformat(),
            "CurrencyLapsed": "Y" if add_months(date.fromordinal(verified), 6) < PERIOD_END else "N",
        }
    return {
        "ActivityCode": rng.choice(("210", "220", "230")),
        "StartDate": f"2025-09-{rng.randrange(1, 9):02d}",
        "DateAscertained": f"2025-09-{rng.randrange(9, 30):02d}",
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
