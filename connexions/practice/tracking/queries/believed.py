"""What was believed before, and when: “what did we report in February?”.

``audit_change`` keeps every changed field of every row (ADR 0001), so no second copy of the activities is kept: a row
as it was at a moment is the row of today with the first value that each field had in any later change put back. A row
that was removed since has all of its fields in its removal. Rows that were recorded later are left out.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import prefetch_related_objects

from connexions.ground.base.acting import Actor
from connexions.practice.tracking.models import Activity
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part

BELIEVED = """
WITH patch AS MATERIALIZED (
    SELECT row_id, jsonb_object_agg(key, value) AS was FROM (
        SELECT DISTINCT ON (c.row_id, f.key) c.row_id, f.key, f.value
        FROM audit_change c CROSS JOIN LATERAL jsonb_each(c.was) f
        WHERE c.partnership_id = %(partnership)s AND c.table_name = 'tracking_activity' AND c.at > %(as_at)s
            {of_change}
        ORDER BY c.row_id, f.key, c.id
    ) first GROUP BY row_id
), held AS (
    SELECT a.* FROM tracking_activity a
    WHERE a.partnership_id = %(partnership)s {of_row}
        AND NOT EXISTS (SELECT 1 FROM patch p WHERE p.row_id = a.id::text)
    UNION ALL
    SELECT was.* FROM patch p LEFT JOIN tracking_activity a ON a.id = p.row_id::uuid
    CROSS JOIN LATERAL jsonb_populate_record(
        NULL::tracking_activity, coalesce(to_jsonb(a), '{{}}') || p.was
    ) was
)
SELECT held.* FROM held
WHERE recorded_at <= %(as_at)s {on} {seen}
ORDER BY start_on DESC, id DESC
"""


def believed(
    *, by: Actor, as_at: datetime, on: date | None = None, of: YoungPerson | None = None
) -> Sequence[Activity]:
    """The activities as they were recorded at a moment: those that held on a day, or with no day all of them; of one
    young person, or of everybody at the partnership whose status *by* may see. Raises ``NotAllowed``."""
    words: dict[str, str] = {"of_change": "", "of_row": "", "on": "", "seen": ""}
    values: dict[str, Any] = {"partnership": by.partnership, "as_at": as_at}
    if of is not None:
        sight.sight_of(of, by=by).check(Part.STATUS)
        words |= {"of_change": "AND c.young_person_id = %(of)s", "of_row": "AND a.young_person_id = %(of)s"}
        values["of"] = of.pk
    elif Part.STATUS not in sight.REACH[by.role].partnership:
        words["seen"] = "AND young_person_id = ANY(%(whom)s)"
        near = YoungPerson.objects.filter(sight.visible(by, Part.STATUS))
        values["whom"] = list(near.values_list("pk", flat=True))
    if on is not None:
        words["on"] = "AND start_on <= %(on)s AND (end_on IS NULL OR end_on > %(on)s)"
        values["on"] = on
    found = list(Activity.objects.raw(BELIEVED.format(**words), values))
    prefetch_related_objects(found, "kind")
    return found
