"""Whose pages are asked for: a few advisers with like caseloads, one with far too many, a manager, a tracking officer;
and many young people of theirs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle, islice
from random import Random
from typing import Any
from uuid import UUID

from django.db import connection
from django.test import Client
from django.urls import reverse

from bench.overload import LARGEST
from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.practice.tracing.queries.queues import QUEUES
from connexions.registers.accounts import session_keys
from connexions.registers.accounts.actors import actor_for
from connexions.registers.accounts.models import Membership

CASELOAD = 250  # advisers are those whose caseload is nearest to this, so that sizes differ in all else
SEED = 5


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody signed in, and young people of theirs to ask for."""

    actor: Actor
    key: str
    people: list[dict[str, Any]]
    caseload: int
    kind: str = "adviser"  # or "heavy": the one with far too many; "manager"; or "tracker"


Request = Callable[[Client], Any]


def readers(number: int) -> list[Reader]:
    """Advisers of the larger partnership, then the one with far too many, a team's manager, and a tracking officer."""
    advisers = _held(Role.PERSONAL_ADVISER)
    caseloads = _caseloads(advisers[0])
    busy = [one for one in advisers if one.user_id in caseloads]
    heavy = max(busy, key=lambda one: caseloads[one.user_id])
    usual = sorted(busy, key=lambda one: abs(caseloads[one.user_id] - CASELOAD))[:number]
    manager = next(one for one in _held(Role.TEAM_MANAGER) if one.team_id == usual[0].team_id)
    return [
        *(_reader(one, caseloads[one.user_id]) for one in usual),
        _reader(heavy, caseloads[heavy.user_id], kind="heavy"),
        _reader(manager, 0, kind="manager"),
        _reader(_held(Role.TRACKING_OFFICER)[0], 0, kind="tracker"),
    ]


def _held(role: Role) -> list[Membership]:
    found = Membership.objects.filter(role=role, partnership__slug="tyne-and-wear", until_on=None)
    return list(found.select_related("partnership", "team", "user").order_by("id"))


def _caseloads(one: Membership) -> dict[UUID, int]:
    with tenancy.acting(actor_for(one, one.user)), connection.cursor() as cursor:
        cursor.execute(
            "SELECT adviser_id, count(*) FROM people_youngperson WHERE adviser_id IS NOT NULL GROUP BY 1"
        )
        return dict(cursor.fetchall())


def _reader(membership: Membership, caseload: int, kind: str = "adviser") -> Reader:
    actor = actor_for(membership, membership.user)
    with tenancy.acting(actor), connection.cursor() as cursor:
        cursor.execute(PEOPLE, [actor.id])
        names = [column.name for column in cursor.description]
        people = [dict(zip(names, found, strict=True)) for found in cursor.fetchall()]
    Random(SEED).shuffle(people)
    return Reader(actor, session_keys.open_for(membership.user), people, caseload, kind)


PEOPLE = """
SELECT y.id, y.given_name AS given, y.family_name AS family, y.date_of_birth AS born,
    (SELECT postcode FROM people_residence r WHERE r.young_person_id = y.id AND until_on IS NULL) AS postcode,
    (SELECT value FROM people_contactpoint c WHERE c.young_person_id = y.id AND kind = 'mobile' LIMIT 1)
        AS phone,
    (SELECT value FROM people_identifier i WHERE i.young_person_id = y.id AND scheme = 'upn') AS upn
FROM people_youngperson y WHERE y.adviser_id = %s ORDER BY y.id LIMIT 400
"""


def pages(reader: Reader) -> dict[str, Callable[[int], Request]]:
    """Each page that this reader asks for, by name: given a number, a request for another young person."""
    if reader.kind == "manager":
        return {
            "team": _page("oversight:team"),
            "coverage": _page("oversight:coverage"),
            "figures": _page("performance:figures"),
        }
    if reader.kind == "tracker":
        return _queues()
    whole = {"needs attention today": _page("casework:today"), "caseload": _caseload}
    if reader.kind == "heavy":
        return {f"{name}, {LARGEST}": make for name, make in whole.items()}
    return {"bare page": lambda i: lambda client: client.get("/bench/bare/"), **whole, **_records(reader)}


def _queues() -> dict[str, Callable[[int], Request]]:
    """The tracking desk: the queues with their numbers, each queue in each order, a round of visits."""
    queues: dict[str, Callable[[int], Request]] = {"queues": _page("tracing:queues")}
    for one in QUEUES:
        queues[f"queue, {one.name.lower()}"] = _queue(one.key)
    return queues | {
        "visit round": lambda i: lambda client: client.get(reverse("tracing:round", args=["not-known"]))
    }


def _queue(key: str) -> Callable[[int], Request]:
    sorts = ("", "?sort=since", "?sort=name", "?page=2")
    address = reverse("tracing:queue", args=[key])
    return lambda i: lambda client: client.get(address + sorts[i % len(sorts)])


def _records(reader: Reader) -> dict[str, Callable[[int], Request]]:
    people = list(islice(cycle(reader.people), 400))
    reached = [one for one in people if one["phone"]]

    def of(name: str) -> Callable[[int], Request]:
        return lambda i: _opened(name, people[i % len(people)])

    def found(
        words: Callable[[dict[str, Any]], str], whom: list[dict[str, Any]] = people
    ) -> Callable[[int], Request]:
        return lambda i: _searched(words(whom[i % len(whom)]))

    return {
        "record": of("people:record"),
        "timeline": of("people:timeline"),
        "assessment": of("casework:assessment"),
        "plan": of("casework:plan"),
        "contacts": of("casework:contacts"),
        "record a contact": of("casework:contact_record"),
        "review": of("casework:review"),
        "search, name": found(lambda one: f"{one['given']} {one['family']}"),
        "search, name misspelt": found(lambda one: misspelt(f"{one['given']} {one['family']}")),
        "search, date of birth": found(lambda one: f"{one['born']:%d/%m/%Y}"),
        "search, postcode": found(lambda one: one["postcode"]),
        "search, phone": found(lambda one: one["phone"], reached),
        "search, number": found(lambda one: one["upn"]),
    }


def _page(name: str) -> Callable[[int], Request]:
    return lambda i: lambda client: client.get(reverse(name))


def _caseload(i: int) -> Request:
    sorts = ("", "?sort=review", "?sort=support", "?sort=status", "?page=2")
    return lambda client: client.get(reverse("casework:caseload") + sorts[i % len(sorts)])


def _opened(name: str, person: dict[str, Any]) -> Request:
    return lambda client: client.get(reverse(name, kwargs={"young_person_id": person["id"]}))


def _searched(words: str) -> Request:
    """The list beneath the search box: a whole search in one request."""
    return lambda client: client.post(reverse("people:search"), {"q": words, "ahead": "1"})


def misspelt(name: str) -> str:
    """Two letters of the family name change places."""
    given, _, family = name.partition(" ")
    middle = max(1, len(family) // 2)
    if len(family) < 3:
        return f"{given}{given[-1]} {family}"
    return f"{given} {family[: middle - 1]}{family[middle]}{family[middle - 1]}{family[middle + 1 :]}"
