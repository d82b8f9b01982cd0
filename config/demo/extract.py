"""An NCCIS-shaped extract of invented people who are not in the database, to try "Moving in" with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

from config.demo.learning import NEET
from config.demo.people import Population, people
from config.demo.rota import partnership_of
from config.demo.shapes import Person
from connexions.engines.ccis import Header, Record, write

AFTER = 3_000_000  # numbers that no demo population reaches
_CLEAN = 60  # about so many good records to one with a fault


def write_extract(path: Path, *, records: int, partnership: str, seed: int, today: date) -> int:
    """Write *records* young people of one partnership's cohort as of the end of last month."""
    period_end = today.replace(day=1) - timedelta(days=1)
    told = partnership_of(partnership)
    header = Header(
        database_ids=(told["database_id"],),
        source_leas=tuple(told["local_authorities"]),
        date_of_send=today,
        period_end=period_end,
        supplier_name="Connexions demo",
        supplier_xml_version="1.0",
        xml_schema_version="1.0",
    )
    with path.open("wb") as stream:
        return write(stream, header, _records(records, partnership, seed, period_end))


def _records(count: int, partnership: str, seed: int, period_end: date) -> Iterator[Record]:
    """One person in three or so is of the cohort and the partnership: make them until there are enough."""
    rng = Random(f"extract/{seed}")
    population = Population(max(20_000, count * 40), seed, period_end, after=AFTER)
    made = 0
    for person in people(population):
        if made == count:
            return
        if person.partnership != partnership or not _in_cohort(person):
            continue
        made += 1
        found = record(person, made, period_end)
        if made % _CLEAN == _CLEAN // 2:
            _damage(found, rng)
        yield found


def _in_cohort(person: Person) -> bool:
    return 15 <= person.age <= 17 or (18 <= person.age <= 24 and person.special == "ehc_plan")


def record(person: Person, ordinal: int, period_end: date) -> Record:
    """One young person as another system would send them."""
    values = {name: value for name, value in _values(person, period_end).items() if value}
    return Record(ordinal, 0, values, tuple(t.code for t in person.traits if t.until_on is None))


def _values(person: Person, period_end: date) -> dict[str, str]:
    numbers = {number.scheme: number.value for number in person.numbers}
    home = person.homes[-1]
    return {
        "YoungPersonsID": numbers["ccis"],
        "CohortStatus": "P",
        "GivenName": person.given,
        "MiddleName": person.middle,
        "FamilyName": person.family,
        "AddressLine1": home.line_1 or "No fixed address",
        "Town": home.town,
        "Postcode": home.postcode,
        "Gender": person.gender,
        "DOB": person.born_on.isoformat(),
        "Ethnicity": person.ethnicity,
        "LeadLEA": person.authority,
        "EducatedLEA": person.educated_authority,
        "LEACodeAtYear11": person.year_11_authority or person.authority,
        "UniqueLearnerNo": numbers.get("uln", ""),
        "UniquePupilNumber": numbers["upn"],
        "PreviousYPIDIdentifier": numbers.get("former_ccis", ""),
        **_guarantee(person),
        "LevelOfNeedCode": str(person.level),
        "SENDFlag": "Y" if person.special == "ehc_plan" else "N",
        "SENSupportFlag": "Y" if person.special == "sen_support" else "N",
        **_activity(person, period_end),
        "IntendedDestinationYr11": person.destination,
    }


def _guarantee(person: Person) -> dict[str, str]:
    found = {"GuaranteeStatusIndicator": "Y" if person.guarantee else "N"}
    for year, code in person.guarantee:
        found[f"Year{year}GuaranteeStatus"] = code
        found[f"Year{year}LEACode"] = person.year_11_authority or person.authority
    return found


def _activity(person: Person, period_end: date) -> dict[str, str]:
    now = person.spells[-1]
    days = {
        "StartDate": now.start_on,
        "DateAscertained": now.ascertained_on,
        "DateVerified": now.verified_on,
        "ReviewDate": now.review_on,
        "DueToLapseDate": now.lapses_on,
        "NEETStartDate": now.neet_start_on if now.code in NEET else None,
        "PredictedEndDate": now.predicted_end_on,
    }
    lapsed = now.lapses_on is not None and now.lapses_on < period_end
    return {
        "ActivityCode": now.code,
        "CurrencyLapsed": "Y" if lapsed else "N",
        "EstablishmentNumber": now.place_number,
        "EstablishmentName": now.place_name,
        **{name: day.isoformat() for name, day in days.items() if day},
    }


def _damage(found: Record, rng: Random) -> None:
    """One fault of a kind that real extracts have."""
    name, value = rng.choice(_FAULTS)
    if value is None:
        found.values.pop(name, None)
    else:
        found.values[name] = value


_FAULTS: list[tuple[str, str | None]] = [
    ("FamilyName", None),
    ("Postcode", "NE1 ABC"),
    ("Postcode", None),
    ("Ethnicity", "WBRT"),
    ("Gender", "X"),
    ("DOB", "31/02/2009"),
    ("UniqueLearnerNo", "12345"),
    ("UniquePupilNumber", "A12"),
    ("ActivityCode", "999"),
    ("LeadLEA", "999"),
    ("DateVerified", None),
    ("LevelOfNeedCode", "7"),
    ("SENDFlag", None),
    ("IntendedDestinationYr11", "999"),
]
