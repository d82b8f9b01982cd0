"""What samples have shown over time: answers by question, team and adviser."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from connexions.engines import currency
from connexions.ground.base.acting import Actor, Role
from connexions.practice.oversight.queries import editions
from connexions.practice.oversight.rules.judging import Tally
from connexions.practice.oversight.rules.states import JUDGED

QUARTERS = 4


@dataclass(frozen=True)
class Trends:
    """Tallies by (question, quarter), by team and by adviser; quarters by their first day, the earliest first."""

    quarters: list[date]
    questions: dict[str, str]
    by_question: dict[tuple[str, date], Tally] = field(default_factory=dict)
    by_team: dict[str, Tally] = field(default_factory=dict)
    by_adviser: dict[str, Tally] = field(default_factory=dict)
    judged: int = 0

    def of(self, question: str) -> Tally:
        """All quarters of one question."""
        return sum((self.by_question.get((question, one), Tally()) for one in self.quarters), Tally())

    def in_quarter(self, quarter: date) -> Tally:
        """All questions in one quarter."""
        return sum((self.by_question.get((key, quarter), Tally()) for key in self.questions), Tally())


def quarters(on: date) -> list[date]:
    """The first days of the last four quarters, this one included."""
    this = date(on.year, 3 * ((on.month - 1) // 3) + 1, 1)
    return [currency.add_months(this, -3 * back) for back in range(QUARTERS - 1, -1, -1)]


def trends(*, kind: str, on: date, by: Actor, team: int | None = None, adviser: UUID | None = None) -> Trends:
    """What the first readers answered in the last four quarters; one statement and the questions' wording."""
    days = quarters(on)
    own = by.team if by.role is Role.TEAM_MANAGER else team
    blocked = by.role is Role.TEAM_MANAGER and by.team is None
    params: list[Any] = [
        kind == "assessment",
        list(JUDGED),
        days[0],
        own,
        own,
        adviser,
        adviser,
        by.partnership,
        blocked,
    ]
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, params)
        rows = cursor.fetchall()
    found = Trends(
        days, editions.questions_of({row[5] for row in rows}), judged=len({row[6] for row in rows})
    )
    for quarter, question, answer, team_name, worker, _, _ in rows:
        one = Tally(**{answer: 1})
        found.by_question[question, quarter] = found.by_question.get((question, quarter), Tally()) + one
        found.by_team[team_name or "No team"] = found.by_team.get(team_name or "No team", Tally()) + one
        found.by_adviser[worker] = found.by_adviser.get(worker, Tally()) + one
    return found


STATEMENT = """
SELECT date_trunc('quarter', j.finished_at AT TIME ZONE 'Europe/London')::date, a.question, a.answer, t.name, u.name,
    i.edition_id, i.id
FROM oversight_judgement j
JOIN oversight_item i ON i.id = j.item_id
JOIN oversight_answer a ON a.judgement_id = j.id
JOIN accounts_user u ON u.id = i.adviser_id
LEFT JOIN partners_team t ON t.id = i.team_id
WHERE j.reading = 1 AND j.finished_at IS NOT NULL AND a.answer <> ''
    AND (i.assessment_id IS NOT NULL) = %s AND i.state = ANY (%s)
    AND j.finished_at >= %s AND (%s::int IS NULL OR i.team_id = %s) AND (%s::uuid IS NULL OR i.adviser_id = %s)
    AND j.partnership_id = %s AND NOT %s
ORDER BY 1, 2
"""
