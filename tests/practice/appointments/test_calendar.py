"""The feed of a diary: read back by the library, without a name, gone when it is taken back."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor
from connexions.practice.appointments.actions import appointments, secrets
from connexions.practice.appointments.models import SecretAddress
from connexions.practice.appointments.rules.times import lasting
from connexions.registers.accounts.models import User
from connexions.registers.people.models import YoungPerson
from tests.factories.appointments import at, book, make_room
from tests.factories.casework import make_adviser, make_mine

pytestmark = pytest.mark.django_db
NOW = at(3, 10)


@pytest.fixture(autouse=True)
def on_a_tuesday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("connexions.ground.base.clock.now", lambda: NOW)
    monkeypatch.setattr("connexions.ground.base.clock.today", lambda: NOW.date())


@pytest.fixture
def by() -> Actor:
    return make_adviser()


@pytest.fixture
def jay(by: Actor) -> YoungPerson:
    return make_mine(by, given_name="Plantedname", family_name="Plantedfamily")


def address(by: Actor) -> str:
    with tenancy.acting(by):
        secret = secrets.make_calendar(at=NOW, by=by)
    return f"/calendars/{by.partnership}/{secret}/diary.ics"


def events(content: bytes) -> dict[str, Any]:
    """What a calendar program reads, by UID."""
    return {str(one["uid"]): one for one in Calendar.from_ical(content).walk("VEVENT")}


def test_a_diary_is_read_back_as_it_is_without_anybodys_name(by: Actor, jay: YoungPerson) -> None:
    made = book(jay, by, at(4, 14, 30), room=make_room(by, "Room 2"), purpose="Plantedpurpose")
    answer = Client().get(address(by))
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    (one,) = events(answer.content).values()
    assert str(one["uid"]) == f"{made.calendar_uid}@connexions"
    assert str(one["summary"]) == "Appointment 2:30pm, Byker centre, Room 2"
    assert one.decoded("dtstart") == made.starts_at
    assert one.decoded("dtend") == made.ends_at
    assert str(one["status"]) == "CONFIRMED"
    assert b"Planted" not in answer.content


def test_where_somebody_is_visited_is_not_told(by: Actor, jay: YoungPerson) -> None:
    book(jay, by, at(4, 14), how="elsewhere", where="Home, 1 Plantedrow")
    assert b"Planted" not in Client().get(address(by)).content


def test_moved_the_entry_moves_and_cancelled_it_says_so(by: Actor, jay: YoungPerson) -> None:
    moved, cancelled = book(jay, by, at(4, 10)), book(jay, by, at(4, 12))
    with tenancy.acting(by):
        appointments.move(
            appointment=moved,
            span=lasting(at(5, 10), 30),
            adviser=moved.adviser_id,
            how="phone",
            room_id=None,
            where="",
            reason="",
            version=1,
            at=NOW,
            by=by,
        )
        appointments.cancel(appointment=cancelled, by_them=True, reason="", version=1, at=NOW, by=by)
    found = events(Client().get(address(by)).content)
    assert len(found) == 2
    entry = found[f"{moved.calendar_uid}@connexions"]
    assert (entry.decoded("dtstart"), int(entry["sequence"])) == (at(5, 10), 1)
    off = found[f"{cancelled.calendar_uid}@connexions"]
    assert (str(off["status"]), int(off["sequence"])) == ("CANCELLED", 1)


def test_only_what_is_recent_or_to_come(by: Actor, jay: YoungPerson) -> None:
    book(jay, by, at(4, 10), now=NOW)
    book(jay, by, NOW - timedelta(days=40), now=NOW - timedelta(days=50))
    assert len(events(Client().get(address(by)).content)) == 1


def test_nothing_new_is_not_sent_again(by: Actor, jay: YoungPerson) -> None:
    book(jay, by, at(4, 10))
    where, client = address(by), Client()
    tag = client.get(where)["ETag"]
    assert client.get(where, headers={"if-none-match": tag}).status_code == 304
    book(jay, by, at(4, 12))
    assert client.get(where, headers={"if-none-match": tag}).status_code == 200


def test_taken_back_made_anew_or_guessed_it_opens_nothing(by: Actor) -> None:
    first = address(by)
    second = address(by)
    client = Client()
    assert [client.get(one).status_code for one in (first, second)] == [404, 200]
    elsewhere = second.replace(f"/{by.partnership}/", f"/{by.partnership + 1}/")
    screen = second.replace("calendars", "screens").replace("diary.ics", "")
    for wrong in (elsewhere, screen, f"/calendars/{by.partnership}/{'x' * 5000}/diary.ics"):
        assert client.get(wrong).status_code == 404
    assert client.get(f"/calendars/{10**12}/x/diary.ics").status_code == 404
    with tenancy.acting(by):
        secrets.revoke_calendar(at=NOW, by=by)
    assert client.get(second).status_code == 404


def test_who_has_left_shows_no_diary_and_no_secret_is_kept(by: Actor) -> None:
    where = address(by)
    with tenancy.acting(by):
        (kept,) = SecretAddress.objects.all()
        assert where.split("/")[3] not in str(vars(kept))
    User.objects.filter(pk=by.id).update(is_active=False)
    assert Client().get(where).status_code == 404


def test_the_waiting_rooms_screen_shows_numbers_alone(by: Actor, jay: YoungPerson) -> None:
    from connexions.ground.base.acting import Role
    from connexions.practice.appointments.actions import waiting
    from connexions.registers.partners.models import Partnership
    from tests.factories import make_actor

    centre = make_room(by).centre
    manager = make_actor(partnership=Partnership.objects.get(pk=by.partnership), role=Role.TEAM_MANAGER)
    with tenancy.acting(by):
        for said in ({"young_person": jay}, {"first_name": "Plantedfirst"}):
            waiting.arrive(centre=centre, at=NOW, on=NOW.date(), by=by, about="Plantedabout", **said)  # type: ignore[arg-type]
    with tenancy.acting(manager):
        secret = secrets.make_screen(centre=centre, at=NOW, by=manager)
    for path in ("", "now/"):
        answer = Client().get(f"/screens/{by.partnership}/{secret}/{path}")
        assert answer.status_code == 200
        assert "Planted" not in answer.content.decode()
        assert "1 before you" in answer.content.decode()
