"""Who needs attention today: one statement over one adviser's young people, whatever their number."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from connexions.ground.base import clock
from connexions.ground.base.acting import Actor, Covered
from connexions.ground.base.kept import prepared
from connexions.practice.casework import rules
from connexions.practice.casework.queries.support import LEVELS
from connexions.practice.casework.today import (
    COMING,
    GROUPS,
    NEW,
    OVERDUE,
    THIS_WEEK,
    Asked,
    Need,
    Source,
    sources,
)
from connexions.practice.tracking.rules import LAPSES_LATER, LAPSES_SOON
from connexions.registers.people import sight
from connexions.registers.people.sight import Part

FOR_OTHERS = 3  # of one kind in one group, of somebody who is away
MOST_COVERED = 3
SHOWN = 5  # of one kind in one group; the rest are counted
IN_GROUP = 10  # of all kinds together, each kind in turn
OF_ONE_KIND = 60  # where only that kind is asked for
__all__ = ["COMING", "GROUPS", "NEW", "OVERDUE", "SHOWN", "THIS_WEEK", "Need", "Needs"]


def kinds() -> list[str]:
    """Every kind of need, in their order."""
    return [one.kind for one in sources()]


@dataclass(frozen=True)
class Needs:
    """What is shown, and how much there is of each kind in each group."""

    asked: Asked
    shown: list[Need]
    counts: dict[tuple[str, str], int]  # (group, kind)
    levels: dict[str, int]  # how many young people the adviser has at each level of support

    def of_kind(self, kind: str) -> int:
        return sum(number for (_, one), number in self.counts.items() if one == kind)

    def in_group(self, group: str) -> int:
        return sum(number for (one, _), number in self.counts.items() if one == group)

    @property
    def everything(self) -> int:
        """What needs the adviser now: what is only coming is not counted."""
        return sum(number for (group, _), number in self.counts.items() if group != COMING)


def needs_attention(
    *,
    adviser: UUID,
    on: date,
    by: Actor,
    kind: str = "",
    shown: int = SHOWN,
    urgent: bool = False,
    now: datetime | None = None,
) -> Needs:
    """Everything that an adviser's young people need now, the most urgent first; of one kind if so asked.

    Counts are of everything, whatever kind is asked for. *urgent*: only of the kinds that cannot wait.
    """
    asked = Asked(adviser, on, now or clock.now(), by)
    wanted = [one for one in sources() if one.urgent or not urgent]
    rows = _rows(asked, wanted, kind=kind, shown=shown)
    counts = {(row[1], row[0]): row[-1] for row in rows if row[0] != LEVEL}
    levels = {row[1]: row[-1] for row in rows if row[0] == LEVEL}
    return Needs(asked, [_need(row) for row in rows if row[-2]], counts, levels)


def of_covered(*, on: date, by: Actor, shown: int = FOR_OTHERS) -> list[tuple[Covered, Needs]]:
    """What cannot wait until a colleague is back, for each whom *by* covers; one statement each."""
    found = []
    for covered in by.covers[:MOST_COVERED]:
        needs = needs_attention(adviser=covered.adviser, on=on, by=by, shown=shown, urgent=True)
        urgent = [one for one in needs.shown if one.group == OVERDUE or one.day < covered.until_on]
        found.append((covered, replace(needs, shown=[one for one in urgent if one.group != COMING])))
    return found


def _rows(asked: Asked, wanted: Sequence[Source], *, kind: str, shown: int) -> list[tuple[Any, ...]]:
    """The statement, put together of the parts in their order: the same words each time, so planned once."""
    seen, params = sight.visible_sql(asked.by, Part.CASEWORK)
    parts = "\nUNION ALL ".join(PART.format(place=place, one=one) for place, one in enumerate(wanted))
    statement = STATEMENT.format(seen=seen, levels=LEVELS, parts=parts, level=LEVEL)
    with prepared() as cursor:
        together = shown if kind else IN_GROUP
        cursor.execute(statement, [*_asked(asked), asked.on, *params, *params, kind, kind, shown, together])
        return list(cursor.fetchall())


def _need(row: tuple[Any, ...]) -> Need:
    kind, group, young_person_id, day, about, said, *person = row[:-2]
    return Need(kind, group, young_person_id, day, about, json.loads(said), *person)


def _asked(asked: Asked) -> list[Any]:
    on = asked.on
    return [
        asked.adviser,
        asked.by.id,
        on,
        asked.now,
        on + timedelta(days=LAPSES_SOON),
        on + timedelta(days=LAPSES_LATER),
        on - timedelta(days=rules.STUCK_AFTER_DAYS),
        on - timedelta(days=rules.NEW_FOR_DAYS),
    ]


LEVEL = "level"  # of these rows: how many young people are at it
PART = """
    SELECT {place} AS place, '{one.kind}' AS kind, part.* FROM ({one.part}) part ("group", id, day, about, said)"""

# Names are looked up one by one, by key: a reader may see a whole partnership, and only few are named.
STATEMENT: Any = """
WITH asked (adviser, reader, today, now, week, month, stuck, recent) AS (VALUES (
    %s::uuid, %s::uuid, %s::date, %s::timestamptz, %s::date, %s::date, %s::date, %s::date
)),
levels AS ({levels}),
mine AS MATERIALIZED (
    SELECT y.date_of_birth, s.*, s.young_person_id AS id
    FROM asked JOIN casework_standing s ON s.adviser_id = asked.adviser
    JOIN people_youngperson y ON y.id = s.young_person_id
    WHERE {seen}
),
needs AS (
    {parts}
),
ranked AS (
    SELECT n.*, y.given_name, y.preferred_name, y.family_name, y.date_of_birth, y.level_of_need,
        y.special_needs,
        row_number() OVER (
            PARTITION BY n."group", n.place
            ORDER BY CASE y.level_of_need WHEN 'intensive' THEN 0 WHEN 'supported' THEN 1 ELSE 2 END,
                n.day, n.id
        ) AS number,
        count(*) OVER (PARTITION BY n."group", n.place) AS everybody
    FROM needs n CROSS JOIN LATERAL (SELECT * FROM people_youngperson y WHERE y.id = n.id AND {seen} LIMIT 1) y
),
chosen AS (SELECT *, (%s = '' OR kind = %s) AND number <= %s AS is_wanted FROM ranked),
shown AS (
    SELECT *, is_wanted AND row_number() OVER (PARTITION BY "group", is_wanted ORDER BY number, place) <= %s AS is_shown
    FROM chosen
)
SELECT kind, "group", id, day, about, said, given_name, preferred_name, family_name, date_of_birth,
    level_of_need, special_needs, is_shown, everybody
FROM (
    SELECT * FROM shown WHERE is_shown OR number = 1 ORDER BY place, number
) lines
UNION ALL
SELECT '{level}', level, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, false, count(*)
FROM mine GROUP BY level
"""
