"""The tallies are what the rows say, whatever was written in whatever order; and both are what the engine says."""

from collections import Counter
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection

from connexions.engines.stats import Doing, Spell, at
from connexions.engines.stats.months import months_to
from connexions.ground.base.acting import Role
from connexions.ground.base.refusals import NotAllowed
from connexions.insight.performance.actions import tallies
from connexions.insight.performance.models import Leaving, Tally
from connexions.insight.performance.queries import counts, proof
from connexions.practice.tracking.models import Activity
from connexions.registers.people.models import YoungPerson
from tests.insight.performance.district import SEPTEMBER, District

pytestmark = pytest.mark.django_db
MONTHS = months_to(date(2027, 10, 31), 30)
CODES = ["110", "210", "230", "310", "330", "619", "640", "710", "810", "260"]


@pytest.fixture
def district() -> District:
    return District()


def by_the_engine(district: District, month: date) -> dict[str, Counter[Doing]]:
    found: dict[str, Counter[Doing]] = {}
    for authority, life in district.lives():
        state = at(life, month)
        if isinstance(state, Doing):
            found.setdefault(authority, Counter())[state] += 1
    return found


def check_everything(district: District) -> None:
    kept = counts.at_month_ends(months=MONTHS, by=district.system)
    for month in MONTHS:
        assert kept[month] == by_the_engine(district, month), month
        assert kept[month] == proof.counted_one_by_one(month=month, by=district.system), month
        assert kept[month] == counts.at_month_end(month=month, by=district.system)


@pytest.mark.parametrize("seed", range(4))
def test_tallies_are_what_the_rows_say_whatever_is_written(district: District, seed: int) -> None:
    rng = Random(seed)
    for _ in range(8):
        add(district, rng)
    with district.acting():
        check_everything(district)
        for step in range(30):
            rng.choice(CHANGES)(district, rng)
            if step % 10 == 9:
                check_everything(district)
        tallies.fold(by=district.system)
        check_everything(district)
        assert tallies.prove(month=MONTHS[8], by=district.system) == 0


def add(district: District, rng: Random) -> None:
    first = SEPTEMBER + timedelta(days=rng.randrange(-200, 500))
    district.young_person(
        *spells(rng, first),
        on_record_from=first + timedelta(days=rng.choice((-60, 0, 0, 45))),
        date_of_birth=date(rng.choice((2007, 2008, 2009, 2010)), rng.choice((1, 8, 9)), rng.choice((1, 28))),
        lead_authority=rng.choice(("391", "392")),
        cohort_status=rng.choice("PPPPT"),
    )


def spells(rng: Random, first: date) -> list[Spell]:
    """Up to three, one after another, some with a gap, the last perhaps still going on; some lapse."""
    found = []
    for place in range(rng.randrange(4)):
        end = None if place == 2 or rng.random() < 0.3 else first + timedelta(days=rng.randrange(0, 200))
        lapses = first + timedelta(days=rng.randrange(0, 250)) if rng.random() < 0.6 else None
        found.append(Spell(rng.choice(CODES), first, end, lapses))
        if end is None:
            break
        first = end + timedelta(days=rng.choice((0, 0, 1, 40)))
    return found


def any_of(rng: Random, model: Any) -> Any:
    return rng.choice(list(model.objects.order_by("pk")))


def change_activity(district: District, rng: Random) -> None:
    if not Activity.objects.exists():
        return
    one = any_of(rng, Activity)
    one.kind_id = rng.choice(CODES)
    one.lapses_on = one.start_on + timedelta(days=rng.randrange(0, 300)) if rng.random() < 0.7 else None
    one.save()


def change_all_activities(district: District, rng: Random) -> None:
    Activity.objects.exclude(lapses_on=None).update(lapses_on=date(2026, rng.randrange(1, 13), 28))


def remove_activity(district: District, rng: Random) -> None:
    if Activity.objects.exists():
        any_of(rng, Activity).delete()


def change_person(district: District, rng: Random) -> None:
    one = any_of(rng, YoungPerson)
    one.date_of_birth = date(2008, rng.choice((8, 9)), rng.choice((1, 30)))
    one.lead_authority = rng.choice(("391", "392"))
    one.cohort_status = rng.choice("PPTDG")
    one.save()


def change_leaving(district: District, rng: Random) -> None:
    Leaving.objects.update(left_on=SEPTEMBER + timedelta(days=rng.randrange(0, 500)))


def remove_person(district: District, rng: Random) -> None:
    if YoungPerson.objects.count() > 3:
        any_of(rng, YoungPerson).delete()


CHANGES = [
    change_activity,
    change_all_activities,
    remove_activity,
    change_person,
    change_leaving,
    remove_person,
    add,
]


def test_folding_keeps_the_counts_with_fewer_rows(district: District) -> None:
    for _ in range(5):
        district.young_person(Spell("230", SEPTEMBER, lapses_on=date(2026, 8, 31)))
    with district.acting():
        before = (Tally.objects.count(), counts.at_month_ends(months=MONTHS, by=district.system))
        tallies.fold(by=district.system)
        assert Tally.objects.count() < before[0]
        assert counts.at_month_ends(months=MONTHS, by=district.system) == before[1]
        rows = Tally.objects.count()
        tallies.fold(by=district.system)
        assert Tally.objects.count() == rows


def test_a_proof_that_fails_counts_anew(district: District) -> None:
    district.young_person(Spell("619", SEPTEMBER))
    with district.acting():
        Tally.objects.update(people=7)
        assert tallies.prove(month=date(2025, 12, 31), by=district.system) > 0
        assert tallies.prove(month=date(2025, 12, 31), by=district.system) == 0
        check_everything(district)


def test_only_the_system_keeps_tallies(district: District) -> None:
    reader = district.actor(Role.PARTNERSHIP_MANAGER)
    with district.acting(reader):
        with pytest.raises(NotAllowed, match="by the system alone"):
            tallies.fold(by=reader)
        with pytest.raises(NotAllowed, match="by the system alone"):
            tallies.prove(month=date(2025, 12, 31), by=reader)


def test_another_partnership_is_not_counted(district: District) -> None:
    district.young_person(Spell("619", SEPTEMBER))
    other = District()
    with other.acting():
        assert counts.at_month_end(month=date(2025, 12, 31), by=other.system) == {}
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM performance_tally")
            assert cursor.fetchone() == (0,)


def test_whoever_leaves_is_counted_until_then(district: District) -> None:
    jay = district.young_person(Spell("619", SEPTEMBER))
    with district.acting():
        YoungPerson.objects.filter(pk=jay.pk).update(cohort_status="T")
        Leaving.objects.update(left_on=date(2026, 2, 3))
        found = counts.at_month_ends(months=[date(2026, 1, 31), date(2026, 2, 28)], by=district.system)
        assert found == {date(2026, 1, 31): {"391": {Doing("619", False): 1}}, date(2026, 2, 28): {}}
        YoungPerson.objects.filter(pk=jay.pk).update(cohort_status="P")
        assert not Leaving.objects.exists()
        assert counts.at_month_end(month=date(2026, 2, 28), by=district.system) == {
            "391": {Doing("619", False): 1}
        }
