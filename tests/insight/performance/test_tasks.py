"""The night's work on the tallies: fewer rows, the same counts, and what was wrong counted anew."""

from datetime import date

import pytest

from connexions.engines.stats import Spell
from connexions.ground.base import clock
from connexions.insight.performance import tasks
from connexions.insight.performance.models import Tally
from connexions.insight.performance.queries import counts, proof
from tests.insight.performance.district import SEPTEMBER, District

pytestmark = pytest.mark.django_db
DECEMBER = date(2025, 12, 31)


def test_every_night_tallies_are_folded_and_proven(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2026, 1, 20))
    districts = [District(), District()]
    for one in districts:
        for _ in range(4):
            one.young_person(Spell("619", SEPTEMBER))
    with districts[0].acting():
        kept = counts.at_month_end(month=DECEMBER, by=districts[0].system)
        many = Tally.objects.count()
    with districts[1].acting():
        Tally.objects.update(people=9)
    tasks.keep(0)
    with districts[0].acting():
        assert counts.at_month_end(month=DECEMBER, by=districts[0].system) == kept
        assert Tally.objects.count() < many
    with districts[1].acting():
        assert proof.differences(month=DECEMBER, by=districts[1].system) == 0
