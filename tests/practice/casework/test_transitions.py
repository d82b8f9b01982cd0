"""Changes that are ahead: begun in time, to whom, confirmed, told, done; and what they leave alone."""

from datetime import date, timedelta
from typing import Any

import pytest

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role, system
from connexions.ground.base.refusals import Conflict, NotAllowed, NotPossible
from connexions.practice.casework import tasks
from connexions.practice.casework.actions import transitions
from connexions.practice.casework.models import Plan, Review, Transition
from connexions.practice.casework.queries import editions
from connexions.practice.casework.queries import transitions as queries
from connexions.registers.partners.models import Partnership
from connexions.registers.people.models import Characteristic, Notice
from tests.factories import make_actor, make_young_person
from tests.factories.casework import TODAY, make_adviser, make_mine, make_plan

pytestmark = pytest.mark.django_db


def days(number: int) -> date:
    return TODAY + timedelta(days=number)


def move_away(by: Actor, **said: Any) -> Transition:
    told = {"kind": "another-area", "on_day": days(30), "to_whom": "Durham", "on": TODAY, **said}
    with tenancy.acting(by):
        return transitions.begin(young_person=make_mine(by), by=by, **told)


def titles(by: Actor) -> list[str]:
    with tenancy.acting(by):
        return sorted(Transition.objects.values_list("title", flat=True))


def night(by: Actor, on: date = TODAY) -> None:
    tasks.night(partnership=by.partnership, on=on)


@pytest.mark.parametrize(
    ("born_on", "special_needs", "begun"),
    [
        (date(2009, 5, 3), "none", ["Turns 18"]),  # the last day of the six months
        (date(2009, 5, 4), "none", []),
        (date(2008, 11, 4), "none", ["Turns 18"]),  # tomorrow
        (date(2008, 11, 3), "none", []),  # today
        (date(2007, 12, 1), "none", ["Turns 19"]),
        (date(2007, 12, 1), "ehc_plan", []),
        (date(2007, 3, 1), "none", ["Turns 20: our service ends"]),
        (date(2007, 3, 1), "ehc_plan", []),
        (date(2002, 3, 1), "ehc_plan", ["Turns 25: the EHC plan ends"]),
        (date(2002, 3, 1), "none", []),
    ],
)
def test_an_age_is_prepared_in_time_for_those_whom_it_concerns(
    born_on: date, special_needs: str, begun: list[str]
) -> None:
    by = make_adviser()
    make_mine(by, date_of_birth=born_on, special_needs=special_needs)
    night(by)
    assert titles(by) == begun


def test_leaving_care_is_prepared_a_year_ahead() -> None:
    by = make_adviser()
    jay = make_mine(by, date_of_birth=date(2009, 10, 1))
    with tenancy.acting(by):
        Characteristic.objects.create(
            partnership_id=jay.partnership_id, young_person=jay, kind="looked_after", from_on=date(2020, 1, 1)
        )
    night(by)
    assert titles(by) == ["Leaves care at 18"]


def test_nobody_without_an_adviser_is_begun_with_and_the_second_night_begins_nothing() -> None:
    by = make_adviser()
    here = Partnership.objects.get(pk=by.partnership)
    make_young_person(partnership=here, date_of_birth=date(2009, 1, 1))
    make_mine(by, date_of_birth=date(2009, 1, 1))
    night(by)
    night(by, days(1))
    assert titles(by) == ["Turns 18"]


def test_a_partnership_begins_earlier_where_it_says_so() -> None:
    by = make_adviser()
    make_mine(by, date_of_birth=date(2009, 8, 1))
    asked = system("tests", partnership=by.partnership)
    with tenancy.acting(asked):
        kinds = editions.transition_kinds(by=asked, on=TODAY)
        (eighteen,) = [one for one in kinds if one.key == "turning-18"]
        assert transitions.prepare_ages(kinds=[eighteen], on=TODAY, by=asked) == 0
        eighteen.months_ahead, before = 9, eighteen.months_ahead
        try:
            assert transitions.prepare_ages(kinds=[eighteen], on=TODAY, by=asked) == 1
        finally:
            eighteen.months_ahead = before


def test_somebody_turns_20_during_a_plan_and_the_plan_goes_on() -> None:
    by = make_adviser()
    jay = make_mine(by, level_of_need="intensive", date_of_birth=date(2006, 11, 20))
    make_plan(jay, by=by)
    night(by)
    with tenancy.acting(by):
        (change,) = queries.transitions_of(of=jay, by=by)
        assert (change.title, change.on) == ("Turns 20: our service ends", date(2026, 11, 20))
        assert [item.done_on for item in change.items.all()] == [None] * 4
    night(by, date(2026, 11, 21))
    with tenancy.acting(by):
        assert Plan.objects.get().status == "agreed", "a birthday closes nothing"
        assert queries.ahead(of=jay, on=date(2026, 11, 21)) == [change], "it is still asked for"
        review = Review.objects.get()
        assert (review.rule, review.due_on) == ("agreed-intensive", days(42))


def test_a_move_is_confirmed_before_it_is_done() -> None:
    by = make_adviser()
    change = move_away(by, to_whom="")
    with tenancy.acting(by):
        with pytest.raises(NotPossible, match="Nobody has confirmed"):
            transitions.finish(transition=change, on=TODAY, by=by)
        with pytest.raises(NotPossible, match="who helps from then on"):
            transitions.confirm(transition=change, who="Dana Reed", on=TODAY, by=by)
        transitions.change(
            transition=change, on_day=days(40), to_whom="Durham", summary="Likes cars", version=1, by=by
        )
        with pytest.raises(NotPossible, match="who has said yes"):
            transitions.confirm(transition=change, who=" ", on=TODAY, by=by)
        transitions.confirm(transition=change, who="Dana Reed", on=TODAY, by=by)
        done = transitions.finish(transition=change, on=days(40), by=by)
        assert (done.state, done.confirmed_by, done.settled_on) == ("done", "Dana Reed", days(40))
        with pytest.raises(NotPossible, match="cannot be called off"):
            transitions.call_off(transition=change, words="No", on=days(41), by=by)
        back = transitions.take_up(transition=change, by=by)
        assert (back.state, back.confirmed_on, back.summary) == ("ahead", None, "Likes cars")


def test_what_cannot_be_so_is_said() -> None:
    by = make_adviser()
    with pytest.raises(NotPossible, match="is past"):
        move_away(by, on_day=days(-1))
    change = move_away(by)
    with tenancy.acting(by):
        with pytest.raises(NotPossible, match="prepared already"):
            transitions.begin(
                young_person=change.young_person, kind="another-area", on_day=days(50), to_whom="",
                on=TODAY, by=by,
            )  # fmt: skip
        with pytest.raises(Conflict):
            transitions.change(transition=change, on_day=days(9), to_whom="", summary="", version=9, by=by)
        with pytest.raises(NotPossible, match="Say why it is called off"):
            transitions.call_off(transition=change, words="", on=TODAY, by=by)
        transitions.call_off(transition=change, words="They stay.", on=TODAY, by=by)
        with pytest.raises(NotPossible, match="nothing to tell"):
            transitions.tell(transition=change, on=TODAY, by=by)


def test_a_birthday_does_not_move() -> None:
    by = make_adviser()
    jay = make_mine(by, date_of_birth=date(2009, 1, 1))
    night(by)
    with tenancy.acting(by):
        (change,) = queries.transitions_of(of=jay, by=by)
        with pytest.raises(NotPossible, match="does not move"):
            transitions.change(transition=change, on_day=days(9), to_whom="", summary="", version=1, by=by)


def test_a_thing_to_do_is_ticked_once_and_unticked() -> None:
    by = make_adviser()
    change = move_away(by)
    with tenancy.acting(by):
        item = change.items.all()[0]
        transitions.tick(item=item, done=True, on=TODAY, by=by)
        again = transitions.tick(item=item, done=True, on=days(3), by=by)
        assert (again.done_on, again.version) == (TODAY, 2), "the first who did it stands"
        assert transitions.tick(item=item, done=False, on=days(3), by=by).done_on is None


def test_the_young_person_is_told_in_plain_words_and_then_reads_it() -> None:
    by = make_adviser()
    change = move_away(by)
    with tenancy.acting(by):
        assert queries.told_to_them(of=change.young_person, by=by) == []
        transitions.tell(transition=change, on=TODAY, by=by)
        words = Notice.objects.get().words
        assert "You are moving to another area." in words
        assert "3 December 2026" in words
        assert queries.told_to_them(of=change.young_person, by=by) == [change]


def test_an_inspector_reads_and_changes_nothing() -> None:
    by = make_adviser()
    change = move_away(by)
    here = Partnership.objects.get(pk=by.partnership)
    inspector = make_actor(partnership=here, role=Role.INSPECTOR)
    with tenancy.acting(inspector):
        assert queries.transition(transition_id=change.pk, of=change.young_person, by=inspector) == change
        with pytest.raises(NotAllowed):
            transitions.tell(transition=change, on=TODAY, by=inspector)
