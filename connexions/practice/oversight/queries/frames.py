"""What there is to draw a sample from: pieces of work in a period, whose they are, and why some are left out."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from connexions.ground.base.acting import Actor
from connexions.practice.oversight import permissions
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part

OWN, JUDGED, GONE = "own", "judged", "gone"
REASONS = {
    OWN: "your own work",
    JUDGED: "drawn before in a sample of this period",
    GONE: "of somebody who no longer works here",
}


@dataclass(frozen=True)
class Asked:
    """What to draw from. *until_on* is the last day that counts."""

    of: str
    from_on: date
    until_on: date
    strata: str = "none"
    team: int | None = None
    adviser: UUID | None = None


@dataclass(frozen=True)
class Frame:
    """How much there is to draw from in each stratum, and how much was left out and why."""

    strata: dict[str, int]
    left_out: dict[str, int]

    @property
    def everybody(self) -> int:
        return sum(self.strata.values())


@dataclass(frozen=True)
class Piece:
    """One piece of work that was drawn."""

    kind: str
    id: UUID
    young_person_id: UUID
    adviser_id: UUID
    team_id: int | None
    edition: int
    stratum: str


def frame(*, asked: Asked, on: date, by: Actor) -> Frame:
    """How much there is, stratum by stratum; one statement."""
    permissions.check_may_draw(by, team=asked.team)
    work, params = _work(asked, on, by)
    with connection.cursor() as cursor:
        cursor.execute(work + COUNT, params)
        rows = cursor.fetchall()
    strata = {stratum: number for reason, stratum, number in rows if not reason}
    left_out: dict[str, int] = {}
    for reason, _, number in rows:
        if reason:
            left_out[reason] = left_out.get(reason, 0) + number
    return Frame(strata, left_out)


def drawn(*, asked: Asked, shares: dict[str, int], seed: int, on: date, by: Actor) -> list[Piece]:
    """The first so many of each stratum in the order of chance that the seed gives; one statement."""
    permissions.check_may_draw(by, team=asked.team)
    work, params = _work(asked, on, by)
    names = [name for name, number in shares.items() if number]
    with connection.cursor() as cursor:
        cursor.execute(work + DRAW, [*params, seed, names, [shares[name] for name in names]])
        return [Piece(*row) for row in cursor.fetchall()]


def _work(asked: Asked, on: date, by: Actor) -> tuple[str, list[Any]]:
    """The statement's beginning: every piece of work in the period that *by* may see, with why it is left out."""
    people = YoungPerson.objects.filter(sight.visible(by, Part.CASEWORK)).order_by()
    if asked.team is not None:
        people = people.filter(team_id=asked.team)
    whom, params = people.values("id", "team_id", "level_of_need", "adviser_id").query.sql_with_params()
    kinds = {"assessments": [ASSESSMENTS], "plans": [PLANS]}.get(asked.of, [ASSESSMENTS, PLANS])
    stratum = {"level": "p.level_of_need", "adviser": "u.name"}.get(asked.strata, "''")
    statement = WORK.format(people=whom, pieces=" UNION ALL ".join(kinds), stratum=stratum)
    days = [asked.from_on, asked.until_on]
    given = [*params, *(day for _ in kinds for day in days)]
    overlapping = [asked.until_on, asked.from_on]
    return statement, [*given, by.id, *overlapping, by.partnership, on, on, asked.adviser, asked.adviser]


ASSESSMENTS = """
    SELECT 'assessment' AS kind, id, young_person_id, made_by_id AS worker, form_id::int AS edition
    FROM casework_assessment
    WHERE finished_at IS NOT NULL AND (finished_at AT TIME ZONE 'Europe/London')::date BETWEEN %s AND %s
"""
# Whose a plan is: whoever agreed it; where that is not known, the young person's adviser now.
PLANS = """
    SELECT 'plan' AS kind, id, young_person_id, agreed_by_id AS worker, edition::int AS edition
    FROM casework_plan WHERE agreed_on BETWEEN %s AND %s
"""
WORK = """
WITH people AS ({people}), pieces AS ({pieces}),
work AS (
    SELECT w.kind, w.id, w.young_person_id, u.id AS worker, p.team_id, w.edition, {stratum} AS stratum,
        CASE WHEN u.id = %s THEN 'own'
            WHEN EXISTS (
                SELECT 1 FROM oversight_item i JOIN oversight_sample s ON s.id = i.sample_id
                WHERE (i.assessment_id = w.id OR i.plan_id = w.id) AND i.state <> 'set_aside'
                    AND s.from_on <= %s AND s.until_on >= %s
            ) THEN 'judged'
            WHEN NOT EXISTS (
                SELECT 1 FROM accounts_membership m
                WHERE m.user_id = u.id AND m.partnership_id = %s AND m.from_on <= %s
                    AND (m.until_on IS NULL OR m.until_on > %s)
            ) OR NOT u.is_active THEN 'gone' ELSE '' END AS reason
    FROM pieces w JOIN people p ON p.id = w.young_person_id
    JOIN accounts_user u ON u.id = coalesce(w.worker, p.adviser_id)
    WHERE %s::uuid IS NULL OR u.id = %s
)
"""
COUNT = "SELECT reason, stratum, count(*) FROM work GROUP BY 1, 2 ORDER BY 1, 2"
# The order of chance is that of ``rules.sampling.chance``.
DRAW = """
, ordered AS (
    SELECT work.*, row_number() OVER (
        PARTITION BY stratum ORDER BY md5(%s::text || ':' || id::text) COLLATE "C", id::text COLLATE "C") AS place
    FROM work WHERE reason = ''
)
SELECT kind, id, young_person_id, worker, team_id, edition, o.stratum
FROM ordered o JOIN unnest(%s::text[], %s::int[]) AS share (stratum, number) ON share.stratum = o.stratum
WHERE place <= number ORDER BY o.stratum COLLATE "C", place
"""
