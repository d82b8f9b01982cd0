"""The young people behind a number, for those who may see everybody's status."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from connexions.engines.stats import INDICATORS, Indicator, Part, Standing
from connexions.engines.stats.change import State
from connexions.engines.stats.indicators import EVERYBODY
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Missing
from connexions.insight.performance.permissions import Permission, check
from connexions.insight.performance.queries.cohorts import COUNTED
from connexions.insight.performance.queries.facts import facts
from connexions.insight.performance.queries.groups import Asked, condition, values
from connexions.insight.performance.queries.guarantee import WITHOUT_OFFER, round_values
from connexions.insight.performance.queries.pairs import MOVED, moved_values
from connexions.insight.performance.queries.recency import IN_BAND, band_values
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson

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


@dataclass(frozen=True)
class Whom:
    """Whom a number counts: a statement of them with what they did, and its values."""

    statement: str
    values: dict[str, Any]


COUNTED_SO = """
    SELECT c.* FROM ({counted}) c {joined}
    WHERE (c.code, c.lapsed) IN (SELECT * FROM unnest(%(codes)s::text[], %(lapses)s::bool[])) AND {where}
"""
SEEN = "SELECT w.* FROM ({whom}) w WHERE w.id IN ({seen})"
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


def counted(*, asked: Asked, key: str, counts: str, by: Actor) -> Whom:
    """Those of a column and a group: *counts* is an indicator's key, ``everybody`` or ``known_otherwise``.

    Raises ``Missing``.
    """
    if counts not in COUNTED_AS:
        raise Missing("There is no such column in this table.")
    joined, where, more = condition(asked.grouping, key)
    codes, lapses = facts(COUNTED_AS[counts])
    told = values(asked, by) | more | {"codes": codes, "lapses": lapses}
    return Whom(COUNTED_SO.format(counted=COUNTED, joined=joined, where=where), told)


def moved(
    *, asked: Asked, since: date, indicator: Indicator, way: str, among: Part | State | None, by: Actor
) -> Whom:
    """Those who joined or left an indicator's numerator between two month ends, of one part or state, or all."""
    return Whom(
        MOVED, moved_values(asked=asked, since=since, indicator=indicator, way=way, among=among, by=by)
    )


def last_reached(*, asked: Asked, on: date, band: int, by: Actor) -> Whom:
    """Those NEET at the month end who were last reached so long ago."""
    return Whom(IN_BAND, band_values(asked=asked, on=on, by=by) | {"band": band})


def without_offer(*, asked: Asked, by: Actor) -> Whom:
    """Those whom the September Guarantee of that day covers and who have no offer."""
    return Whom(WITHOUT_OFFER, round_values(on=asked.month, by=by, area=asked.area))


def behind(whom: Whom, *, page: int, by: Actor, size: int = SIZE) -> tuple[list[Behind], int]:
    """A page of those whom a number counts, by name, and how many there are. Raises ``NotAllowed``."""
    check(Permission.LISTS_OPEN, by=by)
    seen, seen_values = _seen(by)
    told = whom.values | seen_values | {"size": size, "skip": (page - 1) * size}
    statement = SEEN.format(whom=whom.statement, seen=seen)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({statement}) b", told)  # noqa: S608 - names of ours; values are parameters
        (number,) = cursor.fetchone()
        cursor.execute(PAGE.format(behind=statement), told)
        rows = cursor.fetchall()
    return [Behind(*row) for row in rows], number


def _seen(by: Actor) -> tuple[str, dict[str, Any]]:
    """Those whose status a reader may see, as a statement with named parameters."""
    people = YoungPerson.objects.filter(sight.visible(by, sight.Part.STATUS)).order_by().values("pk")
    statement, given = people.query.sql_with_params()
    named = {f"seen_{place}": value for place, value in enumerate(given)}
    return statement % tuple(f"%({name})s" for name in named), named
