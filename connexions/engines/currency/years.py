"""Academic years and ages: the school year begins on 1 September, and age is that of the day before."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

FIRST_MONTH = 9


def academic_year(on: date) -> int:
    """The academic year of a day, named by the calendar year in which it began (2025 for 3 May 2026)."""
    return on.year if on.month >= FIRST_MONTH else on.year - 1


def start_of_academic_year(on: date) -> date:
    """1 September of the academic year in which the day lies."""
    return date(academic_year(on), FIRST_MONTH, 1)


def end_of_academic_year(on: date) -> date:
    """31 August at the end of the academic year in which the day lies."""
    return date(academic_year(on) + 1, 8, 31)


def academic_age(born_on: date, on: date) -> int:
    """Age on the 31 August before the academic year of `on` began."""
    return academic_year(on) - born_on.year - (1 if born_on.month >= FIRST_MONTH else 0)


def nc_year_group(born_on: date, on: date) -> int:
    """National curriculum year: 11 at academic age 15. It goes on counting after school.."""
    return academic_age(born_on, on) - 4


def academic_age_reached_on(born_on: date, years: int) -> date:
    """The 1 September from which a person's academic age is `years`."""
    return date(born_on.year + years + (1 if born_on.month >= FIRST_MONTH else 0), FIRST_MONTH, 1)


def birthday(born_on: date, years: int) -> date:
    """The day on which a person becomes `years` old; one born on 29 February comes of age on 1 March."""
    try:
        return born_on.replace(year=born_on.year + years)
    except ValueError:
        return date(born_on.year + years, 3, 1)


def age(born_on: date, on: date) -> int:
    """Age in completed years."""
    years = on.year - born_on.year
    return years if birthday(born_on, years) <= on else years - 1


def add_months(start: date, months: int) -> date:
    """The same day some months later, or the month's last day where it has no such day."""
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
