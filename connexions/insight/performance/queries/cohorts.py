"""Which birth years are of which academic age in a month, and the statement that looks at people one by one."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from connexions.engines.currency import academic_year

# Everybody of the cohort at a month end, with the fact they are counted by. The tallies hold the same as sums: this
# is for what they do not know (school, situation), for the list behind a number, and to prove them.
COUNTED = """
    SELECT y.id, y.partnership_id, y.lead_authority, y.school_id, y.special_needs, y.date_of_birth,
        coalesce(a.kind_id, '') AS code, coalesce(a.lapses_on < %(month)s, false) AS lapsed, a.start_on,
        a.lapses_on, a.establishment_name
    FROM people_youngperson y
    LEFT JOIN performance_leaving l ON l.young_person_id = y.id
    LEFT JOIN tracking_activity a ON a.young_person_id = y.id AND a.partnership_id = y.partnership_id
        AND a.start_on <= %(month)s AND (a.end_on IS NULL OR a.end_on > %(month)s)
    WHERE y.partnership_id = %(partnership)s
        AND y.date_of_birth >= %(born_from)s AND y.date_of_birth < %(born_until)s
        AND (l.left_on IS NULL OR l.left_on > %(month)s)
        AND (a.id IS NOT NULL OR (y.created_at AT TIME ZONE 'Europe/London')::date <= %(month)s)
        AND (%(area)s = '' OR y.lead_authority = %(area)s)
"""


def birth_years(on: date, ages: Sequence[int]) -> list[int]:
    """The years of birth, as schools count them, of those of these academic ages on a day."""
    return [academic_year(on) - age for age in ages]


def born(on: date, ages: Sequence[int]) -> tuple[date, date]:
    """The first day of birth, and the day after the last, of those of these academic ages on a day."""
    year = academic_year(on)
    return date(year - max(ages) - 1, 9, 1), date(year - min(ages), 9, 1)


def given(*, month: date, ages: Sequence[int], partnership: int, area: str = "") -> dict[str, Any]:
    """What ``COUNTED`` must be given."""
    born_from, born_until = born(month, ages)
    return {
        "month": month,
        "partnership": partnership,
        "born_from": born_from,
        "born_until": born_until,
        "area": area,
    }
