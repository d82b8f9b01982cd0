"""The API: the same decision as the page, for a system that holds a token of one organisation."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from connexions.ground.audit.models import AuditEntry
from connexions.ground.base import tenancy
from connexions.ground.base.refusals import NotAllowed
from connexions.practice.referrals import api
from connexions.practice.referrals.actions import tokens
from connexions.practice.referrals.models import Referral, Token
from connexions.registers.accounts.throttle import Limit
from tests.factories import make_actor
from tests.factories.referrals import Setting, make_accepted, make_sent, make_setting
from tests.factories.sharing import make_organisation

pytestmark = pytest.mark.django_db
EVERY = [Token.Scope.READ, Token.Scope.ANSWER]


@pytest.fixture
def setting() -> Setting:
    return make_setting()


def make_token(setting: Setting, *, scopes: list[str] = EVERY, **fields: Any) -> tuple[Token, str]:
    manager = make_actor(partnership=setting.organisation.partnership, role="partnership_manager")  # type: ignore[arg-type]
    said = {"organisation": setting.organisation, "name": "CaseBook", "days": 30, "at": setting.at} | fields
    with tenancy.acting(manager):
        return tokens.make(scopes=scopes, by=manager, **said)


def ask(method: str, path: str, secret: str = "", body: Any = None) -> Any:
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    more = {"data": body, "content_type": "application/json"} if body is not None else {}
    return getattr(Client(), method)(f"/api/v1{path}", headers=headers, **more)


def test_a_system_lists_reads_answers_and_ends(setting: Setting) -> None:
    sent, (_, secret) = make_sent(setting), make_token(setting)
    listed = ask("get", "/referrals", secret).json()
    assert [one["reference"] for one in listed["items"]] == [sent.ref]
    assert "Holloway" not in str(listed)
    read = ask("get", f"/referrals/{sent.ref}", secret).json()
    assert read["told"][0]["lines"][0] == {"name": "Name", "says": "Jay Holloway"}
    assert "accept" in read["may"]
    accepted = ask("post", f"/referrals/{sent.ref}/answer", secret, {"move": "accept"})
    assert accepted.json()["state"] == "accepted"
    wrote = ask("post", f"/referrals/{sent.ref}/messages", secret, {"words": "Which day suits?"})
    assert wrote.json()["messages"][0]["words"] == "Which day suits?"
    body = {
        "outcomes": [{"reference": sent.ref, "outcome": "helped"}, {"reference": "NONE-SUCH", "outcome": "x"}]
    }
    first = ask("post", "/outcomes", secret, body).json()["outcomes"]
    assert [one["became"] for one in first] == ["taken", "wrong"]
    assert ask("post", "/outcomes", secret, body).json()["outcomes"][0]["became"] == "there"
    with tenancy.acting(setting.adviser):
        assert Referral.objects.get().outcome == "helped"
        looked = AuditEntry.objects.filter(event="referrals.api.read")
        assert {one.actor_name for one in looked} == {"Haven Housing: CaseBook"}


def test_what_cannot_be_done_is_said_in_a_sentence(setting: Setting) -> None:
    sent, (_, secret) = make_sent(setting), make_token(setting)
    ended = ask("post", f"/referrals/{sent.ref}/answer", secret, {"move": "end", "outcome": "helped"})
    assert (ended.status_code, ended.json()) == (409, {"problem": "The service has not accepted this yet."})
    unknown = ask("get", "/referrals/NONE-SUCH", secret)
    assert unknown.status_code == 404
    assert unknown.json()["problem"].endswith(".")
    slip = ask("post", f"/referrals/{sent.ref}/answer", secret, {"mvoe": "accept"})
    assert slip.status_code == 422
    assert "mvoe" in slip.json()["problem"]


def test_without_a_token_that_opens_anything_nothing_is_told(setting: Setting) -> None:
    sent = make_sent(setting)
    token, secret = make_token(setting)
    for wrong in ("", "cx-", "cx-1-guess", f"{secret}x"):
        answer = ask("get", f"/referrals/{sent.ref}", wrong)
        assert answer.status_code == 401
        assert "Holloway" not in answer.content.decode()
    with tenancy.acting(setting.adviser):
        Token.objects.filter(pk=token.pk).update(good_until=setting.at)
    ended = ask("get", "/referrals", secret)
    assert "has ended" in ended.json()["problem"]


def test_revoked_it_opens_nothing_from_that_moment(setting: Setting) -> None:
    make_sent(setting)
    token, secret = make_token(setting)
    assert ask("get", "/referrals", secret).status_code == 200
    manager = make_actor(partnership=setting.organisation.partnership, role="partnership_manager")  # type: ignore[arg-type]
    with tenancy.acting(manager):
        tokens.revoke(token=token, at=setting.at, by=manager)
    assert ask("get", "/referrals", secret).status_code == 401


def test_a_token_does_what_its_scopes_say(setting: Setting) -> None:
    sent, (_, secret) = make_sent(setting), make_token(setting, scopes=[Token.Scope.READ])
    refused = ask("post", f"/referrals/{sent.ref}/answer", secret, {"move": "accept"})
    assert refused.status_code == 403
    assert "referrals:answer" in refused.json()["problem"]


def test_another_organisations_token_finds_nothing(setting: Setting) -> None:
    sent = make_sent(setting)
    other = make_organisation(partnership=setting.organisation.partnership)
    _, secret = make_token(setting, organisation=other)
    assert ask("get", f"/referrals/{sent.ref}", secret).status_code == 404
    assert ask("get", "/referrals", secret).json()["items"] == []


def test_without_leave_a_system_reads_nothing_and_does_nothing(setting: Setting) -> None:
    accepted, (_, secret) = make_accepted(setting), make_token(setting)
    with tenancy.acting(setting.adviser):
        setting.leave.until_at = setting.at - timedelta(seconds=1)  # type: ignore[union-attr]
        setting.leave.save(update_fields=["until_at"])  # type: ignore[union-attr]
    read = ask("get", f"/referrals/{accepted.ref}", secret).json()
    assert (read["open_to_you"], read["told"], read["why"], read["may"]) == (False, [], "", [])
    refused = ask("post", f"/referrals/{accepted.ref}/answer", secret, {"move": "start"})
    assert refused.status_code == 403


def test_too_many_questions_are_refused_for_a_while(
    setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "ASKED", Limit("api token", 2, 60))
    _, secret = make_token(setting)
    answers = [ask("get", "/referrals", secret).status_code for _ in range(3)]
    assert answers == [200, 200, 429]


def test_an_adviser_lets_no_system_in(setting: Setting) -> None:
    with tenancy.acting(setting.adviser), pytest.raises(NotAllowed):
        tokens.make(
            organisation=setting.organisation,
            name="X",
            scopes=EVERY,
            days=1,
            at=setting.at,
            by=setting.adviser,
        )


def test_the_api_describes_itself() -> None:
    told = ask("get", "/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    assert "/api/v1/referrals/{reference}/answer" in told["paths"]
    assert "caller" not in str(told["paths"]["/api/v1/referrals"])
