"""How the September Guarantee stands."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import connection

from connexions.engines.currency import academic_year
from connexions.engines.currency.cohort import APRIL, AUGUST
from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor
from connexions.insight.performance.permissions import Permission, check
from connexions.insight.performance.queries.cohorts import born

STATUSES = """
SELECT y.lead_authority, coalesce(g.code, ''), count(*)
FROM people_youngperson y
LEFT JOIN performance_leaving l ON l.young_person_id = y.id
LEFT JOIN tracking_guaranteestatus g ON g.young_person_id = y.id AND g.partnership_id = y.partnership_id
    AND g.year = CASE WHEN y.date_of_birth >= %(younger_from)s THEN 11 ELSE 12 END
WHERE y.partnership_id = %(partnership)s
    AND y.date_of_birth >= %(born_from)s AND y.date_of_birth < %(born_until)s
    AND (l.left_on IS NULL OR l.left_on > %(on)s OR y.cohort_status = 'G')
GROUP BY 1, 2
"""


def statuses(*, on: date, by: Actor) -> Mapping[str, Counter[str]]:
    """By authority, so many people with each status of the round that a day belongs to; empty where none is recorded.

    A status has no date: a round is told as it stands now. Raises ``NotAllowed``.
    """
    check(Permission.FIGURES_SEE, by=by)
    ages = (15, 16) if APRIL <= on.month <= AUGUST else (16, 17)
    born_from, born_until = born(on, ages)
    younger_from, _ = born(on, ages[:1])
    values: dict[str, Any] = {
        "younger_from": younger_from,
        "born_from": born_from,
        "born_until": born_until,
        "partnership": by.partnership,
        "on": on,
    }
    with tenancy.beneath(), connection.cursor() as cursor:  # everybody counts; nobody is shown
        cursor.execute(STATUSES, values)
        rows = cursor.fetchall()
    found: dict[str, Counter[str]] = {}
    for authority, code, people in rows:
        found.setdefault(authority, Counter())[code] += people
    return found


def round_of(on: date) -> str:
    """Which September a day's round is about: 2026 from April 2026 to March 2027."""
    year = academic_year(on)
    return str(year + 1 if APRIL <= on.month <= AUGUST else year)
