"""What is put together once answers as a queryset would, about whomever it is asked."""

from datetime import date

import pytest
from django.db import connection

from connexions.ground.base import tenancy
from connexions.ground.base.acting import system
from connexions.ground.base.ids import new_id
from connexions.ground.base.kept import Kept, Together, each, share_out
from connexions.registers.people.models import ContactPoint, YoungPerson
from tests.factories import make_partnership, make_young_person

pytestmark = pytest.mark.django_db

people = Kept(lambda one: YoungPerson.objects.select_related("adviser", "team").filter(pk=one))


def test_answers_are_models_with_what_belongs_to_them(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    one, other = (make_young_person(partnership=make_partnership()) for _ in range(2))
    for asked in (one, other):
        with tenancy.acting(system("test", partnership=asked.partnership_id)):
            found = YoungPerson.objects.select_related("adviser", "team").get(pk=asked.pk)
            with django_assert_num_queries(1):
                (kept,) = people.ask(asked.pk)
                assert (kept.adviser, kept.team) == (found.adviser, found.team)
            assert {f.attname: getattr(kept, f.attname) for f in YoungPerson._meta.concrete_fields} == {
                f.attname: getattr(found, f.attname) for f in YoungPerson._meta.concrete_fields
            }


def test_policies_hold_for_what_is_planned_already() -> None:
    one = make_young_person(partnership=make_partnership())
    elsewhere = make_partnership()
    for _ in range(8):  # beyond the fifth, PostgreSQL may keep one plan for all
        with tenancy.acting(system("test", partnership=one.partnership_id)):
            assert people.ask(one.pk) == [one]
        with tenancy.acting(system("test", partnership=elsewhere.pk)):
            assert people.ask(one.pk) == []
    assert people.ask(one.pk) == []


def test_it_is_planned_once() -> None:
    for _ in range(3):
        people.ask(new_id())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%people_youngperson%'"
        )
        assert cursor.fetchone() == (1,)


def test_rows_of_values() -> None:
    one = make_young_person(partnership=make_partnership())
    named = Kept(lambda pk, other: YoungPerson.objects.filter(pk__in=[pk, other]).values_list("id"), takes=2)
    with tenancy.acting(system("test", partnership=one.partnership_id)):
        assert named.ask(one.pk, new_id()) == [(one.pk,)]


def test_a_query_that_leaves_out_what_it_is_given_is_refused() -> None:
    with pytest.raises(ValueError, match="does not ask"):
        Kept(lambda one: YoungPerson.objects.all()).ask(new_id())


def test_days_words_and_numbers_are_asked_with_too() -> None:
    one = make_young_person(partnership=make_partnership())
    alike = Kept(
        lambda partnership, name, born: YoungPerson.objects.filter(
            partnership_id=partnership, given_name=name, date_of_birth=born
        ),
        takes=(int, str, date),
    )
    with tenancy.acting(system("test", partnership=one.partnership_id)):
        assert alike.ask(one.partnership_id, one.given_name, one.date_of_birth) == [one]
        assert alike.ask(one.partnership_id, one.given_name + "%s", one.date_of_birth) == []
        assert alike.ask(one.partnership_id, one.given_name, date(1990, 1, 1)) == []


def test_a_query_is_given_as_many_as_it_asks_about() -> None:
    with pytest.raises(TypeError, match="asks about 1"):
        people.ask(new_id(), new_id())


points = Kept(lambda one: ContactPoint.objects.filter(young_person_id=one).order_by("-value"))
values = Kept(
    lambda one: ContactPoint.objects.filter(young_person_id=one).order_by("value").values_list("value")
)


def reached_by(one: YoungPerson, *given: str) -> list[ContactPoint]:
    make = ContactPoint.objects.create
    return [
        make(young_person=one, partnership_id=one.partnership_id, kind="mobile", value=value)
        for value in given
    ]


def test_several_are_asked_as_one(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    one = make_young_person(partnership=make_partnership())
    several = Together(people, points, values)
    with tenancy.acting(system("test", partnership=one.partnership_id)):
        found = reached_by(one, "07700900001", "07700900003", "07700900002")
        with django_assert_num_queries(1):
            assert several.ask(one.pk) == [
                [one],
                [found[1], found[2], found[0]],
                [("07700900001",), ("07700900002",), ("07700900003",)],
            ]
        assert several.ask(new_id()) == [[], [], []]


def test_what_was_asked_apart_is_shared_out(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    one, other = (make_young_person(partnership=make_partnership()) for _ in range(2))
    every = Kept(lambda many: ContactPoint.objects.filter(young_person__in=each(many)))
    with tenancy.acting(system("test", partnership=one.partnership_id)):
        mine = reached_by(one, "07700900001", "07700900002")
        share_out([one, other], "contactpoints", every.ask([one.pk, other.pk]))
        with django_assert_num_queries(0):
            assert {point.pk for point in one.contactpoints.all()} == {point.pk for point in mine}
            assert list(other.contactpoints.all()) == []
            assert all(point.young_person is one for point in one.contactpoints.all())
    share_out([], "contactpoints", mine)
