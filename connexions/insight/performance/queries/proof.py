"""Whether the tallies are what the rows say."""

from collections import Counter
from datetime import date

from django.db import connection

from connexions.engines.stats import AGES, Doing
from connexions.ground.base.acting import Actor
from connexions.insight.performance.permissions import Permission, check
from connexions.insight.performance.queries import counts
from connexions.insight.performance.queries.cohorts import COUNTED, given

COUNT = f"SELECT lead_authority, code, lapsed, count(*) FROM ({COUNTED}) c GROUP BY 1, 2, 3"  # noqa: S608 - names of ours


def counted_one_by_one(*, month: date, by: Actor) -> counts.Counts:
    """The counts of a month end from the rows themselves, without the tallies. Raises ``NotAllowed``."""
    check(Permission.FIGURES_SEE, by=by)
    with connection.cursor() as cursor:
        cursor.execute(COUNT, given(month=month, ages=AGES, partnership=by.partnership))
        rows = cursor.fetchall()
    found: dict[str, Counter[Doing]] = {}
    for authority, code, lapsed, people in rows:
        found.setdefault(authority, Counter())[Doing(code, lapsed)] += people
    return found


def differences(*, month: date, by: Actor) -> int:
    """How many counts of a month end differ between the tallies and the rows: none, if all is well."""
    kept, rows = counts.at_month_end(month=month, by=by), counted_one_by_one(month=month, by=by)
    both = {(area, doing) for found in (kept, rows) for area, facts in found.items() for doing in facts}
    nobody: Counter[Doing] = Counter()
    return sum(kept.get(area, nobody)[doing] != rows.get(area, nobody)[doing] for area, doing in both)
