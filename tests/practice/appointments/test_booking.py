"""Booking: what PostgreSQL refuses whoever asks, and what the sentence says."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Role
from connexions.ground.base.refusals import Conflict, NotAllowed, NotPossible
from connexions.practice.appointments.actions import appointments
from connexions.practice.appointments.models import Appointment
from connexions.practice.appointments.rules.times import lasting
from connexions.registers.partners.models import Team
from connexions.registers.people.models import Notice
from tests.factories import make_actor, make_contact_point
from tests.factories.appointments import NOW, at, book, make_hours, make_room
from tests.factories.casework import make_adviser, make_mine

pytestmark = pytest.mark.django_db


def test_what_is_booked_is_kept_and_told_without_what_it_is_for() -> None:
    by = make_adviser(name="Sam Green")
    jay = make_mine(by)
    made = book(jay, by, at(4, 14, 30), room=make_room(by), purpose="Look at courses", with_carer=True)
    with tenancy.acting(by):
        stored = Appointment.objects.get(pk=made.pk)
        assert (stored.status, stored.with_carer, stored.booked_by_id) == ("booked", True, by.id)
        notice = Notice.objects.get()
    assert notice.title == "Appointment Wed 4 Nov, 2:30pm, Byker centre, Room 1"
    assert "You meet Sam Green on Wednesday 4 November 2026 at 2:30pm" in notice.words
    assert "courses" not in notice.title + notice.words


@pytest.mark.parametrize("same", ["adviser", "room", "young_person"])
def test_nobody_and_no_room_is_booked_twice_and_the_sentence_says_what_is_free(same: str) -> None:
    by = make_adviser(name="Sam Green")
    other = make_adviser(partnership=make_partnership_of(by), name="Ola Reed")
    make_hours(by, weekday=2)
    make_hours(other, weekday=2)
    room, second = make_room(by), make_room(by, "Room 2")
    jay, kim = make_mine(by, given_name="Jay"), make_mine(by, given_name="Kim")
    book(jay, by, at(4, 10), room=room)
    asked: dict[str, Any] = {
        "adviser": {"young_person": kim, "room": second, "adviser": by.id},
        "room": {"young_person": kim, "room": room, "adviser": other.id},
        "young_person": {"young_person": jay, "room": second, "adviser": other.id},
    }[same]
    says = {
        "adviser": "Sam Green has another appointment from 10am to 10:30am, with Jay",
        "room": "Room 1 is taken from 10am to 10:30am",
        "young_person": "Jay has another appointment from 10am",
    }[same]
    with pytest.raises(NotPossible) as refused:
        book(by=by, starts_at=at(4, 10, 15), **asked)
    assert says in refused.value.sentence
    assert "Free next: Wednesday 4 Nov at" in refused.value.sentence
    assert Appointment.objects.count() == 0  # outside a partnership nothing is seen
    book(by=by, starts_at=at(4, 10, 30), **asked)  # one ends where the next begins


def make_partnership_of(by: Any) -> Any:
    from connexions.registers.partners.models import Partnership

    return Partnership.objects.get(pk=by.partnership)


def test_the_database_refuses_even_what_goes_past_the_action() -> None:
    by = make_adviser()
    jay = make_mine(by)
    made = book(jay, by, at(4, 10))
    with tenancy.acting(by), pytest.raises(IntegrityError, match="in_one_appointment"):
        Appointment.objects.create(
            partnership_id=by.partnership,
            young_person=jay,
            adviser_id=by.id,
            how="phone",
            starts_at=made.starts_at + timedelta(minutes=5),
            ends_at=made.ends_at + timedelta(minutes=5),
            booked_at=NOW,
        )


def test_the_name_of_somebody_with_another_team_is_not_in_the_sentence() -> None:
    by = make_adviser(name="Sam Green")
    far_team = Team.objects.create(partnership_id=by.partnership, name="Far")
    far = make_actor(partnership=make_partnership_of(by), team=far_team)
    theirs = make_mine(far, given_name="Secret")
    book(theirs, far, at(4, 10), adviser=by.id)
    with pytest.raises(NotPossible) as refused:
        book(make_mine(by), by, at(4, 10))
    assert "Secret" not in refused.value.sentence


@pytest.mark.parametrize(
    ("starts_at", "says"),
    [(NOW, "past"), (NOW - timedelta(hours=1), "past"), (NOW + timedelta(days=400), "more than a year")],
)
def test_a_time_gone_by_or_far_away_is_refused(starts_at: Any, says: str) -> None:
    by = make_adviser()
    with pytest.raises(NotPossible, match=says):
        book(make_mine(by), by, starts_at)


def test_what_is_no_place_and_what_is_no_purpose_is_refused() -> None:
    by = make_adviser()
    jay = make_mine(by)
    with pytest.raises(NotPossible, match="Say where"):
        book(jay, by, at(4, 10), how="elsewhere")
    with pytest.raises(NotPossible, match="Choose a room"):
        book(jay, by, at(4, 10), how="room")
    closed = make_room(by, closed_on=at(4, 0).date())
    with pytest.raises(NotPossible, match="not in use"):
        book(jay, by, at(4, 10), room=closed)
    with pytest.raises(NotPossible, match=r"500 characters or fewer: it has 100,000"):
        book(jay, by, at(4, 10), purpose="x" * 100_000)


def test_who_may_not_write_in_the_casework_books_nothing() -> None:
    by = make_adviser()
    inspector = make_actor(partnership=make_partnership_of(by), role=Role.INSPECTOR)
    with pytest.raises(NotAllowed):
        book(make_mine(by), inspector, at(4, 10), adviser=by.id)


def test_moving_keeps_the_earlier_one_and_the_entry_of_the_calendar() -> None:
    by = make_adviser()
    jay = make_mine(by)
    first = book(jay, by, at(4, 10), with_carer=True)
    with tenancy.acting(by):
        second = moved(first, by, at(4, 10, 15))  # it does not stand in its own way
        first.refresh_from_db()
        assert (first.status, first.moved_to) == ("moved", second)
        assert (second.calendar_uid, second.sequence) == (first.calendar_uid, 1)
        assert (second.purpose, second.with_carer) == (first.purpose, True)
        assert "moved to Wed 4 Nov, 10:15am" in Notice.objects.order_by("-told_at", "-id")[0].title
        with pytest.raises(NotPossible, match="was moved"):
            moved(first, by, at(5, 10))


def moved(one: Appointment, by: Any, starts_at: Any, **said: Any) -> Appointment:
    told = {"how": one.how, "room_id": one.room_id, "where": one.where, "adviser": one.adviser_id, **said}
    return appointments.move(
        appointment=one,
        span=lasting(starts_at, 30),
        reason="Exam",
        version=one.version,
        at=NOW,
        by=by,
        **told,
    )


def test_a_cancellation_is_told_and_can_be_taken_back_while_the_time_is_free() -> None:
    by = make_adviser()
    jay, kim = make_mine(by), make_mine(by)
    make_contact_point(jay, "+447700900123")
    made = book(jay, by, at(4, 10))
    with tenancy.acting(by):
        made = cancel(made, by, by_them=True)
        assert (made.status, made.reason) == ("cancelled_by_them", "Ill")
        made = appointments.restore(appointment=made, version=made.version, at=NOW, by=by)
        assert made.status == "booked"
        made = cancel(made, by, by_them=False)
        assert made.status == "cancelled_by_us"
    book(kim, by, at(4, 10))
    with tenancy.acting(by), pytest.raises(NotPossible, match="has another appointment"):
        appointments.restore(appointment=made, version=made.version, at=NOW, by=by)


def cancel(made: Appointment, by: Any, *, by_them: bool) -> Appointment:
    return appointments.cancel(
        appointment=made, by_them=by_them, reason="Ill", version=made.version, at=NOW, by=by
    )


def test_two_people_at_once() -> None:
    by = make_adviser()
    made = book(make_mine(by), by, at(4, 10))
    with tenancy.acting(by):
        cancel(made, by, by_them=True)
        with pytest.raises(Conflict):
            cancel(made, by, by_them=True)


def test_an_appointment_goes_to_another_adviser_where_they_are_free_else_it_is_flagged() -> None:
    by = make_adviser()
    other = make_adviser(partnership=make_partnership_of(by))
    jay, kim, lee = make_mine(by), make_mine(by), make_mine(other)
    free, taken = book(jay, by, at(4, 10)), book(kim, by, at(4, 11))
    book(lee, other, at(4, 11))
    assert other.id is not None
    with tenancy.acting(by):
        assert appointments.take_over(appointment=free, adviser=other.id, at=NOW, by=by)
        assert not appointments.take_over(appointment=taken, adviser=other.id, at=NOW, by=by)
        free.refresh_from_db()
        taken.refresh_from_db()
    assert (free.adviser_id, free.flag) == (other.id, "")
    assert taken.adviser_id == by.id
    assert "new adviser is booked" in taken.flag
