"""What young people are doing, for a reader who may know it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.db.models import Q, QuerySet

from connexions.engines.currency import academic_year
from connexions.ground.base.acting import NATIONAL_UNIT, Actor, Role
from connexions.ground.base.refusals import NotAllowed
from connexions.practice.tracking.models import Activity, ActivityKind
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part


def current_activity(*, of: YoungPerson, by: Actor) -> Activity | None:
    """What a young person is doing now. It is part of the headline: whoever may know of them may know
    this."""
    sight.sight_of(of, by=by).check(Part.HEADLINE)
    return Activity.objects.select_related("kind").filter(young_person=of, end_on=None).first()


def history(*, of: YoungPerson, by: Actor) -> QuerySet[Activity]:
    """Every activity of a young person, the latest first."""
    sight.sight_of(of, by=by).check(Part.STATUS)
    activities = Activity.objects.select_related("kind", "recorded_by").filter(young_person=of)
    return activities.order_by("-start_on", "-id")


def lapsing(*, by: Actor, on: date, within: int) -> QuerySet[Activity]:
    """Current activities that have lapsed or lapse within so many days, of young people whose status *by*
    may see."""
    return (
        Activity.objects.select_related("kind", "young_person")
        .filter(
            partnership_id=by.partnership,
            end_on=None,
            lapses_on__lte=on + timedelta(days=within),
            young_person__in=YoungPerson.objects.filter(sight.visible(by, Part.STATUS)),
        )
        .order_by("lapses_on", "id")
    )


@dataclass(frozen=True)
class Count:
    """How many of an authority's young people stand so: to the nearest five; none where there are fewer."""

    partnership: str
    authority: str
    standing: str
    people: int | None
    few: bool


def national_counts(*, by: Actor, on: date) -> list[Count]:
    """What 16 and 17 year olds are doing, in numbers alone, authority by authority. Raises ``NotAllowed``.

    PostgreSQL asks for the national unit once more by itself, and gives nothing but these numbers.
    """
    if by.role is not Role.NATIONAL_ANALYST or by.partnership != NATIONAL_UNIT:
        raise NotAllowed("National figures are for the analysts of the national unit.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM tracking_national_counts(%s)", [academic_year(on)])
        return [Count(*row) for row in cursor.fetchall()]


def kinds(*, on: date) -> QuerySet[ActivityKind]:
    """The kinds that may be recorded on a day."""
    return ActivityKind.objects.filter(
        Q(from_on=None) | Q(from_on__lte=on), Q(until_on=None) | Q(until_on__gt=on)
    )
