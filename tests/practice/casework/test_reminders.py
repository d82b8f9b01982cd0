"""Reminders: the right people, once, and never of what is done; an adviser's own stand on Today."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor
from connexions.ground.messaging.models import Message
from connexions.practice.casework import tasks, today
from connexions.practice.casework.actions import agreements, plans, reminders, steps
from connexions.practice.casework.models import Goal, Plan, Step
from connexions.practice.casework.queries.today import needs_attention
from connexions.registers.people.models import Notice, YoungPerson
from tests.factories import make_contact_point
from tests.factories.casework import TODAY, make_adviser, make_mine, make_plan
from tests.practice.casework.test_agreements import LINK, NOON

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def by() -> Iterator[Actor]:
    actor = make_adviser()
    with tenancy.acting(actor):
        yield actor


def remind(jay: YoungPerson, by: Actor, **more: Any) -> Step:
    """A plan with one step of which somebody is reminded."""
    _, _, step = make_plan(jay, by=by)
    told = {"remind_whom": "young_person", "remind_days": 1, "due_on": TOMORROW, **more}
    Step.objects.filter(pk=step.pk).update(**told)
    return step


def test_they_are_reminded_once_of_the_day(by: Actor) -> None:
    jay = make_mine(by)
    make_contact_point(jay, value="+447700900123")
    step = remind(jay, by)
    Message.objects.all().delete()
    assert reminders.send(on=TODAY, by=by) == 1
    assert reminders.send(on=TODAY, by=by) == 0
    assert reminders.send(on=TOMORROW, by=by) == 0
    told = Notice.objects.get(kind="step")
    assert told.words == "• Ring the college, by 4 November 2026"
    assert "college" not in told.title
    assert Message.objects.count() == 1
    Step.objects.filter(pk=step.pk).update(due_on=TODAY + timedelta(days=5))
    assert reminders.send(on=TODAY, by=by) == 0
    assert reminders.send(on=TODAY + timedelta(days=4), by=by) == 1  # another day, another reminder


@pytest.mark.parametrize(
    "said",
    [
        {"status": "done"},
        {"status": "dropped"},
        {"remind_whom": "adviser"},
        {"remind_whom": ""},
        {"due_on": TODAY + timedelta(days=2)},
        {"due_on": TODAY - timedelta(days=1)},
    ],
)
def test_nobody_is_reminded_of_what_is_not_theirs_to_do_now(by: Actor, said: dict[str, Any]) -> None:
    remind(make_mine(by), by, **said)
    assert reminders.send(on=TODAY, by=by) == 0


def test_who_wants_no_texts_is_told_on_their_page_alone(by: Actor) -> None:
    jay = make_mine(by)
    make_contact_point(jay, value="+447700900123", opted_out_on=TODAY)
    remind(jay, by)
    assert reminders.send(on=TODAY, by=by) == 1
    assert not Message.objects.exists()
    assert Notice.objects.filter(kind="step").count() == 1


def test_two_steps_are_one_reminder(by: Actor) -> None:
    step = remind(make_mine(by), by)
    steps.add(
        goal=step.goal,
        words="Pack a bag",
        owner="young_person",
        due_on=TOMORROW,
        remind_whom="young_person",
        by=by,
    )
    assert reminders.send(on=TODAY, by=by) == 2
    assert "Pack a bag" in Notice.objects.get(kind="step").words


def test_a_closed_plan_reminds_nobody(by: Actor) -> None:
    remind(make_mine(by), by)
    plans.close(plan=Plan.objects.get(), on=TODAY, summary="Done", by=by)
    assert reminders.send(on=TODAY, by=by) == 0


def test_the_morning_goes_through_everything_that_waits(by: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reminders, "AT_ONCE", 1)
    for _ in range(3):
        remind(make_mine(by), by)
    assert tasks.remind(partnership=by.partnership, on=TODAY) == 3
    assert tasks.remind(partnership=by.partnership, on=TODAY) == 0


def said(kind: str, by: Actor, on: date = TODAY) -> list[tuple[str, str, str]]:
    """What one source says on Today: the group, the mark and the sentence of each."""
    assert by.id is not None
    found = needs_attention(adviser=by.id, on=on, by=by, kind=kind)
    told = [(one.group, today.say(one, found.asked)) for one in found.shown]
    return [(group, one.state, one.what) for group, one in told]


def test_an_adviser_is_reminded_of_others_steps_on_today(by: Actor) -> None:
    remind(make_mine(by), by, remind_whom="adviser", owner="partner", owner_name="Build-Up", remind_days=3)
    assert said("reminder", by) == [("week", "Reminder, by 4 Nov", "Build-Up: Ring the college")]
    assert said("reminder", by, TODAY - timedelta(days=3)) == []
    assert said("reminder", by, TOMORROW + timedelta(days=1))[0][0] == "overdue"


def test_what_a_young_person_wants_to_change_comes_to_today(by: Actor) -> None:
    jay = make_mine(by)
    plan, _, step = make_plan(jay, by=by, agreed=False)
    told = {"to": None, "days": 7, "link": LINK, "version": Plan.objects.get().version, "at": NOON}
    asking, _ = agreements.ask(plan=plan, by=by, **told)
    own = Actor(by.role.YOUNG_PERSON, by.partnership, "Jay", young_person=jay.pk)
    agreements.want_change(asking=asking, words="Not the bus", at=NOON, by=own)
    steps.say(step=step, words="I rang, nobody there", on=TODAY, by=own)
    lines = said("answer", by)
    assert ("week", "Wants a change", "“Not the bus”") in lines
    assert ("coming", "Said about a step", "“I rang, nobody there”") in lines
    agreements.heed(asking=asking, by=by)
    assert said("answer", by, TODAY + timedelta(days=8)) == []


def test_goals_keep_their_order_when_two_change_places(by: Actor) -> None:
    from connexions.practice.casework.actions import goals

    plan, first, _ = make_plan(make_mine(by), by=by)
    second = plans.add_goal(plan=plan, words="Second", factors=[], by=by)
    goals.reorder(goal=second, up=True, by=by)
    goals.reorder(goal=second, up=True, by=by)  # the first stays the first
    assert list(Goal.objects.order_by("position").values_list("pk", flat=True)) == [second.pk, first.pk]
