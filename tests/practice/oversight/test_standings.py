"""How things stand, as the database keeps it: equal to what the tables say, whatever is written."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from connexions.practice.casework.models import Contact, Plan, Review, Step
from connexions.practice.oversight.models import Standing
from connexions.practice.oversight.queries import coverage
from connexions.practice.oversight.queries.coverage import Asked
from connexions.registers.people.models import Characteristic, YoungPerson
from tests.factories.casework import make_plan, make_review
from tests.factories.oversight import NOON, TODAY
from tests.factories.young_people import make_residence
from tests.practice.oversight.office import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return Office()


def contact(office: Office, one: YoungPerson, outcome: str, days: int, channel: str = "phone") -> Contact:
    at = NOON - timedelta(days=days)
    return Contact.objects.create(
        partnership_id=one.partnership_id, young_person=one, at=at, channel=channel, outcome=outcome,
        recorded_by=office.user("priya"), recorded_at=at,
    )  # fmt: skip


def standing(one: YoungPerson) -> Standing:
    return Standing.objects.get(pk=one.pk)


def test_contacts_are_counted_as_they_are_written_changed_and_taken_out(office: Office) -> None:
    jay = office.young_person()
    with office.acting():
        assert (standing(jay).reached_on, standing(jay).tries) == (None, 0)
        spoke = contact(office, jay, "spoke", 30)
        contact(office, jay, "no_answer", 9)
        last = contact(office, jay, "left_message", 2)
        found = standing(jay)
        assert (found.reached_on, found.tried_on, found.tries) == (spoke.at.date(), last.at.date(), 2)
        last.outcome = "spoke"
        last.save()
        assert (standing(jay).reached_on, standing(jay).tries) == (last.at.date(), 0)
        last.delete()
        assert (standing(jay).reached_on, standing(jay).tries) == (spoke.at.date(), 1)
        contact(office, jay, "spoke", 1, channel="group")
        assert standing(jay).grouped_on == standing(jay).something_on == TODAY - timedelta(days=1)


def test_plans_reviews_homes_and_situations_are_counted(office: Office) -> None:
    jay = office.young_person()
    make_residence(jay, "NE6 1AB")
    make_plan(jay, by=office.priya)
    with office.acting():
        Review.objects.all().delete()
        make_review(jay, due_on=TODAY)
        Characteristic.objects.create(partnership_id=jay.partnership_id, young_person=jay, kind="young_carer")
        step = Step.objects.get()
        step.status, step.status_on = "done", TODAY + timedelta(days=5)
        step.save()
        found = standing(jay)
        assert (found.district, found.situations, found.review_on) == ("NE6", ["young_carer"], TODAY)
        assert (found.planned_on, found.moved_on) == (TODAY, TODAY + timedelta(days=5))
        Plan.objects.update(status="closed")
        assert standing(jay).moved_on is None


def test_a_change_of_adviser_or_level_is_followed(office: Office) -> None:
    jay = office.young_person()
    with office.acting():
        YoungPerson.objects.filter(pk=jay.pk).update(adviser=office.user("owen"), level_of_need="intensive")
        found = standing(jay)
        assert (found.adviser_id, found.level) == (office.owen.id, "intensive")


def test_every_row_is_what_the_tables_say(office: Office) -> None:
    for number in range(6):
        one = office.worked_with() if number % 2 else office.young_person()
        with office.acting():
            contact(office, one, "spoke" if number % 3 else "no_answer", number)
    with office.acting(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), count(*) FILTER (WHERE (s.reached_on, s.tried_on, s.tries, s.assessed_on, s.planned_on,"
            " s.moved_on, s.review_on, s.adviser_id, s.cohort) IS DISTINCT FROM (n.reached_on, n.tried_on, n.tries,"
            " n.assessed_on, n.planned_on, n.moved_on, n.review_on, n.adviser_id, n.cohort))"
            " FROM oversight_standing s"
            " JOIN oversight_reckoned(ARRAY(SELECT id FROM people_youngperson)) n USING (young_person_id)"
        )
        assert cursor.fetchone() == (6, 0)


def test_not_even_tried_is_apart_from_tried(office: Office) -> None:
    people = [office.young_person() for _ in range(3)]
    with office.acting():
        contact(office, people[0], "spoke", 5)
        contact(office, people[1], "no_answer", 5)
        contact(office, people[2], "spoke", 200)
        asked = Asked("level", TODAY - timedelta(weeks=13))
        (row,) = coverage.table(asked=asked, on=TODAY, by=office.carol)
        assert (row.everybody, row.reached, row.tried, row.nothing) == (3, 1, 1, 1)
        listed: dict[str, Any] = {
            had: coverage.behind(asked=asked, key=row.key, standing=had, page=1, on=TODAY, by=office.carol)[0]
            for had in ("reached", "tried", "nothing")
        }
    assert [listed[had][0].id for had in listed] == [people[0].pk, people[1].pk, people[2].pk]


def test_a_team_manager_counts_their_own_team(office: Office) -> None:
    office.young_person()
    office.young_person(team_id=None, adviser_id=None)
    asked = Asked("team", TODAY)
    with office.acting():
        assert coverage.whole(asked=asked, by=office.carol).everybody == 1
        assert coverage.whole(asked=asked, by=office.marcus).everybody == 2
