"""Texts to read: listed with whose number it is, found by name, dealt with; and kept from who does not read them."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from connexions.ground.base import clock
from connexions.ground.base.acting import Role
from connexions.ground.messaging.actions import arrivals, post
from connexions.ground.messaging.gateways.kinds import Arrived
from connexions.ground.messaging.models import ArrivedText, Message
from connexions.practice.casework.models import Contact
from connexions.practice.tracing import tasks
from connexions.practice.tracing.models import Sending
from tests.factories import make_partnership, make_residence, signed_in
from tests.practice.tracing.views.test_pages import Office

pytestmark = pytest.mark.django_db
KEIRA, STRANGER = "+447700900001", "+447700900055"


@pytest.fixture
def office() -> Office:
    return Office()


def arrives(words: str, number: str = STRANGER) -> None:
    now = clock.now()
    arrived = Arrived(notify_id=uuid4(), number=number, words=words, at=now)
    arrivals.take(arrived=arrived, at=now, by=post.POST_ROOM)


def find(office: Office, text: ArrivedText, name: str) -> Any:
    return office.client.post(reverse("tracing:text", args=[text.pk]), {"step": "find", "name": name})


def the_text(office: Office) -> ArrivedText:
    with office.desk.acting():
        return ArrivedText.objects.get()


def test_what_arrived_is_listed_with_whose_number_it_is(
    office: Office, django_assert_max_num_queries: Any
) -> None:
    for number in range(5):
        arrives(f"text {number}", KEIRA)
    arrives("who are you?")
    assert "Texts to read" in office.get("queues")
    with django_assert_max_num_queries(30):
        told = office.get("texts")
    assert told.count("Keira Dunmore") == 5
    assert "This number stands on no record here" in told
    assert "07700 900055" in told


def test_somebody_is_found_by_name_and_the_text_is_theirs(office: Office) -> None:
    arrives("its my new number")
    text = the_text(office)
    found = find(office, text, "Keira")
    assert (found.status_code, f'value="{office.keira.pk}"' in found.content.decode()) == (200, True)
    assert find(office, text, "Zzyzx").status_code == 422
    told = {"whose": office.keira.pk, "offered": [office.keira.pk], "keep_number": "on", "reply": ""}
    answer = office.send("text", text.pk, **told)
    assert "The text is dealt with." in answer.content.decode()
    with office.desk.acting():
        assert Contact.objects.get().note == "its my new number"
    assert office.send("text", text.pk, **told).status_code == 422


def test_who_is_not_offered_cannot_be_chosen(office: Office) -> None:
    arrives("hello")
    answer = office.send("text", the_text(office).pk, whose=str(office.keira.pk), reply="")
    assert answer.status_code == 422
    with office.desk.acting():
        assert not Contact.objects.exists()


def test_an_answer_goes_to_the_number(office: Office) -> None:
    arrives("do you help with a cv")
    office.send("text", the_text(office).pk, whose="nobody", reply="Yes, come in.")
    assert Message.objects.get().for_partnership == office.desk.partnership.pk


def test_a_personal_adviser_does_not_read_them_and_another_partnership_has_none(office: Office) -> None:
    arrives("hello", KEIRA)
    text = the_text(office)
    adviser = Office(role=Role.PERSONAL_ADVISER)
    assert adviser.client.get(reverse("tracing:texts")).status_code == 403
    assert "Texts to read" not in adviser.get("queues")
    other: Client = signed_in(partnership=make_partnership(), role=Role.TRACKING_OFFICER)
    assert other.get(reverse("tracing:text", args=[text.pk])).status_code == 404
    assert "Keira" not in other.get(reverse("tracing:texts")).content.decode()


def test_what_did_not_arrive_and_what_it_came_to_are_told(office: Office) -> None:
    with office.desk.acting():
        made = post.send_text(to=KEIRA, words="x" * 161, purpose="status", by=office.desk.by)
        Message.objects.filter(pk=made.pk).update(state="failed", reason="It does not exist.")
    told = office.get("texts")
    assert "It does not exist." in told
    assert "2 texts" in told


def test_letters_are_set_and_handed_over(office: Office) -> None:
    make_residence(office.keira, "NE1 1AA", line_1="1 High Street")
    office.send("write", "not-known", way="letter", words="Dear {name}\n\n{link}", step="send")
    with office.desk.acting():
        sending = Sending.objects.get()
    assert "Have them posted" in office.get("sending", sending.pk)
    answer = office.send("post_letters", sending.pk)
    assert "printed and posted" in answer.content.decode()

    page = {"to": ["Keira Dunmore", "1 High Street", "NE1 1AA"], "paragraphs": ["Dear Keira", "#sign [x]"]}
    assert tasks._set(page, office.desk.by).startswith(b"%PDF-")
