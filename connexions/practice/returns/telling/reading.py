"""What is kept of the young people of a scope, read a few thousand at a time: memory does not grow with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from connexions.engines.currency import LapseTable
from connexions.practice.returns.rules.cohort import born_between
from connexions.practice.returns.telling import mapping
from connexions.practice.returns.telling.known import Before, Doing, Home, Known, Left
from connexions.practice.returns.telling.scope import Scope

BATCH = 2000

# In the order of their numbers: the same whatever the database, and what another's import gives back.
WHO = """
SELECT n.value, y.id FROM people_youngperson y
LEFT JOIN LATERAL (
    SELECT value FROM people_identifier i WHERE i.young_person_id = y.id AND i.scheme = 'ccis'
    ORDER BY i.id DESC LIMIT 1
) n ON true
WHERE y.partnership_id = %(partnership)s AND (
    (y.lead_authority = ANY (%(authorities)s) OR %(whole)s AND y.lead_authority = '') AND (
        y.date_of_birth BETWEEN %(first)s AND %(last)s
        OR y.special_needs = 'ehc_plan' AND y.date_of_birth BETWEEN %(first_with_plan)s AND %(last)s
    )
    OR y.id IN (SELECT young_person_id FROM returns_told WHERE of_id = ANY (%(follows)s) AND status IN ('P', 'G'))
    OR y.id IN (
        SELECT young_person_id FROM returns_departure
        WHERE from_authority = ANY (%(authorities)s) AND back_on IS NULL AND left_on BETWEEN %(month)s AND %(end)s
    )
)
ORDER BY n.value COLLATE "C", y.id
"""
PEOPLE = """
SELECT y.id, y.given_name, y.middle_names, y.family_name, y.date_of_birth, y.gender, y.ethnicity,
    y.lead_authority, y.educated_authority, y.authority_at_year_11, y.level_of_need, y.special_needs,
    y.cohort_status, (y.created_at AT TIME ZONE 'Europe/London')::date,
    d.reason, d.left_on, d.from_authority, d.to_authority
FROM people_youngperson y
LEFT JOIN returns_departure d ON d.young_person_id = y.id AND d.back_on IS NULL AND d.left_on <= %(end)s
WHERE y.id = ANY (%(ids)s)
"""
HOMES = """
SELECT DISTINCT ON (young_person_id) young_person_id, line_1, line_2, line_3, town, county, postcode, no_fixed_address
FROM people_residence
WHERE young_person_id = ANY (%(ids)s) AND (from_on IS NULL OR from_on <= %(end)s)
    AND (until_on IS NULL OR until_on > %(end)s)
ORDER BY young_person_id, from_on DESC NULLS LAST, id DESC
"""
# What was known by the end of the month: what was learnt later is told in the month in which it was learnt.
DOINGS = """
SELECT DISTINCT ON (young_person_id) young_person_id, kind_id, start_on, ascertained_on, verified_on, review_on,
    lapses_on, predicted_end_on, neet_start_on, establishment_number, establishment_name, ukprn, id
FROM tracking_activity
WHERE young_person_id = ANY (%(ids)s) AND start_on <= %(end)s AND coalesce(ascertained_on, start_on) <= %(end)s
    AND (end_on IS NULL OR end_on > start_on)
ORDER BY young_person_id, start_on DESC, id DESC
"""
VERIFIED_BEFORE = """
SELECT row_id, was ->> 'verified_on' FROM audit_change
WHERE table_name = 'tracking_activity' AND row_id = ANY (%(rows)s) AND was ->> 'verified_on' IS NOT NULL
"""
NUMBERS = """
SELECT young_person_id, scheme, value FROM people_identifier
WHERE young_person_id = ANY (%(ids)s) AND scheme IN ('uln', 'upn', 'former_ccis') ORDER BY id
"""
CHARACTERISTICS = """
SELECT young_person_id, kind FROM people_characteristic
WHERE young_person_id = ANY (%(ids)s) AND (from_on IS NULL OR from_on <= %(end)s)
    AND (until_on IS NULL OR until_on > %(end)s)
"""
GUARANTEES = """
SELECT young_person_id, year, code, authority, on_baseline FROM tracking_guaranteestatus
WHERE young_person_id = ANY (%(ids)s) ORDER BY year
"""
DESTINATIONS = (
    "SELECT young_person_id, code FROM tracking_intendeddestination WHERE young_person_id = ANY (%(ids)s)"
)
TOLD = """
SELECT young_person_id, status, authority, fields ->> 'SENDFlag' FROM returns_told
WHERE young_person_id = ANY (%(ids)s) AND of_id = ANY (%(follows)s) ORDER BY id
"""


def everybody(scope: Scope) -> Iterator[Known]:
    """Everybody of whom the return may have to speak, in the order of their numbers."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(WHO, bounds(scope))
        while rows := cursor.fetchmany(BATCH):
            numbers = {pk: number or "" for number, pk in rows}
            yield from known(scope, numbers)


def known(scope: Scope, numbers: dict[UUID, str]) -> Iterator[Known]:
    """What is kept of these, in their order; each with their number. A handful of queries."""
    ids = list(numbers)
    asked = {"ids": ids, "end": scope.period_end, "follows": list(scope.follows)}
    with connection.cursor() as cursor:
        found = {row[0]: _known(row, numbers[row[0]]) for row in _ask(cursor, PEOPLE, asked)}
        _put_together(cursor, found, asked)
        _put_doings(cursor, found, asked, scope.lapses)
        if scope.follows:
            for pk, status, authority, send in _ask(cursor, TOLD, asked):
                found[pk].before = Before(status, authority, send == "Y")
    yield from (found[pk] for pk in ids if pk in found)


def bounds(scope: Scope) -> dict[str, Any]:
    """What ``WHO`` is asked with."""
    end, covered = scope.period_end, scope.coverage
    first, last = born_between(end, covered.youngest, covered.oldest)
    # September's leavers by age are of the year before: their birthdays lie before the cohort's.
    older, _ = born_between(end, covered.youngest, covered.oldest + (end.month == 9 and not scope.follows))
    with_plan, _ = born_between(end, covered.youngest, covered.oldest_with_plan)
    return {
        "partnership": scope.partnership,
        "authorities": list(scope.authorities),
        "follows": list(scope.follows),
        "whole": scope.whole,
        "first": min(first, older),
        "first_with_plan": with_plan,
        "last": last,
        "month": end.replace(day=1),
        "end": end,
    }


def _ask(cursor: Any, statement: str, asked: dict[str, Any]) -> Sequence[tuple[Any, ...]]:
    cursor.execute(statement, asked)
    rows: Sequence[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _known(row: tuple[Any, ...], number: str) -> Known:
    found = Known(row[0], number, *row[1:14])
    found.left = Left(*row[14:]) if row[14] else None
    return found


def _put_together(cursor: Any, found: dict[UUID, Known], asked: dict[str, Any]) -> None:
    for pk, *home in _ask(cursor, HOMES, asked):
        found[pk].home = Home(*home)
    for pk, scheme, value in _ask(cursor, NUMBERS, asked):
        found[pk].numbers[scheme] = value
    for pk, kind in _ask(cursor, CHARACTERISTICS, asked):
        found[pk].characteristics.append(kind)
    for pk, year, *guarantee in _ask(cursor, GUARANTEES, asked):
        found[pk].guarantees[year] = tuple(guarantee)
    for pk, code in _ask(cursor, DESTINATIONS, asked):
        found[pk].destination = code


def _put_doings(cursor: Any, found: dict[UUID, Known], asked: dict[str, Any], lapses: LapseTable) -> None:
    late: list[Doing] = []
    for pk, *doing in _ask(cursor, DOINGS, asked):
        now = found[pk].doing = Doing(*doing)
        if now.verified_on is not None and now.verified_on > asked["end"]:
            late.append(now)
    if late:
        earlier: dict[str, list[date]] = defaultdict(list)
        for row, day in _ask(cursor, VERIFIED_BEFORE, {"rows": [str(one.id) for one in late]}):
            earlier[row].append(date.fromisoformat(day))
        for now in late:
            mapping.as_of(now, asked["end"], earlier[str(now.id)], lapses)
