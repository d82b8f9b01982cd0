"""Drafts over HTTP: kept, given back, thrown away; one's own alone."""

import pytest
from django.test import Client

from connexions.ground.base.models import Draft
from tests.factories import make_partnership, make_staff, sign_in

pytestmark = pytest.mark.django_db
KEY = "casework.contact:1"


@pytest.fixture
def client() -> Client:
    partnership = make_partnership()
    user, _ = make_staff(partnership=partnership)
    return sign_in(Client(), user)


def keep(client: Client, **told: object) -> int:
    body = {"key": KEY, "data": {"note": ["so far"]}, **told}
    return client.post("/drafts/", body, content_type="application/json").status_code


def test_a_draft_is_kept_given_back_and_thrown_away(client: Client) -> None:
    assert keep(client) == 200
    given = client.get("/drafts/", {"key": KEY})
    assert given.json()["data"] == {"note": ["so far"]}
    assert client.delete(f"/drafts/?key={KEY}").status_code == 204
    assert client.get("/drafts/", {"key": KEY}).status_code == 404


def test_it_says_when_it_was_kept_and_that_the_session_goes_on(client: Client) -> None:
    told = client.post("/drafts/", {"key": KEY, "data": {}}, content_type="application/json").json()
    assert told["kept_at"]
    assert told["expires_in"] > 0


def test_nobody_is_given_anothers_draft(client: Client) -> None:
    keep(client)
    user, _ = make_staff(partnership=make_partnership())
    assert sign_in(Client(), user).get("/drafts/", {"key": KEY}).status_code == 404


def test_a_colleague_at_the_same_partnership_is_given_none_either() -> None:
    partnership = make_partnership()
    one, _ = make_staff(partnership=partnership)
    other, _ = make_staff(partnership=partnership)
    keep(sign_in(Client(), one))
    assert sign_in(Client(), other).get("/drafts/", {"key": KEY}).status_code == 404


@pytest.mark.parametrize(
    "told", [{"key": ""}, {"key": "x" * 201}, {"key": 7}, {"data": "text"}, {"data": {"note": [7]}}]
)
def test_what_is_no_draft_is_refused_with_a_sentence(told: dict[str, object], client: Client) -> None:
    body = {"key": KEY, "data": {}, **told}
    answer = client.post("/drafts/", body, content_type="application/json")
    assert answer.status_code == 400
    assert "cannot be kept" in answer.json()["refused"]


def test_what_is_no_json_is_refused(client: Client) -> None:
    assert client.post("/drafts/", "{", content_type="application/json").status_code == 400


def test_a_draft_has_a_largest_size(client: Client) -> None:
    assert keep(client, data={"note": ["x" * 200_000]}) == 413


def test_the_database_holds_nothing_readable(client: Client) -> None:
    keep(client, data={"note": ["yellow paper"]})
    assert not any(b"yellow" in bytes(draft.sealed) for draft in Draft.objects.all())


def test_throwing_away_leads_back_to_ones_own_pages_only(client: Client) -> None:
    keep(client)
    assert client.post("/drafts/discard/", {"key": KEY, "next": "/search/"})["Location"] == "/search/"
    away = client.post("/drafts/discard/", {"key": KEY, "next": "https://elsewhere.example.org/"})
    assert away["Location"] == "/"


def test_signed_out_is_told_so() -> None:
    answer = Client().post(
        "/drafts/", {"key": KEY}, content_type="application/json", headers={"Accept": "application/json"}
    )
    assert answer.status_code == 401
