"""Texts to a group go once, to those who still want them; what comes back by text is taken."""

from datetime import timedelta
from uuid import uuid4

import pytest

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role, system
from connexions.ground.base.refusals import NotAllowed, NotPossible
from connexions.ground.messaging.actions import arrivals, post
from connexions.ground.messaging.gateways.kinds import Arrived
from connexions.ground.messaging.models import ArrivedText, Message
from connexions.practice.casework.models import Contact
from connexions.practice.tracing.actions import links, sendings
from connexions.practice.tracing.models import Recipient, Sending, StatusAnswer, StatusLink
from connexions.practice.tracking.models import Activity
from connexions.registers.partners.models import Partnership
from connexions.registers.people.models import ContactPoint, Residence, YoungPerson
from tests.factories import make_actor, make_contact_point
from tests.factories.casework import TODAY
from tests.factories.tracing import NOW, make_lost, make_officer, make_try

pytestmark = pytest.mark.django_db
BASE = "https://connexions.example.org/a/"


def make(by: Actor, *whom: YoungPerson, words: str = "Hi {name}: {link}", way: str = "text") -> Sending:
    return sendings.make(way=way, queue="not-known", words=words, whom=whom, at=NOW, by=by)


def test_they_go_once_with_a_link_each_and_are_contacts() -> None:
    by = make_officer()
    kim, lee = make_lost(by, number="+447700900001"), make_lost(by)
    with tenancy.acting(by):
        sending = make(by, kim, lee)
        assert {one.young_person_id: one.left_out for one in Recipient.objects.all()} == {
            kim.pk: "",
            lee.pk: "No mobile number",
        }
        sent = sendings.send(sending=sending, base=BASE, at=NOW, by=by)
        assert (sent.state, Message.objects.count(), StatusLink.objects.count()) == ("gone", 1, 1)
        contact = Contact.objects.get()
        assert (contact.channel, contact.young_person) == ("text", kim)
        with pytest.raises(NotPossible, match="gone already"):
            sendings.take_back(sending=sending, at=NOW, by=by)
        with pytest.raises(NotPossible, match="gone already"):
            sendings.send(sending=sending, base=BASE, at=NOW, by=by)


def test_whoever_opted_out_while_it_waited_gets_nothing() -> None:
    by = make_officer()
    kim, lee = make_lost(by, number="+447700900001"), make_lost(by, number="+447700900002")
    with tenancy.acting(by):
        sending = make(by, kim, lee)
        ContactPoint.objects.filter(young_person=kim).update(opted_out_on=TODAY, preferred=False)
        sendings.send(sending=sending, base=BASE, at=NOW, by=by)
        assert Recipient.objects.get(young_person=kim).left_out == "Asked us not to use it"
        assert [one.young_person_id for one in Contact.objects.all()] == [lee.pk]


def test_what_is_taken_back_does_not_go() -> None:
    by = make_officer()
    kim = make_lost(by, number="+447700900001")
    with tenancy.acting(by):
        sending = make(by, kim)
        sendings.take_back(sending=sending, at=NOW, by=by)
        with pytest.raises(NotPossible, match="taken back"):
            sendings.send(sending=sending, base=BASE, at=NOW, by=by)
        assert not Message.objects.exists()


def test_who_wants_no_help_is_left_out_and_nobody_is_no_sending() -> None:
    by = make_officer()
    kim = make_lost(by, number="+447700900001")
    make_try(kim, by, outcome="does_not_want_help")
    with tenancy.acting(by), pytest.raises(NotPossible, match="Nobody of these"):
        make(by, kim)
    other = make_actor(partnership=Partnership.objects.get(pk=by.partnership), role=Role.DATA_OFFICER)
    with tenancy.acting(other), pytest.raises(NotAllowed):
        make(other, kim)


class Texted:
    """Kim, who works, was texted yesterday."""

    def __init__(self) -> None:
        self.by = make_officer()
        self.room = system("post room", partnership=self.by.partnership)
        self.kim = make_lost(self.by, kind="330", number="+447700900001")
        with tenancy.acting(self.by):
            sending = make(self.by, self.kim)
            sendings.send(sending=sending, base=BASE, at=NOW - timedelta(days=1), by=self.by)

    def says(self, words: str, number: str = "+447700900001") -> StatusAnswer:
        with tenancy.acting(self.room):
            return links.text_came(number=number, words=words, on=TODAY, at=NOW, by=self.room)


def test_yes_confirms_stop_is_kept_and_words_are_looked_at() -> None:
    texted = Texted()
    assert texted.says("Yes").state == "confirmed"
    assert texted.says("no im at college now").state == "to_look_at"
    said = texted.says("3 Gateshead College")
    assert (said.state, said.does, said.where) == ("to_look_at", "college", "Gateshead College")
    with tenancy.acting(texted.by):
        assert Activity.objects.get(young_person=texted.kim).verified_on == TODAY


def arrives(words: str, number: str = "+447700900001") -> None:
    arrived = Arrived(notify_id=uuid4(), number=number, words=words, at=NOW)
    arrivals.take(arrived=arrived, at=NOW, by=post.POST_ROOM)


def test_stop_is_kept_with_the_number_and_the_next_sending_says_why() -> None:
    texted = Texted()
    with tenancy.acting(texted.by):
        waiting = make(texted.by, texted.kim)
    arrives("Stop please")
    with tenancy.acting(texted.by):
        point = ContactPoint.objects.get()
        assert (point.opted_out_on, point.opted_out_how, point.preferred) == (TODAY, "texted STOP", False)
        sendings.send(sending=waiting, base=BASE, at=NOW, by=texted.by)
        assert Recipient.objects.get(sending=waiting).left_out == "Texted STOP"
        with pytest.raises(NotPossible, match="Nobody of these"):
            make(texted.by, texted.kim)
    arrives("START")
    with tenancy.acting(texted.by):
        assert ContactPoint.objects.get().opted_out_on is None
        make(texted.by, texted.kim)


def test_what_they_told_us_themselves_is_not_taken_back_by_start() -> None:
    texted = Texted()
    with tenancy.acting(texted.by):
        ContactPoint.objects.update(opted_out_on=TODAY)
    arrives("START")
    with tenancy.acting(texted.by):
        assert ContactPoint.objects.get().opted_out_on == TODAY


def test_a_number_that_texted_stop_gets_nothing_on_whichever_record_it_stands() -> None:
    texted = Texted()
    arrives("STOP")
    twin = make_lost(texted.by, kind="330", number="+447700900001")
    with tenancy.acting(texted.by):
        sending = make(texted.by, twin)
        sendings.send(sending=sending, base=BASE, at=NOW, by=texted.by)
        assert "STOP came from this number" in Recipient.objects.get(sending=sending).left_out
        assert not Contact.objects.filter(young_person=twin).exists()


def test_a_text_that_answers_confirms_and_one_that_does_not_is_left_to_be_read() -> None:
    texted = Texted()
    arrives("1")
    arrives("can you ring me", number="+447700900055")
    with tenancy.acting(texted.by):
        assert StatusAnswer.objects.get().state == "confirmed"
        told = {one.state: one.told for one in ArrivedText.objects.all()}
    assert told == {"taken": "Confirms what we have", "to_read": arrivals.UNKNOWN}


def test_a_text_from_nobody_or_from_several_is_for_a_person() -> None:
    texted = Texted()
    with pytest.raises(NotPossible, match="Nobody was asked"):
        texted.says("yes", number="+447700900099")
    twin = make_lost(texted.by, kind="330")
    make_contact_point(twin, "+447700900001")
    with tenancy.acting(texted.by):
        sendings.send(sending=make(texted.by, twin), base=BASE, at=NOW, by=texted.by)
    with pytest.raises(NotPossible, match="Several young people"):
        texted.says("yes")
    with tenancy.acting(texted.by), pytest.raises(NotAllowed):
        links.text_came(number="+447700900001", words="yes", on=TODAY, at=NOW, by=texted.by)


def test_letters_are_posted_for_us_each_a_contact_and_one_without_an_address_is_left_out() -> None:
    by = make_officer()
    kim, lee = make_lost(by), make_lost(by)
    with tenancy.acting(by):
        for one in (kim, lee):
            Residence.objects.create(
                partnership_id=by.partnership, young_person=one, line_1="1 High Street", postcode="NE1 1AA"
            )
        sending = make(by, kim, lee, way="letter")
        sheets = {kim.pk: sendings.Sheet("Kim, 1 High Street, NE1 1AA", b"%PDF-1.7")}
        sent = sendings.post_letters(sending=sending, sheets=sheets, at=NOW, by=by)
        assert sent.state == "gone"
        assert [one.channel for one in Message.objects.all()] == ["letter"]
        assert [one.young_person_id for one in Contact.objects.all()] == [kim.pk]
        assert Recipient.objects.get(young_person=lee).left_out == "No address"
        with pytest.raises(NotPossible, match="gone already"):
            sendings.post_letters(sending=sending, sheets=sheets, at=NOW, by=by)
    texted = Texted()
    with tenancy.acting(texted.by):
        waiting = make(texted.by, texted.kim)
        with pytest.raises(NotPossible, match="Only letters"):
            sendings.post_letters(sending=waiting, sheets={}, at=NOW, by=texted.by)


def test_a_yes_to_something_else_confirms_nothing() -> None:
    texted = Texted()
    with tenancy.acting(texted.by):
        post.send_text(
            to="+447700900001", words="See you at 10?", purpose="notice: appointment", by=texted.by
        )
    with pytest.raises(NotPossible, match="about something else"):
        texted.says("yes")
