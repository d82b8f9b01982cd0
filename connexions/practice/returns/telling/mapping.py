"""What is kept of a young person, as a record of the return. Pure: no database.

The mirror of ``feeds.importing.mapping``: what a record said when it came in is what it says when it goes out.
Nothing is made up to please a rule. What is missing is left out, and the rules find it; save that nobody may
be without an address and an activity, for which the return has words of its own: no known address, not known.
Signs that a name may not have are not sent, and the record says so (``otherwise_kept``).
"""

from __future__ import annotations

import re
from datetime import date

from connexions.engines.ccis import Record, Specification
from connexions.engines.ccis.names import NOT_SENDABLE, allowed
from connexions.engines.currency import (
    LapseTable,
    academic_age,
    end_of_academic_year,
    lapses_on,
)
from connexions.engines.identifiers import postcode
from connexions.practice.feeds.importing.mapping import CHARACTERISTICS, LEVELS
from connexions.practice.returns.rules.cohort import EMIGRATED, TRANSFERRED
from connexions.practice.returns.telling.known import Doing, Home, Known

LEVEL_CODES = {level: code for code, level in LEVELS.items()}
CHARACTERISTIC_CODES = {kind: code for code, kind in CHARACTERISTICS.items()}
NAMES = {"GivenName": "given_name", "MiddleName": "middle_names", "FamilyName": "family_name"}
NEEDED = frozenset({"GivenName", "FamilyName"})
SIGNS = {"GivenName": 44, "FamilyName": 45, "MiddleName": 46}  # the rule that forbids signs in it
LINES = ("AddressLine1", "AddressLine2", "AddressLine3", "Town", "County")
NO_FIXED, NOT_KNOWN_WHERE = "No fixed address", "Address not known"
NOT_KNOWN, NOT_KNOWN_AT_SCHOOL = "810", "150"
LAST_SCHOOL_AGE = 15

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff\ufffe\uffff\ud800-\udfff]")
_PLAIN = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u2010": "-", "\u2011": "-", "\u00a0": " "}
)


def record(
    known: Known, *, status: str, authority: str, period_end: date, spec: Specification, lapses: LapseTable
) -> Record:
    """The record of one young person, with the fields that have something in them. *lapses* are the rules by which an
    activity lapses for which nobody entered a day."""
    values = {
        **_person(known, status, authority, spec),
        **_address(known.home),
        **_numbers(known, status),
        **_guarantee(known),
        **_need(known),
        **_activity(known, period_end, spec, lapses),
        "IntendedDestinationYr11": known.destination,
    }
    codes = {CHARACTERISTIC_CODES[kind] for kind in known.characteristics if kind in CHARACTERISTIC_CODES}
    return Record(
        0,
        0,
        {name: value for name, value in values.items() if value},
        tuple(sorted(codes & spec.characteristics.keys())),
    )


def otherwise_kept(known: Known, spec: Specification) -> dict[str, str]:
    """The names that are told otherwise than they are kept, as they are kept: by the field of the return."""
    told = _named(known, spec)
    kept = {field: getattr(known, name) for field, name in NAMES.items()}
    return {field: name for field, name in kept.items() if told[field] != _said(name)}


def as_told(found: Record) -> dict[str, str]:
    """A record's fields with its characteristics among them, as they are kept and compared."""
    if found.characteristics:
        return {**found.values, "CharacteristicCode": " ".join(found.characteristics)}
    return dict(found.values)


def _sendable(field: str, name: str, spec: Specification) -> str:
    """A name as that year's requirement allows it."""
    return allowed(name) if SIGNS[field] in spec.rules else name


def _named(known: Known, spec: Specification) -> dict[str, str]:
    """The names; one of which nothing can be seen is not known, as one of forbidden signs is."""
    found = {}
    for field, name in NAMES.items():
        kept = getattr(known, name)
        found[field] = _sendable(field, _said(kept), spec) or (
            NOT_SENDABLE if kept and field in NEEDED else ""
        )
    return found


def _person(known: Known, status: str, authority: str, spec: Specification) -> dict[str, str]:
    left = known.left
    to = left.to_authority if left and status in (TRANSFERRED, EMIGRATED) else ""
    if status == TRANSFERRED and not left and known.lead_authority != authority:
        to = known.lead_authority  # from one of our own authorities to another of them
    return {
        "YoungPersonsID": known.number,
        "CohortStatus": status,
        **_named(known, spec),
        "Gender": known.gender,
        "DOB": known.born_on.isoformat(),
        "Ethnicity": known.ethnicity,
        "LeadLEA": authority,
        "EducatedLEA": known.educated_authority,
        "TransferredToLACode": to,
        "LEACodeAtYear11": known.authority_at_year_11,
    }


def _address(home: Home | None) -> dict[str, str]:
    if home is None:
        return {"AddressLine1": NOT_KNOWN_WHERE, "Postcode": postcode.NO_FIXED_ADDRESS}
    found = {
        "AddressLine1": _said(home.line_1),
        "AddressLine2": _said(home.line_2),
        "AddressLine3": _said(home.line_3),
        "Town": _said(home.town),
        "County": _said(home.county),
        "Postcode": postcode.normalise(home.postcode),
    }
    if home.no_fixed_address:
        found["AddressLine1"] = found["AddressLine1"] or NO_FIXED
        found["Postcode"] = postcode.NO_FIXED_ADDRESS
    if not any(found.values()):
        return _address(None)
    if not any(found[line] for line in LINES):
        found["AddressLine1"] = NOT_KNOWN_WHERE  # a postcode alone is no address to the return
    return found


def _numbers(known: Known, status: str) -> dict[str, str]:
    return {
        "UniqueLearnerNo": known.numbers.get("uln", ""),
        "UniquePupilNumber": known.numbers.get("upn", ""),
        "PreviousYPIDIdentifier": known.numbers.get("former_ccis", ""),
    }


def _guarantee(known: Known) -> dict[str, str]:
    found = {"GuaranteeStatusIndicator": "Y" if known.on_baseline else "N"}
    for year, (code, authority, _) in known.guarantees.items():
        found[f"Year{year}GuaranteeStatus"] = code
        found[f"Year{year}LEACode"] = authority
    return found


def _need(known: Known) -> dict[str, str]:
    return {
        "LevelOfNeedCode": LEVEL_CODES.get(known.level_of_need, ""),
        "SENDFlag": "Y" if known.has_plan else "N",
        "SENSupportFlag": "Y" if known.special_needs == "sen_support" else "N",
    }


def _activity(known: Known, period_end: date, spec: Specification, table: LapseTable) -> dict[str, str]:
    now = known.doing or nothing_known(known, period_end)
    lapses, neet = (
        _lapse(now, spec, table),
        spec.activities[now.code].neet if now.code in spec.activities else False,
    )
    days = {
        "StartDate": now.start_on,
        "DateAscertained": now.ascertained_on,
        "DateVerified": now.verified_on,
        "ReviewDate": now.review_on,
        "DueToLapseDate": lapses,
        "NEETStartDate": (now.neet_start_on or now.start_on) if neet else None,
        "PredictedEndDate": now.predicted_end_on,
    }
    return {
        "ActivityCode": now.code,
        "CurrencyLapsed": "Y" if lapses is not None and lapses < period_end else "N",
        "EstablishmentNumber": now.establishment_number,
        "EstablishmentName": _said(now.establishment_name),
        "UKProviderReferenceNumber": now.ukprn,
        **{name: day.isoformat() for name, day in days.items() if day},
    }


def _lapse(now: Doing, spec: Specification, table: LapseTable) -> date | None:
    """Until when it holds; worked out where nobody entered it."""
    kind = spec.activities.get(now.code)
    if kind is not None and not kind.lapses:
        return None
    if now.lapses_on is not None:
        return now.lapses_on
    return _worked_out(now, now.verified_on or now.start_on, table)


def _worked_out(now: Doing, verified_on: date, table: LapseTable) -> date | None:
    return lapses_on(
        now.code,
        verified_on=verified_on,
        review_on=now.review_on,
        predicted_end_on=now.predicted_end_on,
        table=table,
    )


def nothing_known(known: Known, period_end: date) -> Doing:
    """Nobody has recorded what they do: not known, since they have been here."""
    since = min(known.here_since, period_end)
    if academic_age(known.born_on, period_end) > LAST_SCHOOL_AGE:
        return Doing(NOT_KNOWN, since, since, since)
    last = end_of_academic_year(period_end)
    return Doing(NOT_KNOWN_AT_SCHOOL, since, since, since, lapses_on=last, predicted_end_on=last)


def as_of(now: Doing, period_end: date, earlier: list[date], table: LapseTable) -> Doing:
    """The activity as it was verified by the end of the month; *earlier* are the days of verification before the
    one on record. What was verified since then was not so yet."""
    if now.verified_on is None or now.verified_on <= period_end:
        return now
    known = [day for day in (*earlier, now.ascertained_on, now.start_on) if day and day <= period_end]
    now.verified_on = max(known, default=now.start_on)
    now.lapses_on = _worked_out(now, now.verified_on, table)
    return now


def _said(text: str) -> str:
    """Words as the return can carry them: one line, typewriter's apostrophes and hyphens, nothing unseen."""
    return " ".join(_UNSEEN.sub(" ", text.translate(_PLAIN)).split())
