"""How long a sign-in lasts, and who ends it."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as product
from django.test import Client

from connexions.ground.base import clock
from connexions.registers.accounts import session_keys
from connexions.registers.accounts.models import Session
from connexions.registers.accounts.sessions import SessionStore
from connexions.registers.partners.models import Partnership
from tests.factories import make_staff, sign_in, signed_in

pytestmark = pytest.mark.django_db


def wind_back(client: Client, seconds: int) -> None:
    """As though *seconds* had gone by since the session was last used."""
    key = client.cookies[product.SESSION_COOKIE_NAME].value
    row = Session.objects.get(pk=key)
    told = row.get_decoded()
    told["seen"] -= seconds
    row.session_data = SessionStore().encode(told)
    row.expire_date -= timedelta(seconds=seconds)
    row.save()


def left(client: Client) -> int:
    return int(client.get("/session/").json()["expires_in"])


def test_asking_does_not_extend(partnership: Partnership) -> None:
    client = signed_in(partnership=partnership)
    wind_back(client, 600)
    first = left(client)
    assert product.SESSION_COOKIE_AGE - 605 <= first <= product.SESSION_COOKIE_AGE - 600
    assert left(client) <= first


def test_extending_extends(partnership: Partnership) -> None:
    client = signed_in(partnership=partnership)
    wind_back(client, 600)
    told = client.post("/session/extend/", content_type="application/json", data="{}").json()
    assert told["expires_in"] >= product.SESSION_COOKIE_AGE - 5
    assert told["csrf"]
    assert left(client) >= product.SESSION_COOKIE_AGE - 5


def test_using_a_page_extends_but_writes_at_most_once_a_minute(partnership: Partnership) -> None:
    client = signed_in(partnership=partnership)
    key = client.cookies[product.SESSION_COOKIE_NAME].value
    before = Session.objects.get(pk=key).expire_date
    client.get("/account/")
    assert Session.objects.get(pk=key).expire_date == before
    wind_back(client, 90)
    client.get("/account/")
    assert Session.objects.get(pk=key).expire_date > before - timedelta(seconds=5)
    assert left(client) >= product.SESSION_COOKIE_AGE - 5


def test_a_page_says_when_the_session_ends(partnership: Partnership) -> None:
    client = signed_in(partnership=partnership)
    page = client.get("/account/").content.decode()
    assert f'name="session-expires-in" content="{product.SESSION_COOKIE_AGE}"' in page


def test_an_idle_session_ends(partnership: Partnership) -> None:
    client = signed_in(partnership=partnership)
    wind_back(client, product.SESSION_COOKIE_AGE + 1)
    assert client.get("/session/", headers={"Accept": "application/json"}).status_code == 401
    assert client.post("/session/extend/").status_code == 302


def test_one_signs_out_everywhere_else(partnership: Partnership) -> None:
    user, _ = make_staff(partnership=partnership)
    here, there = sign_in(Client(), user), sign_in(Client(), user)
    stranger = signed_in(partnership=partnership)
    assert here.get("/account/").content.decode().count("<tr>") == 3
    assert here.post("/account/sign-out-elsewhere/").status_code == 302
    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302
    assert stranger.get("/account/").status_code == 200


def test_a_sign_in_knows_where_and_on_what(client: Client, known: Any) -> None:
    client.defaults["HTTP_USER_AGENT"] = "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/150.0"
    known.give_password(client)
    known.give_code(client)
    page = client.get("/account/").content.decode()
    assert "Firefox on Windows" in page
    assert "127.0.0.1" in page


def test_ended_sessions_are_cleared(partnership: Partnership) -> None:
    client = signed_in(partnership=partnership)
    wind_back(client, product.SESSION_COOKIE_AGE + 1)
    SessionStore.clear_expired()
    assert not Session.objects.filter(expire_date__lt=clock.now()).exists()


def test_sessions_are_handed_out_in_demonstrations_only(partnership: Partnership, settings: Any) -> None:
    settings.DEMO = settings.TESTING = False
    user, _ = make_staff(partnership=partnership)
    with pytest.raises(Exception, match="demonstration only"):
        session_keys.open_for(user)
