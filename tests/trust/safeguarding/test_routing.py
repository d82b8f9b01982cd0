"""Who is told of a concern: what managers settle, and what they are refused."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from connexions.ground.base.refusals import Conflict, NotAllowed, NotPossible
from connexions.trust.safeguarding.actions import routing as actions
from connexions.trust.safeguarding.models import Lead, RotaTurn, RoutingRule
from connexions.trust.safeguarding.queries import routing as queries
from connexions.trust.safeguarding.rules.routing import Step, To
from tests.factories.safeguarding import DAY, NOON, House

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def house() -> House:
    return House()


def turn(house: House, who: str = "marcus", **said: Any) -> list[RotaTurn]:
    told: dict[str, Any] = {
        "user": house.users["dev"].pk, "from_on": DAY, "from_time": time(17, 30), "until_on": DAY + timedelta(days=1),
        "until_time": time(8, 30), "weeks": 1, **said,
    }  # fmt: skip
    with house.acting(who):
        return actions.put_on_rota(on=DAY, by=house.actors[who], **told)


def test_a_rule_takes_the_place_of_the_one_for_the_same_case(house: House) -> None:
    marcus = house.actors["marcus"]
    with house.acting("marcus"):
        for to in (To.LEADS, To.TEAM_MANAGERS):
            actions.write_rule(kind="", team=None, when="night", steps=[Step(to, 10)], at=NOON, by=marcus)
        (rule,) = queries.rules_in_use(by=marcus)
        assert rule.steps == [{"to": "team_managers", "minutes": 10}]
        assert RoutingRule.objects.count() == 2
        actions.end_rule(rule=rule, at=NOON, by=marcus)
        assert queries.rules_in_use(by=marcus) == []
        with pytest.raises(NotPossible, match="ended already"):
            actions.end_rule(rule=rule, at=NOON, by=marcus)


@pytest.mark.parametrize("steps", [[], [Step(To.LEADS, 0)], [Step(To.LEADS, 9)] * 6])
def test_a_rule_has_steps_with_minutes(house: House, steps: list[Step]) -> None:
    with house.acting("marcus"), pytest.raises(NotPossible):
        actions.write_rule(kind="", team=None, when="always", steps=steps, at=NOON, by=house.actors["marcus"])


def test_only_the_partnership_manager_changes_who_is_told(house: House) -> None:
    for who in ("carol", "priya", "ada", "ian"):
        by = house.actors[who]
        with house.acting(who):
            with pytest.raises(NotAllowed):
                actions.write_rule(
                    kind="", team=None, when="always", steps=[Step(To.LEADS, 9)], at=NOON, by=by
                )
            with pytest.raises(NotAllowed):
                actions.settle(told={}, version=0, by=by)
            with pytest.raises(NotAllowed):
                actions.name_lead(user=house.users["leila"].pk, from_on=DAY, until_on=None, on=DAY, by=by)
        with pytest.raises(NotAllowed):
            turn(house, who)


def test_leads_have_a_period_and_no_two_at_once(house: House) -> None:
    marcus = house.actors["marcus"]
    given: dict[str, Any] = {"user": house.users["leila"].pk, "on": DAY, "by": marcus}
    with house.acting("marcus"):
        lead = actions.name_lead(from_on=DAY, until_on=None, **given)
        with pytest.raises(NotPossible, match="already"):
            actions.name_lead(from_on=DAY + timedelta(days=9), until_on=None, **given)
        actions.end_lead(lead=lead, on=DAY + timedelta(days=5), by=marcus)
        actions.name_lead(from_on=DAY + timedelta(days=5), until_on=DAY + timedelta(days=6), **given)
        assert Lead.objects.count() == 2
        with pytest.raises(NotPossible, match="before they begin"):
            actions.name_lead(from_on=DAY, until_on=DAY, **given)
        with pytest.raises(NotPossible, match="colleague"):
            actions.name_lead(**{**given, "user": house.users["pam"].pk}, from_on=DAY, until_on=None)


def test_a_turn_is_by_the_clock_here_in_every_week(house: House) -> None:
    made = turn(house, from_on=date(2026, 10, 20), until_on=date(2026, 10, 21), weeks=2)
    assert [one.from_at.astimezone(LONDON).time() for one in made] == [time(17, 30), time(17, 30)]
    assert made[1].from_at - made[0].from_at == timedelta(days=7, hours=1)  # winter time began between


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"until_on": DAY, "until_time": time(9)}, "ends before"),
        ({"until_on": DAY + timedelta(days=20)}, "a week at most"),
        ({"weeks": 99}, "1 to 26"),
    ],
)
def test_turns_that_are_none(house: House, said: dict[str, Any], why: str) -> None:
    with pytest.raises(NotPossible, match=why):
        turn(house, **said)


def test_nobody_is_on_duty_twice_at_once(house: House) -> None:
    turn(house)
    with pytest.raises(NotPossible, match="already"):
        turn(house, weeks=2)


def test_gaps_are_what_nobody_covers_out_of_hours(house: House) -> None:
    turn(house)
    marcus = house.actors["marcus"]
    with house.acting("marcus"):
        found = queries.gaps(by=marcus, at=NOON, days=3)
        assert found[0][0] == datetime(2026, 11, 4, 17, 30, tzinfo=LONDON)
        assert queries.on_duty(datetime(2026, 11, 3, 23, tzinfo=LONDON), by=marcus) == [house.users["dev"]]
        assert queries.on_duty(NOON, by=marcus) == []


def test_who_was_on_duty_stays_as_it_was(house: House) -> None:
    (made,) = turn(house)
    marcus = house.actors["marcus"]
    with house.acting("marcus"):
        with pytest.raises(NotPossible, match="over"):
            actions.take_off_rota(turn=made, at=NOON + timedelta(days=2), by=marcus)
        going_on = NOON + timedelta(hours=8)
        assert actions.take_off_rota(turn=made, at=going_on, by=marcus).until_at == going_on
        (later,) = turn(house, from_on=DAY + timedelta(days=2), until_on=DAY + timedelta(days=3))
        actions.take_off_rota(turn=later, at=NOON, by=marcus)
        assert RotaTurn.objects.count() == 1


def test_what_is_settled_is_based_on_what_was_read(house: House) -> None:
    marcus = house.actors["marcus"]
    with house.acting("marcus"):
        made = actions.settle(told={"minutes": 20}, version=0, by=marcus)
        assert queries.settled(by=marcus).minutes == 20
        with pytest.raises(Conflict):
            actions.settle(told={"minutes": 25}, version=0, by=marcus)
        with pytest.raises(NotPossible, match="buddy"):
            actions.settle(told={"visitor_minutes": 60}, version=made.version, by=marcus)
        with pytest.raises(NotPossible, match="closes before"):
            actions.settle(told={"day_until": time(8)}, version=made.version, by=marcus)
