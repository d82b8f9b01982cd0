"""The queues: who is in each, counted and listed, for a reader who may know their status.

Every queue is one condition on a young person and what they do now, so that all of them are counted in one statement,
and a page of one costs the same few statements whatever its length.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, FilteredRelation, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from connexions.engines.currency import academic_year, coverage_in, load_coverage
from connexions.ground.base.acting import Actor
from connexions.practice.casework.models import Contact
from connexions.practice.tracing.models import QueueRules
from connexions.practice.tracking.models import GuaranteeStatus
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part

AGREED_STARTS = ("615", "616")
# Guarantee statuses under which nobody has offered anything that would be right for them.
WITHOUT_OFFER = ("140", "150", "151", "153", "154", "159")
NOBODY = "nobody"
SORTS = {
    "tried": "Longest not tried",
    "since": "Longest so",
    "name": "Name",
}
PAGE = 20


@dataclass(frozen=True)
class Queue:
    """A queue: its address, its name, and one sentence about who is in it."""

    key: str
    name: str
    about: str


QUEUES = (
    Queue("not-known", "Not known", "We do not know what they do, or nobody has asked in time."),
    Queue(
        "lapsing-4", "Lapsing in 4 weeks", "Their status counts as not known in four weeks unless confirmed."
    ),
    Queue(
        "lapsing-8", "Lapsing in 8 weeks", "Their status counts as not known in eight weeks unless confirmed."
    ),
    Queue("no-contact", "Out of everything, no contact", "Nobody has spoken with them for a while."),
    Queue("start-passed", "Agreed start passed", "They were to begin something: did they?"),
    Queue("no-offer", "No offer", "Covered by the September Guarantee, and nobody has offered them a place."),
    Queue("new", "New arrivals", "New to this partnership."),
    Queue("unallocated", "No adviser", "Out of everything, not known, or in need of support; and nobody's."),
)
BY_KEY = {one.key: one for one in QUEUES}


@dataclass(frozen=True)
class Filters:
    """What a queue is narrowed to; empty where it is not."""

    authority: str = ""
    school: str = ""
    adviser: str = ""
    year: str = ""

    @classmethod
    def read(cls, given: Mapping[str, Any]) -> "Filters":
        """From an address or a kept session; what makes no sense is left out."""
        year, school, adviser = (str(given.get(name) or "") for name in ("year", "school", "adviser"))
        return cls(
            str(given.get("authority") or "")[:3],
            school if _is_id(school) else "",
            adviser if adviser == NOBODY or _is_id(adviser) else "",
            year if year.isdecimal() and len(year) <= 2 else "",
        )

    def kept(self) -> dict[str, str]:
        """As an address or a session keeps them: those that are set."""
        return {name: value for name, value in self.__dict__.items() if value}


@dataclass(frozen=True)
class Asked:
    """Who looks, on which day, by which rules."""

    by: Actor
    on: date
    rules: QueueRules
    filters: Filters = field(default_factory=Filters)


def counts(asked: Asked) -> dict[str, int]:
    """How many are in each queue, as far as the reader may know them."""
    found: dict[str, int] = people(asked).aggregate(
        **{one.key.replace("-", "_"): Count("pk", filter=condition(one.key, asked)) for one in QUEUES}
    )
    return {one.key: found[one.key.replace("-", "_")] for one in QUEUES}


def in_queue(key: str, asked: Asked) -> QuerySet[YoungPerson]:
    """Everybody in a queue, with what they do now."""
    return people(asked).filter(condition(key, asked)).annotate(**NOW)


def sorted_by(found: QuerySet[YoungPerson], sort: str) -> QuerySet[YoungPerson]:
    """A queue in order; always the same order for the same people."""
    if sort == "name":
        return found.order_by("family_name", "given_name", "id")
    if sort == "since":
        return found.order_by(F("since_on").asc(nulls_first=True), "id")
    return found.annotate(tried_at=LAST_TRIED).order_by(
        F("tried_at").asc(nulls_first=True), F("since_on").asc(nulls_first=True), "id"
    )


def to_call(key: str, asked: Asked, *, at: datetime) -> QuerySet[YoungPerson]:
    """Those of a queue whose turn it may be: not tried just now, nor to be tried on a later day."""
    rested = at - timedelta(hours=asked.rules.rest_hours)
    of_them = Contact.objects.filter(young_person=OuterRef("pk"))
    later = of_them.filter(try_again_on__gt=asked.on, at__gt=at - timedelta(days=60))
    return sorted_by(
        in_queue(key, asked).filter(~Exists(of_them.filter(at__gt=rested)), ~Exists(later)), "tried"
    )


def now_of(young_person: YoungPerson, asked: Asked) -> Any:
    """One young person beside what they do now, as a queue has them; whether or not they are in one."""
    found = YoungPerson.objects.filter(sight.visible(asked.by, Part.STATUS), pk=young_person.pk)
    return _beside_now(found).annotate(**NOW).select_related("adviser", "school").get()


def people(asked: Asked) -> QuerySet[YoungPerson]:
    """The cohort that the reader may track, narrowed by the filters, beside what each does now."""
    found = YoungPerson.objects.filter(
        sight.visible(asked.by, Part.STATUS), _covered(asked.on), cohort_status="P"
    )
    chosen = asked.filters
    if chosen.authority:
        found = found.filter(lead_authority=chosen.authority)
    if chosen.school:
        found = found.filter(school_id=UUID(chosen.school))
    if chosen.adviser:
        found = found.filter(adviser_id=None if chosen.adviser == NOBODY else UUID(chosen.adviser))
    if chosen.year:
        found = found.filter(_born_for(int(chosen.year) + 4, asked.on))
    return _beside_now(found)


def condition(key: str, asked: Asked) -> Q:
    """Who is in a queue."""
    on, rules = asked.on, asked.rules
    neet = Q(now__kind__is_neet=True)
    not_known = Q(now=None) | Q(now__kind__group="not_known") | Q(now__kind="150")
    not_known |= Q(now__lapses_on__lt=on) & ~neet
    if key == "not-known":
        return not_known
    if key.startswith("lapsing"):
        weeks = int(key.removeprefix("lapsing-"))
        return Q(now__lapses_on__gte=on, now__lapses_on__lt=on + timedelta(weeks=weeks))
    if key == "no-contact":
        spoken = Contact.objects.filter(
            young_person=OuterRef("pk"), at__gte=_began(on - timedelta(days=rules.neet_days))
        ).exclude(outcome__in=Contact.FAILED)
        return neet & Q(~Exists(spoken))
    if key == "start-passed":
        return Q(now__kind__in=AGREED_STARTS, now__review_on__lt=on)
    if key == "no-offer":
        waiting = GuaranteeStatus.objects.filter(
            young_person=OuterRef("pk"), on_baseline=True, code__in=WITHOUT_OFFER
        )
        return guarantee_ages(on) & Q(Exists(waiting.filter(year__in=(11, 12))))
    if key == "new":
        return Q(created_at__gte=_began(on - timedelta(days=rules.arrival_days)))
    return Q(adviser=None) & (neet | not_known | ~Q(level_of_need="minimum"))


LAST_TRIED = Subquery(
    Contact.objects.filter(young_person=OuterRef("pk"))
    .order_by()
    .values("young_person")
    .annotate(last=Max("at"))
    .values("last")
)
NOW = {
    "kind_code": F("now__kind_id"),
    "kind_label": F("now__kind__label"),
    "kind_group": F("now__kind__group"),
    "is_neet": F("now__kind__is_neet"),
    "activity_id": F("now__id"),
    "since_on": F("now__start_on"),
    "neet_since_on": F("now__neet_start_on"),
    "lapses_on": F("now__lapses_on"),
    "verified_on": F("now__verified_on"),
    "ask_again_on": F("now__review_on"),
    "place_name": F("now__establishment_name"),
    "known_by": F("now__source"),
}


def _beside_now(found: QuerySet[YoungPerson]) -> QuerySet[YoungPerson]:
    """Beside what each does now: at most one row, which PostgreSQL sees to."""
    return found.annotate(now=FilteredRelation("activitys", condition=Q(activitys__end_on=None)))


def _covered(on: date) -> Q:
    """The ages that are tracked: sixteen and seventeen, and older with a plan for special needs."""
    held, year = coverage_in(on, load_coverage()), academic_year(on)
    youngest = date(year - held.youngest, 9, 1)
    oldest, with_plan = (date(year - age - 1, 9, 1) for age in (held.oldest, held.oldest_with_plan))
    older = Q(date_of_birth__gte=with_plan, special_needs="ehc_plan")
    return Q(date_of_birth__lt=youngest) & (Q(date_of_birth__gte=oldest) | older)


def _born_for(age: int, on: date) -> Q:
    year = academic_year(on)
    return Q(date_of_birth__gte=date(year - age - 1, 9, 1), date_of_birth__lt=date(year - age, 9, 1))


def guarantee_ages(on: date) -> Q:
    """Year groups 11 and 12 from April; the same people are in 12 and 13 from September to March."""
    ages = (15, 16) if 4 <= on.month < 9 else (16, 17)
    return _born_for(ages[0], on) | _born_for(ages[1], on)


def _began(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
