"""Rules of the current activity: what it is, and what goes with it."""

from __future__ import annotations

import re

from connexions.engines.ccis.facts import Facts
from connexions.engines.ccis.rules.registry import Found, rule
from connexions.engines.currency import academic_year, age
from connexions.engines.identifiers import ukprn_problem

ESTABLISHMENT = re.compile(r"[0-9]{7}")


@rule(240, "has_activities")
def _no_activities(f: Facts) -> Found:
    return not f.has_activities


@rule(200, "has_activities", "ActivityCode")
def _no_code(f: Facts) -> Found:
    return f.has_activities and f.code is None


@rule(201, "ActivityCode")
def _code(f: Facts) -> Found:
    return f.code is not None and f.activity is None


@rule(220, "has_activities", "CurrencyLapsed")
def _no_lapsed(f: Facts) -> Found:
    return f.has_activities and f.get("CurrencyLapsed") is None


@rule(221, "CurrencyLapsed")
def _lapsed(f: Facts) -> Found:
    return f.get("CurrencyLapsed") not in (None, "Y", "N")


@rule(224, "ActivityCode", "NEETStartDate")
def _neet_since_missing(f: Facts) -> Found:
    return f.activity is not None and f.activity.neet and f.get("NEETStartDate") is None


@rule(226, "ActivityCode", "NEETStartDate")
def _neet_since_needless(f: Facts) -> Found:
    return f.activity is not None and not f.activity.neet and f.get("NEETStartDate") is not None


@rule(228, "EstablishmentNumber")
def _establishment(f: Facts) -> Found:
    value = f.get("EstablishmentNumber")
    if value is None:
        return False
    return not ESTABLISHMENT.fullmatch(value) or value[:3] not in f.spec.any_authorities


@rule(39, "UKProviderReferenceNumber")
def _provider(f: Facts) -> Found:
    value = f.get("UKProviderReferenceNumber")
    return value is not None and ukprn_problem(value) is not None


@rule(229, "ActivityCode", "year_group")
def _too_young(f: Facts) -> Found:
    if f.activity is None or f.year_group is None:
        return False
    return f.year_group < 12 and not f.activity.compulsory


@rule(230, "ActivityCode", "year_group")
def _too_old(f: Facts) -> Found:
    if f.activity is None or f.year_group is None:
        return False
    return f.year_group > 11 and f.activity.compulsory


@rule(253)
def _work_programme(f: Facts) -> Found:
    return f.code == "440" and f.born is not None and age(f.born, f.period_end) in (16, 17)


@rule(254, "ActivityCode", "SENDFlag")
def _special_institution(f: Facts) -> Found:
    return f.code == "280" and f.get("SENDFlag") != "Y"


@rule(255, "ActivityCode", "SENDFlag")
def _supported_internship(f: Facts) -> Found:
    return f.code == "460" and f.get("SENDFlag") != "Y"


@rule(909)
def _stale_school(f: Facts) -> Found:
    """Asked only where there is a date to go by; without any, the missing dates are the fault."""
    if f.activity is None or not f.activity.compulsory:
        return False
    year = academic_year(f.period_end)
    known = [on for on in (f.started, f.verified) if on is not None]
    return bool(known) and all(academic_year(on) != year for on in known)
