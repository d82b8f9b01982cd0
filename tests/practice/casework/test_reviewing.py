"""Reviews by rule, held with their steps, put off for a time, overdue; and the night that works them out."""

from datetime import date, timedelta
from typing import Any

import pytest

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role, system
from connexions.ground.base.refusals import Conflict, NotAllowed, NotPossible
from connexions.practice.casework import tasks
from connexions.practice.casework.actions import exemptions, falling_due, levels, reviews, wording
from connexions.practice.casework.models import LevelChange, Review, ReviewRule, Step
from connexions.practice.casework.queries import editions
from connexions.practice.casework.queries import reviews as queries
from connexions.practice.casework.queries.preview import preview
from connexions.practice.tracking.actions import activities
from connexions.practice.tracking.models import ActivityKind
from connexions.registers.partners.models import Partnership, Team
from connexions.registers.people.models import Characteristic
from tests.factories import make_actor, make_partnership
from tests.factories.casework import TODAY, make_adviser, make_mine, make_plan, make_review

pytestmark = pytest.mark.django_db


def days(number: int) -> date:
    return TODAY + timedelta(days=number)


def officer(by: Actor) -> Actor:
    return make_actor(partnership=Partnership.objects.get(pk=by.partnership), role=Role.DATA_OFFICER)


def hold(review: Review, by: Actor, **said: Any) -> Review:
    told = {"on": TODAY, "decision": "go_on", "summary": "Well", "version": review.version, **said}
    return reviews.hold(review=review, by=by, **told)


def test_out_of_work_sets_an_earlier_review_whoever_recorded_it() -> None:
    by = make_adviser()
    jay = make_mine(by, level_of_need="intensive", date_of_birth=date(2009, 3, 1))
    make_plan(jay, by=by)
    data = officer(by)
    with tenancy.acting(data):
        kind = ActivityKind.objects.get(code="619")
        activities.record(young_person=jay, kind=kind, start_on=days(-3), on=TODAY, by=data)
    with tenancy.acting(by):
        review = Review.objects.get()
        assert (review.rule, review.due_on) == ("became-neet", days(25))
        assert review.because == "Being out of education and work is looked at within 4 weeks"


def test_coming_into_care_and_turning_18_are_found_by_night() -> None:
    by = make_adviser()
    jay = make_mine(by, date_of_birth=date(2008, 10, 30))
    kim = make_mine(by, date_of_birth=date(2010, 1, 1))
    with tenancy.acting(by):
        Characteristic.objects.create(
            partnership_id=jay.partnership_id, young_person=kim, kind="looked_after", from_on=days(-2)
        )
    tasks.night(partnership=by.partnership, on=TODAY)
    with tenancy.acting(by):
        found = dict(Review.objects.values_list("young_person_id", "rule"))
        assert found == {jay.pk: "turned-18", kim.pk: "entered-care"}


def test_the_night_done_twice_changes_nothing_more() -> None:
    by = make_adviser()
    jay = make_mine(by, level_of_need="intensive", date_of_birth=date(2009, 2, 1))
    make_plan(jay, by=by)
    first = tasks.night(partnership=by.partnership, on=TODAY)
    with tenancy.acting(by):
        before = list(Review.objects.values())
    assert first["begun"] == 1, "turns 18 in three months"
    assert tasks.night(partnership=by.partnership, on=TODAY) == {"begun": 0, "moved": 0}
    with tenancy.acting(by):
        assert list(Review.objects.values()) == before


def test_a_day_by_hand_stays_until_news_want_it_sooner() -> None:
    by = make_adviser()
    jay = make_mine(by, level_of_need="supported")
    make_plan(jay, by=by)
    with tenancy.acting(by):
        version = Review.objects.get().version
        set_ = reviews.set_due(young_person=jay, due_on=days(60), on=TODAY, by=by, version=version)
        assert set_.because == "The day was agreed by hand"
        falling_due.work_out(young_person=jay, on=days(1), by=by)
        assert Review.objects.get().due_on == days(60)
        levels.change(young_person=jay, to="intensive", on=days(1), by=by)
        review = Review.objects.get()
        assert (review.rule, review.due_on) == ("level-changed", days(43))
        assert LevelChange.objects.get().before == "supported"


def test_a_review_lies_after_its_plan_and_the_last_one_and_not_ahead() -> None:
    by = make_adviser()
    jay = make_mine(by, level_of_need="supported")
    with tenancy.acting(by):
        review = reviews.set_due(young_person=jay, due_on=TODAY, on=TODAY, by=by)
        with pytest.raises(NotPossible, match="no plan to review yet"):
            hold(review, by)
    make_plan(jay, by=by, on=days(-10))
    with tenancy.acting(by):
        review.refresh_from_db()
        with pytest.raises(NotPossible, match="still to come"):
            hold(review, by, held_on=days(1))
        with pytest.raises(NotPossible, match="The plan began on 24 October 2026"):
            hold(review, by, held_on=days(-11))
        hold(review, by, held_on=days(-2), they_say="I like it there.", present=["young_person", "carer"])
        following = Review.objects.get(held_on=None)
        assert (following.rule, following.since_on) == ("reviewed-supported", days(-2))
        with pytest.raises(NotPossible, match="cannot lie before it"):
            hold(following, by, held_on=days(-3))


def test_two_who_hold_the_same_review() -> None:
    by = make_adviser()
    jay = make_mine(by)
    with tenancy.acting(by):
        review = make_review(jay, due_on=TODAY)
        reviews.set_due(young_person=jay, due_on=days(3), on=TODAY, by=by, version=1)
        with pytest.raises(Conflict):
            hold(review, by)
        review.refresh_from_db()
        hold(review, by)
        with pytest.raises(NotPossible, match="held already"):
            hold(review, by)


def test_steps_are_looked_at_one_by_one_and_what_was_found_stays_with_the_review() -> None:
    by = make_adviser()
    jay = make_mine(by, level_of_need="supported")
    _, _goal, step = make_plan(jay, by=by)
    with tenancy.acting(by):
        review = Review.objects.get()
        look = {"review": review, "on": TODAY, "by": by}
        step.refresh_from_db()
        with pytest.raises(NotPossible, match="still to come"):
            reviews.look_at_step(step=step, found="new_day", new_day=days(-1), version=step.version, **look)
        reviews.look_at_step(step=step, found="new_day", new_day=days(9), version=step.version, **look)
        step.refresh_from_db()
        assert step.due_on == days(9)
        with pytest.raises(NotPossible, match="Say why"):
            reviews.look_at_step(step=step, found="dropped", version=step.version, **look)
        reviews.look_at_step(step=step, found="done", version=step.version, **look)
        assert Step.objects.get().status == "done"
        assert [(one.found, one.was_due_on) for one in review.looks.all()] == [("done", days(9))]
        review.refresh_from_db()
        hold(review, by)
        with pytest.raises(NotPossible, match="has been held"):
            reviews.look_at_step(step=step, found="going_on", version=step.version, **look)


def test_no_review_for_a_time_and_then_by_itself_again() -> None:
    by = make_adviser()
    jay = make_mine(by, level_of_need="intensive")
    make_plan(jay, by=by)
    said = {"young_person": jay, "words": "", "on": TODAY, "by": by}
    with tenancy.acting(by):
        was = Review.objects.get().due_on
        with pytest.raises(NotPossible, match="still to come"):
            exemptions.give(reason="exams", until_on=TODAY, **said)
        with pytest.raises(NotAllowed, match="by a manager only"):
            exemptions.give(reason="other-exemption", until_on=days(90), **said)
        given = exemptions.give(reason="exams", until_on=days(90), **said)
        assert (given.was_due_on, Review.objects.get().due_on) == (was, days(90))
        with pytest.raises(NotPossible, match="already"):
            exemptions.give(reason="exams", until_on=days(90), **said)
        assert queries.exemption(of=jay, on=days(89), by=by) == given
        assert queries.exemption(of=jay, on=days(90), by=by) is None
        falling_due.work_out(young_person=jay, on=days(95), by=by)
        assert Review.objects.get().due_on == days(90), "due on its day, not months late"


def test_an_exemption_ended_by_hand_gives_the_day_back() -> None:
    by = make_adviser()
    jay = make_mine(by, level_of_need="intensive")
    make_plan(jay, by=by)
    with tenancy.acting(by):
        was = Review.objects.get().due_on
        given = exemptions.give(
            young_person=jay, reason="exams", words="", until_on=days(90), on=TODAY, by=by
        )
        exemptions.end(exemption=given, on=days(5), by=by)
        assert Review.objects.get().due_on == was
        with pytest.raises(NotPossible, match="ended already"):
            exemptions.end(exemption=given, on=days(5), by=by)


def test_a_partnerships_own_rule_holds_from_its_day_and_the_national_one_before() -> None:
    by = make_adviser()
    data = officer(by)
    told = {"event": "reviewed", "level": "intensive", "within_weeks": 4, "after": None, "why": "Ours"}
    put = {"model": ReviewRule, "key": "reviewed-intensive", "told": told, "on": TODAY}
    with tenancy.acting(by), pytest.raises(NotAllowed, match="Only a manager or the data officer"):
        wording.put(**put, edition=0, from_on=days(7), by=by)
    with tenancy.acting(data):
        with pytest.raises(NotPossible, match="today or a later day"):
            wording.put(**put, edition=0, from_on=days(-1), by=data)
        wording.put(**put, edition=0, from_on=days(7), by=data)
        with pytest.raises(Conflict):
            wording.put(**put, edition=0, from_on=days(8), by=data)
        with pytest.raises(NotPossible, match="The edition before holds from"):
            wording.put(**put, edition=1, from_on=days(6), by=data)
        weeks = [weeks_of("reviewed-intensive", data, days(day)) for day in (6, 7)]
        assert weeks == [6, 4]
        wording.put(**put, edition=1, from_on=days(9), in_use=False, by=data)
        assert weeks_of("reviewed-intensive", data, days(9)) is None
        every = editions.every_edition(ReviewRule, key="reviewed-intensive", by=data)
        assert [(one.edition, one.partnership_id is not None) for one in every] == [
            (2, True),
            (1, True),
            (1, False),
        ]


def weeks_of(key: str, by: Actor, on: date) -> int | None:
    return next((one.within_weeks for one in editions.rules(by=by, on=on) if one.key == key), None)


def test_another_partnership_goes_on_with_the_national_rule() -> None:
    data, other = officer(make_adviser()), officer(make_adviser())
    told = {"event": "reviewed", "level": "intensive", "within_weeks": 4, "why": "Ours"}
    with tenancy.acting(data):
        wording.put(
            model=ReviewRule, key="reviewed-intensive", edition=0, told=told, from_on=TODAY, on=TODAY, by=data
        )
    with tenancy.acting(other):
        assert weeks_of("reviewed-intensive", other, TODAY) == 6


def test_a_preview_says_how_many_would_fall_due_when() -> None:
    by = make_adviser()
    make_plan(make_mine(by, level_of_need="intensive"), by=by)
    make_mine(by)
    with tenancy.acting(by):
        now = editions.rules(by=by, on=TODAY)
        sooner = ReviewRule(key="agreed-intensive", event="agreed", level="intensive", within_weeks=2, why="")
        then = [one for one in now if one.key != sooner.key] + [sooner]
        found = preview(now=now, then=then, by=by, on=TODAY)
    assert (found.people, found.everybody) == (2, True)
    assert {when: (before, after) for when, before, after in found.rows if before or after} == {
        "Within 4 weeks": (0, 1),
        "4 to 8 weeks": (1, 0),
        "No rule sets a day": (1, 1),
    }


def test_a_manager_sees_what_is_overdue_by_adviser_and_by_how_long() -> None:
    by = make_adviser(name="Priya Nair")
    manager = make_actor(
        partnership=Partnership.objects.get(pk=by.partnership),
        role=Role.TEAM_MANAGER,
        team=Team.objects.get(pk=by.team),
    )
    with tenancy.acting(by):
        for late in (7, 8, 20, 70, 71):
            make_review(make_mine(by), due_on=days(-late))
        exempt = make_mine(by)
        exemptions.give(young_person=exempt, reason="exams", words="", until_on=days(30), on=TODAY, by=by)
    with tenancy.acting(manager):
        (found,) = queries.overdue(by=manager, on=TODAY)
        assert (found.name, found.by_age, found.number) == ("Priya Nair", [1, 1, 0, 2], 4)
        assert (found.oldest_on, found.exempt) == (days(-71), 1)
    elsewhere = make_actor(partnership=make_partnership(), role=Role.PARTNERSHIP_MANAGER)
    with tenancy.acting(elsewhere):
        assert queries.overdue(by=elsewhere, on=TODAY) == []


def test_rules_are_worked_out_anew_for_everybody_after_a_change() -> None:
    by = make_adviser()
    jay = make_mine(by, level_of_need="intensive")
    make_plan(jay, by=by)
    data = officer(by)

    asked = system("Review rules", partnership=by.partnership)
    rule = {"event": "agreed", "level": "intensive", "within_weeks": 3, "why": "Ours"}
    with tenancy.acting(data):
        wording.put(
            model=ReviewRule, key="agreed-intensive", edition=0, told=rule, from_on=TODAY, on=TODAY, by=data
        )
    with tenancy.acting(asked):
        moved = falling_due.work_out_many(whom=[jay.pk], on=TODAY, by=asked)
        assert (moved, Review.objects.get().due_on) == (1, days(21))
