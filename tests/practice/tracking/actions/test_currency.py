"""How long a status stays current is a table that the data officer edits; an edit holds from a day on."""

from datetime import date

import pytest

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import NotAllowed, NotPossible
from connexions.practice.tracking.actions import currency as acts
from connexions.practice.tracking.actions.currency import Period
from connexions.practice.tracking.models import ActivityKind, CurrencyRule
from connexions.practice.tracking.queries import currency as queries
from connexions.registers.partners.models import Partnership
from tests.factories import make_actor, make_partnership, make_young_person
from tests.factories.casework import TODAY, make_activity

pytestmark = pytest.mark.django_db


def officer(here: Partnership | None = None) -> Actor:
    return make_actor(partnership=here or make_partnership(), role=Role.DATA_OFFICER)


def lapses(by: Actor, verified_on: date, code: str = "330") -> date | None:
    return queries.lapses_on(code=code, verified_on=verified_on, partnership=by.partnership)


def change(
    by: Actor, from_on: date, period: Period | None = None, code: str = "330"
) -> tuple[CurrencyRule, int]:
    return acts.change(
        kind=ActivityKind.objects.get(pk=code),
        period=period or Period("verified", months=3),
        from_on=from_on,
        because="New requirement",
        on=TODAY,
        by=by,
    )


def test_an_edit_holds_from_its_day_here_alone_and_the_old_stays() -> None:
    by, other = officer(), officer()
    with tenancy.acting(by):
        change(by, date(2026, 12, 1))
        assert lapses(by, date(2026, 11, 30)) == date(2027, 5, 30)
        assert lapses(by, date(2026, 12, 1)) == date(2027, 3, 1)
        assert lapses(by, date(2026, 12, 1), "310") == date(2027, 12, 1)
        assert queries.table_on(on=date(2026, 12, 1), partnership=by.partnership)["330"].months == 3
    with tenancy.acting(other):
        assert lapses(other, date(2026, 12, 1)) == date(2027, 6, 1)


def test_what_was_verified_since_takes_its_new_last_day() -> None:
    here = make_partnership()
    by = officer(here)
    with tenancy.acting(by):
        for start, lapse in ((date(2026, 10, 1), date(2027, 4, 1)), (date(2026, 11, 2), date(2027, 5, 2))):
            make_activity(make_young_person(partnership=here), start_on=start, lapses_on=lapse)
        _, moved = change(by, date(2026, 11, 1))
        assert moved == 1
        found = CurrencyRule.objects.filter(partnership=here).count()
        assert found == 1


def test_what_is_refused() -> None:
    by = officer()
    adviser = make_actor(partnership=Partnership.objects.get(pk=by.partnership))
    with tenancy.acting(adviser), pytest.raises(NotAllowed):
        change(adviser, date(2026, 12, 1))
    with tenancy.acting(by):
        with pytest.raises(NotPossible, match="after how many"):
            change(by, date(2026, 12, 1), Period("verified"))
        with pytest.raises(NotPossible, match="At most 24 months"):
            change(by, date(2026, 12, 1), Period("verified", months=25))
        change(by, date(2026, 12, 1))
        with pytest.raises(NotPossible, match="from that day already"):
            change(by, date(2026, 12, 1))


def test_one_that_does_not_hold_yet_is_taken_back() -> None:
    by = officer()
    with tenancy.acting(by):
        coming, _ = change(by, date(2026, 12, 1))
        acts.take_back(rule=coming, on=TODAY, by=by)
        assert lapses(by, date(2026, 12, 1)) == date(2027, 6, 1)
        held, _ = change(by, TODAY)
        with pytest.raises(NotPossible, match="holds already"):
            acts.take_back(rule=held, on=TODAY, by=by)


def test_the_shipped_rules_are_there_once_though_loaded_after_every_migration() -> None:
    shipped = CurrencyRule.objects.filter(partnership=None).values_list("kind_id", "from_on")
    assert (len(shipped), len(set(shipped))) == (46, 46)
