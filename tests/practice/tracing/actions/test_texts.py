"""A text that nobody's question asked for is kept with whose it is, answered, and dealt with once."""

from datetime import timedelta
from uuid import uuid4

import pytest

from connexions.ground.audit.models import AuditEntry
from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import Missing, NotAllowed, NotPossible
from connexions.ground.messaging.actions import arrivals, post
from connexions.ground.messaging.gateways.kinds import Arrived
from connexions.ground.messaging.models import ArrivedText, Message
from connexions.practice.casework.models import Contact
from connexions.practice.tracing.actions import texts
from connexions.practice.tracing.queries import texts as queries
from connexions.registers.partners.models import Partnership
from connexions.registers.people.actions import restrictions
from connexions.registers.people.actions.restrictions import Named
from connexions.registers.people.models import ContactPoint
from tests.factories import make_actor, make_contact_point
from tests.factories.tracing import NOW, make_lost, make_officer

pytestmark = pytest.mark.django_db
NUMBER = "+447700900055"


def arrived(by: Actor, words: str = "can you ring me") -> ArrivedText:
    given = Arrived(notify_id=uuid4(), number=NUMBER, words=words, at=NOW)
    arrival = arrivals.take(arrived=given, at=NOW, by=post.POST_ROOM)
    with tenancy.acting(by):
        return ArrivedText.objects.get(arrival=arrival)


def test_it_is_a_contact_of_whose_it_is_with_the_number_and_is_answered() -> None:
    by = make_officer()
    kim, text = make_lost(by), arrived(by)
    with tenancy.acting(by):
        done = texts.deal(text=text, young_person=kim, keep_number=True, reply="Today at 4?", at=NOW, by=by)
        assert (done.state, done.told, done.settled_by) == (
            "done",
            "Kept with a record, Answered by text",
            by.id,
        )
        contact, point = Contact.objects.get(), ContactPoint.objects.get()
        assert (contact.young_person, contact.channel, contact.they_came) == (kim, "text", True)
        assert (point.value, contact.contact_point) == (NUMBER, point)
        assert Message.objects.get().purpose == texts.PURPOSE
        with pytest.raises(NotPossible, match="settled already"):
            texts.deal(text=text, at=NOW, by=by)


def test_what_matters_not_is_dealt_with_and_sends_nothing() -> None:
    by = make_officer()
    text = arrived(by)
    with tenancy.acting(by):
        assert texts.deal(text=text, at=NOW, by=by).told == "Nothing to do"
        assert not Message.objects.exists()
        assert not Contact.objects.exists()


def test_nothing_is_answered_to_a_number_that_texted_stop_and_the_text_stays() -> None:
    by = make_officer()
    text = arrived(by)
    arrived(by, "STOP")
    with tenancy.acting(by):
        with pytest.raises(NotPossible, match="STOP came from this number"):
            texts.deal(text=text, reply="Hello", at=NOW, by=by)
        assert ArrivedText.objects.get(pk=text.pk).state == "to_read"


def test_an_answer_that_is_too_long_is_not_sent() -> None:
    by = make_officer()
    text = arrived(by)
    with tenancy.acting(by), pytest.raises(NotPossible, match="at most 3"):
        texts.deal(text=text, reply="👍" * 110, at=NOW, by=by)


def test_who_does_not_read_texts_deals_with_none() -> None:
    by = make_officer()
    text = arrived(by)
    other = make_actor(partnership=Partnership.objects.get(pk=by.partnership), role=Role.PERSONAL_ADVISER)
    with tenancy.acting(other), pytest.raises(NotAllowed, match="read the texts"):
        texts.deal(text=text, at=NOW, by=other)


def test_an_answer_to_somebody_restricted_goes_once_it_is_said_to_be_safe() -> None:
    by = make_officer()
    kim, text = make_lost(by), arrived(by)
    here = Partnership.objects.get(pk=by.partnership)
    make_contact_point(kim, NUMBER)
    manager = make_actor(partnership=here, role=Role.PARTNERSHIP_MANAGER)
    assert by.id is not None
    with tenancy.acting(manager):
        restrictions.begin(
            young_person=kim, kind="fleeing", reason="They were found at their last address",
            named=[Named(by.id, "Looks for them")], review_on=clock.today() + timedelta(days=30), at=clock.now(),
            on=clock.today(), by=manager,
        )  # fmt: skip
    other = make_actor(partnership=here, role=Role.TRACKING_OFFICER)
    with tenancy.acting(other), pytest.raises(Missing):
        queries.one(text_id=text.pk, by=other)
    with tenancy.acting(by):
        assert queries.one(text_id=text.pk, by=by).whose == [kim]
        with pytest.raises(NotPossible, match="how you know that it is safe"):
            texts.deal(text=text, reply="Today at 4?", at=NOW, by=by)
        assert not Message.objects.exists()
        safe = "She wrote to us from it just now"
        done = texts.deal(text=text, young_person=kim, reply="Today at 4?", safe=safe, at=NOW, by=by)
        assert done.told == "Kept with a record, Answered by text"
        assert AuditEntry.objects.get(event="people.restriction.written_to").why == safe
