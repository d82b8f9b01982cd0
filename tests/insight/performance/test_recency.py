"""When those who are NEET were last reached: the statement puts each in the band that the definition names."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from connexions.engines.stats import Spell
from connexions.engines.stats.recency import NEVER, band
from connexions.ground.base.acting import Role
from connexions.insight.performance.queries.groups import Asked
from connexions.insight.performance.queries.recency import reached
from connexions.practice.casework.models import Contact
from tests.factories import make_actor
from tests.insight.performance.district import District

pytestmark = pytest.mark.django_db
JANUARY, LOOKED_ON = date(2026, 1, 31), date(2026, 2, 10)
SEEKING, AT_COLLEGE = Spell("619", date(2025, 9, 1)), Spell("230", date(2025, 9, 1), None, date(2026, 8, 31))
DAYS = (0, 28, 29, 56, 57, 91, 92, 182, 183)
NOON = datetime.combine(LOOKED_ON, time(12), ZoneInfo("Europe/London"))


def test_each_is_in_the_band_of_the_definition() -> None:
    district = District()
    worker = make_actor(partnership=district.partnership)

    def contact(days: int, *, spell: Spell = SEEKING, outcome: str = "spoke") -> None:
        one = district.young_person(spell)
        at = NOON - timedelta(days=days)
        about = {"partnership": district.partnership, "young_person": one, "channel": "phone"}
        with district.acting():
            Contact.objects.create(**about, at=at, outcome=outcome, recorded_by_id=worker.id, recorded_at=at)

    for days in DAYS:
        contact(days)
    contact(3, outcome="no_answer")  # tried, and not reached
    contact(3, spell=AT_COLLEGE)  # not asked about
    district.young_person(SEEKING)
    by = district.actor(Role.PARTNERSHIP_MANAGER)
    with district.acting(by):
        found = reached(asked=Asked(JANUARY), on=LOOKED_ON, by=by)
    assert found == Counter(band(LOOKED_ON - timedelta(days=days), LOOKED_ON) for days in DAYS) | {NEVER: 2}
