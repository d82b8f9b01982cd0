"""Two workers at once: what the clock does for safety is done once, and at every partnership."""

from datetime import timedelta
from typing import Any

import pytest

from connexions.ground.base import clock
from connexions.ground.base.models import partnerships
from connexions.registers.partners.models import Partnership
from connexions.trust.safeguarding import tasks
from connexions.trust.safeguarding.actions import concerns
from connexions.trust.safeguarding.models import Alert, Event, OutingEvent
from tests.at_once import at_once
from tests.factories import make_partnership
from tests.factories.safeguarding import NOON, House

pytestmark = pytest.mark.usefixtures("committed")
LATER = NOON + timedelta(minutes=70)


@pytest.fixture
def another(committed: None) -> Partnership:
    """A partnership that comes before theirs, if it is asked for first."""
    return make_partnership()


@pytest.fixture
def house(committed: None, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setattr(clock, "now", lambda: LATER)
    monkeypatch.setattr(clock, "today", lambda: LATER.date())
    return House()


def test_each_concern_goes_up_once(house: House) -> None:
    house.rule(("team_managers", 60), ("partnership_managers", 60))
    made = [house.raised() for _ in range(6)]
    at_once(lambda: tasks.escalate(0))
    with house.acting():
        for one in made:
            one.refresh_from_db()
            assert (one.level, one.take_on_by_at) == (1, LATER + timedelta(minutes=60))
            assert Event.objects.filter(concern=one, what="not_taken_on").count() == 1
            assert [alert.user.name for alert in Alert.objects.filter(concern=one, level=1)] == ["Marcus"]


def test_each_who_is_not_back_is_asked_after_once(house: House) -> None:
    outs = [house.out("priya", minutes=60), house.out("owen", minutes=60)]
    at_once(lambda: tasks.look_after(0))
    with house.acting():
        for one in outs:
            told = OutingEvent.objects.filter(outing=one, what__startswith="told_")
            assert sorted(told.values_list("what", "whom")) == sorted(set(told.values_list("what", "whom")))
            assert told.count() >= 1


def test_what_fails_at_one_partnership_leaves_the_others_as_they_would_be(
    another: Partnership, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = house.raised()
    do = concerns.escalate_due

    def fail_elsewhere(**asked: Any) -> int:
        if asked["by"].partnership != house.partnership.pk:
            raise RuntimeError("a fault")
        return do(**asked)

    assert partnerships().index(another.pk) < partnerships().index(house.partnership.pk)
    monkeypatch.setattr(concerns, "escalate_due", fail_elsewhere)
    monkeypatch.setattr(clock, "now", lambda: made.take_on_by_at)
    with pytest.raises(RuntimeError, match="a fault"):
        tasks.escalate(0)
    assert house.concern(made).level > made.level
