"""Reviews: of one young person, and, for a manager, whose are overdue."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from connexions.ground.base.acting import Actor
from connexions.ground.base.kept import Kept, prepared, share_out
from connexions.ground.base.refusals import Missing
from connexions.practice.casework.models import Exemption, Review, StepLook
from connexions.practice.casework.queries.support import LEVELS
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.record import answers
from connexions.registers.people.sight import Part

AGES = {"2 weeks": 14, "4 weeks": 28, "8 weeks": 56}  # overdue for up to this; then for longer


@dataclass
class Overdue:
    """One adviser's overdue reviews: how many, by how long, and how many are put off by an exemption."""

    adviser: UUID | None
    name: str
    team: str
    by_age: list[int] = field(default_factory=lambda: [0] * (len(AGES) + 1))
    oldest_on: date | None = None
    exempt: int = 0

    @property
    def number(self) -> int:
        return sum(self.by_age)


def reviews_of(*, of: YoungPerson, by: Actor) -> list[Review]:
    """Every review, held and to come, the latest first, with what was found of each step."""
    sight.sight_of(of, by=by).check(Part.CASEWORK)
    reviews, looks = answers(of, *REVIEWS)
    share_out(reviews, "looks", looks)
    return reviews


REVIEWS: tuple[Kept[Any], ...] = (
    Kept(
        lambda one: (
            Review.objects.filter(young_person_id=one)
            .select_related("held_by", "assessment", "set_by")
            .order_by("-due_on", "-id")
        )
    ),
    Kept(
        lambda one: (
            StepLook.objects.filter(review__young_person_id=one)
            .select_related("step")
            .order_by("step__position")
        )
    ),
)


def due(*, of: YoungPerson, by: Actor) -> Review | None:
    """The review that is to come, if a day was set."""
    sight.sight_of(of, by=by).check(Part.CASEWORK)
    return Review.objects.filter(young_person=of, held_on=None).first()


def review(*, review_id: UUID, of: YoungPerson, by: Actor) -> Review:
    """One review. Raises ``Missing`` where this young person has none such."""
    sight.sight_of(of, by=by).check(Part.CASEWORK)
    found = Review.objects.select_related("held_by").filter(pk=review_id, young_person=of).first()
    if found is None:
        raise Missing("There is no such review.")
    return found


def looks(*, of: Review) -> list[StepLook]:
    """What was found of each step at one review, which the reader has opened."""
    return list(StepLook.objects.filter(review=of))


def exemption(*, of: YoungPerson, on: date, by: Actor) -> Exemption | None:
    """Why no review is due just now, if so."""
    sight.sight_of(of, by=by).check(Part.CASEWORK)
    return next(iter(_exemptions.ask(of.pk, on)), None)


_exemptions: Kept[Exemption] = Kept(
    lambda one, on: (
        Exemption.objects.filter(young_person_id=one, ended_on=None, from_on__lte=on, until_on__gt=on)
        .select_related("given_by")
        .order_by("-until_on")[:1]
    ),
    takes=(UUID, date),
)


def overdue(*, by: Actor, on: date) -> list[Overdue]:
    """What is overdue, adviser by adviser, the most first; of those young people whom *by* may see. One
    statement, over the reviews whose day has passed."""
    people = YoungPerson.objects.filter(sight.visible(by, Part.CASEWORK)).exclude(adviser=None).order_by()
    shown, params = people.values("id", "adviser_id", "team_id", "level_of_need").query.sql_with_params()
    days = [on - timedelta(days=age) for age in AGES.values()]
    with prepared() as cursor:
        given = [*params, on, on, days, by.partnership, by.partnership]
        cursor.execute(STATEMENT.format(people=shown, levels=LEVELS), given)
        rows = cursor.fetchall()
    found: dict[tuple[UUID, str], Overdue] = {}
    for adviser, name, team, place, number, oldest, exempt in rows:
        one = found.setdefault((adviser, team), Overdue(adviser, name, team))
        one.exempt += exempt
        if number:
            one.by_age[place] += number
            one.oldest_on = min(filter(None, (one.oldest_on, oldest)))
    return sorted(found.values(), key=lambda one: (-one.number, one.name))


# The day from which on a review counts as overdue is that of the level of support.
STATEMENT: Any = """
WITH people AS ({people}), levels AS ({levels}), asked (today, ages) AS (VALUES (%s::date, %s::date[])),
late AS (
    SELECT p.adviser_id, p.team_id,
        (SELECT count(*) FROM unnest(asked.ages) AS a (day) WHERE r.due_on < a.day)::int AS place,
        count(*) AS number, min(r.due_on) AS oldest, 0 AS exempt
    FROM asked, casework_review r
    JOIN people p ON p.id = r.young_person_id
    JOIN levels l ON l.level = p.level_of_need
    WHERE r.partnership_id = %s AND r.held_on IS NULL AND r.due_on < asked.today
        AND r.due_on + l.overdue_after_days < asked.today
    GROUP BY 1, 2, 3
),
exempt AS (
    SELECT p.adviser_id, p.team_id, 0 AS place, 0 AS number, NULL::date AS oldest, count(*) AS exempt
    FROM asked, casework_exemption e JOIN people p ON p.id = e.young_person_id
    WHERE e.partnership_id = %s AND e.ended_on IS NULL AND e.until_on > asked.today
    GROUP BY 1, 2
)
SELECT s.adviser_id, u.name, coalesce(t.name, ''), s.place, s.number, s.oldest, s.exempt
FROM (SELECT * FROM late UNION ALL SELECT * FROM exempt) s
JOIN accounts_user u ON u.id = s.adviser_id LEFT JOIN partners_team t ON t.id = s.team_id
"""
