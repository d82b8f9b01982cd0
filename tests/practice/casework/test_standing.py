"""How things stand, as the database keeps it: equal to what the tables say, whatever is written."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.practice.casework.actions import agreements, plans, steps
from connexions.practice.casework.models import Contact, Plan, Review, Standing, Step, Transition
from connexions.registers.accounts.models import User
from connexions.registers.people.models import Characteristic, YoungPerson
from tests.factories.casework import (
    TODAY,
    make_activity,
    make_adviser,
    make_assessment,
    make_mine,
    make_plan,
    make_review,
)
from tests.factories.young_people import make_residence
from tests.practice.casework.test_agreements import LINK, NOON

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def by() -> Iterator[Actor]:
    actor = make_adviser()
    with tenancy.acting(actor):
        yield actor


@pytest.fixture
def jay(by: Actor) -> YoungPerson:
    return make_mine(by)


def standing(one: YoungPerson) -> Standing:
    return Standing.objects.get(pk=one.pk)


def contact(by: Actor, one: YoungPerson, outcome: str, days: int, **more: Any) -> Contact:
    at = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=ZoneInfo("Europe/London")) - days * DAY
    said = {"channel": "phone", "recorded_by": User.objects.get(pk=by.id), "recorded_at": at, **more}
    return Contact.objects.create(
        partnership_id=one.partnership_id, young_person=one, at=at, outcome=outcome, **said
    )


def test_contacts_are_counted_as_they_are_written_changed_and_taken_out(by: Actor, jay: YoungPerson) -> None:
    assert (standing(jay).reached_on, standing(jay).tries, standing(jay).try_on) == (None, 0, None)
    spoke = contact(by, jay, "spoke", 30)
    contact(by, jay, "no_answer", 9, try_again_on=TODAY)
    last = contact(by, jay, "did_not_come", 2, try_again_on=TODAY + DAY)
    found = standing(jay)
    assert (found.reached_on, found.tried_on, found.tries) == (spoke.at.date(), last.at.date(), 2)
    assert found.try_on == TODAY + DAY
    last.outcome, last.try_again_on = "spoke", None
    last.save()
    assert (standing(jay).reached_on, standing(jay).tries, standing(jay).try_on) == (last.at.date(), 0, None)
    last.delete()
    assert (standing(jay).reached_on, standing(jay).tries, standing(jay).try_on) == (
        spoke.at.date(),
        1,
        TODAY,
    )
    contact(by, jay, "spoke", 1, channel="group")
    assert standing(jay).grouped_on == standing(jay).something_on == TODAY - DAY


def test_plans_reviews_homes_and_situations_are_counted(by: Actor, jay: YoungPerson) -> None:
    make_residence(jay, "NE6 1AB")
    make_plan(jay, by=by)
    Review.objects.all().delete()
    make_review(jay, due_on=TODAY)
    Characteristic.objects.create(partnership_id=jay.partnership_id, young_person=jay, kind="young_carer")
    step = Step.objects.get()
    step.status, step.status_on = "done", TODAY + 5 * DAY
    step.save()
    found = standing(jay)
    assert (found.district, found.situations, found.review_on) == ("NE6", ["young_carer"], TODAY)
    assert (found.planned_on, found.moved_on) == (TODAY, TODAY + 5 * DAY)
    Plan.objects.update(status="closed")
    assert standing(jay).moved_on is None


def test_steps_to_come_and_steps_to_be_reminded_of(by: Actor, jay: YoungPerson) -> None:
    _, goal, theirs = make_plan(jay, by=by)
    mine = steps.add(goal=goal, words="Ring them", owner="adviser", due_on=TODAY + 4 * DAY, by=by)
    Step.objects.filter(pk=theirs.pk).update(
        owner="partner", remind_whom="adviser", remind_days=3, due_on=TODAY + 9 * DAY
    )
    found = standing(jay)
    assert (found.steps_open, found.step_on, found.remind_on) == (2, TODAY + 4 * DAY, TODAY + 6 * DAY)
    steps.finish(step=mine, on=TODAY, by=by)
    assert (standing(jay).steps_open, standing(jay).step_on) == (1, None)
    Plan.objects.update(status="closed")
    assert (standing(jay).steps_open, standing(jay).remind_on) == (0, None)


def test_a_need_wants_a_goal_until_it_has_one_or_a_reason_or_the_plan_is_closed(
    by: Actor, jay: YoungPerson
) -> None:
    make_assessment(jay, by=by, levels={16: 1, 17: 2, 7: 4}, on=TODAY - 20 * DAY, finished=False)
    assert standing(jay).wanting is None
    make_assessment(make_mine(by), by=by, levels={16: 1}, on=TODAY)
    assessment = jay.assessments.get()  # type: ignore[attr-defined]
    assessment.finished_at = NOON
    assessment.save()
    assert standing(jay).wanting == [16, 17]
    plan, _, _ = make_plan(jay, by=by, agreed=False)
    goal = plans.add_goal(plan=plan, words="Somewhere to stay", factors=[16], by=by)
    assert standing(jay).wanting == [17]
    plans.say_why_no_goal(plan=plan, factor=17, reason="After the move", on=TODAY, by=by)
    assert standing(jay).wanting is None
    goal.factors = []
    goal.save()
    assert standing(jay).wanting == [16]
    assessment.ratings.filter(factor=16).update(adviser_level=5)
    assert standing(jay).wanting is None
    assessment.ratings.filter(factor=16).update(adviser_level=1)
    Plan.objects.filter(pk=plan.pk).update(status="closed", closed_on=NOON.date())
    assert standing(jay).wanting is None


def test_statuses_changes_ahead_and_answers(by: Actor, jay: YoungPerson) -> None:
    activity = make_activity(jay, lapses_on=TODAY + DAY)
    assert standing(jay).lapses_on == TODAY + DAY
    activity.end_on = TODAY
    activity.save()
    assert standing(jay).lapses_on is None
    change = Transition.objects.create(
        partnership_id=jay.partnership_id, young_person=jay, kind="turning", title="Turning 18",
        on=TODAY + 60 * DAY, prepare_from=TODAY,
    )  # fmt: skip
    assert standing(jay).change_on == TODAY
    change.state = "done"
    change.save()
    assert standing(jay).change_on is None
    plan, _, step = make_plan(jay, by=by, agreed=False)
    own = Actor(Role.YOUNG_PERSON, by.partnership, "Jay", young_person=jay.pk)
    told: dict[str, Any] = {
        "to": None,
        "days": 7,
        "link": LINK,
        "version": Plan.objects.get().version,
        "at": NOON,
    }
    asking, _ = agreements.ask(plan=plan, by=by, **told)
    agreements.want_change(asking=asking, words="Not the bus", at=NOON, by=own)
    steps.say(step=step, words="I rang", on=TODAY, by=own)
    assert (standing(jay).answered, standing(jay).said_on) == (True, TODAY)
    agreements.heed(asking=asking, by=by)
    assert standing(jay).answered is False


def test_a_change_of_adviser_or_level_is_followed(by: Actor, jay: YoungPerson) -> None:
    other = make_adviser(partnership=jay.partnership)
    YoungPerson.objects.filter(pk=jay.pk).update(adviser_id=other.id, level_of_need="intensive")
    found = standing(jay)
    assert (found.adviser_id, found.level) == (other.id, "intensive")


def test_every_row_is_what_the_tables_say(by: Actor) -> None:
    for number in range(6):
        one = make_mine(by)
        if number % 2:
            make_assessment(one, by=by, levels={16: 1, 3: 5})
            make_plan(one, by=by, factors=[16], agreed=bool(number % 3))
            make_review(one, due_on=TODAY) if number == 1 else None
        contact(by, one, "spoke" if number % 3 else "no_answer", number)
        make_activity(one, lapses_on=TODAY + number * DAY)
    columns = [one.column for one in Standing._meta.concrete_fields if one.name != "something_on"]
    kept, reckoned = (", ".join(f"{table}.{name}" for name in columns) for table in ("s", "n"))
    kept = kept.replace("s.situations", "s.situations::text[]")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*), count(*) FILTER (WHERE ({kept}) IS DISTINCT FROM ({reckoned}))"
            " FROM casework_standing s"
            " JOIN standing_reckoned(ARRAY(SELECT id FROM people_youngperson)) n USING (young_person_id)"
        )
        assert cursor.fetchone() == (6, 0)
