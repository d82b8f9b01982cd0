"""Advisers: whom a young person may be given to, and how full their posts are."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.kept import prepared
from connexions.ground.base.refusals import Missing
from connexions.practice.casework import permissions, rules
from connexions.practice.casework.queries.support import LEVELS, Meaning
from connexions.registers.accounts.models import Membership
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part


@dataclass(frozen=True)
class Load:
    """How many young people an adviser has at each level of support, and what each level means."""

    counts: dict[str, int]
    levels: dict[str, Meaning]

    @property
    def shares(self) -> dict[str, float]:
        """How much of a post each level fills."""
        return rules.fullness(self.counts, fill_a_post=self.weights)

    @property
    def percent(self) -> int:
        return round(100 * sum(self.shares.values()))

    @property
    def weights(self) -> dict[str, int]:
        return {name: level.fill_a_post for name, level in self.levels.items()}

    @property
    def everybody(self) -> int:
        return sum(self.counts.values())

    def room_for(self, level: str) -> int:
        """How many more at a level there is room for."""
        return rules.room_for(self.counts, fill_a_post=self.weights, level=level)


def advisers(*, by: Actor, on: date) -> QuerySet[Membership]:
    """Those whom *by* may look after or give young people to: a team manager's team, or everybody here."""
    found = _all(by=by, on=on)
    if by.role is Role.TEAM_MANAGER:
        found = found.filter(team_id=by.team) if by.team is not None else found.none()
    return found


def _all(*, by: Actor, on: date) -> QuerySet[Membership]:
    found = Membership.objects.filter(
        Q(until_on=None) | Q(until_on__gt=on),
        partnership_id=by.partnership,
        role__in=permissions.ALLOCATED_TO,
        from_on__lte=on,
        user__is_active=True,
    )
    return found.select_related("user", "team").order_by("user__name", "id")


def adviser(*, user_id: UUID, by: Actor, on: date) -> Membership:
    """One of them, or somebody whom *by* covers. Raises ``Missing`` for anybody else."""
    among = _all if user_id in by.stands_for else advisers
    found = among(by=by, on=on).filter(user_id=user_id).first()
    if found is None:
        raise Missing("There is no such adviser in your team.")
    return found


def loads(*, by: Actor, of: list[UUID], on: date | None = None) -> dict[UUID, Load]:
    """How full these advisers' posts are, as far as *by* may see their young people; one statement."""
    seen, params = sight.visible_sql(by, Part.CASEWORK)
    with prepared() as cursor:
        cursor.execute(LOADS.format(levels=LEVELS, seen=seen), [on, of, *params])
        rows = cursor.fetchall()
    levels = {row[0]: Meaning(*row[:4]) for row in rows}
    counts: dict[UUID, dict[str, int]] = defaultdict(dict)
    for level, *_, adviser_id, number in rows:
        if adviser_id is not None:
            counts[adviser_id][level] = number
    return {one: Load(counts[one], levels) for one in of}


# Each level has a row, also where nobody is at it.
LOADS: Any = """
WITH levels AS ({levels}),
counted AS (
    SELECT s.adviser_id, s.level, count(*) AS number
    FROM unnest(%s::uuid[]) one (adviser_id)
    JOIN casework_standing s ON s.adviser_id = one.adviser_id
    JOIN people_youngperson y ON y.id = s.young_person_id AND {seen}
    GROUP BY 1, 2
)
SELECT l.level, l.overdue_after_days, l.fill_a_post, l.own_from, c.adviser_id, c.number
FROM levels l LEFT JOIN counted c ON c.level = l.level
"""


def without_adviser(*, by: Actor) -> dict[int | None, int]:
    """How many have nobody, by team (none for those without one): of a manager's own reach."""
    found = YoungPerson.objects.filter(sight.visible(by), adviser=None)
    if by.role is Role.TEAM_MANAGER:
        found = found.filter(Q(team=None) | Q(team_id=by.team))
    counted = found.order_by().values_list("team_id").annotate(Count("id"))
    return dict(counted)
