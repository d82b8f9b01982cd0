"""A caseload: one adviser's young people, a team's, or, for those who may, everybody's."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, When

from connexions.ground.base.acting import Actor, Role
from connexions.practice.casework.models import Plan, Review, Step
from connexions.practice.casework.queries import background
from connexions.practice.casework.queries.background import Contacts
from connexions.practice.tracking import queries as tracking
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


@dataclass(frozen=True)
class Row:
    """One young person of a caseload, with how things stand."""

    young_person: YoungPerson
    activity: Activity | None
    review: Review | None
    plan_status: str
    steps_done: int
    steps: int
    contacts: Contacts


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


def scope(*, by: Actor, on: date, asked: Asked) -> QuerySet[YoungPerson]:
    """The young people asked for, of those whose casework *by* may see; for a manager, those with no adviser too."""
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
    found = scope(by=by, on=on, asked=asked)
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
    """One page: how many there are, those on it, and how things stand with each; seven queries whatever its size."""
    found = people(by=by, on=on, asked=asked)
    number = found.order_by().values("pk")[: COUNTED_TO + 1].count()
    first = (max(asked.page, 1) - 1) * SIZE
    shown = list(_sorted(found, asked).select_related("adviser")[first : first + SIZE])
    return Page(_rows(shown, by), number, max(asked.page, 1))


def named(*, words: str, adviser: UUID | None, by: Actor, on: date, limit: int = 10) -> list[YoungPerson]:
    """Young people of a caseload whose names begin with these words."""
    if not words.strip():
        return []
    found = people(by=by, on=on, asked=Asked(adviser=adviser, words=words))
    return list(found.order_by("family_name", "given_name", "id")[:limit])


def _current() -> QuerySet[Activity]:
    return Activity.objects.filter(young_person=OuterRef("pk"), end_on=None)


def _by_review(which: str, on: date) -> Q:
    due = Review.objects.filter(young_person=OuterRef("pk"), held_on=None)
    if which == "none":
        return ~Q(Exists(due))
    if which == "overdue":
        return Q(Exists(due.filter(due_on__lt=on)))
    return Q(Exists(due.filter(due_on__gte=on, due_on__lte=on + timedelta(days=7))))


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


def _rows(shown: list[YoungPerson], by: Actor) -> list[Row]:
    ids = [one.pk for one in shown]
    activities = tracking.now_doing(whom=ids, by=by)
    reviews = {
        one.young_person_id: one for one in Review.objects.filter(young_person_id__in=ids, held_on=None)
    }
    plans = _plans(ids)
    contacts = background.last_contacts(ids)
    return [
        Row(
            young_person,
            activities.get(young_person.pk),
            reviews.get(young_person.pk),
            *plans.get(young_person.pk, ("", 0, 0)),
            contacts.get(young_person.pk, Contacts()),
        )
        for young_person in shown
    ]


def _plans(ids: list[UUID]) -> dict[UUID, tuple[str, int, int]]:
    """Of each open plan: its status, its steps done, its steps that were not dropped."""
    plans = Plan.objects.filter(young_person_id__in=ids).exclude(status=Plan.Status.CLOSED)
    kept = ~Q(goals__steps__status=Step.Status.DROPPED)
    counted = plans.order_by().annotate(
        done=Count("goals__steps", filter=Q(goals__steps__status=Step.Status.DONE)),
        steps=Count("goals__steps", filter=kept),
    )
    return {
        young_person_id: (status, done, steps)
        for young_person_id, status, done, steps in counted.values_list(
            "young_person_id", "status", "done", "steps"
        )
    }


def last_tried(contacts: Contacts) -> date | None:
    """The last contact of any kind, a failed try too."""
    return contacts.tries[0][0] if contacts.tries else contacts.seen_on
