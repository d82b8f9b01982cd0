"""Who is in which queue, for whom; narrowed, sorted, at a fixed number of statements."""

from datetime import date, timedelta
from typing import Any

import pytest

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role, system
from connexions.practice.tracing.queries import known, queues
from connexions.practice.tracing.queries.queues import QUEUES, Filters, counts, in_queue, sorted_by, to_call
from connexions.practice.tracking.models import GuaranteeStatus
from connexions.registers.partners.models import Partnership, Team
from connexions.registers.people.models import YoungPerson
from tests.architecture.shut import shut
from tests.factories import make_actor, make_partnership, make_young_person
from tests.factories.casework import TODAY
from tests.factories.tracing import NOW, look, make_carer, make_lost, make_officer, make_try

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Actor:
    return make_officer()


def found(key: str, by: Actor, **filters: str) -> set[YoungPerson]:
    return set(in_queue(key, look(by, **filters)))


def old(one: YoungPerson) -> YoungPerson:
    """Not new here."""
    with tenancy.acting(system("tests", partnership=one.partnership_id)):
        YoungPerson.objects.filter(pk=one.pk).update(created_at=NOW - timedelta(days=300))
    return one


def test_not_known_is_said_so_lapsed_or_never_recorded(by: Actor) -> None:
    here = Partnership.objects.get(pk=by.partnership)
    said, refused = make_lost(by, kind="810"), make_lost(by, kind="830")
    lapsed = make_lost(by, kind="330", lapses_on=date(2026, 11, 2))
    never = make_young_person(partnership=here, date_of_birth=date(2009, 3, 14))
    make_lost(by, kind="330", lapses_on=TODAY)  # current until tonight
    make_lost(by, kind="619")
    make_lost(by, kind="810", date_of_birth=date(2007, 3, 14))  # nineteen: not tracked
    older = make_lost(by, kind="810", date_of_birth=date(2005, 3, 14), special_needs="ehc_plan")
    make_lost(by, kind="810", cohort_status="T")
    with tenancy.acting(by):
        assert found("not-known", by) == {said, refused, lapsed, never, older}


@pytest.mark.parametrize(
    ("days", "four", "eight"), [(-1, 0, 0), (0, 1, 1), (27, 1, 1), (28, 0, 1), (56, 0, 0)]
)
def test_lapsing_soon(by: Actor, days: int, four: int, eight: int) -> None:
    make_lost(by, kind="330", lapses_on=TODAY + timedelta(days=days))
    with tenancy.acting(by):
        assert (len(found("lapsing-4", by)), len(found("lapsing-8", by))) == (four, eight)


def test_out_of_everything_and_nobody_has_spoken_with_them(by: Actor) -> None:
    quiet, tried, spoken = (make_lost(by, kind="619") for _ in range(3))
    make_try(tried, by, days_ago=3)
    make_try(quiet, by, days_ago=40, outcome="spoke")
    make_try(spoken, by, days_ago=27, outcome="spoke")
    with tenancy.acting(by):
        assert found("no-contact", by) == {quiet, tried}


def test_an_agreed_start_that_has_passed(by: Actor) -> None:
    passed = make_lost(by, kind="616", review_on=date(2026, 11, 2))
    make_lost(by, kind="616", review_on=TODAY)
    with tenancy.acting(by):
        assert found("start-passed", by) == {passed}


def test_without_an_offer(by: Actor) -> None:
    without, offered, young = (make_lost(by, kind="230") for _ in range(3))
    with tenancy.acting(by):
        YoungPerson.objects.filter(pk=young.pk).update(date_of_birth=date(2011, 3, 14))
        for one, code in ((without, "151"), (offered, "110"), (young, "151")):
            GuaranteeStatus.objects.create(
                partnership_id=by.partnership, young_person=one, year=12, code=code, on_baseline=True
            )
        assert found("no-offer", by) == {without}


def test_new_here_and_nobody_s(by: Actor) -> None:
    new, before = make_lost(by, kind="230"), old(make_lost(by, kind="619"))
    settled = old(make_lost(by, kind="230", level_of_need="minimum"))
    needs = old(make_lost(by, kind="230", level_of_need="intensive"))
    with tenancy.acting(by):
        YoungPerson.objects.filter(pk=new.pk).update(created_at=NOW)
        assert found("new", by) == {new}
        assert found("unallocated", by) == {before, needs}
        assert settled not in found("unallocated", by)


def test_they_are_counted_as_they_are_listed_in_one_statement(
    by: Actor, django_assert_num_queries: Any
) -> None:
    for kind in ("810", "619", "330", "616"):
        old(make_lost(by, kind=kind, lapses_on=None, review_on=date(2026, 10, 1)))
    with tenancy.acting(by):
        asked = look(by)
        with django_assert_num_queries(1):
            numbers = counts(asked)
        assert numbers == {one.key: len(in_queue(one.key, asked)) for one in QUEUES}
        assert numbers["not-known"] == 1


def test_narrowed_to_area_school_adviser_and_year(by: Actor) -> None:
    adviser = make_actor(partnership=Partnership.objects.get(pk=by.partnership))
    mine = make_lost(by, adviser_id=adviser.id)
    other = make_lost(by, lead_authority="392", date_of_birth=date(2009, 10, 1))
    with tenancy.acting(by):
        assert found("not-known", by, authority="391") == {mine}
        assert found("not-known", by, adviser=str(adviser.id)) == {mine}
        assert found("not-known", by, adviser="nobody") == {other}
        assert found("not-known", by, year="12") == {other}
        assert found("not-known", by, year="13") == {mine}
        junk = Filters.read({"school": "x'", "adviser": "1", "year": "12;--", "authority": "39211"})
        assert junk == Filters(authority="392")


def test_an_adviser_sees_their_own_team_s_and_nobody_sees_another_partnership_s(by: Actor) -> None:
    here = Partnership.objects.get(pk=by.partnership)
    team = Team.objects.get(partnership=here)
    adviser = make_actor(partnership=here, team=team)
    near, far = make_lost(by, team=team), make_lost(by)
    stranger = make_officer(make_partnership())
    with tenancy.acting(adviser):
        assert found("not-known", adviser) == {near}
    with tenancy.acting(by):
        assert found("not-known", by) == {near, far}
    with tenancy.acting(stranger):
        assert found("not-known", stranger) == set()
    partner = make_actor(partnership=here, role=Role.PARTNER_WORKER)
    with tenancy.acting(partner):
        assert found("not-known", partner) == set()


def test_sorted_the_same_every_time(by: Actor) -> None:
    first, second = make_lost(by, start_on=date(2026, 8, 1)), make_lost(by, start_on=date(2026, 7, 1))
    make_try(second, by)
    with tenancy.acting(by):
        everybody = in_queue("not-known", look(by))
        assert [one.pk for one in sorted_by(everybody, "tried")] == [first.pk, second.pk]
        assert [one.pk for one in sorted_by(everybody, "since")] == [second.pk, first.pk]


@pytest.mark.parametrize("sort", queues.SORTS)
def test_a_page_is_a_piece_of_the_queue_in_its_order(
    by: Actor, sort: str, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr(queues, "PAGE", 2)
    for place in range(5):
        one = make_lost(by, start_on=date(2026, 9, 9 - place), family_name=f"Ord{'ecabd'[place]}")
        if place % 2:
            make_try(one, by, days_ago=place)
    with tenancy.acting(by):
        asked = look(by)
        whole = [one.pk for one in sorted_by(in_queue("not-known", asked), sort)]
        with django_assert_num_queries(2):
            numbers, first = queues.page("not-known", asked, sort=sort)
        rest = [
            one for number in (2, 3) for one in queues.page("not-known", asked, sort=sort, number=number)[1]
        ]
        assert [one.pk for one in (*first, *rest)] == whole
        assert (len(first), numbers) == (2, counts(asked))
        assert {one.kind_code for one in first} == {"810"}
        assert queues.page("not-known", asked, number=9) == (numbers, [])


def test_a_page_is_narrowed_as_the_queue_is(by: Actor) -> None:
    adviser = make_actor(partnership=Partnership.objects.get(pk=by.partnership))
    mine, nobodys = make_lost(by, adviser_id=adviser.id), make_lost(by, lead_authority="392")
    with tenancy.acting(by):
        for filters, whom in (({"adviser": str(adviser.id)}, mine), ({"adviser": "nobody"}, nobodys)):
            numbers, page = queues.page("not-known", look(by, authority=whom.lead_authority, **filters))
            assert (numbers["not-known"], page) == (1, [whom])


def test_nobody_whose_record_is_closed_to_the_reader_is_counted_or_told(by: Actor) -> None:
    here = Partnership.objects.get(pk=by.partnership)
    hidden, seen = make_lost(by), make_lost(by)
    shut(hidden, here=here)
    with tenancy.acting(by):
        numbers, page = queues.page("not-known", look(by))
        assert (numbers["not-known"], page, found("not-known", by)) == (1, [seen], {seen})


def test_whoever_was_just_tried_or_is_to_be_tried_later_is_not_called(by: Actor) -> None:
    free, just, later, again = (make_lost(by) for _ in range(4))
    make_try(just, by, days_ago=0)
    make_try(later, by, try_again_on=TODAY + timedelta(days=1))
    make_try(again, by, try_again_on=TODAY)
    with tenancy.acting(by):
        assert list(to_call("not-known", look(by), at=NOW)) == [free, again]


def test_what_decides_the_next_contact_costs_the_same_for_many(
    by: Actor, django_assert_num_queries: Any
) -> None:
    many = [make_lost(by, number=f"0770090{place:04}") for place in range(6)]
    for one in many:
        make_try(one, by)
        make_carer(one)
    with tenancy.acting(by):
        with django_assert_num_queries(1):
            told = known.known_of(many, by=by, at=NOW)
        assert {len(one.tries) for one in told.values()} == {1}
        assert all(one.carers and one.points for one in told.values())
        with django_assert_num_queries(1):
            known.known_of(many[:1], by=by, at=NOW)


def test_an_adviser_is_told_nothing_of_how_another_team_s_are_reached(by: Actor) -> None:
    here = Partnership.objects.get(pk=by.partnership)
    adviser, far = make_actor(partnership=here), make_lost(by)
    with tenancy.acting(adviser):
        assert known.known_of([far], by=adviser, at=NOW) == {}
        assert set(counts(look(adviser)).values()) == {0}
