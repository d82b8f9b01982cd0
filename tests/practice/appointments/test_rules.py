"""States, times and waits: tables walked whole, and what holds whatever the numbers."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import product

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from connexions.ground.base.refusals import NotPossible
from connexions.practice.appointments.models import Appointment, Waiting
from connexions.practice.appointments.rules import APPOINTMENT, MACHINES, WAITING, times, waits
from connexions.practice.appointments.rules.times import Span, Stretch
from connexions.practice.casework import machines
from connexions.practice.casework.machines import Machine


@pytest.mark.parametrize("machine", MACHINES, ids=lambda one: one.noun)
def test_every_move_from_every_state_is_made_or_refused_with_a_sentence(machine: Machine) -> None:
    for state, move in product(machine.states, machine.names):
        assert ((state, move) in machine.moves) != ((state, move) in machine.refusals), (state, move)
        if machine.may(state, move):
            assert machine.after(state, move) in machine.states
        else:
            with pytest.raises(NotPossible, match=r"\w+ .*\.$"):
                machine.after(state, move)


def test_the_states_are_those_of_the_columns() -> None:
    assert set(APPOINTMENT.states) == set(Appointment.Status.values)
    assert set(WAITING.states) == set(Waiting.State.values)


def test_the_states_are_drawn() -> None:
    drawn = settings.ROOT / "docs" / "reference" / "appointments-states.md"
    assert drawn.read_text(encoding="utf-8") == machines.reference(MACHINES, room="appointments"), (
        "run manage.py draw_states"
    )
    assert machines.registered()["appointments"] == MACHINES


@pytest.mark.parametrize(
    ("day", "at", "says"),
    [
        (date(2026, 3, 29), time(1, 30), "There is no 1:30am on Sunday 29 March 2026"),
        (date(2026, 10, 25), time(1, 30), "There are two of 1:30am on Sunday 25 October 2026"),
    ],
)
def test_the_nights_when_the_clocks_change(day: date, at: time, says: str) -> None:
    with pytest.raises(NotPossible, match=says):
        times.moment(day, at)


def test_ten_o_clock_stays_ten_o_clock() -> None:
    assert times.moment(date(2026, 3, 28), time(10)) == datetime(2026, 3, 28, 10, tzinfo=UTC)
    assert times.moment(date(2026, 3, 30), time(10)) == datetime(2026, 3, 30, 9, tzinfo=UTC)


@pytest.mark.parametrize("minutes", [0, 4, 481, -30])
def test_a_length_that_no_appointment_has(minutes: int) -> None:
    with pytest.raises(NotPossible, match="lasts from 5 minutes to 8 hours"):
        times.span(date(2026, 11, 4), time(10), minutes)


BEGIN = datetime(2026, 11, 4, 9, tzinfo=UTC)
SPANS = st.builds(
    lambda at, length: Span(BEGIN + timedelta(minutes=at), BEGIN + timedelta(minutes=at + length)),
    st.integers(0, 400),
    st.integers(5, 120),
)


@given(st.lists(SPANS, max_size=6), st.lists(SPANS, max_size=4), st.integers(5, 90), st.integers(5, 60))
def test_what_is_free_lies_in_the_hours_and_overlaps_nothing(
    busy: list[Span], away: list[Span], minutes: int, slot: int
) -> None:
    hours = Span(BEGIN, BEGIN + timedelta(hours=7))
    left = times.without([Stretch(hours, slot)], away)
    found = [span for span, _ in times.free(left, busy, minutes=minutes, after=BEGIN)]
    assert found == sorted(found)
    for span in found:
        assert hours.holds(span)
        assert not any(span.overlaps(other) for other in [*busy, *away])
        assert span.ends_at - span.starts_at == timedelta(minutes=minutes)


@given(
    st.integers(0, 365 * 24 * 60).map(lambda minutes: BEGIN + timedelta(minutes=minutes)),
    st.integers(1, 72),
    st.times(),
    st.times(),
)
def test_a_reminder_is_never_due_in_the_quiet_and_never_early(
    starts_at: datetime, hours: int, quiet_from: time, quiet_until: time
) -> None:
    due = times.remind_at(starts_at=starts_at, hours=hours, quiet_from=quiet_from, quiet_until=quiet_until)
    assert due >= starts_at - timedelta(hours=hours)
    skipped = (
        time(0) < quiet_until.replace(second=0, microsecond=0) < time(3)
    )  # may be an hour that is skipped
    if not skipped:
        assert not times.is_quiet(due, quiet_from=quiet_from, quiet_until=quiet_until)


@given(st.integers(0, 30), st.lists(st.integers(1, 120), min_size=3, max_size=20), st.integers(1, 6))
def test_whoever_is_further_back_waits_no_less(before: int, took: list[int], advisers: int) -> None:
    first = waits.wait_minutes(before=before, took=took, advisers=advisers)
    second = waits.wait_minutes(before=before + 1, took=took, advisers=advisers)
    assert first is not None
    assert second is not None
    assert first <= second


def test_nothing_is_promised_before_enough_have_been_seen() -> None:
    assert waits.wait_minutes(before=2, took=[10, 12], advisers=1) is None
    assert waits.said(None, before=2) == "2 before you"
    assert waits.said(25, before=2) == "About 25 minutes"
    assert waits.said(None, before=0) == "Next"
