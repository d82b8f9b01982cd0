"""The young people behind a number, for those who may see everybody's status."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from connexions.engines.stats import INDICATORS, Standing
from connexions.engines.stats.indicators import EVERYBODY
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Missing
from connexions.insight.performance.permissions import Permission, check
from connexions.insight.performance.queries.cohorts import COUNTED
from connexions.insight.performance.queries.facts import facts
from connexions.insight.performance.queries.groups import Asked, condition, values
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part

SIZE = 50
COUNTED_AS = {
    **{key: one.counts for key, one in INDICATORS.items()},
    "everybody": EVERYBODY,
    "known_otherwise": frozenset({Standing.OTHERWISE}),
}


@dataclass(frozen=True)
class Behind:
    """One young person in the list behind a number."""

    id: UUID
    name: str
    what: str
    where: str
    since_on: date | None
    lapses_on: date | None
    adviser: str | None
    school: str | None
    authority: str | None


BEHIND = """
    SELECT c.* FROM ({counted}) c {joined}
    WHERE (c.code, c.lapsed) IN (SELECT * FROM unnest(%(codes)s::text[], %(lapses)s::bool[])) AND {where}
        AND c.id IN ({seen})
"""
PAGE = """
SELECT y.id, coalesce(nullif(y.preferred_name, ''), y.given_name) || ' ' || y.family_name,
    CASE WHEN one.code = '' THEN 'Nothing recorded' ELSE k.label END, coalesce(one.establishment_name, ''),
    one.start_on, one.lapses_on, u.name, e.name, a.name
FROM (SELECT b.* FROM ({behind}) b JOIN people_youngperson y ON y.id = b.id
      ORDER BY y.family_name, y.given_name, y.id LIMIT %(size)s OFFSET %(skip)s) one
JOIN people_youngperson y ON y.id = one.id
LEFT JOIN tracking_activitykind k ON k.code = one.code
LEFT JOIN accounts_user u ON u.id = y.adviser_id
LEFT JOIN partners_establishment e ON e.id = y.school_id
LEFT JOIN partners_localauthority a ON a.code = y.lead_authority
ORDER BY y.family_name, y.given_name, y.id
"""


def behind(
    *, asked: Asked, key: str, counts: str, page: int, by: Actor, size: int = SIZE
) -> tuple[list[Behind], int]:
    """A page of those whom a number counts, by name, and how many there are.

    *counts* is an indicator's key, ``everybody`` or ``known_otherwise``. Raises ``NotAllowed``, ``Missing``.
    """
    check(Permission.LISTS_OPEN, by=by)
    if counts not in COUNTED_AS:
        raise Missing("There is no such column in this table.")
    joined, where, more = condition(asked.grouping, key)
    seen, seen_values = _seen(by)
    codes, lapses = facts(COUNTED_AS[counts])
    told = values(asked, by) | more | seen_values
    told |= {
        "codes": codes,
        "lapses": lapses,
        "size": size,
        "skip": (page - 1) * size,
    }
    whom = BEHIND.format(counted=COUNTED, joined=joined, where=where, seen=seen)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({whom}) b", told)  # noqa: S608 - names of ours; values are parameters
        (number,) = cursor.fetchone()
        cursor.execute(PAGE.format(behind=whom), told)
        rows = cursor.fetchall()
    return [Behind(*row) for row in rows], number


def _seen(by: Actor) -> tuple[str, dict[str, Any]]:
    """Those whose status a reader may see, as a statement with named parameters."""
    people = YoungPerson.objects.filter(sight.visible(by, Part.STATUS)).order_by().values("pk")
    statement, given = people.query.sql_with_params()
    named = {f"seen_{place}": value for place, value in enumerate(given)}
    return statement % tuple(f"%({name})s" for name in named), named
