"""What somebody is to do by a day."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from connexions.ground.base import clock
from connexions.ground.base.refusals import Conflict, NotPossible
from connexions.practice.casework import following, moves, signals
from connexions.practice.casework.actions import follow_ups
from connexions.practice.casework.models import FollowUp
from tests.factories import make_actor
from tests.factories.desk import Desk, today_boxes
from tests.factories.questions import few_questions

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 3, 10, tzinfo=timezone.get_default_timezone())
ON = NOW.date()


@pytest.fixture
def desk() -> Desk:
    return Desk()


def add(desk: Desk, words: str = "Ring the college", due_on: date = ON, **said: Any) -> FollowUp:
    with desk.acting():
        return follow_ups.add(young_person=desk.jay, words=words, due_on=due_on, at=NOW, by=desk.by, **said)


def test_what_is_to_be_done_is_somebodys_and_not_for_a_day_gone_by(desk: Desk) -> None:
    assert add(desk).owner_id == desk.by.id
    colleague = make_actor(partnership=desk.partnership, team=desk.team)
    assert add(desk, owner=colleague.id).owner_id == colleague.id
    stranger = make_actor(partnership=desk.partnership)
    with pytest.raises(NotPossible, match="do not work with Jay"):
        add(desk, owner=stranger.id)
    with pytest.raises(NotPossible, match="gone by"):
        add(desk, due_on=ON - timedelta(days=1))
    with pytest.raises(NotPossible, match="Say what"):
        add(desk, words=" ")


@pytest.mark.parametrize("state", moves.FOLLOW_UP.states)
@pytest.mark.parametrize("move", moves.FOLLOW_UP.names)
def test_every_move_is_made_or_refused_with_a_sentence(state: str, move: str) -> None:
    if moves.FOLLOW_UP.may(state, move):
        assert moves.FOLLOW_UP.after(state, move) in FollowUp.Status.values
    else:
        with pytest.raises(NotPossible, match=r"\.$"):
            moves.FOLLOW_UP.after(state, move)


def test_it_is_done_left_with_a_reason_or_taken_up_again(desk: Desk) -> None:
    one = add(desk)
    with desk.acting():
        with pytest.raises(NotPossible, match="Say why"):
            follow_ups.settle(follow_up=one, move="drop", on=ON, by=desk.by)
        done = follow_ups.settle(follow_up=one, move="finish", came_of_it="Place kept", on=ON, by=desk.by)
        assert (done.status, done.settled_on, done.came_of_it) == ("done", ON, "Place kept")
        with pytest.raises(NotPossible, match="done already"):
            follow_ups.settle(follow_up=one, move="finish", on=ON, by=desk.by)
        again = follow_ups.settle(follow_up=one, move="reopen", on=ON, by=desk.by)
        assert (again.status, again.settled_on) == ("to_do", None)


def test_two_who_change_it_at_once_are_told(desk: Desk) -> None:
    one = add(desk)
    with desk.acting():
        told: dict[str, Any] = {"due_on": ON, "owner": desk.by.id, "version": 1, "on": ON, "by": desk.by}
        follow_ups.change(follow_up=one, words="Theirs", **told)
        with pytest.raises(Conflict):
            follow_ups.change(follow_up=one, words="Mine", **told)


def test_it_comes_up_on_today_and_on_the_record(desk: Desk) -> None:
    today = clock.today()
    with desk.acting():
        follow_ups.add(
            young_person=desk.jay, words="Ring the college", due_on=today, at=clock.now(), by=desk.by
        )
        follow_ups.add(
            young_person=desk.jay,
            words="Much later",
            due_on=today + timedelta(days=40),
            at=clock.now(),
            by=desk.by,
        )
    page = desk.client.get("/").content.decode()
    assert "Ring the college" in page
    assert "Much later" not in page
    overview = desk.client.get(f"/young-people/{desk.jay.pk}/").content.decode()
    assert "Ring the college" in overview
    desk.open("follow_ups")
    with few_questions():
        desk.open("follow_ups")


def test_it_goes_with_the_young_person_to_their_next_adviser(desk: Desk) -> None:
    one = add(desk)
    taker = make_actor(partnership=desk.partnership, team=desk.team)
    assert desk.by.id is not None
    with desk.acting():
        assert "1 thing to do" in following.still_to_do(desk.by.id, desk.by)
        signals.handed_over.send(
            None, young_person=desk.jay, by=desk.by, on=ON, before=desk.by.id, to=taker.id
        )
        assert FollowUp.objects.get(pk=one.pk).owner_id == taker.id
        assert following.still_to_do(desk.by.id, desk.by) == ""


def test_the_pages_add_change_and_settle(desk: Desk) -> None:
    desk.open("follow_up_add")
    assert desk.send("follow_up_add", words="").status_code == 422
    said = {"words": "Send the form", "owner": str(desk.by.id), **today_boxes("due_on")}
    assert desk.send("follow_up_add", **said).status_code == 302
    with desk.acting():
        one = FollowUp.objects.get()
    assert "Send the form" in desk.open("follow_up", one.pk)
    changed = {**said, "words": "Send both forms", "version": "1"}
    assert desk.send("follow_up", one.pk, **changed).status_code == 302
    desk.open("follow_up_settle", one.pk)
    assert desk.send("follow_up_settle", one.pk, move="drop").status_code == 409
    assert desk.send("follow_up_settle", one.pk, move="finish", came_of_it="Sent").status_code == 302
    page = desk.open("follow_ups")
    assert "Sent" in page
    assert "Take it up again" in desk.open("follow_up", one.pk)
