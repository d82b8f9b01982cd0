"""Rules of coded details: gender, ethnicity, cohort status, authorities."""

from __future__ import annotations

from connexions.engines.ccis.facts import Facts
from connexions.engines.ccis.record import ALREADY_REPORTED
from connexions.engines.ccis.rules.registry import Found, rule

NOT_KNOWN_AUTHORITY = "004"


@rule(5, "Gender")
def _gender(f: Facts) -> Found:
    value = f.get("Gender")
    return value is not None and value not in f.spec.genders


@rule(7, "Ethnicity")
def _ethnicity(f: Facts) -> Found:
    value = f.get("Ethnicity")
    return value is not None and value not in f.spec.ethnicities


@rule(904, "CohortStatus")
def _cohort_status(f: Facts) -> Found:
    """X is no fault of a record: the file is rejected for it."""
    return f.status is not None and f.status not in f.spec.cohort_statuses and f.status != ALREADY_REPORTED


@rule(15, "LeadLEA")
def _lead_authority(f: Facts) -> Found:
    value = f.get("LeadLEA")
    return value is not None and value not in f.spec.authorities


@rule(26, "LeadLEA")
def _lead_authority_in_header(f: Facts) -> Found:
    """Asked only where the header names any: without, the header is at fault."""
    value, named = f.get("LeadLEA"), f.header.source_leas
    return bool(named) and value in f.spec.authorities and value not in named


@rule(19, "EducatedLEA")
def _educated_authority(f: Facts) -> Found:
    value = f.get("EducatedLEA")
    return value is not None and value not in f.spec.authorities and value not in f.spec.pseudo_authorities


@rule(24, "LEACodeAtYear11")
def _authority_in_year_11(f: Facts) -> Found:
    value = f.get("LEACodeAtYear11")
    return value is not None and value not in f.spec.any_authorities


@rule(13, "CohortStatus", "TransferredToLACode")
def _transferred_where(f: Facts) -> Found:
    return f.status == "T" and f.get("TransferredToLACode") is None


@rule(34, "CohortStatus", "TransferredToLACode")
def _transferred_without_status(f: Facts) -> Found:
    """E (left England) is excepted: rule 35 gives it codes of its own."""
    return f.get("TransferredToLACode") is not None and f.status not in ("T", "E")


@rule(35, "CohortStatus", "TransferredToLACode")
def _transferred_to(f: Facts) -> Found:
    value = f.get("TransferredToLACode")
    if value is None or value == NOT_KNOWN_AUTHORITY:
        return False
    if f.status == "T":
        return value not in f.spec.authorities
    return f.status == "E" and value not in f.spec.pseudo_authorities


@rule(41, "TransferredToLACode")
def _transferred_to_unknown(f: Facts) -> Found:
    return f.get("TransferredToLACode") == NOT_KNOWN_AUTHORITY


@rule(42, "TransferredToLACode", "LeadLEA")
def _transferred_to_itself(f: Facts) -> Found:
    value = f.get("TransferredToLACode")
    return value is not None and value == f.get("LeadLEA")
