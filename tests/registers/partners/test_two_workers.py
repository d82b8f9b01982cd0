"""Two workers in the same morning: nobody is chased twice."""

from datetime import timedelta

import pytest

from connexions.ground.base import clock, tenancy
from connexions.ground.messaging.models import Message
from connexions.registers.partners import tasks
from connexions.registers.partners.actions import disputes
from tests.at_once import at_once
from tests.factories import make_actor, make_partnership
from tests.factories.partners import AT, ON, make_organisation
from tests.registers.partners.actions.test_disputes import raised
from tests.registers.partners.actions.test_reviews import due


def sent(purpose: str) -> int:
    """How many were ever written: the post room's own rows stay."""
    return Message.objects.filter(purpose=purpose).count()


def test_each_is_chased_once(committed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    organisation = make_organisation(make_partnership())
    due(organisation, ON)
    by = make_actor(partnership=organisation.partnership)
    with tenancy.acting(by):
        made = raised(organisation, by)
        disputes.move_up(dispute=made, words="No answer.", at=AT, by=by)  # due on the tenth
    letters, reminders = sent("dispute"), sent("agreement review")
    later = AT + timedelta(days=8)
    monkeypatch.setattr(clock, "now", lambda: later)
    monkeypatch.setattr(clock, "today", lambda: later.date())
    at_once(lambda: tasks.chase_all(0))
    assert sent("agreement review") == reminders + 1
    assert sent("dispute") == letters + 2  # each side, once
