"""How things stand, for a team's page and for coverage: statements over one narrow table.

The table is kept by the database (see the migration). Whose rows a reader may count is people.sight's decision: a
role that sees the whole partnership's casework needs no filter but the policy; any other is given the filter itself.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from connexions.ground.base.acting import Actor
from connexions.ground.base.kept import prepared
from connexions.ground.base.refusals import Missing
from connexions.practice.casework.queries.support import LEVELS
from connexions.practice.oversight.rules.numbers import Band, bands
from connexions.registers.people import sight
from connexions.registers.people.models.young_person import LevelOfNeed
from connexions.registers.people.sight import Part

NOBODY = "nobody"


@dataclass(frozen=True)
class Measure:
    """One column of the team's page: a condition on a standing, and what it is called."""

    key: str
    label: str
    group: str
    condition: str
    params: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Scope:
    """Which young people are counted. *adviser* may be ``nobody``: those who have none."""

    team: int | None = None
    adviser: UUID | str | None = None


@dataclass(frozen=True)
class Line:
    """One adviser's or team's numbers."""

    key: UUID | int | None
    everybody: int
    levels: dict[str, int]
    counts: dict[str, int] = field(default_factory=dict)


def measures(told: dict[str, Any], *, on: date) -> dict[str, Measure]:
    """Every column that the bands in use give, in their order."""
    found = [
        *_since("contact", "Last reached", "reached_on", told["contact"], on),
        Measure("contact:never", "Never reached", "Last reached", "s.reached_on IS NULL"),
        *_since("allocated", "With this adviser for", "allocated_on", told["allocated"], on),
        Measure("review:due", "In time", "Review", f"{DUE} >= %s", (on,)),
        *_overdue(told["review"], on),
        Measure("review:none", "No day set", "Review", "s.review_on IS NULL"),
        Measure(
            "tries",
            f"{told['tries']} or more tries in a row",
            "Wants a hand",
            "s.tries >= %s",
            (told["tries"],),
        ),
        Measure(
            "stuck",
            f"Plan still for {told['stuck_weeks']} weeks",
            "Wants a hand",
            "s.moved_on <= %s",
            (on - timedelta(weeks=told["stuck_weeks"]),),
        ),
    ]
    return {one.key: one for one in found}


# A review is overdue some days after its day, as the level of support has it here on that day.
DUE = "(s.review_on + l.overdue_after_days)"
WITH_LEVELS = f"casework_standing s JOIN ({LEVELS}) l ON l.level = s.level"


def _since(key: str, group: str, column: str, weeks: list[int], on: date) -> list[Measure]:
    return [_measure(key, group, f"s.{column}", band, on) for band in bands(weeks)]


def _overdue(weeks: list[int], on: date) -> list[Measure]:
    found = []
    for place, band in enumerate(bands(weeks)):
        first = Band(band.key, f"{band.label} overdue", 1 if not place else band.from_days, band.until_days)
        found.append(_measure("review", "Review", DUE, first, on))
    return found


def _measure(key: str, group: str, column: str, band: Band, on: date) -> Measure:
    latest = on - timedelta(days=band.from_days)
    if band.until_days is None:
        return Measure(f"{key}:{band.key}", band.label, group, f"{column} <= %s", (latest,))
    after = on - timedelta(days=band.until_days)
    return Measure(
        f"{key}:{band.key}", band.label, group, f"{column} <= %s AND {column} > %s", (latest, after)
    )


def seen(by: Actor, scope: Scope) -> tuple[str, list[Any]]:
    """Which standings *by* may count, as a condition."""
    condition, params = sight.visible_sql(by, Part.CASEWORK, of="s", key="young_person_id")
    where = [condition]
    if scope.team is not None:
        where.append("s.team_id = %s")
        params.append(scope.team)
    if scope.adviser == NOBODY:
        where.append("s.adviser_id IS NULL")
    elif scope.adviser is not None:
        where.append("s.adviser_id = %s")
        params.append(scope.adviser)
    return " AND ".join(where), params


def by_adviser(*, scope: Scope, found: dict[str, Measure], on: date, by: Actor) -> list[Line]:
    """Each adviser's numbers; one statement. Those whom nobody helps stand under none."""
    return _lines("s.adviser_id", scope, found, on, by)


def by_team(*, scope: Scope, found: dict[str, Measure], on: date, by: Actor) -> list[Line]:
    """Each team's numbers; one statement."""
    return _lines("s.team_id", scope, found, on, by)


def _lines(group: str, scope: Scope, found: dict[str, Measure], on: date, by: Actor) -> list[Line]:
    where, params = seen(by, scope)
    counts = ", ".join(f"count(*) FILTER (WHERE {one.condition})" for one in found.values())
    given = [value for one in found.values() for value in one.params]
    statement = f"""
        SELECT {group}, count(*), count(*) FILTER (WHERE s.level = 'intensive'),
            count(*) FILTER (WHERE s.level = 'supported'), count(*) FILTER (WHERE s.level = 'minimum'),
            count(*) FILTER (WHERE s.adviser_id IS NULL), {counts}
        FROM {WITH_LEVELS}
        WHERE {where} GROUP BY 1
    """  # noqa: S608 - names of ours; every value is a parameter
    with prepared() as cursor:
        cursor.execute(statement, [*given, on, *params])
        return [_line(row, found) for row in cursor.fetchall()]


def _line(row: tuple[Any, ...], found: dict[str, Measure]) -> Line:
    key, everybody, intensive, supported, minimum, nobody, *rest = row
    levels = {"intensive": intensive, "supported": supported, "minimum": minimum}
    return Line(key, everybody, levels, {NOBODY: nobody} | dict(zip(found, rest, strict=True)))


@dataclass(frozen=True)
class Listed:
    """A young person in the list behind a number."""

    id: UUID
    name: str
    level: str
    adviser: str | None
    team: str | None
    school: str | None
    something_on: date | None
    reached_on: date | None
    tried_on: date | None
    tries: int
    review_on: date | None
    moved_on: date | None


SIZE = 50
COUNTED_TO = 10_000


def listed(
    *, where: str, params: list[Any], page: int, on: date, by: Actor, size: int = SIZE
) -> tuple[list[Listed], int]:
    """A page of those whom a condition chooses, whoever has waited longest first; and how many there are."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT.format(where=where), [on, *params, COUNTED_TO + 1])
        (number,) = cursor.fetchone()
        cursor.execute(LIST.format(where=where), [on, *params, size, (page - 1) * size])
        rows = cursor.fetchall()
    return [Listed(*row) for row in rows], number


COUNT = f"SELECT count(*) FROM (SELECT 1 FROM {WITH_LEVELS} WHERE {{where}} LIMIT %s) AS counted"  # noqa: S608
LIST = f"""
SELECT y.id, coalesce(nullif(y.preferred_name, ''), y.given_name) || ' ' || y.family_name, y.level_of_need, u.name,
    t.name, e.name, one.something_on, one.reached_on, one.tried_on, one.tries, one.review_on, one.moved_on
FROM (
    SELECT s.* FROM {WITH_LEVELS}
    WHERE {{where}} ORDER BY s.something_on NULLS FIRST, s.young_person_id LIMIT %s OFFSET %s
) one
JOIN people_youngperson y ON y.id = one.young_person_id
LEFT JOIN accounts_user u ON u.id = y.adviser_id
LEFT JOIN partners_team t ON t.id = y.team_id
LEFT JOIN partners_establishment e ON e.id = y.school_id
ORDER BY one.something_on NULLS FIRST, one.young_person_id
"""  # noqa: S608 - names of ours; every value is a parameter


def behind(
    *, measure: str, scope: Scope, found: dict[str, Measure], page: int, on: date, by: Actor, size: int = SIZE
) -> tuple[list[Listed], int]:
    """The list behind a number of the team's page. Raises ``Missing`` for a column that is not there."""
    where, params = seen(by, scope)
    if measure in LevelOfNeed.values:
        return listed(
            where=f"{where} AND s.level = %s", params=[*params, measure], page=page, on=on, by=by, size=size
        )
    if measure == "everybody":
        return listed(where=where, params=params, page=page, on=on, by=by, size=size)
    if measure not in found:
        raise Missing("There is no such column: its bands may have been changed since.")
    one = found[measure]
    return listed(
        where=f"{where} AND {one.condition}",
        params=[*params, *one.params],
        page=page,
        on=on,
        by=by,
        size=size,
    )
