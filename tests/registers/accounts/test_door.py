"""The young people's door: a code to phone or e-mail, and the same answer whoever asks."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from connexions.ground.base import clock
from connexions.ground.base.acting import Role
from connexions.registers.accounts import rules, throttle
from connexions.registers.accounts.models import Membership, SignInCode, User
from connexions.registers.partners.models import Partnership
from tests.factories import make_staff, make_young_person, sign_in
from tests.registers.accounts.conftest import Known

pytestmark = pytest.mark.django_db
Letters = Callable[[], list[dict[str, Any]]]
PHONE, EMAIL = "07700 900318", "jay@example.org"


@pytest.fixture
def jay(partnership: Partnership) -> User:
    user = User.objects.create_user(email=EMAIL, name="Jay Holloway", phone="+447700900318")
    Membership.objects.create(
        user=user,
        partnership=partnership,
        role=Role.YOUNG_PERSON,
        young_person_id=make_young_person(partnership=partnership, given_name="Jay").pk,
        from_on=date(2024, 1, 1),
    )
    return user


@pytest.fixture
def ask(letters: Letters, django_capture_on_commit_callbacks: Any) -> Callable[[Client, str], Any]:
    def asks(client: Client, address: str) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return client.post("/sign-in/", {"address": address})

    return asks


def digits(letters: Letters) -> str:
    found = re.search(r"\b[0-9]{6}\b", letters()[-1]["words"])
    assert found
    return found[0]


@pytest.mark.parametrize("typed", [PHONE, "+44 7700 900318", EMAIL, "JAY@Example.org"])
def test_a_code_lets_in(client: Client, jay: User, ask: Any, letters: Letters, typed: str) -> None:
    assert ask(client, typed).headers["Location"] == "/sign-in/code/"
    assert client.post("/sign-in/code/", {"code": digits(letters)}).headers["Location"] == "/me/"
    page = client.get("/me/").content.decode()
    assert "Hello Jay" in page
    assert client.get("/account/").status_code == 403


def test_the_code_is_not_in_the_database(client: Client, jay: User, ask: Any, letters: Letters) -> None:
    ask(client, PHONE)
    assert digits(letters) not in str(list(SignInCode.objects.values()))
    assert "Jay" not in letters()[-1]["words"] + letters()[-1]["subject"]


def test_a_stranger_gets_the_same_answer_and_no_code(
    client: Client, jay: User, ask: Any, letters: Letters
) -> None:
    other = Client()
    known, unknown = ask(client, EMAIL), ask(other, "eve@example.org")
    assert (known.status_code, known.headers["Location"]) == (
        unknown.status_code,
        unknown.headers["Location"],
    )
    assert len(letters()) == 1
    pages = [one.get("/sign-in/code/").content.decode() for one in (client, other)]
    blank = [re.sub(r'value="[^"]{64}"', "", page).replace("eve@", "jay@") for page in pages]
    assert blank[0] == blank[1]
    wrong = [one.post("/sign-in/code/", {"code": "000000"}).content.decode() for one in (client, other)]
    assert all("You can try 4 more times." in page for page in wrong)


def test_five_tries_and_no_more(client: Client, jay: User, ask: Any, letters: Letters) -> None:
    ask(client, PHONE)
    right = digits(letters)
    wrong = "000000" if right != "000000" else "111111"
    answers = [client.post("/sign-in/code/", {"code": wrong}).status_code for _ in range(rules.CODE_TRIES)]
    assert answers == [200] * (rules.CODE_TRIES - 1) + [429]
    assert client.post("/sign-in/code/", {"code": right}).status_code == 429
    assert client.get("/me/").status_code == 302


def test_a_code_works_once(client: Client, jay: User, ask: Any, letters: Letters) -> None:
    ask(client, PHONE)
    session = client.session["sign_in_code"]
    client.post("/sign-in/code/", {"code": digits(letters)})
    other = Client()
    ask(other, "eve@example.org")
    kept = other.session
    kept["sign_in_code"] = session
    kept.save()
    assert other.post("/sign-in/code/", {"code": digits(letters)}).status_code == 429


def test_a_code_grows_old(client: Client, jay: User, ask: Any, letters: Letters) -> None:
    ask(client, PHONE)
    SignInCode.objects.update(good_until=clock.now() - timedelta(seconds=1))
    assert client.post("/sign-in/code/", {"code": digits(letters)}).status_code == 429


def test_asking_again_and_again_ends(client: Client, jay: User, ask: Any) -> None:
    answers = [ask(client, PHONE).status_code for _ in range(throttle.CODE_ASKED.tries + 1)]
    assert answers == [302] * throttle.CODE_ASKED.tries + [429]


def test_staff_have_no_short_cut(client: Client, known: Known, ask: Any, letters: Letters) -> None:
    ask(client, known.email)
    assert letters() == []


def test_somebody_who_is_both_has_no_short_cut(
    client: Client, jay: User, partnership: Partnership, ask: Any, letters: Letters
) -> None:
    Membership.objects.create(
        user=jay, partnership=partnership, role=Role.PERSONAL_ADVISER, from_on=date(2024, 1, 1)
    )
    ask(client, EMAIL)
    assert letters() == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Enter your mobile number"),
        ("0770", "too short"),
        ("jay@", "not complete"),
        ("hello", "like 07700"),
    ],
)
def test_what_is_wrong_with_an_address_is_said(client: Client, db: None, typed: str, said: str) -> None:
    assert said in client.post("/sign-in/", {"address": typed}).content.decode()


def test_spaces_in_a_code_do_no_harm(client: Client, jay: User, ask: Any, letters: Letters) -> None:
    ask(client, PHONE)
    code = digits(letters)
    assert client.post("/sign-in/code/", {"code": f" {code[:3]} {code[3:]}"}).headers["Location"] == "/me/"


def test_it_leads_back_to_this_site_only(client: Client, jay: User, ask: Any, letters: Letters) -> None:
    client.get("/sign-in/?next=https://elsewhere.example.org/")
    ask(client, PHONE)
    assert client.post("/sign-in/code/", {"code": digits(letters)}).headers["Location"] == "/me/"


def test_a_young_person_sees_who_helps_them(client: Client, partnership: Partnership) -> None:
    adviser, _ = make_staff(partnership=partnership, name="Priya Nair")
    person = make_young_person(partnership=partnership, adviser=adviser)
    stranger = make_young_person(partnership=partnership, adviser=make_staff(partnership=partnership)[0])
    user = User.objects.create_user(email=EMAIL, name="Jay Holloway")
    membership = Membership.objects.create(
        user=user,
        partnership=partnership,
        role=Role.YOUNG_PERSON,
        young_person_id=person.pk,
        from_on=date(2024, 1, 1),
    )
    sign_in(client, user)
    assert "Priya Nair" in client.get("/me/").content.decode()
    Membership.objects.filter(pk=membership.pk).update(young_person_id=stranger.pk)
    assert "Priya Nair" not in client.get("/me/").content.decode()
