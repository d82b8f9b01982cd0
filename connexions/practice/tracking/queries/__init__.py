"""What young people are doing, for a reader who may know it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.db.models import F, Q, QuerySet

from connexions.engines.currency import academic_year
from connexions.ground.base.acting import NATIONAL_UNIT, Actor, Role
from connexions.ground.base.refusals import NotAllowed
from connexions.practice.tracking.models import Activity, ActivityKind, Correction, KindEdition, Source
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


def sources(*, by: Actor, purpose: str = "") -> list[Source]:
    """The answers that may be given to “how do we know?”, in their order; of one purpose, or of both. A partnership's
    own answer stands in place of the shipped one of the same key."""
    return [one for one in every_source(by=by) if one.in_use and purpose in ("", one.purpose)]


def every_source(*, by: Actor) -> list[Source]:
    """The same, those out of use among them."""
    found: dict[str, Source] = {}
    for one in sources_here(by=by).order_by(F("partnership_id").asc(nulls_first=True), "order", "label"):
        found[one.key] = one
    return sorted(found.values(), key=lambda one: (one.purpose, one.order, one.label))


def sources_here(*, by: Actor) -> QuerySet[Source]:
    """The rows themselves: what ships, and what is one's own."""
    return Source.objects.filter(Q(partnership=None) | Q(partnership_id=by.partnership))


def corrections(*, of: YoungPerson, by: Actor) -> QuerySet[Correction]:
    """What was put right in a young person's activities, the latest first."""
    sight.sight_of(of, by=by).check(Part.STATUS)
    return Correction.objects.select_related("by", "undone_by").filter(young_person=of).order_by("-at", "-id")


def kinds_in(*, year: int) -> list[ActivityKind]:
    """The kinds of a specification year, each under the label it had then."""
    first, last = date(year, 9, 1), date(year + 1, 8, 31)
    found = ActivityKind.objects.filter(
        Q(from_on=None) | Q(from_on__lte=last), Q(until_on=None) | Q(until_on__gt=first)
    )
    labels = {
        one.kind_id: one.label
        for one in KindEdition.objects.filter(
            Q(first_year=None) | Q(first_year__lte=year), Q(last_year=None) | Q(last_year__gte=year)
        )
        if one.label
    }
    kinds = list(found)
    for one in kinds:
        one.label = labels.get(one.code, one.label)
    return kinds


def old_codes(*, year: int) -> QuerySet[KindEdition]:
    """Codes that had ended, or another name, before a specification year; and what took their place."""
    return KindEdition.objects.select_related("kind", "becomes").filter(last_year__lt=year)
