"""Rules of the level of need, SEND and characteristics."""

from __future__ import annotations

from connexions.engines.ccis.facts import Facts
from connexions.engines.ccis.rules.registry import Found, enter_missing, rule

#: Reported once as having left by age or with the plan: the flag is not expected of them any more.
LEFT_BY_AGE = ("A", "L")

enter_missing(100, "LevelOfNeedCode")
enter_missing(103, "SENDFlag")
enter_missing(303, "SENSupportFlag")


@rule(101, "LevelOfNeedCode")
def _level(f: Facts) -> Found:
    value = f.get("LevelOfNeedCode")
    return value is not None and value not in f.spec.levels_of_need


@rule(102, "SENDFlag")
def _send(f: Facts) -> Found:
    return f.get("SENDFlag") not in (None, "Y", "N")


@rule(304, "SENSupportFlag")
def _sen_support(f: Facts) -> Found:
    return f.get("SENSupportFlag") not in (None, "Y", "N")


@rule(306, "SENDFlag", "SENSupportFlag")
def _both(f: Facts) -> Found:
    return f.get("SENDFlag") == "Y" and f.get("SENSupportFlag") == "Y"


@rule(33, "year_group", "CohortStatus", "SENDFlag")
def _twenty_without_send(f: Facts) -> Found:
    return _without_send(f, 20)


@rule(40, "year_group", "CohortStatus", "SENDFlag")
def _eighteen_without_send(f: Facts) -> Found:
    return _without_send(f, 18)


@rule(104, "characteristics")
def _characteristics(f: Facts) -> Found:
    bad = [code for code in f.characteristics if code not in f.spec.characteristics]
    return ", ".join(bad) if bad else None


@rule(233, "ActivityCode", "characteristics")
def _young_carer(f: Facts) -> Found:
    return f.code == "620" and "140" not in f.characteristics


@rule(234, "ActivityCode", "characteristics")
def _teenage_parent(f: Facts) -> Found:
    return f.code == "630" and "120" not in f.characteristics


@rule(235, "ActivityCode", "characteristics")
def _pregnancy(f: Facts) -> Found:
    return f.code == "650" and "180" not in f.characteristics


@rule(236, "ActivityCode", "characteristics")
def _refugee(f: Facts) -> Found:
    return f.code == "720" and "130" not in f.characteristics


@rule(260, "Gender", "characteristics")
def _pregnant_male(f: Facts) -> Found:
    return f.get("Gender") == "M" and "180" in f.characteristics


def _without_send(f: Facts, age: int) -> bool:
    if f.year_group is None or f.status in LEFT_BY_AGE:
        return False
    return f.year_group + 4 >= age and f.get("SENDFlag") != "Y"
