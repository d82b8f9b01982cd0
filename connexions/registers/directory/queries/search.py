"""Services that help with something, near somewhere, for somebody, at a time."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from math import hypot, isfinite
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    F,
    FloatField,
    Min,
    OuterRef,
    Q,
    QuerySet,
)
from django.db.models.functions import Power
from django.utils.timezone import localtime

from connexions.ground.base.acting import Actor
from connexions.registers.directory import permissions
from connexions.registers.directory.models import (
    CheckingRules,
    Closure,
    CostOption,
    Language,
    Location,
    Schedule,
    Service,
    ServiceAtLocation,
    ServiceTopic,
    TaxonomyTerm,
)
from connexions.registers.directory.queries.services import checking_rules, whole
from connexions.registers.directory.rules.checking import Freshness, freshness, months_before
from connexions.registers.directory.rules.opening import DAYS, Hours, open_at
from connexions.registers.partners.places import Place, place_of

MOST = 50  # shown at once: whoever finds more is asked to say more


@dataclass(frozen=True)
class Asked:
    """What somebody looks for. What is left out is not asked."""

    words: str = ""
    topics: tuple[UUID, ...] = ()
    postcode: str = ""
    within_metres: int | None = None
    age: int | None = None
    open_at: datetime | None = None
    language: str = ""
    wheelchair: bool = False
    free: bool = False
    drop_in: bool = False
    stale_too: bool = False
    closed_too: bool = False
    partners_first: bool = False  # those of organisations that we work with before those of others
    partners_only: bool = False


@dataclass(frozen=True)
class Found:
    """A service, how far it is and why it is shown."""

    service: Service
    freshness: Freshness
    metres: int | None = None
    about: bool = False  # the distance is from the middle of the postcode's neighbourhood
    why: tuple[str, ...] = ()


@dataclass(frozen=True)
class Results:
    """What was found, how many there are in all, and what could be left out to find more."""

    found: list[Found]
    count: int
    place_known: bool = True
    wider: list[tuple[str, Asked, int]] = field(default_factory=list)


def search(*, asked: Asked, by: Actor, on: date, most: int = MOST) -> Results:
    """The services that fit, nearest first; without a postcode by name. Where none fits, what would be found if
    one thing less were asked."""
    permissions.check_may_read(by)
    here = place_of(asked.postcode) if asked.postcode else None
    place = here.place if here else None
    fitting = _fitting(asked, by, on, place)
    count = fitting.count()
    shown = list(whole(_ordered(fitting, place, asked))[:most])
    rules = checking_rules(by=by)
    found = [
        Found(
            one,
            freshness_of(one, on, rules),
            _metres(one, place),
            here is not None and not here.exact,
            tuple(_why(one, asked)),
        )
        for one in shown
    ]
    wider = [] if count else _wider(asked, by, on, place)
    return Results(found, count, here is not None or not asked.postcode, wider)


def _fitting(asked: Asked, by: Actor, on: date, place: Place | None) -> QuerySet[Service]:
    services = Service.objects.all() if place else Service.objects.filter(partnership_id=by.partnership)
    if place:
        services = _near(services, asked, by, place)
    if not asked.closed_too:
        services = services.filter(status=Service.Status.ACTIVE, gone_at=None)
    if not asked.stale_too:
        oldest = months_before(on, checking_rules(by=by).hidden_after_months)
        services = services.filter(Q(assured_on=None) | Q(assured_on__gte=oldest))
    if asked.words:
        services = services.filter(words=SearchQuery(asked.words, config="english", search_type="websearch"))
    if asked.topics:
        services = services.filter(_about(asked.topics))
    if asked.partners_only:
        services = services.filter(_of_partner())
    return _for_whom(_when(services, asked), asked)


def _near(services: QuerySet[Service], asked: Asked, by: Actor, place: Place) -> QuerySet[Service]:
    """Within reach, or in need of no going to; without a limit the partnership's own, wherever they are."""
    if asked.within_metres is None:
        return services.filter(partnership_id=by.partnership)
    at = within(Location.objects.all(), place, asked.within_metres).values("pk")
    there = ServiceAtLocation.objects.filter(service=OuterRef("pk"), location__in=at)
    remote = ServiceAtLocation.objects.filter(service=OuterRef("pk"), location__kind=Location.Kind.VIRTUAL)
    return services.filter(Exists(there) | Q(Exists(remote), partnership_id=by.partnership))


def within(locations: QuerySet[Location], place: Place, reach: int) -> QuerySet[Location]:
    """Those no further from a place than so many metres: by the index first, then to the metre."""
    east, north = (
        (int(place[0] - reach), int(place[0] + reach) + 1),
        (int(place[1] - reach), int(place[1] + reach) + 1),
    )
    box = locations.filter(easting__range=east, northing__range=north)
    return box.annotate(apart=_apart(place, "")).filter(apart__lte=float(reach) ** 2)


def _apart(place: Place, prefix: str) -> Any:
    """The square of the metres to a place."""
    east, north = F(f"{prefix}easting") - place[0], F(f"{prefix}northing") - place[1]
    return ExpressionWrapper(Power(east, 2) + Power(north, 2), output_field=FloatField())


def _about(topics: tuple[UUID, ...]) -> Q:
    """Any of the topics, or of what stands directly beneath one."""
    terms = TaxonomyTerm.objects.filter(Q(pk__in=topics) | Q(parent__in=topics)).values("pk")
    mine = ServiceTopic.objects.filter(service=OuterRef("pk"), term__in=terms)
    return Q(Exists(mine))


def _for_whom(services: QuerySet[Service], asked: Asked) -> QuerySet[Service]:
    if asked.age is not None:
        young = Q(minimum_age=None) | Q(minimum_age__lte=asked.age)
        services = services.filter(young, Q(maximum_age=None) | Q(maximum_age__gte=asked.age))
    if asked.language:
        spoken = Language.objects.filter(service=OuterRef("pk"))
        code = Q(code__iexact=asked.language) | Q(name__iexact=asked.language)
        services = services.filter(Exists(spoken.filter(code)))
    if asked.wheelchair:
        in_by_wheels = Q(location__wheelchair=True) | Q(location__kind=Location.Kind.VIRTUAL)
        services = services.filter(
            Exists(ServiceAtLocation.objects.filter(in_by_wheels, service=OuterRef("pk")))
        )
    if asked.free:
        costs = CostOption.objects.filter(service=OuterRef("pk"))
        services = services.filter(Exists(costs.filter(amount=0)))
    return services.filter(drop_in=True) if asked.drop_in else services


def _when(services: QuerySet[Service], asked: Asked) -> QuerySet[Service]:
    if asked.open_at is None:
        return services
    moment = localtime(asked.open_at)
    day, at = moment.date(), moment.time()
    shut = Closure.objects.filter(service=OuterRef("pk"), on=day)
    every_week = Schedule.objects.filter(_simply_open(day, at), service=OuterRef("pk"))
    seldom = [one.service_id for one in _complicated(services) if open_at(hours_of(one), day, at)]
    return services.filter(Exists(every_week) | Q(pk__in=seldom)).exclude(Exists(shut))


def _simple() -> Q:
    """Schedules that PostgreSQL can judge: every week, shut before midnight."""
    daytime = Q(closes=None) | Q(opens=None) | Q(closes__gt=F("opens"))
    return Q(freq__in=["WEEKLY", ""], interval=1) & ~Q(byday="") & daytime


def _simply_open(day: date, at: time) -> Q:
    valid = (Q(valid_from=None) | Q(valid_from__lte=day)) & (Q(valid_to=None) | Q(valid_to__gte=day))
    begun = Q(starts_on=None) | Q(starts_on__lte=day)
    hours = (Q(opens=None) | Q(opens__lte=at)) & (Q(closes=None) | Q(closes__gt=at))
    return _simple() & Q(byday__contains=DAYS[day.weekday()]) & valid & begun & hours


def _complicated(services: QuerySet[Service]) -> QuerySet[Schedule]:
    """Fortnightly, monthly, through the night: few, and judged by the rules."""
    return Schedule.objects.filter(~_simple(), service__in=services.values("pk"))


def hours_of(schedule: Schedule) -> Hours:
    """A schedule as the rules take it."""
    return Hours(
        schedule.freq or "WEEKLY",
        schedule.interval,
        schedule.byday,
        schedule.bymonthday,
        schedule.starts_on,
        schedule.valid_from,
        schedule.valid_to,
        schedule.opens,
        schedule.closes,
    )


def _of_partner() -> Q:
    """Run by an organisation that we work with and that is still there."""
    return Q(provider__organisation__isnull=False, provider__organisation__closed_on=None)


def _ordered(services: QuerySet[Service], place: Place | None, asked: Asked) -> QuerySet[Service]:
    order: list[Any] = ["name", "id"]
    if place is not None:
        services = services.annotate(apart=Min(_apart(place, "at__location__")))
        order.insert(0, F("apart").asc(nulls_last=True))
    if asked.partners_first:
        services = services.annotate(of_partner=ExpressionWrapper(_of_partner(), BooleanField()))
        order.insert(0, "-of_partner")
    return services.order_by(*order)


def freshness_of(service: Service, on: date, rules: CheckingRules) -> Freshness:
    """Whether what is written about a service can be relied on."""
    due, hidden = rules.due_after_months, rules.hidden_after_months
    return freshness(service.assured_on, on, due_after=due, hidden_after=hidden)


def _metres(service: Service, place: Place | None) -> int | None:
    if place is None:
        return None
    spots = [one.location for one in service.at.all() if one.location.easting is not None]
    apart = [hypot(one.easting - place[0], (one.northing or 0) - place[1]) for one in spots if one.easting]
    return round(min(apart)) if apart and isfinite(min(apart)) else None


def _why(service: Service, asked: Asked) -> list[str]:
    """Each thing that was asked and fits, in words."""
    told = [
        one.term.name for one in service.topics.all() if {one.term.pk, one.term.parent_id} & set(asked.topics)
    ]
    if asked.age is not None:
        told.append(_ages(service))
    if asked.open_at is not None:
        told.append("Open then")
    if asked.language:
        told += [
            one.name
            for one in service.languages.all()
            if asked.language.lower() in (one.code.lower(), one.name.lower())
        ]
    if asked.wheelchair:
        told.append("Wheelchair access")
    if asked.free:
        told.append("Free")
    return [*told, "Drop in"] if asked.drop_in else told


def _ages(service: Service) -> str:
    youngest, oldest = service.minimum_age, service.maximum_age
    if youngest is None and oldest is None:
        return "Any age"
    if oldest is None:
        return f"{youngest} and over"
    return f"Up to {oldest}" if youngest is None else f"{youngest} to {oldest}"


def _wider(asked: Asked, by: Actor, on: date, place: Place | None) -> list[tuple[str, Asked, int]]:
    """What would be found if one thing less were asked, the most promising first."""
    found = [(words, less, _fitting(less, by, on, place).count()) for words, less in _lesser(asked)]
    return sorted((one for one in found if one[2]), key=lambda one: -one[2])


def _lesser(asked: Asked) -> list[tuple[str, Asked]]:
    less: list[tuple[str, Asked]] = []
    if asked.within_metres is not None:
        less.append(("further away", replace(asked, within_metres=None)))
    if asked.open_at is not None:
        less.append(("open at any time", replace(asked, open_at=None)))
    if asked.words:
        less.append(("without the words", replace(asked, words="")))
    if asked.topics:
        less.append(("about anything", replace(asked, topics=())))
    if asked.age is not None:
        less.append(("for any age", replace(asked, age=None)))
    if asked.language:
        less.append(("in any language", replace(asked, language="")))
    if asked.wheelchair:
        less.append(("where wheelchair access is not known", replace(asked, wheelchair=False)))
    if asked.free:
        less.append(("whatever it costs", replace(asked, free=False)))
    if asked.drop_in:
        less.append(("by appointment", replace(asked, drop_in=False)))
    if not asked.stale_too:
        less.append(("not checked for a long time", replace(asked, stale_too=True)))
    return less
