"""What a line about a young person says besides: last seen, tries since, steps open. For a handful at
once."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from connexions.ground.base.kept import prepared
from connexions.practice.casework.models import Contact

LOOKED_BACK = 8  # contacts of each


@dataclass(frozen=True)
class Behind:
    """When somebody was last spoken to, the tries that failed since (the latest first), and how many steps
    are open."""

    seen_on: date | None = None
    tries: tuple[tuple[date, str], ...] = ()  # (day, channel)
    steps: int = 0


def behind(whom: Collection[UUID]) -> dict[UUID, Behind]:
    """What stands behind each of these; one statement, a few rows of each by index."""
    if not whom:
        return {}
    with prepared() as cursor:
        cursor.execute(STATEMENT, [list(whom), LOOKED_BACK])
        rows = cursor.fetchall()
    contacts: dict[UUID, list[tuple[datetime, str, str]]] = defaultdict(list)
    steps: dict[UUID, int] = {}
    for young_person_id, number, at, channel, outcome in rows:
        steps[young_person_id] = number
        if at is not None:
            contacts[young_person_id].append((at, channel, outcome))
    return {one: _told(contacts[one], number) for one, number in steps.items()}


def _told(contacts: list[tuple[datetime, str, str]], steps: int) -> Behind:
    tries: list[tuple[date, str]] = []
    for at, channel, outcome in contacts:
        day = timezone.localdate(at)
        if outcome not in Contact.FAILED:
            return Behind(day, tuple(tries), steps)
        tries.append((day, channel))
    return Behind(None, tuple(tries), steps)


STATEMENT = """
SELECT one.id, (
        SELECT count(*) FROM casework_plan p
        JOIN casework_goal g ON g.plan_id = p.id JOIN casework_step s ON s.goal_id = g.id
        WHERE p.young_person_id = one.id AND p.status <> 'closed' AND s.status IN ('to_do', 'started')
    ), c.at, c.channel, c.outcome
FROM unnest(%s::uuid[]) AS one (id)
LEFT JOIN LATERAL (
    SELECT at, channel, outcome FROM casework_contact
    WHERE young_person_id = one.id ORDER BY at DESC LIMIT %s
) AS c ON true
ORDER BY one.id, c.at DESC
"""
