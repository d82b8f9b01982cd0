"""Where a young person arrives: what is next, their plan, who helps, and whether what we have is still right."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from connexions.ground.base import clock
from connexions.practice.tracing.models import StatusAnswer
from connexions.practice.tracking.models import Activity
from connexions.registers.accounts.models import Membership, User
from connexions.registers.people.categories import Group
from connexions.registers.people.models import YoungPerson
from connexions.trust.safeguarding.actions import risks
from connexions.trust.safeguarding.models import RiskNote
from tests.factories import make_young_person, sign_in
from tests.factories.appointments import book
from tests.factories.casework import make_activity, make_plan, make_review
from tests.factories.desk import Desk
from tests.factories.safeguarding import saying
from tests.factories.sharing import make_leave, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return Desk()


def signed_in_as(young_person: YoungPerson) -> Client:
    user = User.objects.create_user(phone="+447700900322", name=young_person.known_as)
    Membership.objects.create(
        user=user,
        partnership_id=young_person.partnership_id,
        role="young_person",
        young_person_id=young_person.pk,
        from_on=clock.today(),
    )
    return sign_in(Client(), user)


def fill(desk: Desk) -> None:
    """A plan, two appointments, a day to look back, and something that Jay does."""
    now = clock.now()
    with desk.acting():
        make_plan(desk.jay, by=desk.by)
        make_review(desk.jay, due_on=clock.today() + timedelta(days=30))
        make_activity(desk.jay, kind="330", establishment_name="Shore Cafe")
    for days in (3, 9):
        starts = (now + timedelta(days=days)).replace(hour=14, minute=0, second=0, microsecond=0)
        book(desk.jay, desk.by, starts, now=now, purpose=f"Look at courses {days}")


def test_what_is_next_stands_first_and_their_plan_beneath(desk: Desk) -> None:
    fill(desk)
    page = signed_in_as(desk.jay).get("/me/").content.decode()
    assert f"Hello {desk.jay.known_as}" in page
    assert page.index("Look at courses 3") < page.index("Look at courses 9") < page.index("My plan")
    assert "We look at your plan together" in page
    assert "step" in page[page.index("My plan") : page.index("My adviser")]
    assert "You are <b>working, Shore Cafe</b>" in page


def test_before_anything_is_arranged_it_says_what_will_come(desk: Desk) -> None:
    someone = make_young_person(partnership=desk.partnership)
    page = signed_in_as(someone).get("/me/").content.decode()
    assert "You have none yet. Any centre can help you." in page
    assert "You write it together with your adviser" in page
    assert "What is next" not in page
    assert "We would like to know" in page


def test_more_to_show_asks_no_more_of_the_database(desk: Desk) -> None:
    client = signed_in_as(desk.jay)
    client.get("/me/")
    with CaptureQueriesContext(connection) as before:
        client.get("/me/")
    fill(desk)
    with CaptureQueriesContext(connection) as after:
        client.get("/me/")
    assert len(after) <= len(before) + 2  # the steps and goals of a plan
    assert len(after) <= 21


def test_what_is_still_right_is_confirmed_at_once(desk: Desk) -> None:
    fill(desk)
    client = signed_in_as(desk.jay)
    assert "working, Shore Cafe" in client.get("/me/doing/").content.decode()
    answer = client.post("/me/doing/", {"still": "yes"}, follow=True)
    assert "What we have is right" in answer.content.decode()
    with desk.acting():
        assert Activity.objects.get(young_person=desk.jay).verified_on == clock.today()
        assert StatusAnswer.objects.get().way == "page"


def test_what_has_changed_waits_for_somebody_to_read_it(desk: Desk) -> None:
    fill(desk)
    client = signed_in_as(desk.jay)
    assert client.post("/me/doing/", {"still": "no"}).status_code == 422
    answer = client.post(
        "/me/doing/", {"still": "no", "does": "college", "where": "Tyne Bridge"}, follow=True
    )
    assert "One of us reads it" in answer.content.decode()
    with desk.acting():
        assert StatusAnswer.objects.get().state == StatusAnswer.State.TO_LOOK_AT
        assert Activity.objects.get(young_person=desk.jay).kind_id == "330"


def test_nobody_says_it_for_them(desk: Desk) -> None:
    assert desk.client.get("/me/doing/").status_code == 403
    assert desk.client.get("/me/").status_code == 403


def test_who_can_see_this_is_told_in_short(desk: Desk) -> None:
    client = signed_in_as(desk.jay)
    told = client.get("/me/").content.decode().split("Who can see this")[1]
    assert "those at Connexions whose work it is" in told
    assert "No other service sees anything." in told
    with desk.acting():
        northside = make_organisation(partnership=desk.partnership, name="Northside Housing")
        closed = make_organisation(partnership=desk.partnership, name="Wearbank Health")
    make_leave(desk.jay, [Group.REACH_PHONE], organisation=northside)
    make_leave(desk.jay, [Group.PLAN_GOALS], organisation=northside)
    make_leave(desk.jay, [Group.REACH_PHONE], organisation=closed, until_at=clock.now())
    told = client.get("/me/").content.decode().split("Who can see this")[1]
    assert "Other services: <b>Northside Housing</b>." in told
    assert "Wearbank" not in told
    assert 'href="/me/sharing/"' in told


def test_what_is_written_about_danger_is_linked_where_they_know_of_it(desk: Desk) -> None:
    client = signed_in_as(desk.jay)
    on = clock.today()
    days = {"said_on": on, "review_on": on + timedelta(days=20), "ends_on": on + timedelta(days=60)}
    unknown = saying(known_to_them=False, why_unknown="It would set them looking for them.", **days)
    with desk.acting():
        note = risks.write(young_person=desk.jay, said=unknown, at=clock.now(), on=on, by=desk.by)
    for page in ("/me/", "/me/sharing/"):
        assert "Keeping you safe" not in client.get(page).content.decode()
    with desk.acting():
        RiskNote.objects.filter(pk=note.pk).update(known_to_them=True)
    for page in ("/me/", "/me/sharing/"):
        assert f'href="{reverse("safeguarding:my_risk_notes")}"' in client.get(page).content.decode()
