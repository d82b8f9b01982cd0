"""Who needs attention today, and that it goes away when it is done."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.practice.casework.actions import contacts, plans, reviews, steps
from connexions.practice.casework.models import Contact
from connexions.practice.casework.presenters import today as shown
from connexions.practice.casework.queries.today import IN_GROUP, OF_ONE_KIND, SHOWN, Needs, needs_attention
from connexions.practice.tracking.actions import activities
from connexions.registers.partners.models import Partnership, Team
from connexions.registers.people.models import YoungPerson
from tests.factories import make_actor
from tests.factories.casework import (
    TODAY,
    make_activity,
    make_adviser,
    make_assessment,
    make_mine,
    make_plan,
    make_review,
)

pytestmark = pytest.mark.django_db


def needs(by: Actor, *, on: date = TODAY, kind: str = "") -> Needs:
    assert by.id is not None
    return needs_attention(adviser=by.id, on=on, by=by, kind=kind, shown=OF_ONE_KIND if kind else SHOWN)


def said(by: Actor, *, on: date = TODAY) -> list[tuple[str, str, str]]:
    """(group, state, sentence) of each line."""
    found = needs(by, on=on)
    groups = shown.groups(found, kind="")
    return [(group.key, line.state, line.what) for group in groups for line in group.lines]


def tried(jay: YoungPerson, by: Actor, outcome: str, on: date = TODAY) -> None:
    at = datetime(on.year, on.month, on.day, 10, tzinfo=timezone.get_default_timezone())
    contacts.record(young_person=jay, at=at, channel="phone", outcome=outcome, recorded_at=at, by=by)


def test_nothing_needs_an_adviser_whose_people_are_all_right() -> None:
    by = make_adviser()
    make_mine(by)
    with tenancy.acting(by):
        assert needs(by).everything == 0
        assert shown.spoken_count(0) == "Nothing needs you just now"


@pytest.mark.parametrize(
    ("days", "group", "state"),
    [
        (-8, "overdue", "Review, 8 days overdue"),
        (-7, "week", "Review was due 27 Oct"),
        (0, "week", "Review due today"),
        (2, "week", "Review due Thursday"),
    ],
)
def test_a_review_that_is_due_goes_away_when_it_is_held(days: int, group: str, state: str) -> None:
    by = make_adviser()
    jay = make_mine(by, level_of_need="supported")
    with tenancy.acting(by):
        review = make_review(jay, due_on=TODAY + timedelta(days=days))
        assert [(one[0], one[1]) for one in said(by)] == [(group, state)]
        reviews.hold(review=review, on=TODAY, decision="go_on", summary="Well", version=1, by=by)
        assert said(by) == []


def test_a_review_beyond_a_week_waits() -> None:
    by = make_adviser()
    with tenancy.acting(by):
        make_review(make_mine(by), due_on=TODAY + timedelta(days=8))
        assert needs(by).everything == 0


def test_a_failed_contact_comes_up_and_goes_away_when_we_spoke() -> None:
    by = make_adviser()
    jay = make_mine(by)
    with tenancy.acting(by):
        tried(jay, by, "no_answer", on=date(2026, 10, 20))
        tried(jay, by, "left_message", on=date(2026, 10, 22))
        assert said(by) == [("overdue", "Failed contact", "Two tries since 20 Oct: phone, phone.")]
        tried(jay, by, "spoke", on=TODAY)
        assert said(by) == []


def test_a_plan_that_stands_still_comes_up_and_goes_away_when_a_step_moves() -> None:
    by = make_adviser()
    jay = make_mine(by)
    _, _, step = make_plan(jay, by=by, on=TODAY - timedelta(days=34))
    with tenancy.acting(by):
        assert (
            "week",
            "Plan stuck",
            "No step has moved for 34 days. The next one: Ring the college.",
        ) in said(by)
        steps.start(step=step, on=TODAY, by=by)
        assert not [one for one in said(by) if one[1] == "Plan stuck"]


def test_a_need_without_a_goal_comes_up_until_it_has_one_or_a_reason() -> None:
    by = make_adviser()
    jay = make_mine(by)
    make_assessment(jay, by=by, levels={16: 1, 17: 2, 7: 4}, on=date(2026, 10, 6))
    plan, _, _ = make_plan(jay, by=by, agreed=False)
    with tenancy.acting(by):
        sentence = "Two needs, housing and income, have no goal since the assessment on 6 Oct."
        assert [one[2] for one in said(by)] == [sentence]
        plans.add_goal(plan=plan, words="Somewhere to stay", factors=[16], by=by)
        assert [one[2] for one in said(by)] == [
            "One need, income, has no goal since the assessment on 6 Oct."
        ]
        plans.say_why_no_goal(plan=plan, factor=17, reason="After the move", on=TODAY, by=by)
        assert said(by) == []


def test_a_closed_plan_does_not_nag() -> None:
    by = make_adviser()
    jay = make_mine(by)
    make_assessment(jay, by=by, levels={16: 1}, on=date(2026, 10, 6))
    plan, _, _ = make_plan(jay, by=by, factors=[16])
    with tenancy.acting(by):
        plans.close(plan=plan, on=TODAY, summary="Moved in", by=by)
        assert not [one for one in said(by) if one[1] == "Needs without a goal"]


@pytest.mark.parametrize(
    ("days", "group"), [(-1, "overdue"), (0, "week"), (7, "week"), (8, "coming"), (28, "coming"), (29, None)]
)
def test_a_status_that_lapses_comes_up_and_goes_away_when_confirmed(days: int, group: str | None) -> None:
    by = make_adviser()
    jay = make_mine(by)
    with tenancy.acting(by):
        activity = make_activity(jay, kind="330", lapses_on=TODAY + timedelta(days=days))
        assert [one[0] for one in said(by)] == ([group] if group else [])
        activities.confirm(activity=activity, on=TODAY, by=by, version=1, source="Jay, on the phone")
        assert said(by) == []


def test_somebody_new_comes_up_until_the_first_try() -> None:
    by = make_adviser()
    jay = make_mine(by, allocated_on=TODAY - timedelta(days=3))
    with tenancy.acting(by):
        assert said(by) == [("new", "New to you", "Allocated to you on 31 Oct. No contact yet.")]
        tried(jay, by, "spoke")
        assert said(by) == []


def test_what_is_only_coming_is_shown_and_not_counted() -> None:
    by = make_adviser()
    with tenancy.acting(by):
        make_activity(make_mine(by), lapses_on=TODAY + timedelta(days=20))
        found = needs(by)
        assert (found.everything, found.of_kind("status"), found.in_group("coming")) == (0, 1, 1)


def test_asked_for_one_kind_the_counts_are_still_of_all() -> None:
    by = make_adviser()
    with tenancy.acting(by):
        make_review(make_mine(by), due_on=TODAY)
        make_activity(make_mine(by), lapses_on=TODAY)
        found = needs(by, kind="status")
        assert [one.kind for one in found.shown] == ["status"]
        assert found.everything == 2


def test_the_most_urgent_come_first_and_the_rest_are_counted() -> None:
    by = make_adviser()
    with tenancy.acting(by):
        for number in range(30):
            make_review(make_mine(by, level_of_need="minimum"), due_on=TODAY - timedelta(days=20 + number))
        urgent = make_mine(by, level_of_need="intensive")
        make_review(urgent, due_on=TODAY - timedelta(days=9))
        found = needs(by)
        assert found.shown[0].young_person_id == urgent.pk
        assert (len(found.shown), found.everything) == (SHOWN, 31)
        group = shown.groups(found, kind="")[0]
        assert group.more == 31 - SHOWN


def test_a_group_shows_each_kind_in_turn_and_leaves_the_rest_to_its_kind() -> None:
    by = make_adviser()
    with tenancy.acting(by):
        for number in range(8):
            one = make_mine(by)
            make_review(one, due_on=TODAY - timedelta(days=20 + number))
            make_activity(one, lapses_on=TODAY - timedelta(days=1))
            tried(one, by, "no_answer", on=TODAY - timedelta(days=30))
        Contact.objects.update(try_again_on=TODAY)
        found = needs(by)
        shown_kinds = [one.kind for one in found.shown]
        assert len(shown_kinds) == IN_GROUP
        assert [shown_kinds.count(kind) for kind in ("review", "contact", "status")] == [4, 3, 3]
        assert (found.in_group("overdue"), len(needs(by, kind="status").shown)) == (24, 8)


def test_how_full_a_post_is_comes_with_it() -> None:
    by = make_adviser()
    with tenancy.acting(by):
        make_mine(by, level_of_need="intensive")
        make_mine(by, level_of_need="supported")
        make_mine(by, level_of_need="supported")
        assert needs(by).levels == {"intensive": 1, "supported": 2}


def test_another_advisers_people_are_not_on_the_list() -> None:
    by = make_adviser()
    other = make_adviser(partnership=Partnership.objects.get(pk=by.partnership))
    with tenancy.acting(by):
        make_review(make_mine(other), due_on=TODAY)
        assert needs(by).everything == 0


def test_a_manager_of_another_team_sees_nothing_of_an_advisers_day() -> None:
    by = make_adviser()
    here = Partnership.objects.get(pk=by.partnership)
    there = Team.objects.create(partnership=here, name="Other team")
    with tenancy.acting(by):
        make_review(make_mine(by), due_on=TODAY)
    assert by.id is not None
    for team, seen in ((there, 0), (Team.objects.get(partnership=here, name="First team"), 1)):
        manager = make_actor(partnership=here, role=Role.TEAM_MANAGER, team=team)
        with tenancy.acting(manager):
            assert needs_attention(adviser=by.id, on=TODAY, by=manager).everything == seen


def test_it_is_one_statement_whatever_the_caseload() -> None:
    by = make_adviser()
    with tenancy.acting(by):
        for number in range(3):
            make_review(make_mine(by), due_on=TODAY - timedelta(days=number))
        with CaptureQueriesContext(connection) as few:
            needs(by)
        for number in range(20):
            make_review(make_mine(by), due_on=TODAY - timedelta(days=number))
        with CaptureQueriesContext(connection) as many:
            needs(by)
    assert len(few) == len(many) == 1
