"""Rules of the personal details: id, names, birth, address, identifiers."""

from __future__ import annotations

import re

from connexions.engines.ccis.facts import Facts
from connexions.engines.ccis.names import is_allowed
from connexions.engines.ccis.rules.registry import Found, enter_missing, rule
from connexions.engines.identifiers import postcode, uln_check_digit, upn_problem

THIRTEEN_DIGITS = re.compile(r"[0-9]{13}")
ULN = re.compile(r"[1-9][0-9]{9}")
ADDRESS = ("Town", "AddressLine2", "AddressLine3", "AddressLine4", "County")

enter_missing(2, "GivenName")
enter_missing(3, "FamilyName")
enter_missing(4, "Gender")
enter_missing(6, "Ethnicity")
enter_missing(11, "CohortStatus")
enter_missing(14, "LeadLEA")
enter_missing(32, "Postcode")


@rule(1)
def _id_of_13(f: Facts) -> Found:
    value = f.get("YoungPersonsID")
    return value is None or not THIRTEEN_DIGITS.fullmatch(value)


@rule(903)
def _id_of_this_database(f: Facts) -> Found:
    """Asked only where the header names any: without, the header is at fault."""
    value, named = f.get("YoungPersonsID"), f.header.database_ids
    if value is None or not named or not THIRTEEN_DIGITS.fullmatch(value):
        return False
    return value[:3] not in named


@rule(8)
def _born(f: Facts) -> Found:
    return f.born is None


@rule(9)
def _too_old(f: Facts) -> Found:
    return f.year_group is not None and f.year_group > 21 and f.status != "A"


@rule(10)
def _too_young(f: Facts) -> Found:
    return f.year_group is not None and f.year_group < 11


@rule(29)
def _youth_contract_date(f: Facts) -> Found:
    return f.get("YouthContractIndicator") == "Y" and f.get("YouthContractStartDate") is None


@rule(36)
def _youth_contract(f: Facts) -> Found:
    return f.get("YouthContractIndicator") not in (None, "Y", "N")


@rule(30)
def _uln_of_10(f: Facts) -> Found:
    value = f.get("UniqueLearnerNo")
    return value is not None and not ULN.fullmatch(value)


@rule(1001)
def _uln_check_digit(f: Facts) -> Found:
    value = f.get("UniqueLearnerNo")
    if value is None or not ULN.fullmatch(value):
        return False
    return value[9] != str(uln_check_digit(value[:9]))


@rule(38)
def _upn_of_13(f: Facts) -> Found:
    value = f.get("UniquePupilNumber")
    return value is not None and len(value) != 13


@rule(1002)
def _upn_check_letter(f: Facts) -> Found:
    value = f.get("UniquePupilNumber")
    return value is not None and len(value) == 13 and upn_problem(value) is not None


@rule(37)
def _previous_id_of_13(f: Facts) -> Found:
    value = f.get("PreviousYPIDIdentifier")
    return value is not None and not THIRTEEN_DIGITS.fullmatch(value)


@rule(31)
def _some_address(f: Facts) -> Found:
    return f.get("AddressLine1") is None and not any(map(f.get, ADDRESS))


@rule(43)
def _postcode_format(f: Facts) -> Found:
    value = f.get("Postcode")
    return value is not None and not postcode.is_written_well(value)


@rule(44)
def _given_name_signs(f: Facts) -> Found:
    return _signs(f.get("GivenName"))


@rule(45)
def _family_name_signs(f: Facts) -> Found:
    return _signs(f.get("FamilyName"))


@rule(46)
def _middle_name_signs(f: Facts) -> Found:
    return _signs(f.get("MiddleName"))


@rule(1006)
def _unknown_parts(f: Facts) -> Found:
    return ", ".join(f.record.unknown) if f.record.unknown else None


def _signs(value: str | None) -> bool:
    return value is not None and not is_allowed(value)
