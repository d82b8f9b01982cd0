"""Signing in through one's organisation: for staff, by an address it has verified, and for nobody else."""

import http.client
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from connexions.registers.accounts.adapters.organisation import asked_for_more
from connexions.registers.accounts.models import User
from tests.factories import sign_in
from tests.registers.accounts.conftest import Known
from tests.registers.accounts.provider import CLIENT, SECRET, Provider

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    with Provider() as running:
        app = {
            "provider_id": "staff",
            "name": "Here Council",
            "client_id": CLIENT,
            "secret": SECRET,
            "settings": {"server_url": running.issuer, "oauth_pkce_enabled": True},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
        settings.OIDC_NAME = "Here Council"
        yield running


def come(client: Client, provider: Provider, **claims: Any) -> Any:
    """Go to the organisation's sign-in and come back."""
    provider.claims = {"sub": "person-1", "name": "Priya Nair"} | claims
    there = urlsplit(client.post("/accounts/oidc/staff/login/").headers["Location"])
    connection = http.client.HTTPConnection(there.hostname or "", there.port, timeout=5)
    connection.request("GET", f"{there.path}?{there.query}")
    back = urlsplit(connection.getresponse().getheader("Location") or "")
    connection.close()
    return client.get(f"{back.path}?{back.query}")


def is_in(client: Client) -> bool:
    return bool(client.get("/account/").status_code == 200)


def test_the_sign_in_page_offers_it(client: Client, provider: Provider) -> None:
    assert "Use Here Council" in client.get("/accounts/login/").content.decode()


def test_staff_with_a_second_factor_there_are_in(client: Client, provider: Provider, known: Known) -> None:
    come(client, provider, email=known.email, email_verified=True, amr=["pwd", "mfa"])
    assert is_in(client)
    assert SocialAccount.objects.get().user == known.user


def test_without_one_there_ours_is_asked_for(client: Client, provider: Provider, known: Known) -> None:
    answer = come(client, provider, email=known.email, email_verified=True, amr=["pwd"])
    assert answer.headers["Location"] == "/accounts/2fa/authenticate/"
    assert not is_in(client)
    known.give_code(client)
    assert is_in(client)


def test_without_any_it_has_to_be_set_up(client: Client, provider: Provider, known: Known) -> None:
    Authenticator.objects.all().delete()
    come(client, provider, email=known.email, email_verified=True)
    assert client.get("/account/").headers["Location"] == "/accounts/2fa/"


def test_they_are_known_again_by_their_number_there(client: Client, provider: Provider, known: Known) -> None:
    come(client, provider, email=known.email, email_verified=True, amr=["mfa"])
    again = Client()
    come(again, provider, email="married@here.example.org", email_verified=True, amr=["mfa"])
    assert is_in(again)


def test_an_address_they_have_not_verified_proves_nothing(
    client: Client, provider: Provider, known: Known
) -> None:
    answer = come(client, provider, email=known.email, email_verified=False, amr=["mfa"])
    assert answer.status_code == 403
    assert not is_in(client)


def test_a_stranger_is_not_signed_up(client: Client, provider: Provider, known: Known) -> None:
    answer = come(client, provider, email="stranger@example.org", email_verified=True, amr=["mfa"])
    assert (answer.status_code, "You have no account here" in answer.content.decode()) == (403, True)
    assert User.objects.count() == 1
    assert not SocialAccount.objects.exists()


def test_a_closed_account_stays_closed(client: Client, provider: Provider, known: Known) -> None:
    come(client, provider, email=known.email, email_verified=True, amr=["mfa"])
    User.objects.update(is_active=False)
    again = Client()
    come(again, provider, email=known.email, email_verified=True, amr=["mfa"])
    assert not is_in(again)


def test_an_account_there_cannot_be_joined_to_another_here(
    client: Client, provider: Provider, known: Known
) -> None:
    sign_in(client, known.user)
    provider.claims = {"sub": "person-2", "email": "other@example.org", "email_verified": True}
    there = urlsplit(client.post("/accounts/oidc/staff/login/?process=connect").headers["Location"])
    connection = http.client.HTTPConnection(there.hostname or "", there.port, timeout=5)
    connection.request("GET", f"{there.path}?{there.query}")
    back = urlsplit(connection.getresponse().getheader("Location") or "")
    connection.close()
    assert client.get(f"{back.path}?{back.query}").status_code == 403
    assert not SocialAccount.objects.exists()


def test_what_one_sign_in_proved_does_not_serve_another(
    client: Client, provider: Provider, known: Known
) -> None:
    come(client, provider, email="stranger@example.org", email_verified=True, amr=["mfa"])
    known.give_password(client)
    assert not is_in(client)


@pytest.mark.parametrize(
    ("claims", "strong"),
    [
        ({"amr": ["pwd"]}, False),
        ({"amr": "pwd"}, False),
        ({"amr": ["pwd", "otp"]}, True),
        ({"amr": "mfa"}, True),
        ({"acr": "urn:strong"}, True),
        ({"acr": "0"}, False),
        ({}, False),
    ],
)
def test_whether_they_asked_for_more(claims: dict[str, Any], strong: bool, settings: Any) -> None:
    settings.OIDC_STRONG_ACR = {"urn:strong"}
    assert asked_for_more({"id_token": claims, "userinfo": {"amr": ["mfa"]}}) is strong
    assert asked_for_more({}) is False
