"""What a service does with a referral, and what follows for the plan, the list, and those who asked."""

from datetime import timedelta
from typing import Any

import pytest

from connexions.ground.base import tenancy
from connexions.ground.base.acting import system
from connexions.ground.base.ids import new_id
from connexions.ground.base.refusals import NotAllowed, NotPossible
from connexions.practice.casework.models import Step, StepEvent
from connexions.practice.referrals.actions import answers, drafts, hand_overs, nudging, words
from connexions.practice.referrals.actions.drafts import Chosen
from connexions.practice.referrals.models import Nudge, Place, Referral, Word
from connexions.registers.people.models import Notice
from tests.factories.referrals import Setting, make_accepted, make_draft, make_sent, make_setting

pytestmark = pytest.mark.django_db


@pytest.fixture
def setting() -> Setting:
    return make_setting()


def theirs(setting: Setting, act: Any, referral: Referral, **said: Any) -> Any:
    """The service's worker does it now."""
    with tenancy.acting(setting.worker):
        return act(referral=referral, at=setting.at, by=setting.worker, **said)


def test_accepted_it_is_to_begin_by_a_day_and_the_young_person_is_told(setting: Setting) -> None:
    accepted = make_accepted(setting)
    assert accepted.due_on == accepted.start_by
    with tenancy.acting(setting.adviser):
        told = Notice.objects.get(kind="referral")
        assert "Haven rooms will help you" in told.words
        assert "Haven" not in told.title


def test_nobody_declines_without_a_reason(setting: Setting) -> None:
    with pytest.raises(NotPossible, match="Say why"):
        theirs(setting, answers.decline, make_sent(setting), reason="")


def test_what_is_declined_leaves_the_step_to_be_done(setting: Setting) -> None:
    theirs(setting, answers.decline, make_sent(setting), reason="full")
    with tenancy.acting(setting.adviser):
        assert Step.objects.get(pk=setting.step.pk).status == "to_do"
        assert "no place" in StepEvent.objects.get(what="heard").words


def test_what_is_asked_is_answered_and_the_time_begins_again(setting: Setting) -> None:
    asked = theirs(setting, answers.ask, make_sent(setting), words="How old?", on=setting.on)
    assert (asked.state, asked.news_at is not None) == ("more_wanted", True)
    with tenancy.acting(setting.adviser):
        answered = answers.answer(
            referral=asked, words="17.", at=setting.at, on=setting.on, by=setting.adviser
        )
    assert (answered.state, answered.news_at) == ("received", None)


def test_a_place_on_the_list_moves_and_is_given_up(setting: Setting) -> None:
    accepted = make_accepted(setting)
    soon = setting.on + timedelta(days=30)
    waiting = theirs(setting, answers.wait, accepted, position=4, expected_on=soon, on=setting.on)
    assert waiting.due_on == soon
    theirs(setting, answers.wait, waiting, position=2, expected_on=soon, on=setting.on)
    theirs(setting, answers.end, waiting, outcome="gave_up_waiting")
    with tenancy.acting(setting.adviser):
        place = Place.objects.get()
    assert (place.position, place.became) == (2, "gave_up")


def test_whoever_was_not_waiting_cannot_give_up(setting: Setting) -> None:
    started = theirs(setting, answers.start, make_accepted(setting), on=setting.on)
    with pytest.raises(NotPossible, match="not waiting"):
        theirs(setting, answers.end, started, outcome="gave_up_waiting")


def test_what_began_begins_the_step(setting: Setting) -> None:
    theirs(setting, answers.start, make_accepted(setting), on=setting.on)
    with tenancy.acting(setting.adviser):
        assert Step.objects.get(pk=setting.step.pk).status == "started"


def test_a_service_does_not_take_back(setting: Setting) -> None:
    with pytest.raises(NotAllowed, match="Write them a message"):
        theirs(setting, answers.withdraw, make_sent(setting), words="")


def test_two_open_referrals_to_one_service_are_refused(setting: Setting) -> None:
    sent = make_sent(setting)
    with tenancy.acting(setting.adviser), pytest.raises(NotPossible, match="open referral to Haven rooms"):
        drafts.draft(
            young_person=setting.young_person,
            services=[Chosen(sent.service_id, "Haven rooms", setting.organisation)],
            purpose="support",
            at=setting.at,
            by=setting.adviser,
        )


def test_a_service_of_nobody_we_work_with_is_refused(setting: Setting) -> None:
    with tenancy.acting(setting.adviser), pytest.raises(NotPossible, match="belongs to no organisation"):
        drafts.draft(
            young_person=setting.young_person,
            services=[Chosen(new_id(), "A club", None)],
            purpose="support",
            at=setting.at,
            by=setting.adviser,
        )


def test_messages_go_both_ways_once_it_is_sent(setting: Setting) -> None:
    draft = make_draft(setting)
    with tenancy.acting(setting.adviser), pytest.raises(NotPossible, match="not been sent"):
        words.say(referral=draft, words="Hello", at=setting.at, by=setting.adviser)
    sent = make_sent(setting)
    theirs(setting, words.say, sent, words="Which day?")
    with tenancy.acting(setting.adviser):
        words.say(referral=sent, words="Friday.", at=setting.at, by=setting.adviser)
        assert [one.words for one in Word.objects.filter(referral=sent)] == ["Which day?", "Friday."]


def test_a_hand_over_is_confirmed_by_the_other_side(setting: Setting) -> None:
    accepted, soon = make_accepted(setting), setting.at + timedelta(days=3)
    named = theirs(setting, hand_overs.name, accepted, kind="meeting", when=soon, where="Haven", who="Robin")
    with tenancy.acting(setting.worker), pytest.raises(NotPossible, match="yourself"):
        hand_overs.confirm(hand_over=named, at=setting.at, by=setting.worker)
    with tenancy.acting(setting.adviser):
        confirmed = hand_overs.confirm(hand_over=named, at=setting.at, by=setting.adviser)
        assert confirmed.state == "confirmed"
        with pytest.raises(NotPossible, match="still to come"):
            hand_overs.settle(hand_over=named, took_place=True, at=setting.at, by=setting.adviser)


def test_each_thing_is_said_once_and_goes_up_when_it_is_late(setting: Setting) -> None:
    sent = make_sent(setting)
    assert sent.due_on is not None
    by = system("referral reminders", partnership=setting.adviser.partnership)
    with tenancy.acting(by):
        assert nudging.nudge(on=sent.due_on - timedelta(days=10), at=setting.at, by=by) == 0
        assert nudging.nudge(on=sent.due_on, at=setting.at, by=by) == 1
        assert nudging.nudge(on=sent.due_on, at=setting.at, by=by) == 0
        assert nudging.nudge(on=sent.due_on + timedelta(days=30), at=setting.at, by=by) == 1
        assert nudging.nudge(on=sent.due_on + timedelta(days=31), at=setting.at, by=by) == 0
        assert [one.kind for one in Nudge.objects.order_by("at", "id")] == ["due", "late"]
