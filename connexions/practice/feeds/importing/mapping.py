"""What a record of the return says, in the words of the service. Pure: no database.

A field that the source leaves empty is said to be empty; one that cannot be understood is not said at all, so
that a bad code neither fills a field nor wipes one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from connexions.engines.ccis import Record, Specification, as_date
from connexions.engines.currency import LapseTable, lapses_on
from connexions.engines.identifiers import postcode

SOURCE = "Case information system"

LEVELS = {"1": "intensive", "2": "supported", "3": "minimum"}
CHARACTERISTICS = {
    "110": "looked_after",
    "120": "parent_caring",
    "130": "refugee",
    "140": "young_carer",
    "150": "substance_misuse",
    "160": "care_leaver",
    "170": "youth_justice",
    "180": "pregnancy",
    "190": "parent_not_caring",
    "200": "alternative_provision",
    "210": "mental_health",
}
LEARNING = frozenset({"compulsory_education", "education"})


@dataclass(slots=True)
class Home:
    """An address as a whole: it is right or wrong together."""

    line_1: str = ""
    line_2: str = ""
    line_3: str = ""
    town: str = ""
    county: str = ""
    postcode: str = ""
    no_fixed_address: bool = False


@dataclass(slots=True)
class Doing:
    """A current activity."""

    kind_id: str
    start_on: date
    ascertained_on: date | None
    verified_on: date | None
    review_on: date | None
    lapses_on: date | None
    predicted_end_on: date | None
    neet_start_on: date | None
    establishment_number: str
    establishment_name: str
    ukprn: str


@dataclass(slots=True)
class Said:
    """Everything one record says that the service has a place for."""

    number: str
    person: dict[str, Any] = field(default_factory=dict)
    home: Home | None = None
    identifiers: dict[str, str] = field(default_factory=dict)
    characteristics: frozenset[str] = frozenset()
    doing: Doing | None = None
    guarantees: dict[int, tuple[str, str, bool]] = field(default_factory=dict)
    destination: str | None = None
    cut: list[str] = field(default_factory=list)


def said(record: Record, spec: Specification, schools: Mapping[str, Any], lapses: LapseTable) -> Said:
    """What a record says. `schools` finds an establishment's id by its number; `lapses` are the rules by which an
    activity lapses for which the source gives no day."""
    get = record.values.get
    told = Said(get("YoungPersonsID", ""))
    told.person = _person(record, spec, told.cut)
    told.home = _home(record, told.cut)
    told.identifiers = _identifiers(record)
    told.characteristics = frozenset(
        CHARACTERISTICS[code] for code in record.characteristics if code in CHARACTERISTICS
    )
    told.doing = _doing(record, spec, lapses, told.cut)
    if told.doing is not None and spec.activities[told.doing.kind_id].group in LEARNING:
        school = schools.get(told.doing.establishment_number)
        if school is not None:
            told.person["school_id"] = school
    told.guarantees = _guarantees(record, spec)
    destination = get("IntendedDestinationYr11")
    told.destination = destination if destination in spec.destinations else None
    return told


def _person(record: Record, spec: Specification, cut: list[str]) -> dict[str, Any]:
    get = record.values.get
    found: dict[str, Any] = {
        "given_name": _fit(get("GivenName", ""), 100, "The given name", cut),
        "middle_names": _fit(get("MiddleName", ""), 100, "The middle name", cut),
        "family_name": _fit(get("FamilyName", ""), 100, "The family name", cut),
    }
    _put(found, "date_of_birth", as_date(get("DOB")))
    _put(found, "gender", _known(get("Gender"), spec.genders))
    _put(found, "ethnicity", _known(get("Ethnicity"), spec.ethnicities))
    _put(found, "cohort_status", _known(get("CohortStatus"), spec.cohort_statuses))
    _put(found, "level_of_need", LEVELS.get(get("LevelOfNeedCode", "")))
    _put(found, "special_needs", _special_needs(get("SENDFlag"), get("SENSupportFlag")))
    _put(found, "lead_authority", _known(get("LeadLEA"), spec.authorities))
    _put(found, "educated_authority", _known_or_empty(get("EducatedLEA"), spec.any_authorities))
    _put(found, "authority_at_year_11", _known_or_empty(get("LEACodeAtYear11"), spec.any_authorities))
    return found


def _home(record: Record, cut: list[str]) -> Home | None:
    get = record.values.get
    raw = get("Postcode", "")
    code = postcode.normalise(raw)
    good = raw != "" and postcode.is_written_well(code)
    third = ", ".join(filter(None, (get("AddressLine3"), get("AddressLine4"))))
    home = Home(
        _fit(get("AddressLine1", ""), 100, "The first line of the address", cut),
        _fit(get("AddressLine2", ""), 100, "The second line of the address", cut),
        _fit(third, 100, "The third line of the address", cut),
        _fit(get("Town", ""), 80, "The town", cut),
        _fit(get("County", ""), 60, "The county", cut),
        code if good else "",
        code == postcode.NO_FIXED_ADDRESS,
    )
    return None if home == Home() else home


def _identifiers(record: Record) -> dict[str, str]:
    get = record.values.get
    found = {"ccis": get("YoungPersonsID", "")}
    uln, upn, previous = (
        get("UniqueLearnerNo", ""),
        get("UniquePupilNumber", ""),
        get("PreviousYPIDIdentifier", ""),
    )
    if len(uln) == 10 and uln.isascii() and uln.isdigit() and uln not in ("9999999999",) and uln[0] != "0":
        found["uln"] = uln
    if len(upn) == 13 and upn.isascii():
        found["upn"] = upn.upper()
    if len(previous) == 13 and previous.isascii() and previous.isdigit() and previous != found["ccis"]:
        found["former_ccis"] = previous
    return found


def _doing(record: Record, spec: Specification, lapses: LapseTable, cut: list[str]) -> Doing | None:
    get = record.values.get
    code, started = get("ActivityCode", ""), as_date(get("StartDate"))
    if code not in spec.activities or started is None:
        return None
    verified, review, ends = (
        as_date(get("DateVerified")),
        as_date(get("ReviewDate")),
        as_date(get("PredictedEndDate")),
    )
    # Days that cannot be are told as problems of the record; what is kept is what can.
    verified = max(verified, started) if verified else None
    ends = ends if ends and ends >= started else None
    due = as_date(get("DueToLapseDate"))
    if due is None:
        due = lapses_on(
            code, verified_on=verified or started, review_on=review, predicted_end_on=ends, table=lapses
        )
    number, ukprn = get("EstablishmentNumber", ""), get("UKProviderReferenceNumber", "")
    return Doing(
        kind_id=code,
        start_on=started,
        ascertained_on=as_date(get("DateAscertained")),
        verified_on=verified,
        review_on=review,
        lapses_on=due,
        predicted_end_on=ends,
        neet_start_on=_neet_start(get("NEETStartDate"), started) if spec.activities[code].neet else None,
        establishment_number=number if len(number) == 7 and number.isdigit() else "",
        establishment_name=_fit(get("EstablishmentName", ""), 200, "The establishment’s name", cut),
        ukprn=ukprn if len(ukprn) == 8 and ukprn.isdigit() else "",
    )


def _neet_start(text: str | None, started: date) -> date | None:
    found = as_date(text)
    return min(found, started) if found else None


def _guarantees(record: Record, spec: Specification) -> dict[int, tuple[str, str, bool]]:
    get = record.values.get
    found = {}
    on_baseline = get("GuaranteeStatusIndicator") == "Y"
    for year, codes in ((11, spec.guarantee_year_11), (12, spec.guarantee_year_12)):
        code = get(f"Year{year}GuaranteeStatus", "")
        if code in codes:
            authority = _known(get(f"Year{year}LEACode"), spec.any_authorities) or ""
            found[year] = (code, authority, on_baseline)
    return found


def _special_needs(send: str | None, support: str | None) -> str | None:
    if send == "Y":
        return "ehc_plan"
    if support == "Y":
        return "sen_support"
    return "none" if send == "N" and support == "N" else None


def _put(found: dict[str, Any], name: str, value: Any) -> None:
    if value is not None:
        found[name] = value


def _known(value: str | None, codes: Mapping[str, Any]) -> str | None:
    return value if value in codes else None


def _known_or_empty(value: str | None, codes: Mapping[str, Any]) -> str | None:
    return "" if value is None else _known(value, codes)


def _fit(value: str, longest: int, what: str, cut: list[str]) -> str:
    if len(value) <= longest:
        return value
    cut.append(what)
    return value[:longest]
