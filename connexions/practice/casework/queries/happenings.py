"""What has happened to young people that a review may have to look at. One statement for many at once."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from connexions.ground.base.acting import Actor
from connexions.ground.base.kept import prepared
from connexions.practice.casework.due import Happened
from connexions.practice.casework.models import Contact
from connexions.practice.tracking.rules import CUSTODY

BEGUN = "begun"


@dataclass
class Story:
    """Since when one young person has been helped, at which level, and what has happened."""

    level: str = ""
    begun: date | None = None
    happened: list[Happened] = field(default_factory=list)


def happenings(*, whom: Collection[UUID], on: date, by: Actor) -> dict[UUID, Story]:
    """The stories, until *on*, of those among *whom* who have an adviser; the others have none."""
    stories: dict[UUID, Story] = defaultdict(Story)
    with prepared() as cursor:
        cursor.execute(
            STATEMENT, [list(whom), by.partnership, on, list(Contact.FAILED), list(CUSTODY), list(CUSTODY)]
        )
        for one, event, day, times, level in cursor.fetchall():
            story = stories[one]
            if event == BEGUN:
                story.begun, story.level = day, level
            else:
                story.happened.append(Happened(event, day, times))
    return dict(stories)


# Every part reads a few rows of each by the index on their young person.
STATEMENT: Any = """
WITH one AS MATERIALIZED (
    SELECT p.id, p.level_of_need, p.allocated_on, p.date_of_birth, asked.today, asked.failed
    FROM unnest(%s::uuid[]) AS w (id)
    JOIN people_youngperson p ON p.id = w.id AND p.partnership_id = %s AND p.adviser_id IS NOT NULL
    CROSS JOIN (VALUES (%s::date, %s::text[])) AS asked (today, failed)
),
activities AS (
    SELECT a.young_person_id AS id, a.kind_id, a.start_on, a.end_on, a.neet_start_on, k.is_neet,
        row_number() OVER (PARTITION BY a.young_person_id ORDER BY a.start_on) AS place
    FROM one JOIN tracking_activity a ON a.young_person_id = one.id
    JOIN tracking_activitykind k ON k.code = a.kind_id
),
told (id, event, day, times) AS (
    SELECT young_person_id, 'allocated', from_on, 0 FROM one
        JOIN casework_allocation a ON a.young_person_id = one.id
    UNION ALL SELECT id, 'allocated', allocated_on, 0 FROM one
    UNION ALL SELECT young_person_id, 'reviewed', max(held_on), 0 FROM one
        JOIN casework_review r ON r.young_person_id = one.id GROUP BY young_person_id
    UNION ALL SELECT young_person_id, 'agreed', agreed_on, 0 FROM one
        JOIN casework_plan p ON p.young_person_id = one.id AND p.status <> 'closed'
    UNION ALL SELECT young_person_id, 'level_changed', l."on", 0 FROM one
        JOIN casework_levelchange l ON l.young_person_id = one.id
    UNION ALL SELECT young_person_id, 'reopened', back_on, 0 FROM one
        JOIN casework_ending e ON e.young_person_id = one.id AND e.state = 'reopened'
    UNION ALL SELECT young_person_id, 'change_ahead', prepare_from, 0 FROM one
        JOIN casework_transition t ON t.young_person_id = one.id AND t.state IN ('ahead', 'confirmed')
    UNION ALL SELECT young_person_id, 'entered_care', c.from_on, 0 FROM one
        JOIN people_characteristic c ON c.young_person_id = one.id AND c.kind = 'looked_after'
            AND c.until_on IS NULL
    UNION ALL SELECT id, 'turned_18', (date_of_birth + interval '18 years')::date, 0 FROM one
    UNION ALL SELECT id, 'became_neet', coalesce(neet_start_on, start_on), 0 FROM activities WHERE is_neet
    UNION ALL SELECT id, 'status_changed', start_on, 0 FROM activities WHERE place > 1
    UNION ALL SELECT id, 'custody', start_on, 0 FROM activities WHERE kind_id = ANY (%s)
    UNION ALL SELECT id, 'left_custody', end_on, 0 FROM activities WHERE kind_id = ANY (%s)
    UNION ALL SELECT c.young_person_id, 'not_reached', (c.at AT TIME ZONE 'Europe/London')::date,
            row_number() OVER (PARTITION BY c.young_person_id ORDER BY c.at)
        FROM (
            SELECT one.id, one.failed, max(s.at) AS spoken_at FROM one
            LEFT JOIN casework_contact s ON s.young_person_id = one.id AND s.outcome <> ALL (one.failed)
            GROUP BY one.id, one.failed
        ) AS tried
        JOIN casework_contact c ON c.young_person_id = tried.id AND c.outcome = ANY (tried.failed)
            AND c.at > coalesce(tried.spoken_at, '-infinity')
),
begun AS (
    SELECT one.id, coalesce(
        (SELECT max(back_on) FROM casework_ending e WHERE e.young_person_id = one.id AND e.state = 'reopened'),
        (SELECT min(from_on) FROM casework_allocation a WHERE a.young_person_id = one.id), one.allocated_on
    ) AS day, level_of_need FROM one
)
SELECT id, 'begun', day, 0, level_of_need FROM begun
UNION ALL
SELECT told.id, event, told.day, times::int, '' FROM told JOIN one ON one.id = told.id
WHERE told.day IS NOT NULL AND told.day <= one.today
"""
