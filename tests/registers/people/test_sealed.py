"""Where somebody restricted lives and how they are reached: sealed, given back, and told to nobody."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from connexions.ground.audit.models import Change
from connexions.ground.base import clock, resealing, tenancy
from connexions.ground.base.acting import Role, system
from connexions.practice.feeds.models import Delivery, SourceRecord
from connexions.practice.returns.telling import reading
from connexions.registers.people.actions import (
    contact_points,
    family,
    residences,
    restrictions,
)
from connexions.registers.people.models import (
    Carer,
    ContactPoint,
    Residence,
    Restriction,
    SearchKey,
)
from connexions.registers.people.sight import Part, sight_of
from tests.factories import (
    make_actor,
)
from tests.factories.restricted import WHY, Scene

HOME = 19  # where the columns of their home begin in what the return reads


def now() -> datetime:
    return clock.now()


def raw(table: str, young_person: UUID) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT to_jsonb(t)::text FROM {table} t WHERE young_person_id = %s", [young_person])
        return " ".join(row[0] for row in cursor.fetchall())


def test_where_they_live_is_sealed_and_given_back(living: Scene) -> None:
    made = living.restrict()
    with tenancy.acting(living.manager):
        for table in ("people_residence", "people_contactpoint"):
            lies = raw(table, living.jay.pk)
            for word in ("Harbour", "NE1 4XD", "900123", "After four", "Newcastle"):
                assert word not in lies, (table, word)
        home, point = Residence.objects.get(), ContactPoint.objects.get()
        assert (home.line_1, home.postcode) == ("12 Harbour Row", "NE1 4XD")
        assert (point.value, point.note) == ("+447700900123", "After four")
        assert not Residence.objects.filter(postcode="NE1 4XD").exists()
        assert not Change.objects.filter(was__has_any_keys=["line_1", "value"]).exists()
        assert SearchKey.objects.filter(word="holloway").exists()  # those who are named still find them
        restrictions.end(restriction=made, because="They moved away", at=now(), by=living.manager)
        assert "12 Harbour Row" in raw("people_residence", living.jay.pk)
        assert ContactPoint.objects.filter(value="+447700900123").exists()
        assert Residence.objects.get().sealed is None
    assert living.sees(living.adviser)


def test_what_is_learnt_while_restricted_is_sealed_too(living: Scene) -> None:
    living.restrict()
    on = clock.today()
    with tenancy.acting(living.manager):
        residences.move(
            young_person=living.jay, by=living.manager, from_on=on, on=on, home={"line_1": "3 Mill Lane"}
        )
        point = contact_points.add(
            young_person=living.jay, by=living.manager, facts={"kind": "email", "value": "jay@example.org"}
        )
        contact_points.change(
            point=point, by=living.manager, version=point.version, facts={"note": "Evenings only"}
        )
        assert ContactPoint.objects.get(pk=point.pk).note == "Evenings only"
        ContactPoint.objects.bulk_create(
            [
                ContactPoint(
                    partnership=living.here, young_person=living.jay, kind="mobile", value="+447700900999"
                )
            ]
        )
        lies = raw("people_residence", living.jay.pk) + raw("people_contactpoint", living.jay.pk)
        for word in ("Mill Lane", "jay@example", "Evenings", "900999", "Harbour"):
            assert word not in lies, word
        assert {one.line_1 for one in Residence.objects.all()} == {"12 Harbour Row", "3 Mill Lane"}
        kept = " ".join(str(one) for one in Change.objects.values_list("was", "now"))
        assert "Evenings" not in kept
        assert "Harbour" not in kept


def test_how_their_family_is_reached_is_sealed_and_given_back(living: Scene) -> None:
    dawn = {
        "name": "Dawn Holloway",
        "phone": "+447700900321",
        "email": "dawn@example.org",
        "note": "Ring after six",
    }
    with tenancy.acting(living.adviser):
        carer = family.add_carer(young_person=living.jay, by=living.adviser, facts=dawn)
    made = living.restrict()
    secret = ("900321", "dawn@", "after six", "900654")
    with tenancy.acting(living.manager):
        stored = Carer.objects.get(pk=carer.pk)
        assert (stored.name, stored.phone, stored.note) == (dawn["name"], dawn["phone"], dawn["note"])
        family.change_carer(
            carer=stored, by=living.manager, version=stored.version, facts={"phone": "+447700900654"}
        )
        family.add_carer(
            young_person=living.jay, by=living.manager, facts={"name": "Kay", "email": "dawn@example.com"}
        )
        assert [word for word in secret if word in raw("people_carer", living.jay.pk)] == []
        assert [word for word in secret if word in str(list(Change.objects.values_list("was", "now")))] == []
        assert not Carer.objects.filter(phone=dawn["phone"]).exists()
        assert Carer.objects.get(pk=carer.pk).phone == "+447700900654"
        restrictions.end(restriction=made, because="They moved away", at=now(), by=living.manager)
        assert Carer.objects.get(phone="+447700900654").email == "dawn@example.org"
        assert "dawn@example.com" in raw("people_carer", living.jay.pk)


def test_what_is_sealed_of_them_goes_with_a_new_key(living: Scene, tmp_path: Any, settings: Any) -> None:
    settings.SEALING_KEYS = tmp_path / "sealing"
    living.restrict()
    resealing.begin()
    outcome = resealing.reseal(said=lambda place, done: None)
    assert outcome.damaged == []
    with tenancy.acting(living.manager):
        assert Residence.objects.get().line_1 == "12 Harbour Row"
        assert ContactPoint.objects.get().value == "+447700900123"
        assert Restriction.objects.get().reason == WHY
    assert resealing.status()["people.Residence.sealed"] == {1: 1}


def test_the_return_counts_them_and_says_nothing_of_where_they_live(living: Scene) -> None:
    """Read as the return reads them, by a data officer to whom the record is closed."""
    living.restrict()
    officer = make_actor(partnership=living.here, role=Role.DATA_OFFICER)
    asked = {"ids": [living.jay.pk], "end": clock.today(), "follows": []}
    told = reading._statement(reading.THESE)
    with tenancy.acting(officer), connection.cursor() as cursor:
        cursor.execute(told, asked)
        assert cursor.fetchall() == []
        with tenancy.beneath():
            cursor.execute(told, asked)
            homes = [row[HOME : HOME + 6] for row in cursor.fetchall()]
            assert homes == [("", "", "", "", "", "")]
        assert not sight_of(living.jay, by=officer).sees(Part.HEADLINE)
        cursor.execute(told, asked)
        assert cursor.fetchall() == []


def test_what_was_delivered_of_where_they_live_is_forgotten(scene: Scene) -> None:
    with tenancy.acting(system("tests", partnership=scene.here.pk)):
        delivery = Delivery.objects.create(partnership=scene.here, filename="file.xml")
        fields = {"values": {"AddressLine1": "12 Harbour Row", "Postcode": "NE1 4XD", "Gender": "M"}}
        SourceRecord.objects.create(
            partnership=scene.here, young_person=scene.jay, delivery=delivery, young_persons_id="1",
            digest="x", fields=fields,
        )  # fmt: skip
    scene.restrict()
    with tenancy.acting(scene.manager):
        assert SourceRecord.objects.get().fields == {"values": {"Gender": "M"}}
