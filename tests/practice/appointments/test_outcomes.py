"""Came, did not attend: one write, linked to its contact; reminders; what follows a hand-over or an ending."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, system
from connexions.ground.base.refusals import NotPossible
from connexions.practice.appointments.actions import appointments, outcomes, places, reminders
from connexions.practice.appointments.models import Appointment, Reminder
from connexions.practice.appointments.queries import diary
from connexions.practice.casework import signals
from connexions.practice.casework.models import Contact
from connexions.registers.partners.models import Partnership
from connexions.registers.people.models import Notice, YoungPerson
from tests.factories import make_actor
from tests.factories.appointments import NOW, at, book
from tests.factories.casework import make_adviser, make_mine

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Actor:
    return make_adviser()


@pytest.fixture
def jay(by: Actor) -> YoungPerson:
    return make_mine(by, given_name="Jay")


def miss(one: Appointment, by: Actor, now: datetime, **said: Any) -> Contact:
    told = {"words": "", "next_step": "Try again", "try_again_on": None, **said}
    return outcomes.miss(appointment=one, version=one.version, at=now, by=by, **told)


def test_who_came_has_one_contact_and_it_is_that_of_the_appointment(by: Actor, jay: YoungPerson) -> None:
    made = book(jay, by, at(3, 11))
    with tenancy.acting(by):
        with pytest.raises(NotPossible, match="has not begun"):
            outcomes.come(appointment=made, words="Talked", version=1, at=NOW, by=by)
        contact = outcomes.come(appointment=made, words="Talked", version=1, at=at(3, 12), by=by)
        made.refresh_from_db()
        assert (made.status, made.contact_id) == ("came", contact.pk)
        assert (contact.at, contact.channel, contact.outcome) == (made.starts_at, "phone", "spoke")
        with pytest.raises(NotPossible, match="it is recorded"):
            miss(made, by, at(3, 12))
        assert Contact.objects.count() == 1


def test_who_did_not_attend_comes_up_again_on_the_day_given(by: Actor, jay: YoungPerson) -> None:
    made = book(jay, by, at(3, 11))
    with tenancy.acting(by):
        contact = miss(made, by, at(3, 12), words="Rang: no answer.", try_again_on=date(2026, 11, 9))
        assert contact.outcome == Contact.Outcome.DID_NOT_COME
        assert contact.try_again_on == date(2026, 11, 9)
        assert contact.note == "Did not attend the appointment at 3 November 2026, 11am. Rang: no answer."
        made.refresh_from_db()
        assert (made.status, made.next_step) == ("did_not_attend", "Try again")


def test_missed_in_a_row_are_counted_since_they_last_came(by: Actor, jay: YoungPerson) -> None:
    made = [book(jay, by, at(3, hour)) for hour in (11, 12, 13)]
    with tenancy.acting(by):
        outcomes.come(appointment=made[0], words="Talked", version=1, at=at(3, 14), by=by)
        for one in made[1:]:
            miss(one, by, at(3, 14))
        assert diary.missed_in_a_row(of=jay.pk, by=by) == 2


def remind(by: Actor, now: datetime) -> int:
    job = system("Reminders", partnership=by.partnership)
    with tenancy.acting(job):
        return reminders.send_due(at=now, by=job)


def test_each_reminder_is_sent_once(by: Actor, jay: YoungPerson) -> None:
    book(jay, by, at(5, 11))
    assert remind(by, at(4, 10, 50)) == 0
    assert [remind(by, at(4, 11)), remind(by, at(4, 11, 10))] == [1, 0]
    assert [remind(by, at(5, 9)), remind(by, at(5, 9, 10))] == [1, 0]
    with tenancy.acting(by):
        sent = Notice.objects.filter(title__startswith="Reminder: Thu 5 Nov, 11am")
        assert sent.count() == 2
        assert not any("courses" in one.title + one.words for one in sent)


def test_in_the_quiet_nothing_is_sent_and_in_the_morning_it_is(by: Actor, jay: YoungPerson) -> None:
    book(jay, by, at(5, 9))
    assert remind(by, at(4, 9)) == 1
    assert [remind(by, at(5, 7)), remind(by, at(5, 7, 59)), remind(by, at(5, 8))] == [0, 0, 1]


def test_where_several_are_due_one_is_sent_and_the_rest_are_passed_over(by: Actor, jay: YoungPerson) -> None:
    book(jay, by, at(5, 11))
    assert remind(by, at(5, 9, 30)) == 1  # the worker was away for a day
    with tenancy.acting(by):
        assert dict(Reminder.objects.values_list("hours_before", "sent")) == {24: False, 2: True}


def test_nobody_is_reminded_of_what_is_off_or_of_what_they_were_just_told(
    by: Actor, jay: YoungPerson
) -> None:
    off = book(jay, by, at(5, 11))
    with tenancy.acting(by):
        appointments.cancel(appointment=off, by_them=True, reason="", version=1, at=NOW, by=by)
    book(jay, by, at(4, 11), now=at(4, 10))  # an hour ahead: both reminders would have been due before
    assert remind(by, at(4, 10, 30)) == 0
    assert remind(by, at(5, 9, 30)) == 0


def test_reminders_are_as_the_partnership_wants_them(by: Actor, jay: YoungPerson) -> None:
    manager = make_actor(partnership=Partnership.objects.get(pk=by.partnership), role="partnership_manager")  # type: ignore[arg-type]
    with tenancy.acting(manager):
        places.set_rules(
            remind_hours_before=[],
            quiet_from=time(20),
            quiet_until=time(8),
            slot_minutes=20,
            missed_in_a_row=2,
            try_again_days=3,
            version=0,
            by=manager,
        )
    book(jay, by, at(5, 11))
    assert remind(by, at(5, 9)) == 0


def test_what_is_to_come_goes_to_the_new_adviser_or_is_flagged(
    by: Actor, jay: YoungPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("connexions.ground.base.clock.now", lambda: NOW)
    new = make_adviser(partnership=Partnership.objects.get(pk=by.partnership))
    free, clash = book(jay, by, at(4, 10)), book(jay, by, at(4, 11))
    book(make_mine(new), new, at(4, 11))
    with tenancy.acting(by):
        told = {"young_person": jay, "by": by, "on": NOW.date()}
        signals.handed_over.send(Appointment, before=by.id, to=new.id, **told)
        free.refresh_from_db()
        clash.refresh_from_db()
    assert (free.adviser_id, clash.adviser_id) == (new.id, by.id)
    assert clash.flag


def test_when_the_work_ends_nothing_is_booked_any_more(
    by: Actor, jay: YoungPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("connexions.ground.base.clock.now", lambda: NOW)
    made = book(jay, by, NOW + timedelta(days=1))
    with tenancy.acting(by):
        signals.closed.send(Appointment, young_person=jay, by=by, on=NOW.date())
        made.refresh_from_db()
        assert made.status == "cancelled_by_us"
        assert Notice.objects.filter(title__contains="is cancelled").exists()
