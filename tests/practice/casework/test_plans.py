"""Plans: goals in their own words, agreed only when every need is answered, changed into a next edition."""

from datetime import date

import pytest

from connexions.ground.audit.models import AuditEntry
from connexions.ground.base import tenancy
from connexions.ground.base.refusals import Conflict, NotPossible
from connexions.practice.casework.actions import plans, steps
from connexions.practice.casework.models import Goal, NoGoalReason, Plan, Review, Step
from tests.factories.casework import TODAY, make_adviser, make_assessment, make_mine, make_plan

pytestmark = pytest.mark.django_db
HOW = Plan.Agreement.ON_PAGE


def test_one_open_plan_at_a_time() -> None:
    by = make_adviser()
    jay = make_mine(by)
    make_plan(jay, by=by)
    with tenancy.acting(by), pytest.raises(NotPossible, match="open plan already"):
        plans.start(young_person=jay, on=TODAY, by=by)


def test_agreeing_sets_the_edition_the_assessment_and_a_review_by_rule() -> None:
    by = make_adviser()
    jay = make_mine(by, level_of_need="intensive")
    assessment = make_assessment(jay, by=by, levels={1: 2})
    plan, _, _ = make_plan(jay, by=by, factors=[1])
    with tenancy.acting(by):
        plan.refresh_from_db()
        assert (plan.status, plan.edition, plan.agreed_on) == ("agreed", 1, TODAY)
        assert plan.assessment == assessment
        assert Review.objects.get(held_on=None).due_on == date(2026, 12, 15)
        assert AuditEntry.objects.filter(event="casework.plan.agreed").exists()


def test_no_rule_sets_a_review_at_minimum_support() -> None:
    by = make_adviser()
    make_plan(make_mine(by, level_of_need="minimum"), by=by)
    with tenancy.acting(by):
        assert not Review.objects.exists()


@pytest.mark.parametrize(("goal", "words"), [(False, "no goal"), (True, "add a step")])
def test_an_empty_plan_is_not_agreed(goal: bool, words: str) -> None:
    by = make_adviser()
    jay = make_mine(by)
    with tenancy.acting(by):
        plan = plans.start(young_person=jay, on=TODAY, by=by)
        if goal:
            plans.add_goal(plan=plan, words="Anything", factors=[], by=by)
            plan.refresh_from_db()
        with pytest.raises(NotPossible, match=words):
            plans.agree(plan=plan, on=TODAY, how=HOW, version=plan.version, by=by)


def test_a_need_wants_a_goal_or_a_reason_before_the_plan_is_agreed() -> None:
    by = make_adviser()
    jay = make_mine(by)
    make_assessment(jay, by=by, levels={1: 2, 16: 1, 17: 2, 7: 4})
    plan, _, _ = make_plan(jay, by=by, factors=[16], agreed=False)
    with tenancy.acting(by):
        with pytest.raises(NotPossible, match="Participation, Income"):
            plans.agree(plan=plan, on=TODAY, how=HOW, version=plan.version, by=by)
        plans.say_why_no_goal(plan=plan, factor=17, reason="After the move", on=TODAY, by=by)
        plans.add_goal(plan=plan, words="Go to college", factors=[1], by=by)
        plan.refresh_from_db()
        agreed = plans.agree(plan=plan, on=TODAY, how=HOW, version=plan.version, by=by)
        assert agreed.status == "agreed"


def test_a_goal_takes_the_place_of_a_reason() -> None:
    by = make_adviser()
    jay = make_mine(by)
    make_assessment(jay, by=by, levels={17: 2})
    plan, _, _ = make_plan(jay, by=by, agreed=False)
    with tenancy.acting(by):
        plans.say_why_no_goal(plan=plan, factor=17, reason="After the move", on=TODAY, by=by)
        plans.add_goal(plan=plan, words="Money of my own", factors=[17], by=by)
        assert not NoGoalReason.objects.exists()


def test_a_plan_read_before_it_changed_is_not_agreed() -> None:
    by = make_adviser()
    jay = make_mine(by)
    plan, goal, _ = make_plan(jay, by=by, agreed=False)
    with tenancy.acting(by):
        steps.add(goal=goal, words="Slipped in", owner="adviser", due_on=TODAY, by=by)
        with pytest.raises(Conflict):
            plans.agree(plan=plan, on=TODAY, how=HOW, version=plan.version, by=by)


def test_a_change_opens_the_next_edition_and_says_what_is_new() -> None:
    by = make_adviser()
    jay = make_mine(by)
    plan, goal, old = make_plan(jay, by=by)
    with tenancy.acting(by):
        new = steps.add(goal=goal, words="Ask my uncle", owner="young_person", due_on=TODAY, by=by)
        plan.refresh_from_db()
        assert (plan.status, plan.edition) == ("changed", 2)
        assert (Step.objects.get(pk=old.pk).edition, new.edition) == (1, 2)
        plans.add_goal(plan=plan, words="Sleep properly", factors=[], by=by)
        plan.refresh_from_db()
        assert plan.edition == 2
        steps.add(
            goal=Goal.objects.get(words="Sleep properly"),
            words="A sheet",
            owner="adviser",
            due_on=TODAY,
            by=by,
        )
        plan.refresh_from_db()
        again = plans.agree(plan=plan, on=TODAY, how=HOW, version=plan.version, by=by)
        assert (again.status, again.edition) == ("agreed", 2)


def test_two_who_change_a_goal_at_once() -> None:
    by = make_adviser()
    jay = make_mine(by)
    _, goal, _ = make_plan(jay, by=by)
    with tenancy.acting(by):
        plans.change_goal(goal=goal, words="One way", factors=[], version=1, by=by)
        with pytest.raises(Conflict) as refused:
            plans.change_goal(goal=goal, words="Another", factors=[], version=1, by=by)
    assert refused.value.differences[0].theirs == "One way"


def test_steps_are_begun_done_dropped_with_a_reason_and_taken_up_again() -> None:
    by = make_adviser()
    jay = make_mine(by)
    _, _, step = make_plan(jay, by=by)
    with tenancy.acting(by):
        assert steps.start(step=step, on=TODAY, by=by).status == "started"
        with pytest.raises(NotPossible, match="started already"):
            steps.start(step=step, on=TODAY, by=by)
        with pytest.raises(NotPossible, match="Say why"):
            steps.drop(step=step, reason="  ", on=TODAY, by=by)
        dropped = steps.drop(step=step, reason="Not safe there", on=TODAY, by=by)
        assert (dropped.status, dropped.reason, dropped.status_on) == ("dropped", "Not safe there", TODAY)
        assert steps.reopen(step=step, on=TODAY, by=by).reason == ""
        assert steps.finish(step=step, on=TODAY, by=by).status == "done"
        plan = Plan.objects.get()
        assert plan.status == "agreed", "progress is not a change of what was agreed"
        events = set(
            AuditEntry.objects.filter(event__startswith="casework.step").values_list("event", flat=True)
        )
        assert {"casework.step.started", "casework.step.dropped", "casework.step.done"} <= events


def test_a_closed_plan_stays_as_it_was() -> None:
    by = make_adviser()
    jay = make_mine(by)
    plan, goal, step = make_plan(jay, by=by)
    with tenancy.acting(by):
        plans.close(plan=plan, on=TODAY, summary="Working now", by=by)
        for refused in (
            lambda: steps.finish(step=step, on=TODAY, by=by),
            lambda: steps.add(goal=goal, words="More", owner="adviser", due_on=TODAY, by=by),
            lambda: plans.close(plan=plan, on=TODAY, summary="", by=by),
            lambda: plans.say_why_no_goal(plan=plan, factor=1, reason="No", on=TODAY, by=by),
        ):
            with pytest.raises(NotPossible, match="closed"):
                refused()
        assert plans.start(young_person=jay, on=TODAY, by=by).status == "draft"
