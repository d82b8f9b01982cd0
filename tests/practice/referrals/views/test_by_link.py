"""A service without accounts answers by a link: with a code, once, and sees only what was told."""

import re
from typing import Any

import pytest
from django.test import Client

from connexions.ground.base import tenancy
from connexions.practice.referrals.models import AnswerLink, Referral
from connexions.registers.accounts.models import Membership
from tests.factories.referrals import Setting, make_sent, make_setting

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every e-mail that is written, in its words."""
    from connexions.ground.messaging.actions import post

    written: list[str] = []
    monkeypatch.setattr(
        post,
        "send_email",
        lambda *, to, subject, words, purpose, by: written.append(f"{to}|{subject}|{words}"),
    )
    return written


def without_accounts() -> Setting:
    setting = make_setting()
    Membership.objects.filter(organisation=setting.organisation).delete()
    return setting


def path_in(words: str) -> str:
    found = re.search(r"/answer/\S+/", words)
    assert found is not None
    return found[0]


def text(answer: Any) -> str:
    return answer.content.decode()


def test_it_opens_with_the_code_takes_one_answer_and_is_dead(told: list[str]) -> None:
    setting, client = without_accounts(), Client()
    sent = make_sent(setting, answer_to="rooms@example.org")
    assert not [one for one in told if "Jay" in one or "Holloway" in one]
    path = path_in(told[-1])
    assert "Holloway" not in text(client.get(path))
    assert client.post(path, {"code": "000000"}).status_code == 422
    client.post(path, {"code": "123 456"})
    shown = text(client.get(path))
    assert "Jay Holloway" in shown
    assert "14 March 2009" in shown
    with tenancy.acting(setting.adviser):
        assert Referral.objects.get().state == "received"
    assert "Thank you" in text(client.post(path, {"move": "accept", "words": "Yes."}))
    with tenancy.acting(setting.adviser):
        assert Referral.objects.get().state == "accepted"
    assert client.get(path).status_code == 410
    fresh = Client()
    following = path_in(next(one for one in reversed(told) if "/answer/" in one))
    assert following != path
    fresh.post(following, {"code": "123456"})
    fresh.post(following, {"move": "end", "outcome": "unreachable"})
    with tenancy.acting(setting.adviser):
        ended = Referral.objects.get(pk=sent.pk)
        assert (ended.state, ended.outcome) == ("ended", "unreachable")
        assert not AnswerLink.objects.filter(state="open").exists()


def test_five_wrong_codes_close_it(told: list[str]) -> None:
    setting, client = without_accounts(), Client()
    make_sent(setting, answer_to="rooms@example.org")
    path = path_in(told[-1])
    for _ in range(5):
        client.post(path, {"code": "000000"})
    closed = client.post(path, {"code": "123456"})
    assert closed.status_code == 410
    assert "Holloway" not in text(closed)


def test_a_link_of_nobody_opens_nothing() -> None:
    assert Client().get("/answer/1-nosuchsecret/").status_code == 410


def test_without_leave_an_open_link_shows_nothing(told: list[str]) -> None:
    setting, client = without_accounts(), Client()
    make_sent(setting, answer_to="rooms@example.org")
    path = path_in(told[-1])
    client.post(path, {"code": "123456"})
    with tenancy.acting(setting.adviser):
        setting.leave.until_at = setting.at  # type: ignore[union-attr]
        setting.leave.save(update_fields=["until_at"])  # type: ignore[union-attr]
    shown = text(client.get(path))
    assert "Holloway" not in shown
    assert "no leave any more" in shown
