"""The portal: those who are shared, what of them, and nobody else."""

from datetime import timedelta

import pytest

from connexions.ground.audit.models import AuditEntry
from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import Role, system
from connexions.registers.partners.models import Organisation
from connexions.registers.people.categories import Group
from connexions.registers.people.models import Leave, YoungPerson
from tests.factories import make_contact_point, make_partnership, make_residence, make_young_person, signed_in
from tests.factories.sharing import make_leave, make_organisation, partner_signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def northside() -> Organisation:
    return make_organisation(partnership=make_partnership(), kind="housing", name="Northside Housing")


@pytest.fixture
def jay(northside: Organisation) -> YoungPerson:
    one = make_young_person(partnership=northside.partnership, given_name="Jay", family_name="Holloway")
    make_contact_point(one, "+447700900123")
    make_residence(one, "NE1 4XD", line_1="4 Quiet Row")
    return one


def test_nobody_is_shared_yet(northside: Organisation, jay: YoungPerson) -> None:
    client = partner_signed_in(northside)
    assert "Nobody is shared with you yet" in client.get("/portal/").content.decode()
    assert client.get(f"/portal/young-people/{jay.pk}/").status_code == 404
    assert client.get("/")["Location"] == "/portal/"


def test_only_the_groups_that_are_shared_are_shown(northside: Organisation, jay: YoungPerson) -> None:
    make_leave(jay, [Group.REACH_PHONE], organisation=northside)
    client = partner_signed_in(northside)
    assert "Jay Holloway" in client.get("/portal/").content.decode()
    page = client.get(f"/portal/young-people/{jay.pk}/").content.decode()
    assert "07700 900123" in page
    assert "4 Quiet Row" not in page
    assert "14 March 2009" not in page


def test_leave_for_a_kind_counts_and_another_organisations_does_not(
    northside: Organisation, jay: YoungPerson
) -> None:
    make_leave(jay, [Group.REACH_PHONE], kind="housing")
    assert "Jay Holloway" in partner_signed_in(northside).get("/portal/").content.decode()
    clinic = make_organisation(partnership=northside.partnership, kind="health")
    assert "Jay Holloway" not in partner_signed_in(clinic).get("/portal/").content.decode()


def test_each_is_once_on_the_list_and_the_list_goes_on(northside: Organisation) -> None:
    now = clock.now()
    for number in range(27):
        one = make_young_person(partnership=northside.partnership, family_name=f"Numbered{number:02}")
        make_leave(one, organisation=northside, from_at=now - timedelta(days=number + 1))
        make_leave(one, organisation=northside, from_at=now - timedelta(days=number + 50))
        make_leave(one, kind="housing", from_at=now - timedelta(days=number + 90))
    client = partner_signed_in(northside)
    first = client.get("/portal/").content.decode()
    assert [first.count(f"Numbered{number:02}") for number in (0, 24, 25)] == [1, 1, 0]
    href = first.split('href="/portal/?after=')[1].split('"')[0]
    later = client.get(f"/portal/?after={href}").content.decode()
    assert [later.count(f"Numbered{number:02}") for number in (0, 24, 25, 26)] == [0, 0, 1, 1]


def test_those_shared_at_one_moment_are_all_on_the_list(northside: Organisation) -> None:
    for number in range(27):
        one = make_young_person(partnership=northside.partnership, family_name=f"Numbered{number:02}")
        make_leave(one, organisation=northside)
    client = partner_signed_in(northside)
    first = client.get("/portal/").content.decode()
    href = first.split('href="/portal/?after=')[1].split('"')[0]
    both = first + client.get(f"/portal/?after={href}").content.decode()
    assert [both.count(f"Numbered{number:02}") for number in range(27)] == [1] * 27
    assert client.get("/portal/?after=nonsense").status_code == 200


def test_a_search_finds_only_those_who_are_shared(northside: Organisation, jay: YoungPerson) -> None:
    make_young_person(partnership=northside.partnership, given_name="Jo", family_name="Holloway")
    make_leave(jay, organisation=northside)
    client = partner_signed_in(northside)
    page = client.post("/portal/find/", {"q": "hollo"}).content.decode()
    assert "Jay Holloway" in page
    assert "Jo Holloway" not in page
    assert "1 young person found" in page
    assert "Nobody found" in client.post("/portal/find/", {"q": "Quigley"}).content.decode()


def test_every_look_is_written_down(northside: Organisation, jay: YoungPerson) -> None:
    make_leave(jay, [Group.WHO_BIRTH], organisation=northside)
    partner_signed_in(northside).get(f"/portal/young-people/{jay.pk}/")
    with tenancy.acting(system("tests", partnership=northside.partnership_id)):
        look = AuditEntry.objects.get(event="portal.record.read")
    assert look.young_person_id == jay.pk
    assert look.details == {"organisation": northside.pk, "groups": ["who.name", "who.birth"]}


def test_the_next_click_shows_nothing_once_it_is_over(northside: Organisation, jay: YoungPerson) -> None:
    leave = make_leave(jay, organisation=northside)
    client = partner_signed_in(northside)
    assert client.get(f"/portal/young-people/{jay.pk}/").status_code == 200
    with tenancy.acting(system("tests", partnership=northside.partnership_id)):
        Leave.objects.filter(pk=leave.pk).update(until_at=clock.now())
    assert client.get(f"/portal/young-people/{jay.pk}/").status_code == 404


def test_the_list_takes_as_many_queries_however_many_are_shared(
    northside: Organisation, django_assert_max_num_queries: object
) -> None:
    for _ in range(12):
        make_leave(make_young_person(partnership=northside.partnership), organisation=northside)
    client = partner_signed_in(northside)
    with django_assert_max_num_queries(18):  # type: ignore[operator]
        client.get("/portal/")


@pytest.mark.parametrize("role", [Role.PERSONAL_ADVISER, Role.PARTNERSHIP_MANAGER, Role.INSPECTOR])
def test_it_is_open_to_workers_of_organisations_alone(role: Role, northside: Organisation) -> None:
    assert signed_in(partnership=northside.partnership, role=role).get("/portal/").status_code == 403
