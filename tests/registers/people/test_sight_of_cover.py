"""Cover opens what is the absent adviser's, to whoever stands in, in every form of the one decision."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import Actor, Covered, Role
from connexions.ground.base.refusals import NotAllowed
from connexions.registers.accounts.models import Membership, User
from connexions.registers.partners.models import Partnership, Team
from connexions.registers.people.audiences import audience_of
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.queries.search import search
from connexions.registers.people.sight import Part, find, sight_of, visible
from tests.factories import make_actor, make_partnership, make_young_person, sign_in
from tests.factories.cover import as_now, make_cover

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Partnership:
    return make_partnership()


def two(here: Partnership, role: Role = Role.PERSONAL_ADVISER) -> tuple[Actor, Actor, YoungPerson]:
    """Tom, whose Jay is; and somebody of another team who covers for Tom today."""
    team = Team.objects.create(partnership=here, name="Second team")
    tom = make_actor(partnership=here, team=here.teams.get(name="First team"), name="Tom Ridley")
    priya = make_actor(partnership=here, role=role, team=team, name="Priya Nair")
    jay = make_young_person(
        partnership=here, given_name="Jay", family_name="Holloway", adviser_id=tom.id, team_id=tom.team
    )
    today = clock.today()
    make_cover(of=tom, by=priya, from_on=today, until_on=today + timedelta(days=5))
    return tom, priya, jay


def test_whoever_covers_sees_and_writes_as_the_adviser_would(here: Partnership) -> None:
    _, before, jay = two(here)
    with tenancy.acting(before):
        assert not sight_of(jay, by=before).sees(Part.CASEWORK)
        assert not YoungPerson.objects.filter(visible(before, Part.CASEWORK)).exists()
        with pytest.raises(NotAllowed):
            find(jay.pk, by=before, part=Part.CASEWORK)
        now = as_now(before)
        assert sight_of(jay, by=now).parts == frozenset(Part)
        assert sight_of(jay, by=now).may_write(Part.CASEWORK)
        for part in Part:
            assert list(YoungPerson.objects.filter(visible(now, part))) == [jay]
        assert find(jay.pk, by=now, part=Part.CASEWORK)[0] == jay


def test_nobody_else_of_the_team_is_opened(here: Partnership) -> None:
    tom, priya, _ = two(here)
    other = make_young_person(partnership=here, team_id=tom.team)
    now = as_now(priya)
    with tenancy.acting(now):
        assert not sight_of(other, by=now).sees(Part.CASEWORK)
        assert not YoungPerson.objects.filter(visible(now, Part.CASEWORK), pk=other.pk).exists()


@pytest.mark.parametrize("role", [Role.PARTNER_WORKER, Role.DATA_OFFICER, Role.INSPECTOR])
def test_a_role_gains_no_more_than_it_has_of_its_own(here: Partnership, role: Role) -> None:
    tom, _, jay = two(here, role)
    alone = make_actor(partnership=here, role=role)
    covers = replace(alone, covers=(Covered(tom.id, "Tom", clock.today()),))  # type: ignore[arg-type]
    own = replace(alone, id=tom.id)
    assert sight_of(jay, by=covers) == sight_of(jay, by=own)


def test_both_forms_agree_for_several_who_are_covered(here: Partnership) -> None:
    tom, priya, jay = two(here)
    ann = make_actor(partnership=here, name="Ann")
    kim = make_young_person(partnership=here, adviser_id=ann.id)
    today = clock.today()
    make_cover(of=ann, by=priya, from_on=today, until_on=today + timedelta(days=1))
    now = as_now(priya)
    with tenancy.acting(now):
        seen = set(YoungPerson.objects.filter(visible(now, Part.CASEWORK)))
        assert seen == {jay, kim} == {one for one in (jay, kim) if sight_of(one, by=now).sees(Part.CASEWORK)}
    assert tom.id in now.stands_for


def test_a_search_counts_them_as_near(here: Partnership) -> None:
    _, priya, jay = two(here)
    for number in range(3):
        make_young_person(
            partnership=here, given_name="Jay", family_name="Holloway", middle_names=str(number)
        )
    now = as_now(priya)
    with tenancy.acting(now):
        assert search("jay holloway", by=now, on=clock.today()).hits[0].id == jay.pk


def test_the_record_says_who_covers(here: Partnership) -> None:
    tom, priya, jay = two(here)
    assert "Priya Nair" in audience_of(jay, by=tom, cover="Priya Nair")
    page = sign_in(Client(), User.objects.get(pk=tom.id)).get(f"/young-people/{jay.pk}/").content.decode()
    assert "Priya Nair covers until" in page
    hers = sign_in(Client(), User.objects.get(pk=priya.id)).get(f"/young-people/{jay.pk}/").content.decode()
    assert "You cover until" in hers
    assert "Record a contact" in hers


def test_the_young_person_is_told_who_helps_meanwhile(here: Partnership) -> None:
    _, _, jay = two(here)
    user = User.objects.create_user(phone="+447700900111", name="Jay Holloway")
    Membership.objects.create(
        user=user, partnership=here, role=Role.YOUNG_PERSON, young_person_id=jay.pk, from_on=clock.today()
    )
    client = sign_in(Client(), user)
    assert "Priya Nair helps you until" in client.get("/me/record/").content.decode()
    assert "Priya Nair helps you until" in client.get("/me/").content.decode()
