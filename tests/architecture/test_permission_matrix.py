"""Every address × every role × near the young person, far from them, or at another partnership."""

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

from connexions.ground.base import tenancy
from connexions.ground.base.acting import STAFF, Role, system
from connexions.ground.base.protection import tenanted_models
from connexions.registers.accounts.actors import actor_for
from connexions.registers.people.sight import Part, sight_of
from tests.architecture import house
from tests.architecture.addresses import BY_TOKEN, Address, addresses, matrix
from tests.architecture.world import PLANTED, World, make_world

pytestmark = pytest.mark.django_db

ADDRESSES = [one for one in addresses() if one.name not in BY_TOKEN]
OUT_OF_ORDER = {"jobs:health"}  # no worker runs beside these tests, and it says so
# Written by any page or by the machinery itself: not a change of a record.
NOT_RECORDS = {"audit_auditentry", "audit_seal", "base_draft", "jobs_job"}


@pytest.fixture
def world() -> World:
    return make_world()


def test_every_address_says_to_whom_it_is_open() -> None:
    assert [one.pattern for one in addresses() if not one.open_to] == []


def test_the_table_in_the_documentation_is_this_one() -> None:
    kept = (house.ROOT / "docs" / "reference" / "permissions.md").read_text()
    assert kept == matrix(), "Run bin/connexions docs"


@pytest.mark.parametrize("where", ["near", "far", "another"])
@pytest.mark.parametrize("role", sorted(STAFF))
def test_a_role_sees_and_changes_what_is_its_own_to(role: Role, where: str, world: World) -> None:
    client = world.client(role, where)
    hidden = words_hidden_from(role, where, world)
    before = rows()  # a GET cannot write at all: PostgreSQL refuses
    for address in ADDRESSES:
        check(ask(client, address, "get", world), address, role, where, "get", hidden)
        with transaction.atomic():
            check(ask(client, address, "post", world), address, role, where, "post", hidden)
            if not address.open_for(role) or (where == "another" and address.about_a_young_person):
                assert rows() == before, f"{address.name} by a {role} wrote"
            transaction.set_rollback(True)


def test_signed_out_nobody_gets_anywhere(world: World) -> None:
    for address in ADDRESSES:
        for method in ("get", "post"):
            answer = ask(Client(), address, method, world)
            body = text_of(answer)
            assert not any(word in body for words in PLANTED.values() for word in words), address.name
            if not address.open_for(Role.SYSTEM):
                assert answer.status_code == 302, f"{method} {address.name}: {answer.status_code}"
                assert answer["Location"].startswith("/accounts/login/"), address.name


def words_hidden_from(role: Role, where: str, world: World) -> list[str]:
    """The planted words of every part of the record that this reader may not see."""
    user, membership = world.staff[role, where]
    sight = sight_of(world.young_person, by=actor_for(membership, user))
    return [word for part, words in PLANTED.items() if not sight.sees(Part(part)) for word in words]


def ask(client: Client, address: Address, method: str, world: World) -> HttpResponse:
    with tenancy.acting(system("tests", partnership=world.here.pk)):
        path = address.filled(world.parameters)
    answer: HttpResponse = getattr(client, method)(path)
    return answer


def check(
    answer: HttpResponse, address: Address, role: Role, where: str, method: str, hidden: list[str]
) -> None:
    told = f"{method} {address.name} by a {role} {where}: {answer.status_code}"
    assert answer.status_code < 500 or address.name in OUT_OF_ORDER, told
    body = text_of(answer)
    assert [word for word in hidden if word in body] == [], told
    if not address.open_for(role):
        assert answer.status_code == 403, told
    elif where == "another" and address.about_a_young_person:
        assert answer.status_code in (404, 405), told


def text_of(answer: HttpResponse) -> str:
    return "" if answer.streaming else answer.content.decode(errors="replace")


def rows() -> dict[str, int]:
    """How many rows every table about young people holds, changes included."""
    tables = sorted({model._meta.db_table for model in tenanted_models()} - NOT_RECORDS)
    union = " UNION ALL ".join(f"SELECT '{table}', count(*) FROM {table}" for table in tables)
    found: dict[str, int] = {}
    for partnership in apps.get_model("partners", "Partnership").objects.values_list("pk", flat=True):
        with tenancy.acting(system("tests", partnership=partnership)), connection.cursor() as cursor:
            cursor.execute(union)
            for table, count in cursor.fetchall():
                found[table] = found.get(table, 0) + count
    return found
