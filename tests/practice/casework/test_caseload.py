"""The caseload: whose it is, narrowed, sorted, a page at a time, for few queries."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.practice.casework.queries import caseload
from connexions.practice.casework.queries.caseload import Asked
from connexions.registers.partners.models import Partnership, Team
from tests.factories import make_actor, make_partnership, make_staff, make_young_person, sign_in
from tests.factories.casework import TODAY, make_activity, make_adviser, make_mine, make_plan, make_review

pytestmark = pytest.mark.django_db


def names(by: Actor, **asked: object) -> list[str]:
    told = {"adviser": by.id, **asked}
    return [row.family_name for row in caseload.page(by=by, on=TODAY, asked=Asked(**told)).rows]  # type: ignore[arg-type]


@pytest.fixture
def by() -> Actor:
    return make_adviser()


def test_ones_own_by_name(by: Actor) -> None:
    for name in ("Proctor", "Aziz", "Fenwick"):
        make_mine(by, family_name=name)
    make_young_person(partnership=Partnership.objects.get(pk=by.partnership), family_name="Elsewhere")
    with tenancy.acting(by):
        assert names(by) == ["Aziz", "Fenwick", "Proctor"]
        assert names(by, down=True) == ["Proctor", "Fenwick", "Aziz"]


def test_narrowed_by_support_status_review_and_name(by: Actor) -> None:
    aziz = make_mine(by, family_name="Aziz", given_name="Maryam", level_of_need="intensive")
    fenwick = make_mine(by, family_name="Fenwick", given_name="Leo", level_of_need="supported")
    with tenancy.acting(by):
        make_activity(aziz, kind="619")
        make_activity(fenwick, kind="330", lapses_on=TODAY + timedelta(days=3))
        make_review(fenwick, due_on=TODAY - timedelta(days=8))
        assert names(by, level="intensive") == ["Aziz"]
        assert names(by, status="neet") == ["Aziz"]
        assert names(by, status="lapsing") == ["Fenwick"]
        assert names(by, review="overdue") == ["Fenwick"]
        assert names(by, review="none") == ["Aziz"]
        assert names(by, review="week") == []
        late = make_review(aziz, due_on=TODAY - timedelta(days=7))
        assert names(by, review="week") == ["Aziz"], "not overdue yet"
        late.delete()
        assert names(by, words="leo fen") == ["Fenwick"]
        assert names(by, words="leo az") == []


def test_sorted_by_what_is_most_urgent(by: Actor) -> None:
    people = {
        name: make_mine(by, family_name=name, level_of_need=level)
        for name, level in (("Aziz", "minimum"), ("Bartram", "intensive"), ("Cox", "supported"))
    }
    with tenancy.acting(by):
        make_review(people["Cox"], due_on=TODAY)
        make_review(people["Aziz"], due_on=TODAY + timedelta(days=9))
        make_activity(people["Bartram"], lapses_on=TODAY)
        assert names(by, sort="support") == ["Bartram", "Cox", "Aziz"]
        assert names(by, sort="review") == ["Cox", "Aziz", "Bartram"]
        assert names(by, sort="review", down=True) == ["Aziz", "Cox", "Bartram"]
        assert names(by, sort="status")[0] == "Bartram"


def test_a_row_says_how_things_stand(by: Actor) -> None:
    jay = make_mine(by, level_of_need="intensive")
    make_plan(jay, by=by)
    with tenancy.acting(by):
        make_activity(jay, kind="530", lapses_on=date(2026, 12, 7))
        (row,) = caseload.page(by=by, on=TODAY, asked=Asked(adviser=by.id)).rows
    assert (row.doing, row.lapses_on) == ("Re-engagement provision", date(2026, 12, 7))
    assert (row.plan_status, row.steps_done, row.steps) == ("agreed", 0, 1)
    assert row.review_on == date(2026, 12, 15)
    assert row.contact_at is None


def test_pages_of_fifty(by: Actor) -> None:
    for _ in range(51):
        make_mine(by)
    with tenancy.acting(by):
        first = caseload.page(by=by, on=TODAY, asked=Asked(adviser=by.id))
        second = caseload.page(by=by, on=TODAY, asked=Asked(adviser=by.id, page=2))
    assert (len(first.rows), len(second.rows), first.number, first.pages) == (50, 1, 51, 2)
    assert second.rows[0].id not in {row.id for row in first.rows}


def test_two_queries_however_many(by: Actor) -> None:
    def asked() -> int:
        with tenancy.acting(by), CaptureQueriesContext(connection) as found:
            caseload.page(by=by, on=TODAY, asked=Asked(adviser=by.id))
            return len(found)

    make_mine(by)
    few = asked()
    for _ in range(20):
        make_mine(by)
    assert few == asked() == 2


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        (Role.TEAM_MANAGER, ["Ours"]),
        (Role.DUTY_ADVISER, ["Ours", "Theirs"]),
        (Role.PARTNERSHIP_MANAGER, ["Ours", "Theirs"]),
        (Role.INSPECTOR, ["Ours", "Theirs"]),
    ],
)
def test_who_sees_whom(role: Role, seen: list[str]) -> None:
    here = make_partnership()
    ours, theirs = Team.objects.get(partnership=here), Team.objects.create(partnership=here, name="Other")
    make_young_person(partnership=here, team=ours, family_name="Ours")
    make_young_person(partnership=here, team=theirs, family_name="Theirs")
    make_young_person(partnership=make_partnership(), family_name="Far away")
    reader = make_actor(partnership=here, role=role, team=ours)
    with tenancy.acting(reader):
        assert names(reader, adviser=None) == seen


def test_the_pages_ask_as_few_queries_of_many_as_of_few() -> None:
    user, membership = make_staff(partnership=make_partnership(), team=None)
    client = sign_in(Client(), user)
    here = membership.partnership
    for _ in range(3):
        make_young_person(partnership=here, adviser=user, allocated_on=TODAY)

    def count(address: str) -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        return len(
            [one for one in found if one["sql"].split(" ")[0] in ("SELECT", "INSERT", "(SELECT", "WITH")]
        )

    addresses: list[str] = ["/", "/caseload/"]
    count("/")
    before = [count(one) for one in addresses]
    for _ in range(30):
        made = make_young_person(partnership=here, adviser=user, allocated_on=TODAY)
        with tenancy.acting(actor_of(user, membership)):
            make_review(made, due_on=TODAY)
    assert [count(one) for one in addresses] == before
    assert max(before) <= 15


def actor_of(user: object, membership: object) -> Actor:
    from connexions.registers.accounts.actors import actor_for

    made: Callable[..., Actor] = actor_for
    return made(membership, user)
