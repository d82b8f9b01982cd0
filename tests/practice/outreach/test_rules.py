"""Which hour a sheet ends at, when something was, and what may become of what was written."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from connexions.ground.base.refusals import NotPossible
from connexions.practice.casework import machines
from connexions.practice.outreach import rules

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)
minutes = st.integers(-3000, 3000).map(lambda one: timedelta(minutes=one))


@pytest.mark.parametrize("state", rules.WRITTEN.states)
@pytest.mark.parametrize("move", rules.WRITTEN.names)
def test_every_move_is_made_or_refused_with_a_sentence(state: str, move: str) -> None:
    if rules.WRITTEN.may(state, move):
        assert rules.WRITTEN.after(state, move) in rules.WRITTEN.states
        return
    with pytest.raises(NotPossible) as refused:
        rules.WRITTEN.after(state, move)
    assert refused.value.sentence.endswith((".", "?"))


def test_the_drawn_states_are_those_of_the_table() -> None:
    drawn = settings.ROOT / "docs" / "reference" / "outreach-states.md"
    assert drawn.read_text() == machines.reference(rules.MACHINES, room="outreach"), (
        "run manage.py draw_states"
    )


def test_what_is_recorded_stays_recorded() -> None:
    assert not [move for move in rules.WRITTEN.names if rules.WRITTEN.may("recorded", move)]


def test_a_sheet_ends_at_its_hour() -> None:
    found = rules.until(on=date(2026, 11, 3), ends=time(22), taken_at=NOON, zone=UTC)
    assert found == datetime(2026, 11, 3, 22, tzinfo=UTC)


def test_a_sheet_taken_late_lasts_two_hours() -> None:
    late = datetime(2026, 11, 3, 21, 30, tzinfo=UTC)
    found = rules.until(on=date(2026, 11, 3), ends=time(22), taken_at=late, zone=UTC)
    assert found == late + timedelta(hours=2)


def moment(*, said: timedelta, ahead: timedelta = timedelta(), typed: bool = False) -> rules.Moment:
    """Said so long after midday; the sheet was taken at midday, and it is sent at three by our clock."""
    received = NOON + timedelta(hours=3)
    return rules.moment(
        said_at=NOON + said, typed=typed, sent_at=received + ahead, received_at=received, taken_at=NOON
    )


def test_a_clock_that_is_right_is_believed() -> None:
    assert moment(said=timedelta(hours=1)) == rules.Moment(NOON + timedelta(hours=1))


@pytest.mark.parametrize(("hours", "spoken"), [(2, "2 hours fast"), (-1, "1 hour slow"), (48, "2 days fast")])
def test_a_clock_that_is_wrong_is_put_right_and_said(hours: int, spoken: str) -> None:
    ahead = timedelta(hours=hours)
    found = moment(said=timedelta(hours=1) + ahead, ahead=ahead)
    assert found.at == NOON + timedelta(hours=1)
    assert spoken in found.said


def test_a_time_that_was_typed_stays() -> None:
    found = moment(said=timedelta(hours=1), ahead=timedelta(hours=2), typed=True)
    assert found == rules.Moment(NOON + timedelta(hours=1))


def test_what_has_not_come_yet_was_when_it_was_sent() -> None:
    found = moment(said=timedelta(hours=9), typed=True)
    assert found.at == NOON + timedelta(hours=3)
    assert "had not come yet" in found.said


@given(said=minutes, ahead=minutes, typed=st.booleans())
def test_nothing_was_after_it_arrived(said: timedelta, ahead: timedelta, typed: bool) -> None:
    assert moment(said=said, ahead=ahead, typed=typed).at <= NOON + timedelta(hours=3)


@given(st.lists(st.uuids().map(str), min_size=1, max_size=9, unique=True), st.data())
def test_moving_one_keeps_the_others_in_order(order: list[str], data: st.DataObject) -> None:
    one = data.draw(st.sampled_from(order))
    found = rules.moved(order, one, data.draw(st.sampled_from([-1, 1])))
    assert sorted(found) == sorted(order)
    assert [other for other in found if other != one] == [other for other in order if other != one]
    assert abs(found.index(one) - order.index(one)) <= 1
