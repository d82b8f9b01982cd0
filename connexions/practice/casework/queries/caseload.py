"""A caseload: one adviser's young people, a team's, or, for those who may, everybody's."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple, cast
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import (
    Case,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)

from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.kept import prepared
from connexions.practice.casework.models import Review
from connexions.practice.casework.queries.support import LEVELS, support_levels
from connexions.practice.casework.rules import THIS_WEEK_DAYS
from connexions.practice.tracking.models import Activity, ActivityKind
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.models.young_person import LevelOfNeed
from connexions.registers.people.sight import Part

SIZE = 50
COUNTED_TO = 10_000
NOBODY = "nobody"
REVIEWS = {"overdue": "Overdue", "week": "Due within a week", "none": "No day set"}
SORTS = {"name": "Name", "support": "Support", "review": "Review", "status": "Status"}


@dataclass(frozen=True)
class Asked:
    """Which young people, in which order. What is empty is not asked."""

    adviser: UUID | None = None
    nobody: bool = False  # those who have no adviser
    level: str = ""
    status: str = ""  # a group of activities, or "lapsing"
    review: str = ""
    words: str = ""
    sort: str = "name"
    down: bool = False
    page: int = 1


class Row(NamedTuple):
    """One young person of a caseload, with how things stand."""

    id: UUID
    given_name: str
    preferred_name: str
    family_name: str
    date_of_birth: date
    taught_in_year: int | None
    level_of_need: str
    adviser: str | None
    doing: str | None
    lapses_on: date | None
    review_on: date | None
    review_overdue: bool
    plan_status: str | None
    steps_done: int
    steps: int
    contact_at: datetime | None  # the last, failed tries too
    channel: str | None
    outcome: str | None

    @property
    def name(self) -> str:
        return f"{self.preferred_name or self.given_name} {self.family_name}"


@dataclass(frozen=True)
class Page:
    """A page of a caseload. *number* counts to ``COUNTED_TO`` and no further."""

    rows: list[Row]
    number: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.number // SIZE))

    @property
    def is_more_than_counted(self) -> bool:
        return self.number > COUNTED_TO


def scope(*, by: Actor, asked: Asked) -> QuerySet[YoungPerson]:
    """The young people asked for, of those whose casework *by* may see; for a manager, those with no
    adviser too."""
    may = sight.visible(by, Part.CASEWORK)
    people = YoungPerson.objects.all()
    if asked.nobody:
        near = (
            sight.visible(by) & (Q(team=None) | Q(team_id=by.team)) if by.role is Role.TEAM_MANAGER else may
        )
        return people.filter(near, adviser=None)
    people = people.filter(may)
    return people.filter(adviser_id=asked.adviser) if asked.adviser else people


def people(*, by: Actor, on: date, asked: Asked) -> QuerySet[YoungPerson]:
    """The same, narrowed by what else is asked."""
    found = scope(by=by, asked=asked)
    if asked.level in LevelOfNeed.values:
        found = found.filter(level_of_need=asked.level)
    if asked.status == "lapsing":
        found = found.filter(Exists(_current().filter(lapses_on__lte=on + timedelta(days=28))))
    elif asked.status in ActivityKind.Group.values:
        found = found.filter(Exists(_current().filter(kind__group=asked.status)))
    if asked.review in REVIEWS:
        found = found.filter(_by_review(asked.review, on))
    for word in asked.words.split()[:4]:
        found = found.filter(
            Q(given_name__istartswith=word)
            | Q(preferred_name__istartswith=word)
            | Q(family_name__istartswith=word)
        )
    return found


def page(*, by: Actor, on: date, asked: Asked) -> Page:
    """One page: how many there are, those on it, and how things stand with each: two queries whatever
    its size."""
    number, shown = _counted(people(by=by, on=on, asked=asked), asked)
    return Page(_rows(shown, on), number, max(asked.page, 1))


def _counted(found: QuerySet[YoungPerson], asked: Asked) -> tuple[int, list[UUID]]:
    """How many they are, and those on the page that is asked for, in order."""
    first = (max(asked.page, 1) - 1) * SIZE
    shown = _sorted(found, asked).values_list("pk")[first : first + SIZE]
    every = found.order_by().values_list("pk")[: COUNTED_TO + 1]
    try:
        (every_sql, all_values), (shown_sql, values) = (one.query.sql_with_params() for one in (every, shown))
    except EmptyResultSet:
        return 0, []
    with connection.cursor() as cursor:
        cursor.execute(COUNTED.format(every=every_sql, shown=shown_sql), [*all_values, *values])
        return cast("tuple[int, list[UUID]]", cursor.fetchone())


COUNTED = "SELECT (SELECT count(*) FROM ({every}) every), ARRAY({shown})"


def named(*, words: str, adviser: UUID | None, by: Actor, on: date, limit: int = 10) -> list[YoungPerson]:
    """Young people of a caseload whose names begin with these words."""
    if not words.strip():
        return []
    found = people(by=by, on=on, asked=Asked(adviser=adviser, words=words))
    return list(found.order_by("family_name", "given_name", "id")[:limit])


def _current() -> QuerySet[Activity]:
    return Activity.objects.filter(young_person=OuterRef("pk"), end_on=None)


def _by_review(which: str, on: date) -> Q:
    """By the review to come. It is overdue some days after it was due, as the level of support has it."""
    due = Review.objects.filter(young_person=OuterRef("pk"), held_on=None)
    if which == "none":
        return ~Q(Exists(due))
    days = {level: meant.overdue_after_days for level, meant in support_levels(on=on).items()}
    overdue = Q(pk__in=[])
    for level, after in days.items():
        overdue |= Q(level_of_need=level) & Q(Exists(due.filter(due_on__lt=on - timedelta(days=after))))
    if which == "overdue":
        return overdue
    return Q(Exists(due.filter(due_on__lte=on + timedelta(days=THIS_WEEK_DAYS)))) & ~overdue


def _sorted(found: QuerySet[YoungPerson], asked: Asked) -> QuerySet[YoungPerson]:
    by_name = ["family_name", "given_name", "id"]
    if asked.sort == "support":
        places = [When(level_of_need=level, then=place) for place, level in enumerate(LevelOfNeed.values)]
        found = found.annotate(weight=Case(*places, default=len(places), output_field=IntegerField()))
        order = [F("weight")]
    elif asked.sort == "review":
        due = Review.objects.filter(young_person=OuterRef("pk"), held_on=None)
        found = found.annotate(review_on=Subquery(due.values("due_on")[:1]))
        order = [F("review_on")]
    elif asked.sort == "status":
        found = found.annotate(lapses_on=Subquery(_current().values("lapses_on")[:1]))
        order = [F("lapses_on")]
    else:
        return found.order_by(*(f"-{name}" if asked.down else name for name in by_name))
    turned = [one.desc(nulls_last=True) if asked.down else one.asc(nulls_last=True) for one in order]
    return found.order_by(*turned, *by_name)


def _rows(ids: list[UUID], on: date) -> list[Row]:
    """How things stand with each of these, in their order: one statement, a few rows of each by index."""
    if not ids:
        return []
    with prepared() as cursor:
        cursor.execute(STATEMENT.format(levels=LEVELS), [on, on, ids])
        return [Row(*row) for row in cursor.fetchall()]


STATEMENT: Any = """
WITH levels AS ({levels})
SELECT p.id, p.given_name, p.preferred_name, p.family_name, p.date_of_birth, p.taught_in_year,
    p.level_of_need,
    u.name, k.label, a.lapses_on, r.due_on,
    coalesce(r.due_on + l.overdue_after_days < %s, false), pl.status, coalesce(s.done, 0), coalesce(s.kept, 0),
    c.at, c.channel, c.outcome
FROM unnest(%s::uuid[]) WITH ORDINALITY AS one (id, place)
JOIN people_youngperson p ON p.id = one.id
LEFT JOIN accounts_user u ON u.id = p.adviser_id
LEFT JOIN tracking_activity a ON a.young_person_id = p.id AND a.end_on IS NULL
LEFT JOIN tracking_activitykind k ON k.code = a.kind_id
LEFT JOIN casework_review r ON r.young_person_id = p.id AND r.held_on IS NULL
LEFT JOIN levels l ON l.level = p.level_of_need
LEFT JOIN casework_plan pl ON pl.young_person_id = p.id AND pl.status <> 'closed'
LEFT JOIN LATERAL (
    SELECT count(*) FILTER (WHERE st.status = 'done') AS done,
        count(*) FILTER (WHERE st.status <> 'dropped') AS kept
    FROM casework_goal g JOIN casework_step st ON st.goal_id = g.id WHERE g.plan_id = pl.id
) s ON true
LEFT JOIN LATERAL (
    SELECT at, channel, outcome FROM casework_contact WHERE young_person_id = p.id ORDER BY at DESC LIMIT 1
) c ON true
ORDER BY one.place
"""
