"""What is found, in which order and why; and what would be, if less were asked."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import Missing, NotAllowed
from connexions.registers.directory import queries
from connexions.registers.directory.models import Closure, Provider, Schedule, Service
from connexions.registers.directory.queries import Asked
from connexions.registers.directory.rules.checking import Freshness
from connexions.registers.partners.models import Partnership
from tests.factories import make_actor, make_partnership
from tests.factories.directory import make_service, make_term
from tests.factories.partners import make_organisation

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
TODAY = date(2026, 11, 3)  # a Tuesday
FOUR = datetime(2026, 11, 3, 16, tzinfo=LONDON)
HERE = "DH2 1SN"  # easting 425200, northing 556100
MILE = 1609


@pytest.fixture
def here() -> Partnership:
    return make_partnership()


@pytest.fixture
def by(here: Partnership) -> Actor:
    return make_actor(partnership=here, role=Role.PERSONAL_ADVISER)


@pytest.fixture(autouse=True)
def acting(by: Actor) -> Iterator[None]:
    with tenancy.acting(by):
        yield


def names(by: Actor, **asked: Any) -> list[str]:
    return [one.service.name for one in queries.search(asked=Asked(**asked), by=by, on=TODAY).found]


@pytest.mark.parametrize(
    ("asked", "service", "found"),
    [
        ({}, {}, True),
        ({"words": "homeless"}, {"description": "For those who are homeless tonight."}, True),
        ({"words": "homelessness"}, {"description": "For the homeless."}, True),
        ({"words": "football"}, {"description": "For the homeless."}, False),
        ({"words": "Who runs"}, {}, True),
        ({"age": 16}, {"minimum_age": 16}, True),
        ({"age": 15}, {"minimum_age": 16}, False),
        ({"age": 25}, {"maximum_age": 25}, True),
        ({"age": 26}, {"maximum_age": 25}, False),
        ({"age": 99}, {}, True),
        ({"wheelchair": True}, {"wheelchair": True}, True),
        ({"wheelchair": True}, {"wheelchair": False}, False),
        ({"wheelchair": True}, {"wheelchair": None}, False),
        ({"free": True}, {"costs": (0,)}, True),
        ({"free": True}, {"costs": (3.5,)}, False),
        ({"free": True}, {"costs": ()}, False),
        ({"language": "polish"}, {"languages": ("English", "Polish")}, True),
        ({"language": "Welsh"}, {"languages": ("English",)}, False),
        ({"drop_in": True}, {"drop_in": True}, True),
        ({"drop_in": True}, {}, False),
        ({"open_at": FOUR}, {"open_on": "MO,TU"}, True),
        ({"open_at": FOUR}, {"open_on": "MO,WE"}, False),
        ({"open_at": FOUR}, {"open_on": "TU", "closes": time(16)}, False),
        ({"open_at": FOUR}, {"open_on": "TU", "opens": time(16)}, True),
        ({"open_at": FOUR}, {"open_on": "TU", "opens": None, "closes": None}, True),
        (
            {"open_at": datetime(2026, 11, 4, 2, tzinfo=LONDON)},
            {"open_on": "TU", "opens": time(22), "closes": time(6)},
            True,
        ),
        ({"open_at": FOUR}, {}, False),
        ({}, {"status": Service.Status.CLOSED}, False),
        ({}, {"status": Service.Status.PAUSED}, False),
        ({"closed_too": True}, {"status": Service.Status.CLOSED}, True),
        ({}, {"assured_on": date(2025, 5, 2)}, False),
        ({}, {"assured_on": date(2025, 5, 3)}, True),
        ({"stale_too": True}, {"assured_on": date(2020, 1, 1)}, True),
        ({}, {"assured_on": None}, True),
        ({"postcode": HERE, "within_metres": MILE}, {"at": (425200, 557700)}, True),
        ({"postcode": HERE, "within_metres": MILE}, {"at": (425200, 557710)}, False),
        (
            {"postcode": HERE, "within_metres": MILE},
            {"at": (426400, 557300)},
            False,
        ),  # in the square's corner
        ({"postcode": HERE, "within_metres": MILE}, {"at": None}, False),
        ({"postcode": HERE}, {"at": None}, True),
    ],
)
def test_truth_table(
    by: Actor, here: Partnership, asked: dict[str, Any], service: dict[str, Any], found: bool
) -> None:
    make_service(partnership=here, **service)
    assert bool(names(by, **asked)) is found


def test_nearest_first_and_what_is_nowhere_last(by: Actor, here: Partnership) -> None:
    make_service(partnership=here, name="Nowhere", at=None)
    make_service(partnership=here, name="Far", at=(435200, 556100))
    make_service(partnership=here, name="Near", at=(425300, 556100))
    results = queries.search(asked=Asked(postcode=HERE), by=by, on=TODAY)
    assert [(one.service.name, one.metres) for one in results.found] == [
        ("Near", 100),
        ("Far", 10_000),
        ("Nowhere", None),
    ]


def test_those_that_we_work_with_stand_first_or_alone(by: Actor, here: Partnership) -> None:
    make_service(partnership=here, name="A stranger near")
    for name, closed_on in (("Partner", None), ("Closed", date(2026, 1, 1))):
        organisation = make_organisation(here, name, closed_on=closed_on)
        provider = Provider.objects.create(
            partnership=here, name=name, organisation=organisation, description="A charity."
        )
        make_service(partnership=here, name=name, provider=provider, at=(435200, 556100))
    assert names(by, partners_first=True) == ["Partner", "A stranger near", "Closed"]
    assert names(by, partners_first=True, postcode=HERE)[:2] == ["Partner", "A stranger near"]
    assert names(by, partners_only=True) == ["Partner"]


def test_a_topic_finds_what_stands_beneath_it(by: Actor, here: Partnership) -> None:
    above = make_term("Home")
    beneath = make_term("Tonight", parent=above)
    make_service(partnership=here, topics=(beneath,))
    assert names(by, topics=(above.pk,)) == ["Nightstop"]
    assert names(by, topics=(make_term("Money").pk,)) == []


def test_a_neighbours_service_is_found_by_place_alone(by: Actor) -> None:
    make_service(partnership=make_partnership())
    assert names(by) == []
    assert names(by, postcode=HERE, within_metres=MILE) == ["Nightstop"]


def test_every_second_week_is_judged_by_the_week(by: Actor, here: Partnership) -> None:
    service = make_service(partnership=here)
    Schedule.objects.create(
        partnership=here, service=service, freq="WEEKLY", interval=2, byday="TU", starts_on=date(2026, 10, 27)
    )
    assert names(by, open_at=FOUR) == []
    assert names(by, open_at=datetime(2026, 11, 10, 16, tzinfo=LONDON)) == ["Nightstop"]


def test_a_closed_day_shuts_it(by: Actor, here: Partnership) -> None:
    service = make_service(partnership=here, open_on="TU")
    Closure.objects.create(partnership=here, service=service, on=TODAY)
    assert names(by, open_at=FOUR) == []


def test_it_is_said_why_and_how_old_it_is(by: Actor, here: Partnership) -> None:
    home = make_term("Home")
    make_service(
        partnership=here,
        topics=(home,),
        minimum_age=16,
        maximum_age=25,
        costs=(0,),
        assured_on=date(2026, 1, 1),
    )
    (found,) = queries.search(asked=Asked(topics=(home.pk,), age=17, free=True), by=by, on=TODAY).found
    assert found.why == ("Home", "16 to 25", "Free")
    assert found.freshness == Freshness.DUE


def test_where_nothing_fits_it_says_what_would(by: Actor, here: Partnership) -> None:
    make_service(partnership=here, minimum_age=18, at=(435200, 556100))
    results = queries.search(asked=Asked(postcode=HERE, within_metres=MILE), by=by, on=TODAY)
    assert results.found == []
    assert [(words, count) for words, _, count in results.wider] == [("further away", 1)]


def test_as_many_queries_for_many(by: Actor, here: Partnership) -> None:
    for number in range(12):
        make_service(partnership=here, name=f"Service {number:02}", languages=("English",))
    with CaptureQueriesContext(
        connection,
    ) as taken:
        queries.search(asked=Asked(postcode=HERE), by=by, on=TODAY)
    assert len(taken) <= 16


def test_one_is_found_whoever_looks_after_it(by: Actor) -> None:
    service = make_service(partnership=make_partnership())
    assert queries.find(service.pk, by=by) == service
    with pytest.raises(Missing):
        queries.find(uuid4(), by=by)


def test_a_national_analyst_has_no_business_here(here: Partnership) -> None:
    analyst = make_actor(partnership=here, role=Role.NATIONAL_ANALYST)
    with pytest.raises(NotAllowed):
        queries.search(asked=Asked(), by=analyst, on=TODAY)
