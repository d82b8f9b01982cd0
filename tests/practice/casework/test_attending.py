"""What other rooms and nouns say on Today: bounded, counted, of nobody whom the reader may not see."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import Role
from connexions.practice.casework import today
from connexions.practice.casework.actions import steps
from connexions.practice.casework.models import FollowUp
from connexions.practice.casework.presenters import today as shown
from connexions.practice.casework.queries.today import Needs, needs_attention, of_covered
from connexions.practice.casework.today import COMING, OVERDUE, Asked, Need, Said, Source
from connexions.registers.partners.models import Partnership, Team
from connexions.registers.people.actions import notices
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.queries import notices as notices_
from tests.factories import make_actor, make_young_person
from tests.factories.casework import TODAY, make_adviser, make_mine, make_plan, make_review
from tests.factories.cover import as_now, make_cover

pytestmark = pytest.mark.django_db


def told(found: Needs) -> list[tuple[str, str, str]]:
    """(group, state, sentence) of each."""
    said = [(one.group, today.say(one, found.asked)) for one in found.shown]
    return [(group, one.state, one.what) for group, one in said]


@pytest.fixture
def registered() -> Iterator[list[tuple[YoungPerson, str]]]:
    """A room that says something about whomever a test puts in the list, in the group beside them."""
    about: list[tuple[YoungPerson, str]] = []
    yield about
    today._sources.pop("test", None)


def says(about: list[tuple[YoungPerson, str]], *told: tuple[YoungPerson, str]) -> None:
    """Whatever it looks at: this part knows nothing of ``mine``."""
    rows = ", ".join(f"('{group}', '{one.pk}'::uuid)" for one, group in [*about, *told])
    part = f"""SELECT v.kind, v.id, asked.today, NULL::uuid, '{{"words": "At the front desk."}}'::jsonb
        FROM asked CROSS JOIN (VALUES {rows}) v (kind, id)"""
    today.register(Source("test", "Tests", part, in_words, order=5))


def in_words(need: Need, asked: Asked) -> Said:
    return Said("Waiting", need.said["words"], "Go", "/there/")


def test_a_room_says_something_in_its_own_words(registered: list[tuple[YoungPerson, str]]) -> None:
    by = make_adviser()
    jay = make_mine(by, given_name="Jay")
    says(registered, (jay, OVERDUE), (jay, COMING))
    with tenancy.acting(by):
        assert by.id
        found = needs_attention(adviser=by.id, on=TODAY, by=by)
        assert (found.everything, found.of_kind("test")) == (1, 2)
        line = shown.groups(found, kind="")[0].lines[0]
        assert (line.name, line.look, line.state, line.do_href) == (jay.name, "overdue", "Waiting", "/there/")
        chips = shown.chips(found, kind="test", href="/")
        assert ("Tests", "/?show=test", 2) in [(one["text"], one["href"], one["count"]) for one in chips]
        only = needs_attention(adviser=by.id, on=TODAY, by=by, kind="review")
        assert (only.shown, only.everything) == ([], 1)


def test_nobody_is_named_or_counted_whom_the_reader_may_not_see(
    registered: list[tuple[YoungPerson, str]],
) -> None:
    by = make_adviser()
    here = Partnership.objects.get(pk=by.partnership)
    says(registered, (make_young_person(partnership=here), OVERDUE))
    with tenancy.acting(by):
        assert by.id
        found = needs_attention(adviser=by.id, on=TODAY, by=by)
        assert (found.shown, found.everything) == ([], 0)


def test_what_is_shown_is_bounded_and_the_rest_counted(registered: list[tuple[YoungPerson, str]]) -> None:
    by = make_adviser()
    says(registered, *((make_mine(by), OVERDUE) for _ in range(9)))
    with tenancy.acting(by):
        assert by.id
        found = needs_attention(adviser=by.id, on=TODAY, by=by, shown=4)
        assert (len(found.shown), found.counts) == (4, {(OVERDUE, "test"): 9})


def test_a_follow_up_for_somebody_of_the_team_stands_on_the_owners_today() -> None:
    ann = make_adviser(name="Ann")
    here = Partnership.objects.get(pk=ann.partnership)
    ben, far = make_adviser(partnership=here), make_young_person(partnership=here)
    theirs = make_mine(ann, team=Team.objects.get(pk=ann.team))
    with tenancy.acting(ben):
        assert ben.id
        for one in (theirs, far):
            FollowUp.objects.create(
                partnership=here, young_person=one, owner_id=ben.id, due_on=TODAY, words="Ring the school",
                created_by_id=ben.id, created_at=clock.now(),
            )  # fmt: skip
        found = needs_attention(adviser=ben.id, on=TODAY, by=ben)
        assert [(one.kind, one.young_person_id) for one in found.shown] == [("follow_up", theirs.pk)]


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
            assert told(found) == [(group, state, "Ring the garage")]
        steps.finish(step=mine, on=TODAY, by=by)
        assert needs_attention(adviser=by.id, on=TODAY, by=by, kind="step").shown == []


def test_a_manager_of_another_team_is_told_nothing(registered: list[tuple[YoungPerson, str]]) -> None:
    by = make_adviser()
    here = Partnership.objects.get(pk=by.partnership)
    says(registered, (make_mine(by), OVERDUE))
    far = make_actor(
        partnership=here, role=Role.TEAM_MANAGER, team=Team.objects.create(partnership=here, name="Far")
    )
    with tenancy.acting(far):
        assert by.id
        assert needs_attention(adviser=by.id, on=TODAY, by=far).shown == []


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
        found = needs_attention(adviser=by.id, on=TODAY, by=by, kind="birthday")
        assert [one[:2] for one in told(found)] == ([(group, state)] if group else [])


def test_a_message_that_reached_nobody_comes_up_until_somebody_tells_them() -> None:
    by = make_adviser()
    jay = make_mine(by)
    with tenancy.acting(by):
        assert by.id
        notice = notices.tell(young_person=jay, kind="adviser", title="Your adviser is Ann now", by=by)
        ((_, state, what),) = told(needs_attention(adviser=by.id, on=TODAY, by=by, kind="told"))
        assert (state, "had no number or address" in what) == ("Message not delivered", True)
        assert list(notices_.notices_of(of=jay, by=by).filter(notices_.UNDELIVERED)) == [notice]
        notices.tell_in_person(notice=notice, at=clock.now(), by=by)
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
        groups = shown.for_others([(covered, needs)], on=today_, href="/")
        assert groups[0].aside == "1 of 2: only what cannot wait"
