"""PostgreSQL keeps partnerships apart, whatever a query forgot."""

import pytest
from django.db import DatabaseError, connection, transaction

from connexions.ground.base import tenancy
from connexions.ground.base.acting import system
from connexions.registers.people.models import YoungPerson
from tests.factories import make_partnership, make_young_person

pytestmark = pytest.mark.django_db


def test_the_application_is_neither_owner_nor_superuser() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False)
        cursor.execute(
            "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user"
        )
        assert cursor.fetchone() == (0,)


def test_nothing_is_seen_without_acting() -> None:
    make_young_person(partnership=make_partnership())
    assert YoungPerson.objects.count() == 0


def test_a_query_without_a_filter_returns_only_ones_own() -> None:
    here, there = make_partnership(), make_partnership()
    mine, theirs = make_young_person(partnership=here), make_young_person(partnership=there)
    with tenancy.acting(system("tests", partnership=here.pk)):
        assert list(YoungPerson.objects.values_list("pk", flat=True)) == [mine.pk]
        assert not YoungPerson.objects.filter(pk=theirs.pk).exists()
        assert YoungPerson.objects.filter(pk=theirs.pk).update(given_name="Changed") == 0


def test_a_row_cannot_be_written_into_another_partnership() -> None:
    here, there = make_partnership(), make_partnership()
    with (
        tenancy.acting(system("tests", partnership=here.pk)),
        pytest.raises(DatabaseError),
        transaction.atomic(),
    ):
        YoungPerson.objects.create(
            partnership=there, given_name="A", family_name="B", date_of_birth="2009-01-01"
        )


def test_reading_acts_cannot_write() -> None:
    here = make_partnership()
    with (
        pytest.raises(DatabaseError, match="read-only"),
        tenancy.acting(system("tests", partnership=here.pk), read_only=True),
    ):
        YoungPerson.objects.create(
            partnership=here, given_name="A", family_name="B", date_of_birth="2009-01-01"
        )


def test_acting_within_acting_gives_back_the_first() -> None:
    here, there = make_partnership(), make_partnership()
    make_young_person(partnership=here)
    with tenancy.acting(system("tests", partnership=here.pk)):
        with tenancy.acting(system("tests", partnership=there.pk)):
            assert YoungPerson.objects.count() == 0
        assert YoungPerson.objects.count() == 1
