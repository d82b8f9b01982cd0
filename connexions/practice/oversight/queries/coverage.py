"""Who has had nothing in a period: one scan of the standings, grouped."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from connexions.engines import currency
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.kept import prepared
from connexions.ground.base.refusals import Missing
from connexions.practice.oversight.queries.standings import SIZE, Listed, Scope, listed, seen
from connexions.practice.oversight.rules.coverage import GROUPINGS, STANDINGS, Covered
from connexions.registers.partners.models import Establishment, Team
from connexions.registers.people.models import Characteristic
from connexions.registers.people.models.young_person import LevelOfNeed

# What each grouping is in the table. A young person in several situations is counted in each.
GROUPED = {
    "school": "s.school_id::text",
    "year": "coalesce(s.taught_in_year, %s - s.cohort - 4)::text",
    "area": "s.district",
    "situation": "situation",
    "level": "s.level",
    "team": "s.team_id::text",
}
SITUATIONS = " LEFT JOIN LATERAL unnest(s.situations) situation ON true"
HAD = {
    "reached": "s.something_on >= %s",
    "tried": "(s.something_on >= %s) IS NOT TRUE AND s.tried_on >= %s",
    "nothing": "(s.something_on >= %s) IS NOT TRUE AND (s.tried_on >= %s) IS NOT TRUE",
}
NONE = "none"


@dataclass(frozen=True)
class Asked:
    """Grouped how, since when, and of which team."""

    grouping: str
    since: date
    team: int | None = None


def table(*, asked: Asked, on: date, by: Actor) -> list[Covered]:
    """Each group, the largest first; one scan and, for schools and teams, their names."""
    where, params = _scope(asked, by)
    group, given = _group(asked.grouping, on)
    more = SITUATIONS if asked.grouping == "situation" else ""
    statement = f"""
        SELECT {group}, count(*), count(*) FILTER (WHERE {HAD["reached"]}), count(*) FILTER (WHERE {HAD["tried"]})
        FROM casework_standing s{more} WHERE {where} GROUP BY 1 ORDER BY 2 DESC, 1
    """  # noqa: S608 - names of ours; every value is a parameter
    since = asked.since
    with prepared() as cursor:
        cursor.execute(statement, [*given, since, since, since, *params])
        rows = cursor.fetchall()
    named = _names(asked.grouping, [row[0] for row in rows if row[0]])
    return [
        Covered(key or NONE, named.get(key or "", _nothing(asked.grouping)), *counts) for key, *counts in rows
    ]


def whole(*, asked: Asked, rows: list[Covered], by: Actor) -> Covered:
    """Everybody at once, nobody counted twice: the sum of the rows, but where somebody stands in several."""
    if asked.grouping != "situation":
        counts = [(row.everybody, row.reached, row.tried) for row in rows]
        return (
            Covered("", "Everybody", *map(sum, zip(*counts, strict=True)))
            if counts
            else Covered("", "Everybody", 0, 0, 0)
        )
    where, params = _scope(asked, by)
    statement = f"""
        SELECT count(*), count(*) FILTER (WHERE {HAD["reached"]}), count(*) FILTER (WHERE {HAD["tried"]})
        FROM casework_standing s WHERE {where}
    """  # noqa: S608 - names of ours; every value is a parameter
    with prepared() as cursor:
        cursor.execute(statement, [asked.since, asked.since, asked.since, *params])
        return Covered("", "Everybody", *cursor.fetchone())


def behind(
    *, asked: Asked, key: str, standing: str, page: int, on: date, by: Actor, size: int = SIZE
) -> tuple[list[Listed], int]:
    """The list behind a number, whoever has waited longest first."""
    where, params = _scope(asked, by)
    if standing not in (*STANDINGS, "everybody"):
        raise Missing("There is no such column in this table.")
    if standing in HAD:
        where += f" AND {HAD[standing]}"
        params += [asked.since] * HAD[standing].count("%s")
    if key:
        condition, given = _is(asked.grouping, key, on)
        where, params = f"{where} AND {condition}", [*params, *given]
    return listed(where=where, params=params, page=page, on=on, by=by, size=size)


def _is(grouping: str, key: str, on: date) -> tuple[str, list[Any]]:
    name_of(grouping, key)
    if grouping == "situation":
        return ("s.situations = '{}'", []) if key == NONE else ("%s = ANY (s.situations)", [key])
    group, given = _group(grouping, on)
    if key == NONE:
        return f"coalesce({group}, '') = ''", given
    return f"{group} = %s", [*given, key]


def _scope(asked: Asked, by: Actor) -> tuple[str, list[Any]]:
    if asked.grouping not in GROUPINGS:
        raise Missing("There is no such way to group young people.")
    if by.role is Role.DATA_OFFICER:  # numbers alone, rounded by the page: never a list
        return (
            "s.partnership_id = %s AND (%s::int IS NULL OR s.team_id = %s)",
            [by.partnership, asked.team, asked.team],
        )
    return seen(by, Scope(team=asked.team))


def _group(grouping: str, on: date) -> tuple[str, list[Any]]:
    return GROUPED[grouping], [currency.academic_year(on)] if grouping == "year" else []


def _names(grouping: str, keys: list[str]) -> dict[str, str]:
    if grouping == "school":
        ids = [UUID(key) for key in keys]
        return {
            str(pk): name for pk, name in Establishment.objects.filter(pk__in=ids).values_list("pk", "name")
        }
    if grouping == "team":
        return {str(pk): name for pk, name in Team.objects.filter(pk__in=keys).values_list("pk", "name")}
    if grouping == "year":
        return {key: f"Year {key}" if 0 < int(key) <= 14 else f"Beyond Year 14 ({key})" for key in keys}
    if grouping == "level":
        return {str(value): str(label) for value, label in LevelOfNeed.choices}
    if grouping == "situation":
        return {str(value): str(label) for value, label in Characteristic.Kind.choices}
    return {key: "No fixed address" if key == "ZZ99" else key for key in keys}


def _nothing(grouping: str) -> str:
    return {
        "school": "No school recorded",
        "area": "No address recorded",
        "situation": "None of these",
        "team": "No team",
    }.get(grouping, "Not known")


def name_of(grouping: str, key: str) -> str:
    """What a group is called, as the list behind it says."""
    if not key:
        return ""
    if key == NONE:
        return _nothing(grouping)
    try:
        return _names(grouping, [key]).get(key, "")
    except ValueError:
        raise Missing("There is no such group in this table.") from None
