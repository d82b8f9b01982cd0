"""The pages: looking, reading, keeping; who may, and how many queries they take."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from connexions.ground.base import clock
from connexions.ground.base.acting import Role
from connexions.registers.accounts.models import User
from connexions.registers.directory.models import Service
from connexions.registers.partners.models import Partnership
from tests.factories import make_actor, make_partnership, sign_in
from tests.factories.directory import make_service, make_term

pytestmark = pytest.mark.django_db
MOST_QUERIES = 24


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    at = datetime(2026, 11, 3, 12, tzinfo=ZoneInfo("Europe/London"))
    monkeypatch.setattr(clock, "now", lambda: at)
    monkeypatch.setattr(clock, "today", lambda: at.date())


@pytest.fixture
def here() -> Partnership:
    return make_partnership()


def client(here: Partnership, role: Role = Role.DATA_OFFICER) -> Client:
    by = make_actor(partnership=here, role=role)
    return sign_in(Client(), User.objects.get(pk=by.id))


TYPED: dict[str, Any] = {
    "name": "Crash pad",
    "provider": "Wearbank",
    "description": "A bed for tonight.",
    "address_1": "1 High Street",
    "city": "Chester-le-Street",
    "postcode": "DH2 1SN",
    "wheelchair": "yes",
    "days": ["0", "5"],
    "opens": "18:00",
    "closes": "22:00",
    "free": "on",
    "phone": "01632 960100",
}


def test_a_service_is_looked_for_and_read(here: Partnership) -> None:
    service = make_service(
        partnership=here,
        topics=(make_term(),),
        open_on="SA",
        costs=(0, 2.5),
        assured_on=date(2026, 1, 1),
        languages=("English", "Polish"),
    )
    adviser = client(here, Role.PERSONAL_ADVISER)
    with CaptureQueriesContext(connection) as taken:
        found = adviser.post(
            "/services/", {"postcode": "DH2 1SN", "miles": "1", "free": "on"}
        ).content.decode()
    assert len(taken) <= MOST_QUERIES
    assert "1 service found" in found
    assert "0.0 miles" in found
    assert "Not checked lately" in found
    page = adviser.get(f"/services/{service.pk}/").content.decode()
    assert "Saturday, 09:00 to 17:00" in page
    assert "£2.50" in page
    assert "English, Polish" in page
    assert f"/services/{service.pk}/change/" not in page


def test_an_empty_answer_offers_more(here: Partnership) -> None:
    make_service(partnership=here, minimum_age=18)
    found = client(here).post("/services/", {"age": "14"}).content.decode()
    assert "Nothing fits all of that" in found
    assert "1 service for any age" in found


def test_a_service_is_added_changed_checked_and_closed(here: Partnership) -> None:
    keeper = client(here)
    assert keeper.post("/services/add/", TYPED).status_code == 302
    service = Service.objects.get(partnership=here)
    assert (service.name, service.assured_on) == ("Crash pad", date(2026, 11, 3))
    at = service.at.get().location
    assert (at.easting, at.northing, at.wheelchair) == (425200, 556100, True)
    assert service.schedules.get().byday == "MO,SA"
    assert "Crash pad" in keeper.post("/services/", {"words": "bed", "free": "on"}).content.decode()
    changed = TYPED | {"version": "1", "name": "Night pad"}
    assert keeper.post(f"/services/{service.pk}/change/", changed).status_code == 302
    assert keeper.post(f"/services/{service.pk}/change/", changed | {"name": "Late"}).status_code == 409
    keeper.post(f"/services/{service.pk}/status/", {"status": "defunct"})
    service.refresh_from_db()
    assert (service.name, service.status, service.is_open) == ("Night pad", "defunct", False)


def test_what_is_due_is_listed_and_checked(here: Partnership) -> None:
    service = make_service(partnership=here, assured_on=date(2026, 1, 1))
    make_service(partnership=here, name="Fresh")
    keeper = client(here)
    listed = keeper.get("/services/due/").content.decode()
    assert "Nightstop" in listed
    assert "Fresh" not in listed
    keeper.post(f"/services/{service.pk}/checked/")
    assert "Nothing is due" in keeper.get("/services/due/").content.decode()


def test_a_wrong_form_is_refused_in_words(here: Partnership) -> None:
    answer = client(here).post("/services/add/", TYPED | {"minimum_age": "20", "maximum_age": "16"})
    assert answer.status_code == 422
    assert "must not be younger" in answer.content.decode()
    assert client(here).post("/services/", {"age": "old"}).status_code == 422


def test_who_may_not(here: Partnership) -> None:
    theirs = make_service(partnership=make_partnership())
    own = make_service(partnership=here, name="Own")
    adviser, keeper = client(here, Role.PERSONAL_ADVISER), client(here)
    assert adviser.get("/services/add/").status_code == 403
    assert adviser.post(f"/services/{own.pk}/checked/").status_code == 403
    assert keeper.get(f"/services/{theirs.pk}/").status_code == 200
    assert keeper.get(f"/services/{theirs.pk}/change/").status_code == 403
    assert client(here, Role.ADMINISTRATOR).get("/services/").status_code == 403
