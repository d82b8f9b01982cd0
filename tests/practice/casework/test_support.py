"""What a level of support means here, and giving somebody another one."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import Conflict, NotAllowed, NotPossible
from connexions.practice.casework.actions import levels, support
from connexions.practice.casework.models import LevelChange
from connexions.practice.casework.queries import caseload, staff
from connexions.practice.casework.queries.caseload import Asked
from connexions.practice.casework.queries.support import editions, support_levels, turning_ages
from connexions.practice.casework.queries.today import needs_attention
from connexions.registers.accounts.models import User
from connexions.registers.partners.models import Partnership
from tests.factories import make_actor, make_partnership, sign_in
from tests.factories.casework import TODAY, make_adviser, make_mine, make_review

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 3, 12, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture
def here() -> Partnership:
    return make_partnership()


def decide(by: Actor, **told: object) -> object:
    said = {
        "level": "intensive",
        "overdue_after_days": 1,
        "fill_a_post": 10,
        "from_on": TODAY,
        "on": TODAY,
        "at": NOON,
        **told,
    }
    return support.decide(by=by, **said)  # type: ignore[arg-type]


def test_a_partnership_decides_from_a_day_and_nobody_else_is_touched(here: Partnership) -> None:
    by = make_actor(partnership=here, role=Role.PARTNERSHIP_MANAGER)
    other = make_actor(partnership=make_partnership(), role=Role.PARTNERSHIP_MANAGER)
    later = TODAY + timedelta(days=30)
    with tenancy.acting(by):
        assert support_levels(on=TODAY)["intensive"].fill_a_post == 20
        decide(by, from_on=later)
        assert support_levels(on=TODAY)["intensive"].fill_a_post == 20
        now = support_levels(on=later)["intensive"]
        assert (now.fill_a_post, now.overdue_after_days, now.own_from) == (10, 1, later)
        decide(by, from_on=later, fill_a_post=12)  # thought better of it: one edition a day
        assert [one.fill_a_post for one in editions(by=by)] == [12]
        decide(by, from_on=later + timedelta(days=1), overdue_after_days=3)
        assert support_levels(on=later + timedelta(days=1))["intensive"].overdue_after_days == 3
        assert support_levels(on=later)["intensive"].overdue_after_days == 1
    with tenancy.acting(other):
        assert support_levels(on=later)["intensive"].fill_a_post == 20
        assert not editions(by=other).exists()


def test_what_is_refused(here: Partnership) -> None:
    by = make_actor(partnership=here, role=Role.DATA_OFFICER)
    with tenancy.acting(by):
        for told, match in (
            ({"from_on": TODAY - timedelta(days=1)}, "is past"),
            ({"fill_a_post": 0}, "at least one"),
            ({"level": "none"}, "no such level"),
        ):
            with pytest.raises(NotPossible, match=match):
                decide(by, **told)
    adviser = make_actor(partnership=here)
    with tenancy.acting(adviser), pytest.raises(NotAllowed, match="Only a partnership manager"):
        decide(adviser)


def test_loads_reviews_and_today_go_by_it(here: Partnership) -> None:
    by = make_adviser(partnership=here)
    jay = make_mine(by, level_of_need="intensive")
    manager = make_actor(partnership=here, role=Role.PARTNERSHIP_MANAGER)
    assert by.id
    with tenancy.acting(by):
        make_review(jay, due_on=TODAY - timedelta(days=3))
        assert staff.loads(of=[by.id], by=by, on=TODAY)[by.id].percent == 5
        assert needs_attention(adviser=by.id, on=TODAY, by=by).in_group("overdue") == 0
        assert not caseload.page(by=by, on=TODAY, asked=Asked(review="overdue")).rows
    with tenancy.acting(manager):
        decide(manager)
    with tenancy.acting(by):
        assert staff.loads(of=[by.id], by=by, on=TODAY)[by.id].percent == 10
        assert needs_attention(adviser=by.id, on=TODAY, by=by).in_group("overdue") == 1
        rows = caseload.page(by=by, on=TODAY, asked=Asked(review="overdue")).rows
        assert [row.review_overdue for row in rows] == [True]
        assert not caseload.page(by=by, on=TODAY, asked=Asked(review="week")).rows


def test_somebody_is_given_more_support_and_the_timeline_says_why() -> None:
    by = make_adviser()
    jay = make_mine(by, level_of_need="minimum")
    client = sign_in(Client(), User.objects.get(pk=by.id))
    address = f"/young-people/{jay.pk}/support/"
    assert "minimum support now" in client.get(address).content.decode()
    assert client.post(address, {"level": "intensive", "version": 1}).status_code == 422
    done = client.post(
        address, {"level": "intensive", "reason": "Left college", "version": jay.version}, follow=True
    )
    assert "intensive support from today" in done.content.decode()
    timeline = client.get(f"/young-people/{jay.pk}/timeline/").content.decode()
    assert "Support: minimum to intensive" in timeline
    assert "Left college" in timeline


def test_what_a_change_refuses() -> None:
    by = make_adviser()
    jay = make_mine(by, level_of_need="minimum")
    with tenancy.acting(by):
        for told, match in (
            ({"to": "minimum"}, "other than the present"),
            ({"to": "much"}, "Choose the level"),
        ):
            said = {"to": "supported", "reason": "Better", **told}
            with pytest.raises(NotPossible, match=match):
                levels.change(young_person=jay, on=TODAY, by=by, **said)  # type: ignore[arg-type]
        with pytest.raises(Conflict):
            levels.change(
                young_person=jay, to="supported", reason="x", on=TODAY, by=by, version=jay.version + 1
            )
        assert not LevelChange.objects.exists()
    stranger = make_adviser()
    with tenancy.acting(stranger), pytest.raises(NotAllowed):
        levels.change(young_person=jay, to="supported", reason="x", on=TODAY, by=stranger)


def test_the_pages_of_what_levels_mean(here: Partnership) -> None:
    by = make_actor(partnership=here, role=Role.DATA_OFFICER)
    client = sign_in(Client(), User.objects.get(pk=by.id))
    assert "Nationally" in client.get("/support/").content.decode()
    day = clock.today()
    told = {
        "overdue_after_days": "3",
        "fill_a_post": "18",
        **{f"from_on-{part}": getattr(day, part) for part in ("day", "month", "year")},
    }
    assert client.post("/support/intensive/", {**told, "fill_a_post": "many"}).status_code == 422
    done = client.post("/support/intensive/", told, follow=True).content.decode()
    assert "intensive support means here is kept" in done
    assert "Here, from" in done
    assert client.get("/support/none/").status_code == 404


def test_the_birthdays_that_change_what_applies_are_data() -> None:
    assert [one.age for one in turning_ages()] == [16, 18, 19, 20, 25]
