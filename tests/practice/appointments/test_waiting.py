"""The front desk: two advisers and one young person, urgency, what is kept and what is forgotten."""

from datetime import timedelta
from typing import Any

import pytest

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import NotAllowed, NotPossible
from connexions.practice.appointments.actions import waiting
from connexions.practice.appointments.models import Waiting
from connexions.practice.appointments.presenters.queue import screen
from connexions.practice.appointments.queries import queue
from connexions.practice.casework.models import Contact
from connexions.registers.partners.models import Centre, Partnership, Team
from tests.factories import make_actor
from tests.factories.appointments import NOW, make_room
from tests.factories.casework import make_adviser, make_mine

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def duty() -> Actor:
    return make_adviser(role=Role.DUTY_ADVISER, name="Tom Ridley")


@pytest.fixture
def centre(duty: Actor) -> Centre:
    return make_room(duty).centre


def colleague(of: Actor, **said: Any) -> Actor:
    return make_actor(partnership=Partnership.objects.get(pk=of.partnership), **said)


def arrive(centre: Centre, by: Actor, **said: Any) -> Waiting:
    told = {"first_name": "Kay", "about": "Bus pass", **said}
    with tenancy.acting(by):
        return waiting.arrive(centre=centre, at=NOW, on=TODAY, by=by, **told)


def test_tickets_count_from_one_and_who_is_urgent_is_next(duty: Actor, centre: Centre) -> None:
    first, second = arrive(centre, duty), arrive(centre, duty, urgent_reason="Nowhere to sleep")
    assert (first.ticket, second.ticket) == (1, 2)
    with tenancy.acting(duty):
        found = queue.queue(centre=centre.pk, on=TODAY, by=duty)
        assert [place.waiting.ticket for place in found.waiting] == [2, 1]
        assert [one.ticket for one in screen(found)["waiting"]] == [2, 1]
        assert waiting.take_next(centre=centre, on=TODAY, at=NOW, by=duty).ticket == 2


def test_two_advisers_cannot_take_the_same(duty: Actor, centre: Centre) -> None:
    made = arrive(centre, duty)
    other = colleague(duty, role=Role.PERSONAL_ADVISER)
    with tenancy.acting(duty):
        waiting.take(waiting=made, at=NOW, by=duty)
    with tenancy.acting(other), pytest.raises(NotPossible, match="Tom Ridley is with them already"):
        waiting.take(waiting=made, at=NOW, by=other)
    with tenancy.acting(other), pytest.raises(NotPossible, match="Nobody is waiting whom you may see"):
        waiting.take_next(centre=centre, on=TODAY, at=NOW, by=other)


def test_what_was_said_is_a_contact_where_there_is_a_record(duty: Actor, centre: Centre) -> None:
    jay = make_mine(duty)
    known, unknown = arrive(centre, duty, young_person=jay), arrive(centre, duty)
    with tenancy.acting(duty):
        for one in (known, unknown):
            waiting.take(waiting=one, at=NOW, by=duty)
            waiting.finish(waiting=one, words="Gave a letter", at=NOW + timedelta(minutes=9), by=duty)
        contact = Contact.objects.get()
        assert (contact.young_person_id, contact.channel, contact.note) == (jay.pk, "met", "Gave a letter")
        assert Waiting.objects.get(pk=unknown.pk).outcome == "Gave a letter"


def test_whoever_turns_out_to_be_known_is_linked_and_the_name_forgotten(duty: Actor, centre: Centre) -> None:
    jay, made = make_mine(duty), arrive(centre, duty)
    with tenancy.acting(duty):
        linked = waiting.link(waiting=made, young_person=jay, by=duty)
        assert (linked.young_person_id, linked.first_name) == (jay.pk, "")
        with pytest.raises(NotPossible, match="known by their record already"):
            waiting.link(waiting=made, young_person=jay, by=duty)


def test_somebody_who_waits_is_not_let_in_twice(duty: Actor, centre: Centre) -> None:
    jay = make_mine(duty)
    arrive(centre, duty, young_person=jay)
    with pytest.raises(NotPossible, match="in the queue already"):
        arrive(centre, duty, young_person=jay)
    with pytest.raises(NotPossible, match="first name"):
        arrive(centre, duty, first_name=" ")


def test_another_teams_young_person_is_for_the_duty_adviser(duty: Actor, centre: Centre) -> None:
    made = arrive(centre, duty, young_person=make_mine(duty))
    far = colleague(
        duty,
        role=Role.PERSONAL_ADVISER,
        team=Team.objects.create(partnership_id=duty.partnership, name="Far"),
    )
    with tenancy.acting(far), pytest.raises(NotAllowed, match="ask the duty adviser"):
        waiting.take(waiting=made, at=NOW, by=far)
    officer = colleague(duty, role=Role.DATA_OFFICER)
    with pytest.raises(NotAllowed):
        arrive(centre, officer)


def test_who_left_may_come_back(duty: Actor, centre: Centre) -> None:
    made = arrive(centre, duty)
    with tenancy.acting(duty):
        assert waiting.leave(waiting=made, at=NOW, by=duty).state == "left"
        assert waiting.put_back(waiting=made, at=NOW, by=duty).state == "waiting"


def test_closing_the_day_forgets_who_has_no_record(duty: Actor, centre: Centre) -> None:
    jay = make_mine(duty)
    arrive(centre, duty, urgent_reason="Secret")
    arrive(centre, duty, young_person=jay)
    with tenancy.acting(duty):
        assert waiting.close_day(centre=centre, on=TODAY, at=NOW, by=duty) == 2
        rows = Waiting.objects.order_by("ticket").values_list("first_name", "about", "urgent_reason", "state")
        assert list(rows) == [("", "", "", "not_seen"), ("", "Bus pass", "", "not_seen")]
        assert waiting.close_day(centre=centre, on=TODAY, at=NOW, by=duty) == 0
