"""Every address there is, opened by an organisation's worker: nothing is shown that the decision of sight denies."""

import pytest
from django.db import transaction
from django.test import Client

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Role, system
from connexions.registers.accounts.models import Membership
from connexions.registers.people.categories import ALWAYS, Group
from tests.architecture.addresses import BY_TOKEN, Address, addresses
from tests.architecture.agreed import BY_GROUP, NOBODYS
from tests.architecture.world import World
from tests.factories.sharing import make_leave, make_organisation

pytestmark = pytest.mark.django_db
ADDRESSES = [one for one in addresses() if one.name not in BY_TOKEN]
OPEN = [one for one in ADDRESSES if one.open_for(Role.PARTNER_WORKER)]


def worker(world: World) -> Client:
    """Somebody of an organisation with which nothing else in the world is agreed."""
    _, membership = world.staff[Role.PARTNER_WORKER, "near"]
    organisation = make_organisation(partnership=world.here, kind="housing")
    Membership.objects.filter(pk=membership.pk).update(organisation=organisation)
    world.parameters["organisation"] = organisation
    return world.client(Role.PARTNER_WORKER, "near")


def shown(client: Client, world: World, walked: list[Address]) -> str:
    """Everything that these pages say, to reading and to sending alike."""
    said = []
    for address in walked:
        with tenancy.acting(system("tests", partnership=world.here.pk)):
            path = address.filled(world.parameters)
        for method in ("get", "post"):
            with transaction.atomic():
                answer = getattr(client, method)(path, {"q": "Plantedfamily"} if method == "post" else {})
                assert answer.status_code < 500 or address.name == "jobs:health", address.name
                said.append("" if answer.streaming else answer.content.decode(errors="replace"))
                transaction.set_rollback(True)
    return "\n".join(said)


def told(words: str, among: dict[Group, tuple[str, ...]]) -> set[Group]:
    """The groups of which something was said."""
    return {group for group, planted in among.items() if any(one in words for one in planted)}


def test_nothing_is_agreed_and_no_address_tells_of_them(world: World) -> None:
    words = shown(worker(world), world, ADDRESSES).replace('value="Plantedfamily"', "")
    assert told(words, BY_GROUP) == set()
    assert [one for one in NOBODYS if one in words] == []


@pytest.mark.parametrize("group", list(BY_GROUP))
def test_one_group_is_told_and_no_other(group: Group, world: World) -> None:
    client = worker(world)
    make_leave(world.young_person, [group], organisation=world.parameters["organisation"])
    words = shown(client, world, OPEN)
    assert told(words, BY_GROUP) == ALWAYS | {group}
    assert [one for one in NOBODYS if one in words] == []


def test_all_groups_are_told_and_nothing_that_is_of_none(world: World) -> None:
    client = worker(world)
    make_leave(world.young_person, list(BY_GROUP), kind="housing")
    words = shown(client, world, OPEN)
    assert told(words, BY_GROUP) == set(BY_GROUP)
    assert [one for one in NOBODYS if one in words] == []
