"""The national unit gets numbers, and no person can be found in them."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from connexions.ground.base import tenancy
from connexions.ground.base.acting import NATIONAL_UNIT, Actor, Role, system
from connexions.ground.base.refusals import NotAllowed
from connexions.practice.tracking import queries
from connexions.practice.tracking.models import Activity
from connexions.registers.partners.models import LocalAuthority, Partnership
from connexions.registers.people.models import YoungPerson
from tests.factories import make_actor, make_partnership, make_young_person, signed_in

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 3)
SIXTEEN = date(2010, 3, 14)


@pytest.fixture
def analyst() -> Actor:
    return make_actor(partnership=Partnership.objects.get(pk=NATIONAL_UNIT), role=Role.NATIONAL_ANALYST)


def place(name: str, kinds: dict[str, int]) -> Partnership:
    """A partnership in whose one authority so many sixteen year olds do each of these."""
    partnership = make_partnership(name=name)
    code = f"{partnership.pk % 1000:03}"
    LocalAuthority.objects.create(code=code, name=f"{name} council", partnership=partnership)
    for kind, count in kinds.items():
        for _ in range(count):
            one = make_young_person(partnership=partnership, date_of_birth=SIXTEEN, lead_authority=code)
            with tenancy.acting(system("tests", partnership=partnership.pk)):
                Activity.objects.create(partnership=partnership, young_person=one, kind_id=kind, start_on=ON)
    return partnership


def counts(analyst: Actor) -> dict[tuple[str, str], int | None]:
    with tenancy.acting(analyst, read_only=True):
        found = queries.national_counts(by=analyst, on=ON)
    return {(one.authority, one.standing): one.people for one in found}


def test_numbers_of_every_partnership_rounded_and_small_ones_left_out(analyst: Actor) -> None:
    place("Northplace", {"210": 8, "619": 4, "810": 6})
    place("Southplace", {"210": 5})
    assert counts(analyst) == {
        ("Northplace council", "eet"): 10,
        ("Northplace council", "neet"): None,
        ("Northplace council", "not_known"): 5,
        ("Southplace council", "eet"): 5,
    }


def test_only_sixteen_and_seventeen_year_olds_are_counted(analyst: Actor) -> None:
    here = place("Northplace", {"210": 5})
    for born in (date(2010, 9, 1), date(2008, 8, 31)):
        for _ in range(5):
            make_young_person(partnership=here, date_of_birth=born)
    assert sum(number or 0 for number in counts(analyst).values()) == 5


def test_the_national_unit_sees_no_row(analyst: Actor) -> None:
    place("Northplace", {"210": 1})
    with tenancy.acting(analyst):
        assert YoungPerson.objects.count() == 0
        assert Activity.objects.count() == 0


@pytest.mark.parametrize("role", [Role.PARTNERSHIP_MANAGER, Role.NATIONAL_ANALYST])
def test_nobody_of_a_partnership_gets_them(role: Role) -> None:
    me = make_actor(partnership=make_partnership(), role=role)
    with tenancy.acting(me), pytest.raises(NotAllowed):
        queries.national_counts(by=me, on=ON)


@pytest.mark.parametrize("acting", [True, False])
def test_postgresql_refuses_by_itself(acting: bool) -> None:
    settings = str(make_partnership().pk) if acting else ""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('connexions.partnership', %s, true)", [settings])
        with pytest.raises(DatabaseError, match="national unit"), transaction.atomic():
            cursor.execute("SELECT * FROM tracking_national_counts(2026)")


def test_the_page_has_numbers_and_no_names() -> None:
    here = place("Northplace", {"210": 5})
    make_young_person(partnership=here, family_name="Plantedfamily", date_of_birth=SIXTEEN)
    unit = Partnership.objects.get(pk=NATIONAL_UNIT)
    answer = signed_in(partnership=unit, role=Role.NATIONAL_ANALYST).get("/national/")
    said = answer.content.decode()
    assert answer.status_code == 200, said[:300]
    assert "Northplace council" in said
    assert "Plantedfamily" not in said
