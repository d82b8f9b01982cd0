"""The command that says how to sign in to a demonstration."""

import json
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from connexions.ground.base.acting import Role
from connexions.registers.accounts.models import Membership, User
from connexions.registers.partners.models import Partnership
from tests.registers.accounts.conftest import Known

pytestmark = pytest.mark.django_db


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("sign_ins", *arguments, stdout=out)
    return out.getvalue()


def test_each_role_is_told(known: Known) -> None:
    assert known.email in said()
    told = json.loads(said("--json"))
    assert [(one["email"], one["password"], one["code"]) for one in told] == [
        (known.email, known.password, known.code())
    ]


def test_what_is_told_lets_in(known: Known, client: Client) -> None:
    told = json.loads(said("--json"))[0]
    client.post("/accounts/login/", {"login": told["email"], "password": told["password"]})
    client.post("/accounts/2fa/authenticate/", {"code": told["code"]})
    assert client.get("/account/").status_code == 200


def test_invented_staff_without_a_password_are_given_one(partnership: Partnership) -> None:
    user = User.objects.create_user(email="tom@here.example.org", name="Tom")
    Membership.objects.create(
        user=user, partnership=partnership, role=Role.DUTY_ADVISER, from_on=date(2024, 1, 1)
    )
    real = User.objects.create_user(email="real@council.gov.uk", name="Real")
    Membership.objects.create(
        user=real, partnership=partnership, role=Role.INSPECTOR, from_on=date(2024, 1, 1)
    )
    told = {one["email"]: one["password"] for one in json.loads(said("--json"))}
    assert told["tom@here.example.org"]
    assert not told["real@council.gov.uk"]


def test_a_session_is_opened(known: Known, client: Client, settings: Any) -> None:
    client.cookies[settings.SESSION_COOKIE_NAME] = said("--session", known.email).strip()
    assert client.get("/account/").status_code == 200


def test_a_real_service_tells_nothing(known: Known, settings: Any) -> None:
    settings.DEMO = settings.TESTING = False
    with pytest.raises(CommandError, match="not a demonstration"):
        said()


def test_the_first_administrator_gets_a_link(client: Client, db: None) -> None:
    out = StringIO()
    call_command(
        "add_administrator", "you@council.example.org", "Ada", "--address", "http://testserver/", stdout=out
    )
    link = out.getvalue().strip().splitlines()[-1]
    assert client.get(link).status_code == 200
    assert Membership.objects.get().partnership_id == 0
    client.post(link, {"password": "four words put together"})
    call_command(
        "add_administrator", "you@council.example.org", "Ada", "--address", "http://testserver/", stdout=out
    )
    assert out.getvalue().strip().endswith("signs in as before.")


def test_what_is_no_address_is_refused(db: None) -> None:
    with pytest.raises(CommandError, match="not an e-mail address"):
        call_command("add_administrator", "you", "Ada", "--address", "http://testserver/")


def test_the_sign_in_page_names_nobody_but_in_a_demonstration(
    known: Known, client: Client, settings: Any
) -> None:
    settings.DEMO = False
    assert known.email not in client.get("/accounts/login/").content.decode()
    settings.DEMO = True
    assert known.email in client.get("/accounts/login/").content.decode()
