"""What is shared with an organisation: the single answer, the filter, the statement by hand and PostgreSQL's own
policy say the same of every world that could be made up."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import Actor, system
from connexions.ground.base.refusals import Missing, NotAllowed
from connexions.registers.people import sight
from connexions.registers.people.categories import ALWAYS, SHAREABLE, Group
from connexions.registers.people.models import Carer, ContactPoint, Identifier, Leave, Residence, YoungPerson
from connexions.registers.people.sight import Part
from tests.factories import (
    make_contact_point,
    make_identifier,
    make_partnership,
    make_residence,
    make_young_person,
)
from tests.factories.sharing import make_leave, make_organisation, make_partner

pytestmark = pytest.mark.django_db
HERE, KINDS = ("Northside", "Harbour", "Clinic"), {"Northside": "housing", "Harbour": "housing", "Clinic": ""}

leaves = some.tuples(
    some.sampled_from([*HERE, "housing"]),  # an organisation, or a kind
    some.frozensets(some.sampled_from(SHAREABLE), max_size=4),
    some.sampled_from([-9, -1, 1]),  # begins, in days from now
    some.sampled_from([-1, 1, 9]),  # ends
)


@pytest.fixture
def scene() -> dict[str, Any]:
    """Two young people with something in each table, three organisations with a worker each."""
    here = make_partnership()
    people = [make_young_person(partnership=here) for _ in range(2)]
    for number, one in enumerate(people):
        make_contact_point(one, f"+44770090012{number}")
        make_contact_point(one, f"a{number}@example.org")
        make_residence(one)
        make_identifier(one, "local", f"L{number}")
    organisations = {name: make_organisation(partnership=here, kind=KINDS[name]) for name in HERE}
    workers = {name: make_partner(one) for name, one in organisations.items()}
    return {"here": here, "people": people, "organisations": organisations, "workers": workers}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(worlds=some.lists(some.tuples(some.sampled_from([0, 1]), leaves), max_size=5))
def test_all_four_agree(scene: dict[str, Any], worlds: list[tuple[int, Any]]) -> None:
    with transaction.atomic():
        for which, told in worlds:
            _plant(scene, scene["people"][which], told)
        for name, by in scene["workers"].items():
            for which, young_person in enumerate(scene["people"]):
                expected = _expected(name, [told for place, told in worlds if place == which])
                _check(by, young_person, expected)
        transaction.set_rollback(True)


def _plant(scene: dict[str, Any], young_person: YoungPerson, told: Any) -> None:
    to, groups, begins, ends = told
    if ends <= begins:
        return
    now = clock.now()
    whom = {"organisation": scene["organisations"][to]} if to in HERE else {"kind": to}
    make_leave(
        young_person,
        groups,
        from_at=now + timedelta(days=begins),
        until_at=now + timedelta(days=ends),
        **whom,
    )


def _expected(name: str, told: list[Any]) -> frozenset[Group]:
    """Said once more, without the code."""
    mine = [
        groups | ALWAYS
        for to, groups, begins, ends in told
        if begins < 0 < ends and to in (name, KINDS[name])
    ]
    return frozenset[Group]().union(*mine)


def _check(by: Actor, young_person: YoungPerson, expected: frozenset[Group]) -> None:
    with tenancy.acting(by):
        seen = sight.sight_of(young_person, by=by)
        assert seen.groups == expected
        assert sight.sights_of([young_person.pk], by=by)[young_person.pk] == seen
        there = bool(expected)
        assert seen.sees(Part.HEADLINE) == there
        assert not seen.writes
        assert YoungPerson.objects.filter(sight.visible(by), pk=young_person.pk).exists() == there
        assert _by_hand(young_person, by) == there
        assert YoungPerson.objects.filter(pk=young_person.pk).exists() == there  # the policy alone
        for model, wanted in (
            (ContactPoint, (Group.REACH_PHONE in expected) + (Group.REACH_EMAIL in expected)),
            (Residence, Group.REACH_ADDRESS in expected),
            (Identifier, Group.NUMBERS_IDENTIFIERS in expected),
            (Carer, 0),
        ):
            assert model.objects.filter(young_person=young_person).count() == wanted, model


def _by_hand(young_person: YoungPerson, by: Actor) -> bool:
    condition, params = sight.visible_sql(by)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM people_youngperson y WHERE y.id = %s AND ({condition})",
            [young_person.pk, *params],
        )
        return bool(cursor.fetchone()[0])


def test_whoever_is_not_shared_is_missing(scene: dict[str, Any]) -> None:
    by, (jay, _) = scene["workers"]["Northside"], scene["people"]
    with tenancy.acting(by), pytest.raises(Missing):
        sight.find(jay.pk, by=by)
    make_leave(jay, [Group.REACH_PHONE], organisation=scene["organisations"]["Northside"])
    with tenancy.acting(by):
        assert sight.find(jay.pk, by=by)[1].groups == {Group.WHO_NAME, Group.REACH_PHONE}
        with pytest.raises(NotAllowed):
            sight.find(jay.pk, by=by, part=Part.DETAILS)


def test_what_came_from_the_dwp_does_not_leave(scene: dict[str, Any]) -> None:
    by, (jay, _) = scene["workers"]["Northside"], scene["people"]
    make_leave(jay, SHAREABLE, organisation=scene["organisations"]["Northside"])
    with tenancy.acting(system("tests", partnership=scene["here"].pk)):
        Residence.objects.filter(young_person=jay).update(source="DWP, October 2026")
    with tenancy.acting(by):
        assert not Residence.objects.filter(young_person=jay).exists()
        assert ContactPoint.objects.filter(young_person=jay).count() == 2


def test_nobody_elses_answer_is_changed_by_a_leave(scene: dict[str, Any]) -> None:
    from tests.factories import make_actor

    adviser = make_actor(partnership=scene["here"])
    jay = scene["people"][0]
    before = sight.sight_of(jay, by=adviser)
    make_leave(jay, SHAREABLE, kind="housing")
    with tenancy.acting(adviser):
        assert sight.sight_of(jay, by=adviser) == before
        assert Leave.objects.count() == 1


def test_what_the_house_reads_for_a_moment_is_closed_again_after(scene: dict[str, Any]) -> None:
    by = scene["workers"]["Northside"]
    with tenancy.acting(by):
        with tenancy.for_the_house():
            assert YoungPerson.objects.count() == 2
        assert YoungPerson.objects.count() == 0
        with pytest.raises(ZeroDivisionError), tenancy.for_the_house():
            _ = 1 / 0
        assert YoungPerson.objects.count() == 0
