"""What other rooms and nouns say on Today: bounded, counted, of nobody whom the reader may not see."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import Role
from connexions.practice.casework import today
from connexions.practice.casework.actions import steps
from connexions.practice.casework.presenters import today as shown
from connexions.practice.casework.queries.today import needs_attention, of_covered
from connexions.practice.casework.today import COMING, OVERDUE, Asked, Line, Source, Told
from connexions.registers.partners.models import Partnership, Team
from connexions.registers.people.actions import notices
from tests.factories import make_actor, make_young_person
from tests.factories.casework import TODAY, make_adviser, make_mine, make_plan, make_review
from tests.factories.cover import as_now, make_cover

pytestmark = pytest.mark.django_db


def line(one: object, group: str = OVERDUE) -> Line:
    return Line(group, one.pk, TODAY, "Waiting", "At the front desk.", "Go", "/there/")  # type: ignore[attr-defined]


@pytest.fixture
def registered() -> Iterator[list[Line]]:
    """A room that says whatever a test puts in the list."""
    lines: list[Line] = []
    today.register(Source("test", "Tests", lambda asked: today.told(lines, most=asked.most), order=5))
    yield lines
    del today._sources["test"]


def test_a_room_says_something_in_its_own_words(registered: list[Line]) -> None:
    by = make_adviser()
    jay = make_mine(by, given_name="Jay")
    registered += [line(jay), line(jay, COMING)]
    with tenancy.acting(by):
        assert by.id
        found = needs_attention(adviser=by.id, on=TODAY, by=by)
        assert (found.everything, found.of_kind("test")) == (1, 2)
        told = shown.groups(found, kind="", on=TODAY, background={})[0].lines[0]
        assert (told.name, told.look, told.state, told.do_href) == (jay.name, "overdue", "Waiting", "/there/")
        chips = shown.chips(found, kind="test", href="/")
        assert ("Tests", "/?show=test", 2) in [(one["text"], one["href"], one["count"]) for one in chips]
        only = needs_attention(adviser=by.id, on=TODAY, by=by, kind="review")
        assert (only.shown, only.everything) == ([], 1)


def test_nobody_is_named_whom_the_reader_may_not_see(registered: list[Line]) -> None:
    by = make_adviser()
    here = Partnership.objects.get(pk=by.partnership)
    registered.append(line(make_young_person(partnership=here)))
    with tenancy.acting(by):
        assert by.id
        assert needs_attention(adviser=by.id, on=TODAY, by=by).shown == []


def test_what_is_told_is_bounded_and_the_rest_counted() -> None:
    by = make_adviser()
    jay = make_mine(by)
    answer = today.told((line(jay) for _ in range(30)), most=10)
    assert (len(answer.lines), answer.counts) == (10, {OVERDUE: 30})
    assert today.told([line(jay)], most=10, counts={OVERDUE: 900}).counts == {OVERDUE: 900}


def test_the_advisers_own_step_comes_up_and_goes_away_when_it_is_done() -> None:
    by = make_adviser()
    jay = make_mine(by)
    _, goal, _ = make_plan(jay, by=by)
    with tenancy.acting(by):
        assert by.id
        due = TODAY + timedelta(days=2)
        mine = steps.add(goal=goal, words="Ring the garage", owner="adviser", due_on=due, by=by)
        for on, group, state in (
            (TODAY, "week", "Your step, by 5 Nov"),
            (due + timedelta(days=3), "overdue", "Your step, 3 days late"),
        ):
            found = needs_attention(adviser=by.id, on=on, by=by, kind="step")
            assert [
                (one.group, one.line and one.line.state, one.line and one.line.what) for one in found.shown
            ] == [(group, state, "Ring the garage")]
        steps.finish(step=mine, on=TODAY, by=by)
        assert needs_attention(adviser=by.id, on=TODAY, by=by, kind="step").shown == []


def test_a_manager_of_another_team_is_told_nothing(registered: list[Line]) -> None:
    by = make_adviser()
    here = Partnership.objects.get(pk=by.partnership)
    registered.append(line(make_mine(by)))
    far = make_actor(
        partnership=here, role=Role.TEAM_MANAGER, team=Team.objects.create(partnership=here, name="Far")
    )
    with tenancy.acting(far):
        assert by.id
        assert needs_attention(adviser=by.id, on=TODAY, by=far).shown == []


def test_each_source_is_one_query_whatever_the_caseload() -> None:
    by = make_adviser()
    plans = [make_plan(make_mine(by), by=by) for _ in range(6)]
    with tenancy.acting(by):
        assert by.id
        counts = []
        for goals in ([plans[0][1]], [one[1] for one in plans[1:]]):
            for goal in goals:
                steps.add(goal=goal, words="Ring", owner="adviser", due_on=TODAY, by=by)
            with CaptureQueriesContext(connection) as asked:
                needs_attention(adviser=by.id, on=TODAY, by=by)
            counts.append(len(asked))
    assert counts[0] == counts[1] <= 2 + len(today.sources())


def test_a_source_is_given_only_those_whom_the_reader_may_see() -> None:
    given: list[Asked] = []

    def find(asked: Asked) -> Told:
        given.append(asked)
        return Told()

    today.register(Source("test", "Tests", find))
    try:
        by = make_adviser()
        jay = make_mine(by)
        with tenancy.acting(by):
            assert by.id
            needs_attention(adviser=by.id, on=TODAY, by=by)
            assert list(given[0].people) == [jay]
    finally:
        del today._sources["test"]


@pytest.mark.parametrize(
    ("born", "group", "state"),
    [
        (date(2008, 11, 3), "week", "Turns 18 on 3 Nov"),
        (date(2008, 11, 10), "week", "Turns 18 on 10 Nov"),
        (date(2008, 11, 11), "coming", "Turns 18 on 11 Nov"),
        (date(2010, 12, 1), "coming", "Turns 16 on 1 Dec"),
        (date(2010, 12, 2), None, ""),
        (date(2008, 11, 2), None, ""),
        (date(2009, 11, 10), None, ""),  # seventeen changes nothing
    ],
)
def test_a_birthday_that_changes_what_applies_is_said_in_time(
    born: date, group: str | None, state: str
) -> None:
    by = make_adviser()
    make_mine(by, date_of_birth=born)
    with tenancy.acting(by):
        assert by.id
        found = needs_attention(adviser=by.id, on=TODAY, by=by, kind="birthday").shown
        assert [(one.group, one.line and one.line.state) for one in found] == (
            [(group, state)] if group else []
        )


def test_a_message_that_reached_nobody_comes_up_until_somebody_tells_them() -> None:
    by = make_adviser()
    jay = make_mine(by)
    with tenancy.acting(by):
        assert by.id
        told = notices.tell(young_person=jay, kind="adviser", title="Your adviser is Ann now", by=by)
        found = needs_attention(adviser=by.id, on=TODAY, by=by, kind="told").shown
        assert [one.line and one.line.state for one in found] == ["Message not delivered"]
        assert "had no number or address" in str(found[0].line and found[0].line.what)
        notices.tell_in_person(notice=told, at=clock.now(), by=by)
        assert needs_attention(adviser=by.id, on=TODAY, by=by, kind="told").shown == []


def test_whoever_covers_is_told_what_cannot_wait() -> None:
    tom = make_adviser(name="Tom Ridley")
    here = Partnership.objects.get(pk=tom.partnership)
    priya = make_adviser(partnership=here, name="Priya")
    today_, jay = clock.today(), make_mine(tom)
    make_cover(of=tom, by=priya, from_on=today_, until_on=today_ + timedelta(days=3))
    now = as_now(priya)
    with tenancy.acting(now):
        make_review(jay, due_on=today_ - timedelta(days=20))
        make_review(make_mine(tom), due_on=today_ + timedelta(days=7))  # waits until Tom is back
        (covered, needs), *_ = of_covered(on=today_, by=now)
        assert (covered.name, [one.young_person_id for one in needs.shown]) == ("Tom Ridley", [jay.pk])
        groups = shown.for_others([(covered, needs)], on=today_, background={}, href="/")
        assert groups[0].aside == "1 of 2: only what cannot wait"
