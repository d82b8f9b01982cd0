"""Who works here: added, changed, let go, by those who may."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client

from connexions.ground.audit.models import AuditEntry
from connexions.ground.base import tenancy
from connexions.ground.base.acting import NATIONAL_UNIT, Actor, Role, system
from connexions.ground.base.refusals import Missing, NotAllowed, NotPossible
from connexions.registers.accounts import leaving
from connexions.registers.accounts.actions import memberships, staff
from connexions.registers.accounts.actors import actor_for
from connexions.registers.accounts.models import Membership, Session, User
from connexions.registers.accounts.queries import staff as reads
from connexions.registers.partners.models import Partnership, Team
from tests.factories import make_partnership, make_staff, sign_in, signed_in

pytestmark = pytest.mark.django_db
Letters = Callable[[], list[dict[str, Any]]]
TODAY = date(2026, 11, 21)


@pytest.fixture
def admin(partnership: Partnership) -> Iterator[Actor]:
    user, membership = make_staff(partnership=partnership, role=Role.ADMINISTRATOR, name="Ellis Garside")
    actor = actor_for(membership, user, from_where="127.0.0.1")
    with tenancy.acting(actor):
        yield actor


def add(by: Actor, **told: Any) -> Membership:
    said = {"email": "new@here.example.org", "name": "New Person", "role": Role.PERSONAL_ADVISER, "on": TODAY}
    return staff.make(**({"partnership_id": by.partnership} | said | told), by=by)


def events(partnership: int) -> list[str]:
    with tenancy.acting(system("tests", partnership=partnership)):
        return list(AuditEntry.objects.order_by("id").values_list("event", flat=True))


def test_an_administrator_adds_somebody(admin: Actor) -> None:
    membership = add(admin)
    assert membership.user.email == "new@here.example.org"
    assert not membership.user.has_usable_password()
    assert events(admin.partnership) == ["accounts.membership.given"]
    assert add(admin).pk == membership.pk


@pytest.mark.parametrize("role", [Role.PERSONAL_ADVISER, Role.PARTNERSHIP_MANAGER, Role.INSPECTOR])
def test_nobody_else_does(admin: Actor, role: Role) -> None:
    with pytest.raises(NotAllowed, match="Only an administrator"):
        add(replace(admin, role=role))


def test_not_at_another_partnership(admin: Actor) -> None:
    with pytest.raises(NotAllowed, match="your own partnership"):
        add(admin, partnership_id=make_partnership().pk)


def test_the_national_unit_adds_anywhere(admin: Actor) -> None:
    national = replace(admin, partnership=NATIONAL_UNIT)
    there = make_partnership()
    assert add(national, partnership_id=there.pk).partnership_id == there.pk
    assert events(there.pk) == ["accounts.membership.given"]
    with pytest.raises(NotPossible, match="no personal adviser at National unit"):
        add(national)


def test_a_team_of_another_partnership_is_refused(admin: Actor) -> None:
    with pytest.raises(NotPossible, match="team belongs to another"):
        add(admin, team_id=Team.objects.get(partnership=make_partnership()).pk)


def test_a_young_persons_address_is_refused(admin: Actor) -> None:
    user = User.objects.create_user(email="jay@example.org", name="Jay")
    Membership.objects.create(
        user=user,
        partnership_id=admin.partnership,
        role="young_person",
        young_person_id=user.pk,
        from_on=TODAY,
    )
    with pytest.raises(NotPossible, match="young person"):
        add(admin, email="jay@example.org")


def test_an_invitation_leads_in_once(
    admin: Actor, client: Client, letters: Letters, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        staff.invite(membership=add(admin), address="http://testserver/", by=admin)
    letter = letters()[-1]
    found = re.search(r"http://testserver(/welcome/\S+)", letter["words"])
    assert found
    assert "Choose the password" in client.get(found[1]).content.decode()
    weak = client.post(found[1], {"password": "password1234"})
    assert "too common" in weak.content.decode()
    assert (
        client.post(found[1], {"password": "four words put together"}).headers["Location"]
        == "/accounts/login/"
    )
    assert client.get(found[1]).status_code == 410
    told = {"login": "new@here.example.org", "password": "four words put together"}
    client.post("/accounts/login/", told)
    assert client.get("/").headers["Location"] == "/accounts/2fa/"


def test_a_forged_invitation_leads_nowhere(client: Client, admin: Actor) -> None:
    assert client.get("/welcome/eyJ1c2VyIjoiMSJ9:forged/").status_code == 410


def test_closing_signs_out_everywhere(admin: Actor, partnership: Partnership) -> None:
    user, membership = make_staff(partnership=partnership)
    sign_in(Client(), user)
    staff.close(membership=membership, by=admin)
    user.refresh_from_db()
    assert not user.is_active
    assert not Session.objects.filter(user=user).exists()
    staff.reopen(membership=membership, by=admin)
    user.refresh_from_db()
    assert user.is_active
    assert events(partnership.pk) == ["accounts.staff.closed", "accounts.staff.reopened"]


@pytest.fixture
def still_needed() -> Iterator[list[Any]]:
    """A room above that needs everybody still."""
    asked: list[Any] = []

    def check(user_id: Any, by: Actor) -> str:
        asked.append((user_id, by.partnership))
        return "They still have 3 young people. Hand them over first."

    leaving.register(check)
    yield asked
    leaving._checks.remove(check)


def test_nobody_leaves_who_is_still_needed(
    admin: Actor, partnership: Partnership, still_needed: list[Any]
) -> None:
    user, membership = make_staff(partnership=partnership)
    with pytest.raises(NotPossible, match="3 young people"):
        staff.close(membership=membership, by=admin)
    with pytest.raises(NotPossible, match="3 young people"):
        memberships.change(
            membership=membership, role=Role.INSPECTOR, team=None, until=None, on=TODAY, by=admin
        )
    with pytest.raises(NotPossible, match="3 young people"):
        memberships.change(
            membership=membership, role=Role.PERSONAL_ADVISER, team=None, until=TODAY, on=TODAY, by=admin
        )
    assert still_needed == [(user.pk, partnership.pk)] * 3
    user.refresh_from_db()
    assert user.is_active


def test_nobody_closes_their_own_account(admin: Actor) -> None:
    with pytest.raises(NotPossible, match="own account"):
        staff.close(membership=Membership.objects.get(pk=admin.membership), by=admin)


def test_somebody_of_two_partnerships_is_not_closed_by_one(admin: Actor, partnership: Partnership) -> None:
    user, membership = make_staff(partnership=partnership)
    Membership.objects.create(
        user=user, partnership=make_partnership(), role=Role.INSPECTOR, from_on=date(2024, 1, 1)
    )
    with pytest.raises(NotPossible, match="another partnership"):
        staff.close(membership=membership, by=admin)
    staff.close(membership=membership, by=replace(admin, partnership=NATIONAL_UNIT))


def test_a_forgotten_second_factor_is_set_up_anew(admin: Actor, known: Any, client: Client) -> None:
    sign_in(client, known.user)
    staff.forget_second_factor(membership=known.membership, by=admin)
    assert client.get("/account/").status_code == 302
    known.give_password(client)
    assert client.get("/account/").headers["Location"] == "/accounts/2fa/"


def test_a_role_is_changed_and_written_down(admin: Actor, partnership: Partnership) -> None:
    _, membership = make_staff(partnership=partnership)
    team = Team.objects.get(partnership=partnership)
    changed = memberships.change(
        membership=membership, role=Role.TEAM_MANAGER, team=team, until=None, on=TODAY, by=admin
    )
    assert (changed.role, changed.team) == (Role.TEAM_MANAGER, team)
    entry = AuditEntry.objects.get(event="accounts.membership.changed")
    assert entry.details["role"] == ["personal_adviser", "team_manager"]


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"role": Role.NATIONAL_ANALYST}, "no national analyst"),
        ({"until": date(2019, 1, 1)}, "after the day it began"),
    ],
)
def test_what_cannot_be_is_refused(admin: Actor, partnership: Partnership, told: Any, said: str) -> None:
    _, membership = make_staff(partnership=partnership)
    whole = {"role": Role.PERSONAL_ADVISER, "team": None, "until": None} | told
    with pytest.raises(NotPossible, match=said):
        memberships.change(membership=membership, **whole, on=TODAY, by=admin)


def test_nobody_takes_their_own_role_away(admin: Actor) -> None:
    own = Membership.objects.get(pk=admin.membership)
    with pytest.raises(NotPossible, match="your own role"):
        memberships.change(membership=own, role=Role.INSPECTOR, team=None, until=None, on=TODAY, by=admin)


def test_the_list_is_of_ones_own_partnership(admin: Actor, partnership: Partnership) -> None:
    make_staff(partnership=partnership, name="Mine Here")
    stranger, elsewhere = make_staff(partnership=make_partnership(), name="Theirs There")
    names = {one.user.name for one in reads.staff(by=admin)}
    assert names == {"Ellis Garside", "Mine Here"}
    assert {one.user.name for one in reads.staff(by=admin, words="mine")} == {"Mine Here"}
    with pytest.raises(Missing):
        reads.member(stranger.pk, by=admin)
    with pytest.raises(Missing):
        staff.close(membership=elsewhere, by=admin)
    with pytest.raises(NotAllowed):
        reads.staff(by=replace(admin, role=Role.PERSONAL_ADVISER))


def test_the_pages(
    partnership: Partnership, letters: Letters, django_capture_on_commit_callbacks: Any
) -> None:
    client = signed_in(partnership=partnership, role=Role.ADMINISTRATOR)
    told = {"name": "Zoë O’Neil", "email": "zoe@here.example.org", "role": "personal_adviser", "team": ""}
    with django_capture_on_commit_callbacks(execute=True):
        made = client.post("/staff/add/", told)
    user = User.objects.get(email="zoe@here.example.org")
    assert made.headers["Location"] == f"/staff/{user.pk}/"
    assert letters()[-1]["to"] == "zoe@here.example.org"
    assert "Zoë O’Neil" in client.get("/staff/?q=zoe").content.decode()
    held = Membership.objects.get(user=user)
    changed = client.post(
        f"/staff/{user.pk}/{held.pk}/", {"role": "data_officer", "team": "", "until_on-day": ""}
    )
    assert changed.status_code == 302
    held.refresh_from_db()
    assert held.role == Role.DATA_OFFICER
    assert client.post(f"/staff/{user.pk}/{held.pk}/close/").status_code == 302
    assert "Closed" in client.get(f"/staff/{user.pk}/").content.decode()


def test_a_partner_worker_works_for_somebody(partnership: Partnership) -> None:
    client = signed_in(partnership=partnership, role=Role.ADMINISTRATOR)
    told = {"name": "Dev", "email": "dev@here.example.org", "role": "partner_worker"}
    assert "Choose the organisation" in client.post("/staff/add/", told).content.decode()


def test_what_cannot_be_done_is_said_on_the_page(partnership: Partnership, still_needed: list[Any]) -> None:
    client = signed_in(partnership=partnership, role=Role.ADMINISTRATOR)
    user, membership = make_staff(partnership=partnership)
    answer = client.post(f"/staff/{user.pk}/{membership.pk}/close/")
    assert (answer.status_code, "3 young people" in answer.content.decode()) == (409, True)


def test_the_list_costs_no_more_for_more_people(
    partnership: Partnership, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(partnership=partnership, role=Role.ADMINISTRATOR)
    for _ in range(12):
        make_staff(partnership=partnership)
    with django_assert_max_num_queries(15):
        client.get("/staff/")
