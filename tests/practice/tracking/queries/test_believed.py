"""“What did we report in February?”: the history, read backwards, for one person and for everybody."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from connexions.ground.audit.models import Change
from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import Actor
from connexions.practice.tracking.actions import activities, corrections
from connexions.practice.tracking.models import Activity, ActivityKind
from connexions.practice.tracking.queries.believed import believed
from connexions.registers.people.models import YoungPerson
from tests.factories.casework import make_adviser, make_mine

pytestmark = pytest.mark.django_db(transaction=False)


def moment(by: Actor) -> datetime:
    """A moment between two transactions: in a test all is one transaction, and has one time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        found: datetime = cursor.fetchone()[0]
        return found


def told(by: Actor, as_at: datetime, **said: Any) -> list[str]:
    return [one.kind_id for one in believed(by=by, as_at=as_at, **said)]


@pytest.fixture
def steps(committed: None) -> tuple[Actor, YoungPerson, dict[str, datetime]]:
    """At college; found to be out of everything since; put right to have been work; taken away again."""
    by = make_adviser()
    jay, kim = make_mine(by), make_mine(by)
    on, start = clock.today(), clock.today() - timedelta(days=60)
    at: dict[str, datetime] = {}

    def kind(code: str) -> ActivityKind:
        return ActivityKind.objects.get(pk=code)

    with tenancy.acting(by):
        at["before"] = moment(by)
    with tenancy.acting(by):
        college = activities.record(young_person=jay, kind=kind("230"), start_on=start, on=on, by=by)
        activities.record(young_person=kim, kind=kind("310"), start_on=start, on=on, by=by)
    with tenancy.acting(by):
        at["college"] = moment(by)
    with tenancy.acting(by):
        neet = activities.record(
            young_person=jay, kind=kind("619"), start_on=start + timedelta(days=20), on=on, by=by
        )
    with tenancy.acting(by):
        at["neet"] = moment(by)
    with tenancy.acting(by):
        neet.refresh_from_db()
        corrections.correct(
            activity=neet,
            typed={"kind": kind("330")},
            because="He works",
            version=neet.version,
            make_room=False,
            on=on,
            at=clock.now(),
            by=by,
        )
    with tenancy.acting(by):
        at["work"] = moment(by)
    with tenancy.acting(by):
        neet.refresh_from_db()
        corrections.remove(activity=neet, because="Another", version=neet.version, at=clock.now(), by=by)
    with tenancy.acting(by):
        at["gone"] = moment(by)
        assert Activity.objects.get(pk=college.pk).end_on is None
    return by, jay, at


def test_each_moment_says_what_was_believed_then(
    steps: tuple[Actor, YoungPerson, dict[str, datetime]],
) -> None:
    by, jay, at = steps
    day = clock.today() - timedelta(days=10)
    with tenancy.acting(by):
        found = {name: told(by, when, of=jay, on=day) for name, when in at.items()}
        assert found == {"before": [], "college": ["230"], "neet": ["619"], "work": ["330"], "gone": ["230"]}
        assert told(by, at["work"], of=jay, on=day - timedelta(days=40)) == ["230"]
        assert told(by, at["work"], of=jay) == ["330", "230"]


def test_everybody_at_once_says_the_same(steps: tuple[Actor, YoungPerson, dict[str, datetime]]) -> None:
    by, _, at = steps
    day = clock.today() - timedelta(days=10)
    with tenancy.acting(by):
        found = {name: sorted(told(by, when, on=day)) for name, when in at.items()}
        assert found == {
            "before": [],
            "college": ["230", "310"],
            "neet": ["310", "619"],
            "work": ["310", "330"],
            "gone": ["230", "310"],
        }
        assert Change.objects.filter(table_name="tracking_activity").exists()


def test_the_present_is_what_the_table_holds(steps: tuple[Actor, YoungPerson, dict[str, datetime]]) -> None:
    by, _, _ = steps
    with tenancy.acting(by):
        now = {one.pk: one.start_on for one in believed(by=by, as_at=clock.now() + timedelta(minutes=1))}
        assert now == dict(Activity.objects.values_list("pk", "start_on"))
        assert date.min < min(now.values())
