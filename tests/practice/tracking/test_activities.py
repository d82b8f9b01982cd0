"""What somebody does: recorded, confirmed, lapsing by the rule of its kind."""

from datetime import date

import pytest
from django.test import Client

from connexions.ground.audit.models import AuditEntry
from connexions.ground.base import tenancy
from connexions.ground.base.acting import Role
from connexions.ground.base.refusals import Conflict, NotAllowed, NotPossible
from connexions.practice.tracking import queries, reference
from connexions.practice.tracking.actions import activities
from connexions.practice.tracking.models import Activity, ActivityKind
from connexions.registers.partners.models import Partnership, Team
from connexions.registers.people.models import YoungPerson
from tests.factories import make_actor, make_partnership, make_staff, make_young_person, sign_in
from tests.factories.casework import TODAY, make_activity, make_adviser, make_mine

pytestmark = pytest.mark.django_db


def kind(code: str) -> ActivityKind:
    return ActivityKind.objects.get(pk=code)


@pytest.mark.parametrize(
    ("code", "lapses"),
    [
        ("230", date(2027, 8, 31)),
        ("310", date(2027, 11, 3)),
        ("330", date(2027, 5, 3)),
        ("530", date(2027, 2, 3)),
        ("619", None),
        ("810", None),
    ],
)
def test_recording_ends_the_one_before_and_sets_when_it_lapses(code: str, lapses: date | None) -> None:
    by = make_adviser()
    jay = make_mine(by)
    with tenancy.acting(by):
        before = make_activity(jay, kind="330", start_on=date(2026, 5, 1))
        made = activities.record(
            young_person=jay, kind=kind(code), start_on=date(2026, 10, 1), on=TODAY, by=by, source="Jay"
        )
        before.refresh_from_db()
        assert (before.end_on, made.end_on, made.lapses_on) == (date(2026, 10, 1), None, lapses)
        assert (made.verified_on, made.recorded_by_id) == (TODAY, by.id)
        assert AuditEntry.objects.filter(event="tracking.activity.recorded", young_person_id=jay.pk).exists()


def test_being_out_of_everything_counts_from_its_first_day() -> None:
    by = make_adviser()
    jay = make_mine(by)
    with tenancy.acting(by):
        first = activities.record(
            young_person=jay, kind=kind("619"), start_on=date(2026, 9, 1), on=TODAY, by=by
        )
        second = activities.record(
            young_person=jay, kind=kind("640"), start_on=date(2026, 10, 1), on=TODAY, by=by
        )
        third = activities.record(
            young_person=jay, kind=kind("330"), start_on=date(2026, 10, 9), on=TODAY, by=by
        )
        found = [one.neet_start_on for one in (first, second, third)]
        assert found == [date(2026, 9, 1), date(2026, 9, 1), None]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"start_on": date(2026, 11, 4)}, "begins after today"),
        ({"start_on": date(2000, 1, 1)}, "before they were born"),
        ({"predicted_end_on": date(2026, 9, 1)}, "ends before it begins"),
        ({"predicted_end_on": date(2027, 1, 1), "review_on": date(2027, 2, 1)}, "after the course ends"),
        ({"start_on": date(2026, 4, 1)}, "on a later day than this"),
    ],
)
def test_dates_that_cannot_be(said: dict[str, date], words: str) -> None:
    by = make_adviser()
    jay = make_mine(by)
    told = {"start_on": date(2026, 10, 1), **said}
    with tenancy.acting(by):
        make_activity(jay, start_on=date(2026, 5, 1))
        with pytest.raises(NotPossible, match=words):
            activities.record(young_person=jay, kind=kind("230"), on=TODAY, by=by, **told)
        assert Activity.objects.get().end_on is None


def test_two_who_record_the_next_at_once() -> None:
    by = make_adviser()
    jay = make_mine(by)
    with tenancy.acting(by):
        seen = make_activity(jay)
        told = {"young_person": jay, "on": TODAY, "by": by, "replaces": seen.pk}
        activities.record(kind=kind("230"), start_on=date(2026, 9, 1), **told)  # type: ignore[arg-type]
        with pytest.raises(NotPossible, match="Somebody else"):
            activities.record(kind=kind("619"), start_on=date(2026, 9, 2), **told)  # type: ignore[arg-type]


def test_confirming_verifies_it_again_and_moves_the_lapse() -> None:
    by = make_adviser()
    jay = make_mine(by)
    with tenancy.acting(by):
        made = make_activity(jay, kind="330", lapses_on=date(2026, 11, 1))
        found = activities.confirm(activity=made, on=TODAY, by=by, version=1, source="Jay, on the phone")
        assert (found.verified_on, found.lapses_on, found.source) == (
            TODAY,
            date(2027, 5, 3),
            "Jay, on the phone",
        )
        with pytest.raises(Conflict):
            activities.confirm(activity=made, on=TODAY, by=by, version=1, source="His mother")


def test_what_has_ended_is_not_confirmed() -> None:
    by = make_adviser()
    jay = make_mine(by)
    with tenancy.acting(by):
        made = make_activity(jay, end_on=date(2026, 6, 1))
        with pytest.raises(NotPossible, match="ended since"):
            activities.confirm(activity=made, on=TODAY, by=by, version=1, source="Jay")


def test_who_may_change_it() -> None:
    here = make_partnership()
    jay = make_young_person(partnership=here, team=Team.objects.get(partnership=here))
    inspector = make_actor(partnership=here, role=Role.INSPECTOR)
    with tenancy.acting(inspector), pytest.raises(NotAllowed):
        activities.record(young_person=jay, kind=kind("230"), start_on=TODAY, on=TODAY, by=inspector)
    officer = make_actor(partnership=here, role=Role.DATA_OFFICER)
    with tenancy.acting(officer):
        activities.record(young_person=jay, kind=kind("230"), start_on=TODAY, on=TODAY, by=officer)


def test_lapsing_is_of_those_whose_status_one_may_see() -> None:
    by = make_adviser()
    here = Partnership.objects.get(pk=by.partnership)
    with tenancy.acting(by):
        mine = make_activity(make_mine(by), lapses_on=date(2026, 11, 20))
        make_activity(make_mine(by), lapses_on=date(2026, 12, 20))
        make_activity(make_young_person(partnership=here), lapses_on=date(2026, 11, 20))
        assert [one.pk for one in queries.lapsing(by=by, on=TODAY, within=28)] == [mine.pk]


def test_the_kinds_are_those_of_the_shipped_table_and_loading_twice_changes_nothing() -> None:
    before = list(ActivityKind.objects.values_list())
    assert len(before) == 50
    assert {one.code for one in ActivityKind.objects.filter(is_neet=True, until_on=None)} == {
        "540",
        "610",
        "615",
        "616",
        "619",
        "620",
        "630",
        "640",
        "650",
        "660",
        "670",
        "680",
    }
    assert not ActivityKind.objects.get(pk="530").participates
    assert "720" not in {one.code for one in queries.kinds(on=TODAY)}
    assert reference.load() == 50
    assert list(ActivityKind.objects.values_list()) == before


class Page:
    """The status page of a young person of one's own."""

    def __init__(self) -> None:
        here = make_partnership()
        user, _ = make_staff(partnership=here, team=Team.objects.get(partnership=here))
        self.client = sign_in(Client(), user)
        self.jay: YoungPerson = make_young_person(partnership=here, adviser=user)
        self.path = f"/young-people/{self.jay.pk}/status/"


def test_the_page_records_then_confirms() -> None:
    page = Page()
    assert "is not recorded yet" in page.client.get(page.path).content.decode()
    typed = {
        "kind": "330",
        "start_on-day": "1",
        "start_on-month": "9",
        "start_on-year": "2025",
        "source_key": "young_person",
    }
    answer = page.client.post(f"{page.path}change/", {**typed, "establishment_name": "Garage"}, follow=True)
    assert "Employment without training, Garage" in answer.content.decode()
    answer = page.client.post(
        f"{page.path}confirm/", {"source_key": "employer", "source": "his boss", "version": "1"}, follow=True
    )
    assert "Employer, his boss" in answer.content.decode()


def test_a_refused_answer_is_shown_again_with_what_was_typed() -> None:
    page = Page()
    answer = page.client.post(f"{page.path}change/", {"kind": "330", "establishment_name": "Garage"})
    told = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Error:" in told
    assert 'value="Garage"' in told
