"""When those who were NEET at a month end were last reached, as it stands today."""

from datetime import date
from typing import Any

from django.db import connection

from connexions.engines.stats import Standing
from connexions.engines.stats.recency import ENDS, NEVER
from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor
from connexions.insight.performance.permissions import Permission, check
from connexions.insight.performance.queries.cohorts import COUNTED
from connexions.insight.performance.queries.facts import facts
from connexions.insight.performance.queries.groups import Asked, values

# In the bands of ``engines.stats.recency``.
# casework keeps, for each young person, when they were last reached; by work with them, and so not by a month end.
BAND = f"CASE WHEN s.reached_on IS NULL THEN {NEVER} ELSE width_bucket(%(on)s - s.reached_on, %(ends)s::int[]) END"
NEET = f"""
    FROM ({COUNTED}) c LEFT JOIN casework_standing s ON s.young_person_id = c.id
    WHERE (c.code, c.lapsed) IN (SELECT * FROM unnest(%(codes)s::text[], %(lapses)s::bool[]))
"""  # noqa: S608 - names of ours; every value is a parameter
REACHED = f"SELECT {BAND}, count(*) {NEET} GROUP BY 1"
IN_BAND = f"SELECT c.* {NEET} AND {BAND} = %(band)s"


def reached(*, asked: Asked, on: date, by: Actor) -> dict[int, int]:
    """So many of those NEET at the month end by band: 0 up to four weeks, and so on; ``NEVER`` where nobody ever did.

    Raises ``NotAllowed``.
    """
    check(Permission.FIGURES_SEE, by=by)
    with tenancy.beneath(), connection.cursor() as cursor:  # everybody counts; nobody is shown
        cursor.execute(REACHED, band_values(asked=asked, on=on, by=by))
        return dict(cursor.fetchall())


def band_values(*, asked: Asked, on: date, by: Actor) -> dict[str, Any]:
    """The parameters of these statements."""
    codes, lapses = facts(frozenset({Standing.NEET}))
    return values(asked, by) | {"on": on, "ends": list(ENDS), "codes": codes, "lapses": lapses}
