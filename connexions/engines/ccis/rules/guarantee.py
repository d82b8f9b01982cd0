"""Rules of the September Guarantee and the intended destination."""

from __future__ import annotations

from connexions.engines.ccis.facts import Facts
from connexions.engines.ccis.rules.registry import Found, rule

APRIL, AUGUST = 4, 8

#: What tells whether the guarantee of a person's year is complete.
GUARANTEE = (
    "year_group",
    "Year11GuaranteeStatus",
    "Year11LEACode",
    "Year12GuaranteeStatus",
    "Year12LEACode",
)


@rule(25, "LEACodeAtYear11", "Year11LEACode")
def _authority_of_year_11(f: Facts) -> Found:
    at_year_11, of_guarantee = f.get("LEACodeAtYear11"), f.get("Year11LEACode")
    return at_year_11 is not None and of_guarantee is not None and at_year_11 != of_guarantee


@rule(27, "Year11GuaranteeStatus", "Year12GuaranteeStatus")
def _status(f: Facts) -> Found:
    year_11, year_12 = f.get("Year11GuaranteeStatus"), f.get("Year12GuaranteeStatus")
    if year_11 is not None and year_11 not in f.spec.guarantee_year_11:
        return year_11
    if year_12 is not None and year_12 not in f.spec.guarantee_year_12:
        return year_12
    return None


@rule(261, "Year11LEACode", "Year12LEACode")
def _authority(f: Facts) -> Found:
    for name in ("Year11LEACode", "Year12LEACode"):
        value = f.get(name)
        if value is not None and value not in f.spec.any_authorities:
            return value
    return None


@rule(905, "CohortStatus", *GUARANTEE)
def _covered_without_status(f: Facts) -> Found:
    return f.status == "G" and not _complete(f)


@rule(906, "GuaranteeStatusIndicator", *GUARANTEE)
def _indicated_without_status(f: Facts) -> Found:
    return f.get("GuaranteeStatusIndicator") == "Y" and not _complete(f)


@rule(1008, *GUARANTEE)
def _year_12_too_early(f: Facts) -> Found:
    return f.get("Year12GuaranteeStatus") if _guarantee_group(f) == 11 else None


@rule(1009, *GUARANTEE)
def _too_young_or_old(f: Facts) -> Found:
    group = _guarantee_group(f)
    if group is None or group in (11, 12):
        return None
    return f.get("Year11GuaranteeStatus") or f.get("Year12GuaranteeStatus")


@rule(301, "year_group", "IntendedDestinationYr11")
def _destination_missing(f: Facts) -> Found:
    return f.year_group == 11 and f.get("IntendedDestinationYr11") is None


@rule(302, "IntendedDestinationYr11")
def _destination(f: Facts) -> Found:
    value = f.get("IntendedDestinationYr11")
    return value is not None and value not in f.spec.destinations


def _complete(f: Facts) -> bool:
    """Whether the guarantee of the year that this person is in has a status and an authority."""
    group = _guarantee_group(f)
    years = (group,) if group in (11, 12) else (11, 12)
    return any(f.get(f"Year{year}GuaranteeStatus") and f.get(f"Year{year}LEACode") for year in years)


def _guarantee_group(f: Facts) -> int | None:
    """The year of the guarantee under which this person is.

    From April to August the guarantee is for year groups 11 and 12; from September the same people, now a
    year older, stay under their nodes until the return of it is done.
    """
    moved_up = not APRIL <= f.period_end.month <= AUGUST
    return None if f.year_group is None else f.year_group - moved_up
