"""Allocation: a manager says who helps, nobody falls between chairs."""

from datetime import timedelta

import pytest
from django.test import Client

from connexions.ground.audit.models import AuditEntry
from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import NotAllowed, NotPossible
from connexions.practice.casework.actions import allocations
from connexions.practice.casework.models import Allocation
from connexions.registers.accounts import leaving
from connexions.registers.accounts.models import Membership
from connexions.registers.partners.models import Partnership, Team
from connexions.registers.people.models import YoungPerson
from tests.factories import make_actor, make_partnership, make_staff, make_young_person, sign_in
from tests.factories.casework import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Partnership:
    return make_partnership()


def team_of(here: Partnership) -> Team:
    return Team.objects.get(partnership=here, name="First team")


def adviser(here: Partnership, **fields: object) -> Membership:
    return make_staff(partnership=here, **{"team": team_of(here), **fields})[1]  # type: ignore[arg-type]


def manager(here: Partnership) -> Actor:
    return make_actor(partnership=here, role=Role.TEAM_MANAGER, team=team_of(here))


def test_a_manager_gives_a_young_person_an_adviser(here: Partnership) -> None:
    by, to, jay = manager(here), adviser(here), make_young_person(partnership=here)
    with tenancy.acting(by):
        made = allocations.allocate(young_person=jay, to=to, on=TODAY, by=by, reason="New to the area")
        jay.refresh_from_db()
        assert (jay.adviser_id, jay.team_id, jay.allocated_on) == (to.user_id, to.team_id, TODAY)
        assert (made.adviser_id, made.until_on, made.reason) == (to.user_id, None, "New to the area")
        assert AuditEntry.objects.filter(event="casework.allocation.made", young_person_id=jay.pk).exists()


def test_handing_over_ends_the_one_before(here: Partnership) -> None:
    by, first, second = manager(here), adviser(here), adviser(here)
    jay = make_young_person(partnership=here)
    with tenancy.acting(by):
        allocations.allocate(young_person=jay, to=first, on=TODAY, by=by)
        later = TODAY + timedelta(days=5)
        allocations.allocate(young_person=jay, to=second, on=later, by=by)
        assert list(Allocation.objects.order_by("from_on").values_list("adviser_id", "until_on")) == [
            (first.user_id, later),
            (second.user_id, None),
        ]
        with pytest.raises(NotPossible, match="adviser already"):
            allocations.allocate(young_person=jay, to=second, on=later, by=by)
        with pytest.raises(NotPossible, match="later day"):
            allocations.allocate(young_person=jay, to=first, on=TODAY, by=by)


def test_who_may_not(here: Partnership) -> None:
    to, jay = adviser(here), make_young_person(partnership=here)
    elsewhere = Team.objects.create(partnership=here, name="Other team")
    theirs = make_young_person(partnership=here, team=elsewhere)
    plain = make_actor(partnership=here, team=team_of(here))
    with tenancy.acting(plain), pytest.raises(NotAllowed, match="Only a manager"):
        allocations.allocate(young_person=jay, to=to, on=TODAY, by=plain)
    by = manager(here)
    with tenancy.acting(by):
        with pytest.raises(NotAllowed, match="not in your team"):
            allocations.allocate(young_person=jay, to=adviser(here, team=elsewhere), on=TODAY, by=by)
        with pytest.raises(NotAllowed, match="with another team"):
            allocations.allocate(young_person=theirs, to=to, on=TODAY, by=by)
        with pytest.raises(NotAllowed, match="not an adviser"):
            allocations.allocate(young_person=jay, to=adviser(here, role=Role.INSPECTOR), on=TODAY, by=by)
        with pytest.raises(NotAllowed, match="not an adviser"):
            allocations.allocate(young_person=jay, to=adviser_elsewhere(), on=TODAY, by=by)


def adviser_elsewhere() -> Membership:
    there = make_partnership()
    return make_staff(partnership=there, team=team_of(there))[1]


def test_nobody_is_given_to_somebody_who_has_gone(here: Partnership) -> None:
    by, jay, gone = manager(here), make_young_person(partnership=here), adviser(here)
    gone.until_on = TODAY
    gone.save()
    with tenancy.acting(by), pytest.raises(NotPossible, match="no longer works here"):
        allocations.allocate(young_person=jay, to=gone, on=TODAY, by=by)


def test_one_refusal_refuses_all(here: Partnership) -> None:
    by, to, jay = manager(here), adviser(here), make_young_person(partnership=here)
    theirs = make_young_person(
        partnership=here, team=Team.objects.create(partnership=here, name="Other team")
    )
    with tenancy.acting(by):
        with pytest.raises(NotAllowed):
            allocations.allocate_many(young_people=[jay, theirs], to=to, on=TODAY, by=by)
        assert not Allocation.objects.exists()
        assert YoungPerson.objects.get(pk=jay.pk).adviser_id is None


def test_an_adviser_with_young_people_cannot_leave(here: Partnership) -> None:
    by, to, jay = manager(here), adviser(here), make_young_person(partnership=here)
    with tenancy.acting(by):
        leaving.check(to.user_id, by=by)
        allocations.allocate(young_person=jay, to=to, on=TODAY, by=by)
        with pytest.raises(NotPossible, match="1 young person: hand them over first"):
            leaving.check(to.user_id, by=by)


def test_several_are_given_on_the_caseload_page(here: Partnership) -> None:
    user, _ = make_staff(partnership=here, role=Role.TEAM_MANAGER, team=team_of(here))
    to = adviser(here, name="Priya Nair")
    people = [make_young_person(partnership=here) for _ in range(3)]
    client = sign_in(Client(), user)
    page = client.get("/caseload/?adviser=nobody").content.decode()
    assert all(one.name in page for one in people)
    chosen = [str(one.pk) for one in people[:2]]
    answer = client.post(
        "/caseload/several/",
        {"do": "allocate", "sure": "1", "young_person": chosen, "adviser": to.pk, "back": "adviser=nobody"},
    )
    assert answer["Location"] == "/caseload/?adviser=nobody"
    page = client.get(answer["Location"]).content.decode()
    assert "2 young people given to Priya Nair" in page
    assert people[0].name not in page
    assert people[2].name in page
    page = client.get(f"/caseload/?adviser={to.user_id}").content.decode()
    assert people[0].name in page


def test_nothing_ticked_is_refused_with_a_sentence(here: Partnership) -> None:
    user, _ = make_staff(partnership=here, role=Role.TEAM_MANAGER, team=team_of(here))
    client = sign_in(Client(), user)
    answer = client.post("/caseload/several/", {"do": "allocate"}, follow=True)
    assert "Tick at least one young person" in answer.content.decode()
