"""Whom nothing has reached: counted from how things stand, as the database keeps it."""

from datetime import timedelta
from typing import Any

import pytest

from connexions.practice.casework.models import Contact
from connexions.practice.oversight.queries import coverage
from connexions.practice.oversight.queries.coverage import Asked
from connexions.registers.people.models import Characteristic, YoungPerson
from tests.factories.oversight import NOON, TODAY
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
        for by, number in ((office.carol, 1), (office.marcus, 2)):
            rows = coverage.table(asked=asked, on=TODAY, by=by)
            assert coverage.whole(asked=asked, rows=rows, by=by).everybody == number


def test_whoever_is_in_two_situations_is_counted_once_in_all(office: Office) -> None:
    jay, _ = office.young_person(), office.young_person()
    with office.acting():
        for kind in ("young_carer", "care_leaver"):
            Characteristic.objects.create(partnership_id=jay.partnership_id, young_person=jay, kind=kind)
        asked = Asked("situation", TODAY)
        rows = coverage.table(asked=asked, on=TODAY, by=office.carol)
        assert sum(row.everybody for row in rows) == 3
        assert coverage.whole(asked=asked, rows=rows, by=office.carol).everybody == 2
