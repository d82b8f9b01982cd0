"""Who needs attention today: one statement over one adviser's young people, whatever their number."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from connexions.ground.base.acting import Actor, Covered
from connexions.ground.base.kept import prepared
from connexions.practice.casework import rules
from connexions.practice.casework import today as others
from connexions.practice.casework.queries.support import LEVELS
from connexions.practice.casework.today import COMING, GROUPS, NEW, OVERDUE, THIS_WEEK, Asked, Line, Told
from connexions.practice.tracking.rules import LAPSES_LATER, LAPSES_SOON
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part

KINDS = ("review", "contact", "plan", "status", "new")
FOR_OTHERS = 3  # of one kind in one group, of somebody who is away
MOST_COVERED = 3
SHOWN = 10  # of one kind in one group; the rest are counted
__all__ = ["COMING", "GROUPS", "KINDS", "NEW", "OVERDUE", "SHOWN", "THIS_WEEK", "Need", "Needs"]


def kinds() -> list[str]:
    """Every kind of need: the casework's own and what other rooms tell."""
    return [*KINDS, *(one.kind for one in others.sources())]


@dataclass(frozen=True)
class Need:
    """One thing about one young person that wants an adviser's hand.

    *day* is what it is about: when the review is or was due, when to try again, since when nothing moved,
    when the
    status lapses, when they were allocated. *words* and *number* belong to the kind.
    """

    kind: str
    group: str
    young_person_id: UUID
    day: date
    what: str  # "stuck", "draft" or "no_goal" for a plan; the outcome of a try; the kind of activity
    words: str
    number: int
    given_name: str
    preferred_name: str
    family_name: str
    date_of_birth: date
    level_of_need: str
    special_needs: str
    line: Line | None = None  # what another room or noun says, in its own words

    @property
    def known_as(self) -> str:
        return self.preferred_name or self.given_name

    @property
    def name(self) -> str:
        return f"{self.known_as} {self.family_name}"


@dataclass(frozen=True)
class Needs:
    """What is shown, and how much there is of each kind in each group."""

    shown: list[Need]
    counts: dict[tuple[str, str], int]  # (group, kind)

    def of_kind(self, kind: str) -> int:
        return sum(number for (_, one), number in self.counts.items() if one == kind)

    def in_group(self, group: str) -> int:
        return sum(number for (one, _), number in self.counts.items() if one == group)

    @property
    def everything(self) -> int:
        """What needs the adviser now: what is only coming is not counted."""
        return sum(number for (group, _), number in self.counts.items() if group != COMING)


def needs_attention(
    *, adviser: UUID, on: date, by: Actor, kind: str = "", shown: int = SHOWN, everything: bool = True
) -> Needs:
    """Everything that an adviser's young people need now, the most urgent first; of one kind if so asked.

    Counts are of everything, whatever kind is asked for. One statement, one for each source that other rooms
    registered, and one for the people these name; without *everything* the casework's own alone.
    """
    mine = YoungPerson.objects.filter(sight.visible(by, Part.CASEWORK), adviser_id=adviser).order_by()
    found = _own(mine, on=on, kind=kind, shown=shown)
    if not everything:
        return found
    answers = others.ask(Asked(adviser, mine, on, by, shown))
    for key, told in answers.items():
        found.counts.update({(group, key): number for group, number in told.counts.items() if number})
    wanted = {key: told for key, told in answers.items() if kind in ("", key)}
    return Needs([*found.shown, *_told(wanted, mine)], found.counts)


def of_covered(*, on: date, by: Actor, shown: int = FOR_OTHERS) -> list[tuple[Covered, Needs]]:
    """What cannot wait until a colleague is back, for each whom *by* covers; one statement each."""
    found = []
    for covered in by.covers[:MOST_COVERED]:
        needs = needs_attention(adviser=covered.adviser, on=on, by=by, shown=shown, everything=False)
        urgent = [one for one in needs.shown if one.group == OVERDUE or one.day < covered.until_on]
        found.append((covered, Needs([one for one in urgent if one.group != COMING], needs.counts)))
    return found


def _own(mine: QuerySet[YoungPerson], *, on: date, kind: str, shown: int) -> Needs:
    """What the casework itself knows: one statement."""
    people, params = mine.values(*PERSON).query.sql_with_params()
    with prepared() as cursor:
        cursor.execute(
            STATEMENT.format(people=people, levels=LEVELS),
            [
                *params,
                on,
                *_days(on),
                on - timedelta(days=rules.STUCK_AFTER_DAYS),
                on - timedelta(days=rules.NEW_FOR_DAYS),
                [kind] if kind else list(KINDS),
                shown,
            ],
        )
        rows = cursor.fetchall()
    counts = {(row[1], row[0]): row[-1] for row in rows}
    return Needs([Need(*row[:-2]) for row in rows if row[-2]], counts)


def _told(answers: dict[str, Told], mine: QuerySet[YoungPerson]) -> list[Need]:
    """What others say, with the names put to it; nothing about anybody whom the reader may not see."""
    whom = others.people_of(list(answers.values()))
    named = {row[0]: row[1:7] for row in mine.filter(pk__in=whom).values_list(*PERSON)} if whom else {}
    return [
        replace(_blank(kind, line, named[line.young_person_id]), line=line)
        for kind, told in answers.items()
        for line in told.lines
        if line.young_person_id in named
    ]


def _blank(kind: str, line: Line, person: tuple[Any, ...]) -> Need:
    return Need(kind, line.group, line.young_person_id, line.day, "", "", 0, *person)


def _days(on: date) -> list[date]:
    return [on, on + timedelta(days=LAPSES_SOON), on + timedelta(days=LAPSES_LATER)]


PERSON = (
    "id",
    "given_name",
    "preferred_name",
    "family_name",
    "date_of_birth",
    "level_of_need",
    "special_needs",
    "allocated_on",
)

# Each part reads the young people once and looks up at most a few rows of each by index.
STATEMENT: Any = """
WITH mine AS MATERIALIZED ({people}),
levels AS ({levels}),
asked (today, week, month, stuck, recent) AS (VALUES (%s::date, %s::date, %s::date, %s::date, %s::date)),
reviews AS (
    SELECT 'review' AS kind,
        CASE WHEN r.due_on + l.overdue_after_days < asked.today THEN 'overdue' ELSE 'week' END AS "group",
        m.id, r.due_on AS day, '' AS what, '' AS words, 0 AS number
    FROM asked, mine m
    JOIN casework_review r ON r.young_person_id = m.id AND r.held_on IS NULL
    JOIN levels l ON l.level = m.level_of_need
    WHERE r.due_on <= asked.week
),
contacts AS (
    SELECT 'contact', CASE WHEN c.try_again_on <= asked.today THEN 'overdue' ELSE 'week' END,
        m.id, c.try_again_on, c.outcome, c.channel, 0
    FROM asked, mine m
    JOIN LATERAL (
        SELECT outcome, channel, try_again_on FROM casework_contact
        WHERE young_person_id = m.id ORDER BY at DESC LIMIT 1
    ) c ON true
    WHERE c.try_again_on <= asked.week
),
stuck AS (
    SELECT 'plan', 'week', m.id, greatest(p.started_on, p.agreed_on, s.moved_on),
        CASE WHEN p.status = 'draft' THEN 'draft' ELSE 'stuck' END, coalesce(s.next, ''),
            coalesce(s.still_open, 0)
    FROM asked, mine m
    JOIN casework_plan p ON p.young_person_id = m.id AND p.status <> 'closed'
    CROSS JOIN LATERAL (
        SELECT max(st.status_on) AS moved_on,
            count(*) FILTER (WHERE st.status IN ('to_do', 'started')) AS still_open,
            substr(min(to_char(st.due_on, 'YYYYMMDD') || st.words)
                FILTER (WHERE st.status IN ('to_do', 'started')), 9) AS next
        FROM casework_goal g JOIN casework_step st ON st.goal_id = g.id WHERE g.plan_id = p.id
    ) s
    WHERE greatest(p.started_on, p.agreed_on) <= asked.stuck
        AND greatest(p.started_on, p.agreed_on, s.moved_on) <= asked.stuck
),
no_goal AS (
    SELECT 'plan', 'week', m.id, a.finished_on, 'no_goal', string_agg(f.name, '|' ORDER BY f.number),
        count(*)::int
    FROM mine m
    JOIN LATERAL (
        SELECT id, form_id, finished_at::date AS finished_on FROM casework_assessment
        WHERE young_person_id = m.id AND finished_at IS NOT NULL ORDER BY started_on DESC, id DESC LIMIT 1
    ) a ON true
    JOIN casework_assessmentform form ON form.id = a.form_id
    JOIN casework_rating r ON r.assessment_id = a.id
        AND coalesce(r.adviser_level, r.young_person_level) <= form.need_at_most
    JOIN casework_factor f ON f.form_id = a.form_id AND f.number = r.factor
    LEFT JOIN casework_plan p ON p.young_person_id = m.id AND p.status <> 'closed'
    WHERE NOT EXISTS (SELECT 1 FROM casework_goal g WHERE g.plan_id = p.id AND r.factor = ANY (g.factors))
        AND NOT EXISTS (SELECT 1 FROM casework_nogoalreason n WHERE n.plan_id = p.id AND n.factor = r.factor)
        AND (p.id IS NOT NULL OR NOT EXISTS (
            SELECT 1 FROM casework_plan c WHERE c.young_person_id = m.id AND c.closed_on >= a.finished_on
        ))
    GROUP BY m.id, a.finished_on
),
statuses AS (
    SELECT 'status',
        CASE WHEN a.lapses_on < asked.today THEN 'overdue' WHEN a.lapses_on <= asked.week THEN 'week'
            ELSE 'coming' END,
        m.id, a.lapses_on, k.label, a.establishment_name, 0
    FROM asked, mine m
    JOIN tracking_activity a ON a.young_person_id = m.id AND a.end_on IS NULL
    JOIN tracking_activitykind k ON k.code = a.kind_id
    WHERE a.lapses_on <= asked.month
),
fresh AS (
    SELECT 'new', 'new', m.id, m.allocated_on, '', '', 0
    FROM asked, mine m
    WHERE m.allocated_on > asked.recent AND NOT EXISTS (
        SELECT 1 FROM casework_contact c WHERE c.young_person_id = m.id AND c.at >= m.allocated_on
    )
),
needs AS (
    SELECT * FROM reviews UNION ALL SELECT * FROM contacts UNION ALL SELECT * FROM stuck
    UNION ALL SELECT * FROM no_goal UNION ALL SELECT * FROM statuses UNION ALL SELECT * FROM fresh
),
ranked AS (
    SELECT n.*, m.given_name, m.preferred_name, m.family_name, m.date_of_birth, m.level_of_need,
        m.special_needs,
        row_number() OVER (
            PARTITION BY n."group", n.kind
            ORDER BY CASE m.level_of_need WHEN 'intensive' THEN 0 WHEN 'supported' THEN 1 ELSE 2 END,
                n.day, n.id
        ) AS place,
        count(*) OVER (PARTITION BY n."group", n.kind) AS everybody
    FROM needs n JOIN mine m ON m.id = n.id
)
SELECT kind, "group", id, day, what, words, number, given_name, preferred_name, family_name, date_of_birth,
    level_of_need, special_needs, kind = ANY (%s) AND place <= %s, everybody
FROM ranked
WHERE place <= 60
ORDER BY CASE kind WHEN 'review' THEN 0 WHEN 'contact' THEN 1 WHEN 'plan' THEN 2 ELSE 3 END, place
"""
