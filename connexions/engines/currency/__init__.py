"""Currency: how long a status stays valid, who is in the cohort, what academic age is."""

from connexions.engines.currency.cohort import Coverage, coverage_in, in_cohort, load_coverage
from connexions.engines.currency.lapses import LapseRule, LapseTable, lapses_on, load_lapse_table
from connexions.engines.currency.years import (
    academic_age,
    academic_age_reached_on,
    academic_year,
    add_months,
    age,
    birthday,
    end_of_academic_year,
    nc_year_group,
    start_of_academic_year,
)

__all__ = [
    "Coverage",
    "LapseRule",
    "LapseTable",
    "academic_age",
    "academic_age_reached_on",
    "academic_year",
    "add_months",
    "age",
    "birthday",
    "coverage_in",
    "end_of_academic_year",
    "in_cohort",
    "lapses_on",
    "load_coverage",
    "load_lapse_table",
    "nc_year_group",
    "start_of_academic_year",
]
