"""The pages: what is asked, what is said when it is wrong, and how many queries they take."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.practice.appointments.models import AdviserSession, Appointment, OpeningTime, Room, Waiting
from connexions.practice.casework.models import Contact
from connexions.registers.accounts.models import User
from connexions.registers.partners.models import Partnership, Team
from connexions.registers.people.models import YoungPerson
from tests.factories import make_actor, sign_in
from tests.factories.appointments import began_ago, book, make_hours, make_opening, make_room
from tests.factories.casework import make_adviser, make_mine

pytestmark = pytest.mark.django_db
MOST_QUERIES = 26  # with the frame: who is signed in, the record's strip, what was looked at


@pytest.fixture
def by() -> Actor:
    return make_adviser(name="Sam Green")


@pytest.fixture
def jay(by: Actor) -> YoungPerson:
    return make_mine(by, given_name="Jay", family_name="Marsh")


@pytest.fixture
def client(by: Actor) -> Client:
    return client_of(by)


def client_of(by: Actor) -> Client:
    return sign_in(Client(), User.objects.get(pk=by.id))


def manager(by: Actor) -> Actor:
    here = Partnership.objects.get(pk=by.partnership)
    return make_actor(
        partnership=here, role=Role.TEAM_MANAGER, team=Team.objects.filter(partnership=here).first()
    )


def text(answer: HttpResponse) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def every_day(by: Actor, room: Room) -> None:
    for weekday in range(7):
        make_hours(by, weekday=weekday, begins=9, ends=17, centre=room.centre)


def tomorrow() -> Any:
    return timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=1)


def test_the_next_free_time_is_booked_with_one_answer(client: Client, by: Actor, jay: YoungPerson) -> None:
    every_day(by, make_room(by))
    page = client.get(f"/young-people/{jay.pk}/appointments/book/").content.decode()
    slot = re.search(r'name="slot"[^>]*value="(2[^"]+\|[^"]+)"', page)
    assert slot is not None
    sent = {"adviser": by.id, "minutes": 30, "how": "room", "slot": slot[1], "purpose": "Look at courses"}
    answer = client.post(f"/young-people/{jay.pk}/appointments/book/", sent, follow=True)
    assert "Jay is told." in text(answer)
    with tenancy.acting(by):
        made = Appointment.objects.get()
    assert made.adviser_id == by.id
    assert made.room_id is not None


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"slot": "nonsense"}, "Choose one of the times, or give another"),
        ({"slot": ""}, "Choose an answer to “When”"),
        ({"slot": "2020-01-01T10:00:00+00:00|"}, "This time is past"),
        ({"slot": "other"}, "Enter the day of the appointment"),
        ({"slot": "other", "other_on": "1 1 2020", "other_time": "10am"}, "must be"),
        ({"slot": "other", "other_on": "29 March 2099", "other_time": "1:30am"}, "clocks go forward"),
        ({"slot": "other", "other_on": "25 October 2099", "other_time": "1.30am"}, "There are two of 1:30am"),
        ({"purpose": ""}, "Fill in “What for”"),
        ({"purpose": "x" * 100_000}, "must be 500 characters or fewer: it has 100000"),
        ({"minutes": "9999"}, "480"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    client: Client, by: Actor, jay: YoungPerson, typed: dict[str, str], says: str
) -> None:
    sent = {
        "adviser": by.id,
        "minutes": 30,
        "how": "phone",
        "slot": tomorrow().isoformat() + "|",
        "purpose": "Kept",
    }
    answer = client.post(
        f"/young-people/{jay.pk}/appointments/book/", sent | {"with_other": "Her aunt"} | typed
    )
    assert answer.status_code in (409, 422)
    assert says in text(answer)
    assert "Her aunt" in answer.content.decode()
    with tenancy.acting(by):
        assert not Appointment.objects.exists()


def test_outside_the_opening_hours_it_warns_and_books_when_told_so(
    client: Client, by: Actor, jay: YoungPerson
) -> None:
    room = make_room(by)
    make_opening(room)
    day = tomorrow() + timedelta(days=(7 - tomorrow().weekday()) % 7)  # a Monday
    slot = f"{day.replace(hour=19).isoformat()}|{room.pk}"
    sent = {"adviser": by.id, "minutes": 30, "how": "room", "slot": slot, "purpose": "Late"}
    where = f"/young-people/{jay.pk}/appointments/book/"
    answer = client.post(where, sent)
    assert answer.status_code == 422
    assert "Byker centre is open from 9am to 5pm then." in text(answer)
    assert client.post(where, sent | {"sure": "on"}).status_code == 302


def test_who_has_moved_is_asked_about(client: Client, by: Actor, jay: YoungPerson) -> None:
    with tenancy.acting(by):
        Contact.objects.create(
            partnership_id=by.partnership,
            young_person=jay,
            at=timezone.now(),
            channel="phone",
            outcome="moved",
            recorded_by_id=by.id,
            recorded_at=timezone.now(),
        )
    slot = f"{tomorrow().isoformat()}|"
    sent = {"adviser": by.id, "minutes": 30, "how": "phone", "slot": slot, "purpose": "x"}
    answer = client.post(f"/young-people/{jay.pk}/appointments/book/", sent)
    assert "The last contact says that Jay has moved" in text(answer)


def test_came_and_did_not_attend_by_their_pages(client: Client, by: Actor, jay: YoungPerson) -> None:
    first = began_ago(book(jay, by, tomorrow(), now=timezone.now()), timezone.now(), minutes=90)
    second = began_ago(book(jay, by, tomorrow(), now=timezone.now()), timezone.now(), minutes=45)
    here = f"/young-people/{jay.pk}/appointments"
    answer = client.post(f"{here}/{first.pk}/came/", {"note": "Chose a course", "version": 1}, follow=True)
    assert "Chose a course" in text(answer)
    sent = {"next_step": "offer", "version": 1}
    answer = client.post(f"{here}/{second.pk}/missed/", sent)
    assert answer.headers["Location"] == f"{here}/book/"
    assert "Did not attend" in text(client.get(f"{here}/"))
    with tenancy.acting(by):
        assert Contact.objects.count() == 2


@pytest.mark.parametrize(
    "path",
    [
        "diary/",
        "diary/week/",
        "centres/{centre}/",
        "front-desk/{centre}/",
        "diary/hours/",
        "centres/{centre}/rooms/",
    ],
)
def test_pages_of_a_diary_take_no_more_queries_for_more(
    client: Client, by: Actor, jay: YoungPerson, path: str
) -> None:
    room = make_room(by)
    here, counted = path.format(centre=room.centre_id), []
    for hours in range(2):
        book(jay, by, tomorrow() + timedelta(hours=hours), room=room, now=timezone.now())
        wait(by, room)
        on = f"?on={tomorrow().date()}"
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert client.get(f"/{here}{on}").status_code == 200
        counted.append(len(caught))
    assert counted[0] == counted[1]
    assert counted[0] <= MOST_QUERIES


def wait(by: Actor, room: Room) -> None:
    with tenancy.acting(by):
        Waiting.objects.create(
            partnership_id=by.partnership,
            centre_id=room.centre_id,
            on=timezone.localdate(),
            ticket=Waiting.objects.count() + 1,
            first_name="Kay",
            came_at=timezone.now(),
        )


def test_booking_takes_few_queries(client: Client, by: Actor, jay: YoungPerson) -> None:
    every_day(by, make_room(by))
    with CaptureQueriesContext(connection) as caught:
        client.get(f"/young-people/{jay.pk}/appointments/book/")
    assert len(caught) <= MOST_QUERIES


def test_hours_are_set_refused_and_ended(client: Client, by: Actor) -> None:
    sent = {
        "kind": "weekly",
        "weekday": "1",
        "from_on": "1 12 2026",
        "starts": "9am",
        "ends": "midday",
        "slot_minutes": 30,
    }
    answer = client.post("/diary/hours/add/", sent)
    assert "Enter a time like 2:30pm" in text(answer)
    assert "Tuesdays, 9am to midday" in text(
        client.post("/diary/hours/add/", sent | {"ends": "12:00"}, follow=True)
    )
    answer = client.post("/diary/hours/add/", sent | {"starts": "11am", "ends": "1pm"})
    assert "There are hours at that time of the week already" in text(answer)
    answer = client.post("/diary/hours/add/", sent | {"starts": "3pm", "ends": "2pm"})
    assert "The end must be later" in text(answer)
    with tenancy.acting(by):
        made = AdviserSession.objects.get()
    client.post(f"/diary/hours/{made.pk}/end/")
    with tenancy.acting(by):
        assert not AdviserSession.objects.exists()


def test_somebody_elses_hours_are_a_managers(client: Client, by: Actor) -> None:
    other = make_adviser(partnership=Partnership.objects.get(pk=by.partnership))
    assert client.get(f"/diary/hours/add/?adviser={other.id}").status_code == 403
    assert client_of(manager(by)).get(f"/diary/hours/add/?adviser={other.id}").status_code == 200


def test_a_manager_sets_up_rooms_opening_times_and_reminders(by: Actor) -> None:
    room, boss = make_room(by), client_of(manager(by))
    here = f"/centres/{room.centre_id}"
    answer = boss.post(f"{here}/rooms/add/", {"name": "Room 1", "people": 4})
    assert "There is a room called Room 1 at Byker centre already" in text(answer)
    assert boss.post(f"{here}/rooms/add/", {"name": "Room 9", "people": 4}).status_code == 302
    answer = boss.post(f"{here}/opening/", {"opens_0": "9am", "closes_0": "8am", "opens_1": "9am"})
    assert "On Monday the centre must close later" in text(answer)
    assert "Enter both times of Tuesday" in text(answer)
    assert boss.post(f"{here}/opening/", {"opens_0": "9am", "closes_0": "5pm"}).status_code == 302
    with tenancy.acting(by):
        assert OpeningTime.objects.get().closes.hour == 17
    told = {
        "quiet_from": "8pm",
        "quiet_until": "8am",
        "slot_minutes": 20,
        "missed_in_a_row": 3,
        "try_again_days": 2,
    }
    answer = boss.post("/diary/rules/", told | {"remind": "soon", "version": 0})
    assert "whole numbers of hours" in text(answer)
    assert boss.post("/diary/rules/", told | {"remind": "48, 3", "version": 0}).status_code == 302
    assert boss.post("/diary/rules/", told | {"remind": "1", "version": 0}).status_code == 409


def test_letting_somebody_in_by_name_and_by_a_first_name_alone(
    client: Client, by: Actor, jay: YoungPerson
) -> None:
    centre = make_room(by).centre_id
    here = f"/front-desk/{centre}/"
    answer = client.post(here, {"who": jay.name, "about": "Bus pass"})
    assert "Is it one of these?" in text(answer)
    answer = client.post(here, {"who": jay.name, "about": "Bus pass", "how": str(jay.pk)}, follow=True)
    assert "has number 1" in text(answer)
    answer = client.post(here, {"who": "Kay", "urgent": "on", "how": "unknown"})
    assert "Say why it is urgent" in text(answer)
    answer = client.post(here, {"who": "Kay Stone", "how": "unknown"}, follow=True)
    assert "Kay has number 2" in text(answer)
    assert "Stone" not in text(answer)


def test_other_addresses_of_nowhere(client: Client, by: Actor) -> None:
    for path in ("diary/?on=nonsense", "diary/?on=9999-12-31", "diary/week/?on=0001-01-01"):
        assert client.get(f"/{path}").status_code == 200
    assert client.get("/diary/?adviser=00000000-0000-0000-0000-000000000009").status_code == 404
    assert client.get("/centres/999999/").status_code == 404
