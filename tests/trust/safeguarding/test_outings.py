"""Visits alone: whoever is not back is asked after in order, once each; whoever needs help is helped."""

from datetime import datetime, timedelta

import pytest

from connexions.ground.base.refusals import Missing, NotAllowed, NotPossible
from connexions.trust.safeguarding.actions import outings
from connexions.trust.safeguarding.models import Outing, OutingEvent
from connexions.trust.safeguarding.queries import outings as queries
from tests.factories.safeguarding import DAY, NOON, House

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return House()


def after(minutes: int) -> datetime:
    """So many minutes after the expected end of a visit of an hour that began at noon."""
    return NOON + timedelta(minutes=60 + minutes)


def looked_after(house: House, at: datetime) -> int:
    with house.acting():
        return outings.look_after(at=at, on=at.date(), by=house.clock)


def told(house: House) -> list[tuple[str, str]]:
    with house.acting():
        events = OutingEvent.objects.exclude(whom=None).select_related("whom").order_by("at", "id")
        return [(one.what.removeprefix("told_"), one.whom.name) for one in events if one.whom]


def stored(house: House) -> Outing:
    with house.acting():
        return Outing.objects.get()


def with_buddy(house: House, words: str = "") -> None:
    with house.acting("priya"):
        outings.set_reach(
            mobile="+447700900123",
            buddy=house.users["dev"].pk,
            help_words=words,
            on=DAY,
            by=house.actors["priya"],
        )


def test_the_visitor_then_the_buddy_then_the_manager_each_once(house: House) -> None:
    with_buddy(house)
    house.out()
    assert looked_after(house, after(-1)) == 0
    assert looked_after(house, after(0)) == 1
    assert looked_after(house, after(5)) == 0
    assert told(house) == [("visitor", "Priya")]
    looked_after(house, after(15))
    looked_after(house, after(30))
    assert told(house) == [("visitor", "Priya"), ("buddy", "Dev"), ("manager", "Carol")]
    assert stored(house).state == "overdue"


def test_what_was_slept_through_is_told_at_once_and_managers_again_and_again(house: House) -> None:
    with_buddy(house)
    house.out()
    looked_after(house, after(90))
    assert sorted(who for _, who in told(house)) == ["Carol", "Dev", "Priya"]
    assert looked_after(house, after(104)) == 0
    looked_after(house, after(105))
    assert told(house)[3:] == [("manager", "Carol")]


def test_without_a_buddy_the_managers_are_told(house: House) -> None:
    house.out()
    looked_after(house, after(15))
    assert sorted(told(house)) == [("buddy", "Carol"), ("visitor", "Priya")]


def test_a_late_return_ends_it_and_nobody_is_told_any_more(house: House) -> None:
    made = house.out()
    looked_after(house, after(20))
    with house.acting("priya"):
        outings.check_in(outing=made, words="", at=after(21), on=DAY, by=house.actors["priya"])
    assert stored(house).state == "safe"
    assert looked_after(house, after(120)) == 0


def test_longer_begins_the_steps_anew(house: House) -> None:
    made = house.out()
    looked_after(house, after(5))
    with house.acting("priya"):
        outings.extend(outing=made, minutes=30, at=after(10), by=house.actors["priya"])
        with pytest.raises(NotPossible, match="offered"):
            outings.extend(outing=made, minutes=7, at=after(10), by=house.actors["priya"])
    assert (stored(house).state, stored(house).expected_at) == ("out", after(40))
    assert looked_after(house, after(39)) == 0
    assert looked_after(house, after(40)) == 1


def test_asking_for_help_tells_everybody_until_somebody_has_spoken_with_them(house: House) -> None:
    with_buddy(house)
    house.lead("leila")
    made = house.out()
    with house.acting("priya"):
        priya = house.actors["priya"]
        outings.ask_for_help(outing=made, at=NOON, on=DAY, by=priya)
        with pytest.raises(NotPossible, match="must speak with them"):
            outings.check_in(outing=made, words="", at=NOON, on=DAY, by=priya)
        with pytest.raises(NotAllowed):
            outings.stand_down(outing=made, how="I am fine", at=NOON, by=priya)
    assert sorted(told(house)) == [("help", "Carol"), ("help", "Dev"), ("help", "Leila")]
    assert looked_after(house, NOON + timedelta(minutes=5)) == 1
    assert len(told(house)) == 6
    with house.acting("owen"), pytest.raises(NotAllowed):
        outings.stand_down(outing=made, how="Rang", at=NOON, by=house.actors["owen"])
    with house.acting("dev"):
        outings.stand_down(outing=made, how="Spoke with her", at=NOON, by=house.actors["dev"])
    assert stored(house).state == "stood_down"


def test_words_for_help_bring_it_and_their_page_says_nothing(house: House) -> None:
    with_buddy(house, "Tell Pam about the red folder")
    made = house.out()
    with house.acting("priya"):
        by = house.actors["priya"]
        outings.check_in(
            outing=made, words="all fine,  tell pam about the RED folder please", at=NOON, on=DAY, by=by
        )
        assert queries.mine(by=by) is None
    assert stored(house).state == "needs_help"
    assert ("help", "Dev") in told(house)


@pytest.mark.parametrize(
    ("where", "minutes", "why"),
    [
        (" ", 60, "where"),
        ("4 Mill Lane", 0, "expect to be back"),
        ("4 Mill Lane", 13 * 60, "within 12 hours"),
    ],
)
def test_what_is_refused_as_one_goes_out(house: House, where: str, minutes: int, why: str) -> None:
    with house.acting("priya"), pytest.raises(NotPossible, match=why):
        outings.begin(
            where=where, expected_at=NOON + timedelta(minutes=minutes), young_person=None, at=NOON, on=DAY,
            by=house.actors["priya"],
        )  # fmt: skip


def test_one_visit_at_a_time_and_by_those_who_go_out(house: House) -> None:
    house.out()
    with pytest.raises(NotPossible, match="already"):
        house.out()
    with pytest.raises(NotAllowed):
        house.out("hannah")


def test_where_somebody_is_is_told_to_buddy_and_managers(house: House) -> None:
    with_buddy(house)
    made = house.out()
    for who, sees in (
        ("priya", True),
        ("dev", True),
        ("carol", True),
        ("marcus", True),
        ("owen", False),
        ("leila", False),
    ):
        with house.acting(who):
            by = house.actors[who]
            assert [one.pk for one in queries.out_now(by=by)] == [made.pk]
            if sees:
                assert queries.outing(made.pk, by=by)[0].where == "4 Mill Lane"
            else:
                with pytest.raises(Missing):
                    queries.outing(made.pk, by=by)


def test_nobody_is_their_own_buddy(house: House) -> None:
    with house.acting("priya"), pytest.raises(NotPossible, match="buddy"):
        outings.set_reach(
            mobile="", buddy=house.users["priya"].pk, help_words="", on=DAY, by=house.actors["priya"]
        )
