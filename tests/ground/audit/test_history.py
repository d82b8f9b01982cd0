"""Every changed field is kept by PostgreSQL itself, whichever way it was changed."""

import pytest
from django.db import connection

from connexions.ground.audit.models import Change
from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor
from connexions.ground.base.ids import new_id
from connexions.registers.people.models import Characteristic, YoungPerson
from tests.factories import make_actor, make_partnership, make_young_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def me() -> Actor:
    return make_actor(partnership=make_partnership(), name="Ines")


def person(me: Actor, **fields: str) -> YoungPerson:
    from connexions.registers.partners.models import Partnership

    return make_young_person(partnership=Partnership.objects.get(pk=me.partnership), **fields)


def kept(me: Actor) -> list[Change]:
    with tenancy.acting(me):
        return list(Change.objects.order_by("id"))


def test_only_what_changed_is_kept_with_who_and_when(me: Actor) -> None:
    one, asked = person(me, given_name="Jay"), new_id()
    with tenancy.acting(me, request=asked):
        one.given_name = "Jaylen"
        one.save()
    (change,) = kept(me)
    assert (change.was, change.now) == ({"given_name": "Jay"}, {"given_name": "Jaylen"})
    assert (change.actor, change.actor_name, change.request) == (me.id, "Ines", asked)
    assert (change.young_person_id, change.row_id, change.table_name) == (
        one.pk,
        str(one.pk),
        "people_youngperson",
    )
    assert change.partnership_id == me.partnership
    assert not change.deleted


def test_a_save_that_changes_nothing_keeps_nothing(me: Actor) -> None:
    one = person(me)
    with tenancy.acting(me):
        one.save()
    assert kept(me) == []


def test_one_statement_over_many_rows_keeps_each(me: Actor) -> None:
    people = {person(me, given_name=f"Name{number}").pk for number in range(5)}
    with tenancy.acting(me):
        YoungPerson.objects.update(given_name="Same")
    changes = kept(me)
    assert {one.young_person_id for one in changes} == people
    assert sorted(one.was["given_name"] for one in changes) == [f"Name{number}" for number in range(5)]


def test_a_deleted_row_is_kept_whole(me: Actor) -> None:
    one = person(me)
    with tenancy.acting(me):
        said = Characteristic.objects.create(
            partnership_id=me.partnership, young_person=one, kind="young_carer", source="Their own words"
        )
        number = said.pk
        said.delete()
    (change,) = kept(me)
    assert change.deleted
    assert change.was["source"] == "Their own words"
    assert (change.row_id, change.young_person_id) == (str(number), one.pk)


def test_raw_sql_is_kept_as_well(me: Actor) -> None:
    one = person(me)
    with tenancy.acting(me), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE people_youngperson SET needs_interpreter = true, first_language = 'Pashto' WHERE id = %s",
            [one.pk],
        )
    (change,) = kept(me)
    assert change.was == {"needs_interpreter": False, "first_language": ""}
    assert change.now == {"needs_interpreter": True, "first_language": "Pashto"}


def test_a_changed_key_is_kept_as_one_gone_and_one_new(me: Actor) -> None:
    one, other = person(me), new_id()
    with tenancy.acting(me), connection.cursor() as cursor:
        said = Characteristic.objects.create(
            partnership_id=me.partnership, young_person=one, kind="young_carer", source="Their own words"
        )
        cursor.execute("UPDATE people_characteristic SET id = %s WHERE id = %s", [other, said.pk])
    gone, new = sorted(kept(me), key=lambda change: change.deleted, reverse=True)
    assert (gone.row_id, gone.deleted, gone.now) == (str(said.pk), True, {})
    assert gone.was["source"] == "Their own words"
    assert (new.row_id, new.deleted, new.was) == (str(other), False, {})
    assert new.now["source"] == "Their own words"
    assert {gone.young_person_id, new.young_person_id} == {one.pk}


def test_a_table_of_the_same_name_elsewhere_does_not_lead_it_astray(me: Actor) -> None:
    """Temporary tables are looked for first; the trigger looks in ``public`` only."""
    one = person(me)
    with tenancy.acting(me), connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE audit_change (LIKE public.audit_change INCLUDING DEFAULTS)")
        YoungPerson.objects.filter(pk=one.pk).update(given_name="Unseen")
        cursor.execute("SELECT count(*) FROM public.audit_change WHERE row_id = %s", [str(one.pk)])
        assert cursor.fetchone() == (1,)
        cursor.execute("DROP TABLE pg_temp.audit_change")
