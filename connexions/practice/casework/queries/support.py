"""What a level of support means here today: the partnership's own edition, else everybody's."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from connexions.ground.base.acting import Actor
from connexions.ground.base.kept import prepared
from connexions.practice.casework.models import SupportEdition, TurningAge


@dataclass(frozen=True)
class Meaning:
    """One level as it is understood on a day; since when, where the partnership has said so itself."""

    level: str
    overdue_after_days: int
    fill_a_post: int
    own_from: date | None


def support_levels(*, on: date | None = None) -> dict[str, Meaning]:
    """What each level means on a day (today where none is named), to the partnership that is acting."""
    with prepared() as cursor:
        cursor.execute(LEVELS, [on])
        return {row[0]: Meaning(*row) for row in cursor.fetchall()}


def editions(*, by: Actor) -> QuerySet[SupportEdition]:
    """All that this partnership has ever said, the latest first."""
    found = SupportEdition.objects.filter(partnership_id=by.partnership).select_related("set_by")
    return found.order_by("-from_on", "level")


def turning_ages() -> list[TurningAge]:
    """The birthdays that change what applies."""
    return list(TurningAge.objects.order_by("age"))


# Three rows. Row-level security leaves only the acting partnership's editions to be found.
LEVELS = """
SELECT l.level,
    coalesce(e.overdue_after_days, l.overdue_after_days) AS overdue_after_days,
    coalesce(e.fill_a_post, l.fill_a_post) AS fill_a_post,
    e.from_on AS own_from
FROM casework_supportlevel l LEFT JOIN LATERAL (
    SELECT * FROM casework_supportedition
    WHERE level = l.level AND from_on <= coalesce(%s::date, current_date) ORDER BY from_on DESC LIMIT 1
) e ON true
"""
