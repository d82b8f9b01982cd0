"""One adviser with far too many young people: the worst day that the pages must still serve."""

from __future__ import annotations

from typing import Any

import psycopg

LARGEST = 800


def overload(owner: psycopg.Connection[Any]) -> None:
    """Give one adviser of the larger partnership ``LARGEST`` young people, of their own team first."""
    owner.execute(OVERLOAD, {"largest": LARGEST})


OVERLOAD = """
WITH chosen AS (
    SELECT m.user_id, m.team_id, m.partnership_id FROM accounts_membership m
    JOIN partners_partnership p ON p.id = m.partnership_id AND p.slug = 'tyne-and-wear'
    WHERE m.role = 'personal_adviser' AND m.until_on IS NULL ORDER BY m.id DESC LIMIT 1
),
more AS (
    SELECT y.id FROM people_youngperson y, chosen c
    WHERE y.partnership_id = c.partnership_id AND y.adviser_id IS DISTINCT FROM c.user_id
    ORDER BY y.team_id IS DISTINCT FROM c.team_id, y.adviser_id IS NOT NULL, y.id
    LIMIT greatest(0, %(largest)s - (
        SELECT count(*) FROM people_youngperson y, chosen c WHERE y.adviser_id = c.user_id
    ))
)
UPDATE people_youngperson y SET adviser_id = c.user_id, team_id = c.team_id FROM chosen c, more WHERE y.id = more.id
"""
