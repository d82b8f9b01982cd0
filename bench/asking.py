"""Whose pages are asked for: a few advisers with like caseloads, and many young people of theirs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle, islice
from random import Random
from typing import Any

from django.db import connection
from django.test import Client
from django.urls import reverse

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role
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


Request = Callable[[Client], Any]


def readers(number: int) -> list[Reader]:
    """Advisers of the larger partnership, signed in."""
    found = (
        Membership.objects.filter(role=Role.PERSONAL_ADVISER, partnership__slug="tyne-and-wear")
        .select_related("partnership", "team", "user")
        .order_by("id")
    )
    held = list(found)
    with tenancy.acting(actor_for(held[0], held[0].user)), connection.cursor() as cursor:
        cursor.execute(
            "SELECT adviser_id, count(*) FROM people_youngperson WHERE adviser_id IS NOT NULL GROUP BY 1"
        )
        caseloads = dict(cursor.fetchall())
    held.sort(key=lambda one: abs(caseloads.get(one.user_id, 0) - CASELOAD))
    return [_reader(one, caseloads.get(one.user_id, 0)) for one in held[:number]]


def _reader(membership: Membership, caseload: int) -> Reader:
    actor = actor_for(membership, membership.user)
    with tenancy.acting(actor), connection.cursor() as cursor:
        cursor.execute(PEOPLE, [actor.id])
        names = [column.name for column in cursor.description]
        people = [dict(zip(names, found, strict=True)) for found in cursor.fetchall()]
    Random(SEED).shuffle(people)
    return Reader(actor, session_keys.open_for(membership.user), people, caseload)


PEOPLE = """
SELECT y.id, y.given_name AS given, y.family_name AS family, y.date_of_birth AS born,
    (SELECT postcode FROM people_residence r WHERE r.young_person_id = y.id AND until_on IS NULL) AS postcode,
    (SELECT value FROM people_contactpoint c WHERE c.young_person_id = y.id AND kind = 'mobile' LIMIT 1)
        AS phone,
    (SELECT value FROM people_identifier i WHERE i.young_person_id = y.id AND scheme = 'upn') AS upn
FROM people_youngperson y WHERE y.adviser_id = %s ORDER BY y.id LIMIT 400
"""


def pages(reader: Reader) -> dict[str, Callable[[int], Request]]:
    """Each page by name: given a number, a request for another young person."""
    people = list(islice(cycle(reader.people), 400))

    def of(name: str) -> Callable[[int], Request]:
        return lambda i: (
            lambda client: client.get(
                reverse(name, kwargs={"young_person_id": people[i % len(people)]["id"]})
            )
        )

    reached = [one for one in people if one["phone"]]

    def found(
        words: Callable[[dict[str, Any]], str], whom: list[dict[str, Any]] = people
    ) -> Callable[[int], Request]:
        return lambda i: _searched(words(whom[i % len(whom)]))

    sorts = ("", "?sort=review", "?sort=support", "?sort=status", "?page=2")
    return {
        "bare page": lambda i: lambda client: client.get("/bench/bare/"),
        "caseload": lambda i: lambda client: client.get(reverse("casework:caseload") + sorts[i % len(sorts)]),
        "needs attention today": lambda i: lambda client: client.get(reverse("casework:today")),
        "record": of("people:record"),
        "timeline": of("people:timeline"),
        "search, name": found(lambda one: f"{one['given']} {one['family']}"),
        "search, name misspelt": found(lambda one: misspelt(f"{one['given']} {one['family']}")),
        "search, date of birth": found(lambda one: f"{one['born']:%d/%m/%Y}"),
        "search, postcode": found(lambda one: one["postcode"]),
        "search, phone": found(lambda one: one["phone"], reached),
        "search, number": found(lambda one: one["upn"]),
    }


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
