"""What is kept of the young people of a scope, read by one statement, some at a time: memory does not grow."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection

from connexions.practice.returns.rules.cohort import born_between
from connexions.practice.returns.telling import mapping
from connexions.practice.returns.telling.known import Before, Doing, Home, Known, Left
from connexions.practice.returns.telling.scope import Scope
from connexions.practice.tracking.queries.guarantees import CODE_AT_END

BATCH = 2000

# In the order of their numbers: the same whatever the database, and what another's import gives back.
EVERYBODY = """
    y.partnership_id = %(partnership)s AND (
        (y.lead_authority = ANY (%(authorities)s) OR %(whole)s AND y.lead_authority = '') AND (
            y.date_of_birth BETWEEN %(first)s AND %(last)s
            OR y.special_needs = 'ehc_plan' AND y.date_of_birth BETWEEN %(first_with_plan)s AND %(last)s
        )
        OR y.id IN (SELECT young_person_id FROM returns_told WHERE of_id = ANY (%(follows)s) AND status IN ('P', 'G'))
        OR y.id IN (
            SELECT young_person_id FROM returns_departure
            WHERE from_authority = ANY (%(authorities)s) AND back_on IS NULL
                AND left_on BETWEEN %(month)s AND %(end)s
        )
    )
"""
THESE = "y.id = ANY (%(ids)s)"
# One statement, and so one moment, however long it takes to read: what is written meanwhile is in all of it or in
# none. What was learnt after the month's end is told in the month in which it was learnt.
TOLD_OF = """
SELECT y.id, coalesce(n.value, ''), y.given_name, y.middle_names, y.family_name, y.date_of_birth, y.gender, y.ethnicity,
    y.lead_authority, y.educated_authority, y.authority_at_year_11, y.level_of_need, y.special_needs,
    y.cohort_status, (y.created_at AT TIME ZONE 'Europe/London')::date,
    d.reason, d.left_on, d.from_authority, d.to_authority, home.*, doing.*,
    CASE WHEN doing.verified_on > %(end)s THEN ARRAY(
        SELECT (was ->> 'verified_on')::date FROM audit_change
        WHERE partnership_id = y.partnership_id AND table_name = 'tracking_activity' AND row_id = doing.id::text
            AND was ->> 'verified_on' IS NOT NULL) END,
    ARRAY(SELECT ARRAY[scheme, value] FROM people_identifier
        WHERE young_person_id = y.id AND scheme IN ('uln', 'upn', 'former_ccis') ORDER BY id),
    ARRAY(SELECT kind FROM people_characteristic
        WHERE young_person_id = y.id AND (from_on IS NULL OR from_on <= %(end)s)
            AND (until_on IS NULL OR until_on > %(end)s)),
    ARRAY(SELECT ARRAY[g.year::text, {code_at_end}, g.authority, g.on_baseline::text]
        FROM tracking_guaranteestatus g WHERE g.young_person_id = y.id ORDER BY g.year),
    (SELECT code FROM tracking_intendeddestination WHERE young_person_id = y.id),
    before.status, before.authority, before.send
FROM people_youngperson y
LEFT JOIN LATERAL (
    SELECT value FROM people_identifier i WHERE i.young_person_id = y.id AND i.scheme = 'ccis'
    ORDER BY i.id DESC LIMIT 1
) n ON true
LEFT JOIN returns_departure d ON d.young_person_id = y.id AND d.back_on IS NULL AND d.left_on <= %(end)s
LEFT JOIN LATERAL (
    SELECT line_1, line_2, line_3, town, county, postcode, no_fixed_address
    FROM people_residence
    WHERE young_person_id = y.id AND (from_on IS NULL OR from_on <= %(end)s) AND (until_on IS NULL OR until_on >
    %(end)s) ORDER BY from_on DESC NULLS LAST, id DESC LIMIT 1
) home ON true
LEFT JOIN LATERAL (
    SELECT kind_id, start_on, ascertained_on, verified_on, review_on, lapses_on, predicted_end_on, neet_start_on,
        establishment_number, establishment_name, ukprn, id
    FROM tracking_activity
    WHERE young_person_id = y.id AND start_on <= %(end)s AND coalesce(ascertained_on, start_on) <= %(end)s
        AND (end_on IS NULL OR end_on > start_on)
    ORDER BY start_on DESC, id DESC LIMIT 1
) doing ON true
LEFT JOIN LATERAL (
    SELECT status, authority, fields ->> 'SENDFlag' AS send FROM returns_told
    WHERE young_person_id = y.id AND of_id = ANY (%(follows)s) ORDER BY id DESC LIMIT 1
) before ON true
WHERE {whom}
ORDER BY n.value COLLATE "C", y.id
"""


def everybody(scope: Scope) -> Iterator[Known]:
    """Everybody of whom the return may have to speak, in the order of their numbers, all as of one moment."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(_statement(EVERYBODY), bounds(scope))
        while rows := cursor.fetchmany(BATCH):
            for row in rows:
                yield _known(row, scope)


def known(scope: Scope, numbers: dict[UUID, str]) -> Iterator[Known]:
    """What is kept of these, in the order of their numbers."""
    asked: dict[str, Any] = {"ids": list(numbers), "end": scope.period_end, "follows": list(scope.follows)}
    with connection.cursor() as cursor:
        cursor.execute(_statement(THESE), asked)
        rows = cursor.fetchall()
    for row in rows:
        yield _known(row, scope)


def _statement(whom: str) -> str:
    return TOLD_OF.format(whom=whom, code_at_end=CODE_AT_END)


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


def _known(row: tuple[Any, ...], scope: Scope) -> Known:
    """One row of the statement, part by part."""
    parts = iter(row)

    def take(number: int) -> tuple[Any, ...]:
        return tuple(islice(parts, number))

    found = Known(*take(15))
    left, home, doing, (earlier,) = take(4), take(7), take(12), take(1)
    numbers, found.characteristics, guarantees, destination, *told = take(7)
    found.left = Left(*left) if left[0] else None
    found.home = Home(*home) if home[0] is not None else None
    found.numbers = dict(numbers)
    found.guarantees = {int(year): (code, whose, on == "true") for year, code, whose, on in guarantees}
    found.destination = destination or ""
    found.before = Before(told[0], told[1], told[2] == "Y") if told[0] else None
    if doing[0] is not None:
        found.doing = Doing(*doing)
        if earlier is not None:
            mapping.as_of(found.doing, scope.period_end, earlier, scope.lapses)
    return found
