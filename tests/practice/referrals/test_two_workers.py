"""Two workers in the same morning: each thing is said once, and neither stumbles over the other."""

from datetime import timedelta

import pytest

from connexions.ground.base import clock, tenancy
from connexions.practice.referrals import tasks
from connexions.practice.referrals.models import Nudge, Referral, ReferralMove
from tests.at_once import at_once
from tests.factories.referrals import Setting, make_sent, make_setting

pytestmark = pytest.mark.usefixtures("committed")


@pytest.fixture
def setting(committed: None) -> Setting:
    return make_setting()


def test_what_is_due_is_said_once(setting: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = make_sent(setting)
    assert sent.due_on is not None
    day = sent.due_on
    monkeypatch.setattr(clock, "today", lambda: day)
    at_once(lambda: tasks.every_morning(0))
    with tenancy.acting(setting.adviser):
        assert [one.kind for one in Nudge.objects.filter(referral=sent)] == ["due"]


def test_what_has_no_leave_any_more_stops_once(setting: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = make_sent(setting)
    later = setting.at + timedelta(days=400)
    monkeypatch.setattr(clock, "now", lambda: later)
    at_once(lambda: tasks.every_morning(0))
    with tenancy.acting(setting.adviser):
        assert Referral.objects.get(pk=sent.pk).state == "halted"
        assert ReferralMove.objects.filter(referral=sent, move="halt").count() == 1
