"""Every address × every role × near the young person, far from them, or at another partnership."""

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

from connexions.ground.base.acting import STAFF, Role
from connexions.ground.base.protection import tenanted_models
from connexions.registers.accounts.actors import actor_for
from connexions.registers.people.sight import Part, sight_of
from tests.architecture import house
from tests.architecture.addresses import BY_TOKEN, Address, addresses, matrix
from tests.architecture.safety import DECIDED, SAID, words_of_concerns_hidden_from
from tests.architecture.world import PLANTED, World

pytestmark = pytest.mark.django_db

ADDRESSES = [one for one in addresses() if one.name not in BY_TOKEN]
OUT_OF_ORDER = {"jobs:health"}  # no worker runs beside these tests, and it says so
# Written by any page or by the machinery itself: not a change of a record.
RECORDS = {model._meta.db_table for model in tenanted_models()} - {
    "audit_auditentry",
    "audit_seal",
    "base_draft",
    "jobs_job",
}


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
    wrong, before = [], written()
    for address in ADDRESSES:
        for method in ("get", "post"):
            with transaction.atomic():
                answer = ask(client, address, method, world)
                wrong += faults(answer, address, role, where, method, hidden)
                refused = not address.open_for(role) or (where == "another" and address.about_a_young_person)
                before, earlier = written(), before
                if (refused or method == "get") and before != earlier:
                    wrong.append(f"{method} {address.name} by a {role} {where} wrote")
                transaction.set_rollback(True)
    assert wrong == []


def test_a_young_person_gets_to_their_own_pages_and_nobody_elses(world: World) -> None:
    """Signed in as somebody else of the same partnership: nothing of the planted record, and nothing written."""
    client = world.as_another_young_person()
    every = [*(word for words in PLANTED.values() for word in words), *SAID, *DECIDED]
    wrong, before = [], written()
    for address in ADDRESSES:
        for method in ("get", "post"):
            with transaction.atomic():
                answer = ask(client, address, method, world)
                wrong += faults(answer, address, Role.YOUNG_PERSON, "near", method, every)
                before, earlier = written(), before
                if (method == "get" or not address.open_for(Role.YOUNG_PERSON)) and before != earlier:
                    wrong.append(f"{method} {address.name} by a young person wrote")
                if address.about_a_young_person and answer.status_code == 200:
                    wrong.append(f"{method} {address.name} is open to another young person")
                transaction.set_rollback(True)
    assert wrong == []


def test_signed_out_nobody_gets_anywhere(world: World) -> None:
    wrong = []
    for address in ADDRESSES:
        for method in ("get", "post"):
            answer = ask(Client(), address, method, world)
            body = text_of(answer)
            if any(word in body for words in PLANTED.values() for word in words):
                wrong.append(f"{method} {address.name} tells of somebody")
            if address.open_for(Role.SYSTEM):
                continue
            if answer.status_code != 302 or not answer["Location"].startswith("/accounts/login/"):
                wrong.append(f"{method} {address.name}: {answer.status_code}")
    assert wrong == []


def words_hidden_from(role: Role, where: str, world: World) -> list[str]:
    """The planted words of every part of the record that this reader may not see."""
    user, membership = world.staff[role, where]
    sight = sight_of(world.young_person, by=actor_for(membership, user))
    unseen = [word for part, words in PLANTED.items() if not sight.sees(Part(part)) for word in words]
    return unseen + words_of_concerns_hidden_from(role, where)


def ask(client: Client, address: Address, method: str, world: World) -> HttpResponse:
    answer: HttpResponse = getattr(client, method)(address.filled(world.parameters))
    return answer


def faults(
    answer: HttpResponse, address: Address, role: Role, where: str, method: str, hidden: list[str]
) -> list[str]:
    """What is wrong with an answer, each as a sentence."""
    told = f"{method} {address.name} by a {role} {where}: {answer.status_code}"
    found, body = [], text_of(answer)
    if answer.status_code >= 500 and address.name not in OUT_OF_ORDER:
        found.append(told)
    found += [f"{told} tells {word}" for word in hidden if word in body]
    if not address.open_for(role):
        if answer.status_code != 403:
            found.append(f"{told}, not 403")
    elif where == "another" and address.about_a_young_person and answer.status_code not in (404, 405):
        found.append(f"{told}, not 404")
    return found


def text_of(answer: HttpResponse) -> str:
    """What a page says; a file is not read, and closed as a server would, but for the database beneath the test."""
    if answer.streaming:
        while answer._resource_closers:
            answer._resource_closers.pop()()
        return ""
    return answer.content.decode(errors="replace")


def written() -> dict[str, int]:
    """How many rows of each table about young people this test has written until now, as PostgreSQL counts."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
            " WHERE n_tup_ins + n_tup_upd + n_tup_del > 0"
        )
        return {table: count for table, count in cursor.fetchall() if table in RECORDS}
