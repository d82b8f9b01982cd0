"""Signing in by password and second factor, and the door that closes after too many tries."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from connexions.ground.audit.models import AuditEntry
from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import NATIONAL_UNIT, system
from connexions.registers.accounts import throttle
from connexions.registers.accounts.models import Attempts
from tests.factories import sign_in
from tests.registers.accounts.conftest import Known

pytestmark = pytest.mark.django_db
Letters = Callable[[], list[dict[str, Any]]]


def events(partnership: int) -> list[str]:
    with tenancy.acting(system("tests", partnership=partnership)):
        return list(AuditEntry.objects.order_by("id").values_list("event", flat=True))


def is_in(client: Client) -> bool:
    return bool(client.get("/account/").status_code == 200)


def test_password_and_code_let_in(client: Client, known: Known) -> None:
    assert known.give_password(client).headers["Location"] == "/accounts/2fa/authenticate/"
    assert not is_in(client)
    assert known.give_code(client).status_code == 302
    assert is_in(client)
    assert events(known.membership.partnership_id)[-1] == "accounts.signed_in"


def test_a_wrong_password_says_so_and_is_written_down(client: Client, known: Known) -> None:
    page = known.give_password(client, "not my password")
    assert "do not go together" in page.content.decode()
    assert "accounts.sign_in.failed" in events(known.membership.partnership_id)


def test_what_a_stranger_types_is_not_kept(client: Client, db: None) -> None:
    client.post("/accounts/login/", {"login": "my-secret@example.org", "password": "hunter2 hunter2"})
    with tenancy.acting(system("tests", partnership=NATIONAL_UNIT)):
        entry = AuditEntry.objects.get(event="accounts.sign_in.failed")
    assert "my-secret" not in f"{entry.about}{entry.actor_name}{entry.why}{entry.details}"
    assert "my-secret" not in str(list(Attempts.objects.values()))


def test_a_closed_door_stays_closed_for_the_right_password(client: Client, known: Known) -> None:
    for _ in range(throttle.PASSWORD.tries - 1):
        assert known.give_password(client, "wrong wrong wrong").status_code == 200
    last = known.give_password(client, "wrong wrong wrong")
    assert last.status_code == 429
    right = known.give_password(Client())
    assert right.status_code == 429
    assert "Try again in 15 minutes." in right.content.decode()
    assert 0 < int(right.headers["Retry-After"]) <= throttle.PASSWORD.seconds
    assert "accounts.sign_in.locked" in events(known.membership.partnership_id)


def test_the_door_opens_again(client: Client, known: Known) -> None:
    for _ in range(throttle.PASSWORD.tries):
        known.give_password(client, "wrong wrong wrong")
    long_ago = clock.now() - timedelta(seconds=throttle.PASSWORD.seconds + 1)
    Attempts.objects.update(since=long_ago, closed_until=long_ago)
    assert known.give_password(client).status_code == 302


def test_an_unknown_address_is_closed_just_the_same(client: Client, db: None) -> None:
    told = {"login": "nobody@example.org", "password": "wrong wrong wrong"}
    answers = [client.post("/accounts/login/", told).status_code for _ in range(throttle.PASSWORD.tries)]
    assert answers == [200] * (throttle.PASSWORD.tries - 1) + [429]


def test_guessing_second_factors_ends(client: Client, known: Known) -> None:
    known.give_password(client)
    answers = [known.give_code(client, "000000").status_code for _ in range(throttle.SECOND_FACTOR.tries)]
    assert answers == [200] * (throttle.SECOND_FACTOR.tries - 1) + [429]
    assert known.give_code(client).status_code == 429
    assert not is_in(client)


def test_a_code_works_once(client: Client, known: Known) -> None:
    code = known.code()
    known.give_password(client)
    assert known.give_code(client, code).status_code == 302
    again = Client()
    known.give_password(again)
    assert known.give_code(again, code).status_code == 200
    assert not is_in(again)


def test_the_authenticators_secret_is_sealed(known: Known) -> None:
    kept = Authenticator.objects.get(user=known.user).data["secret"]
    assert not re.fullmatch(r"[A-Z2-7]+=*", kept)
    assert kept not in ("", None)


def test_somebody_whose_account_is_closed_stays_out(client: Client, known: Known) -> None:
    known.user.is_active = False
    known.user.save()
    assert known.give_password(client).headers["Location"] == "/accounts/inactive/"


def test_nobody_signs_up(client: Client, db: None) -> None:
    assert "Accounts are given, not made" in client.get("/accounts/signup/").content.decode()
    told = {"email": "new@example.org", "password1": "four words put together"}
    client.post("/accounts/signup/", told)
    assert client.get("/account/").status_code == 302


def test_a_forgotten_password_is_set_anew(
    client: Client, known: Known, letters: Letters, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        asked = client.post("/accounts/password/reset/", {"email": known.email})
    assert asked.headers["Location"] == "/accounts/password/reset/done/"
    letter = letters()[-1]
    assert letter["to"] == known.email
    assert "Priya" not in letter["subject"]
    link = re.search(r"http://testserver(/\S+)", letter["words"])
    assert link
    form = client.get(link[1], follow=True)
    told = {"password1": "four other words here", "password2": "four other words here"}
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(form.request["PATH_INFO"], told).status_code == 302
    assert known.give_password(client).status_code == 200
    assert known.give_password(client, "four other words here").status_code == 302
    assert client.get(link[1], follow=True).status_code == 200


def test_a_reset_for_a_stranger_looks_the_same_and_sends_nothing(
    client: Client, known: Known, letters: Letters, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        asked = client.post("/accounts/password/reset/", {"email": "stranger@example.org"})
    assert asked.headers["Location"] == "/accounts/password/reset/done/"
    assert letters() == []


def test_asking_for_letters_ends(client: Client, known: Known, letters: Letters) -> None:
    answers = [client.post("/accounts/password/reset/", {"email": known.email}).status_code for _ in range(6)]
    assert answers == [302] * 5 + [429]


def test_a_changed_password_ends_the_other_sign_ins(
    known: Known, letters: Letters, django_capture_on_commit_callbacks: Any
) -> None:
    here, there = Client(), Client()
    for client, ahead in ((here, 0), (there, 1)):
        known.give_password(client)
        known.give_code(client, known.code(ahead=ahead))
        assert is_in(client)
    told = {
        "oldpassword": known.password,
        "password1": "four other words here",
        "password2": "four other words here",
    }
    with django_capture_on_commit_callbacks(execute=True):
        assert here.post("/accounts/password/change/", told).status_code == 302
    assert is_in(here)
    assert not is_in(there)
    assert letters()[-1]["subject"] == "Your Connexions account was changed"


def test_a_new_address_counts_once_its_link_is_opened(
    client: Client, known: Known, letters: Letters, django_capture_on_commit_callbacks: Any
) -> None:
    known.give_password(client)
    known.give_code(client)
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/accounts/email/", {"email": "priya.new@here.example.org", "action_add": "1"})
    assert "priya.new@here.example.org" in client.get("/accounts/email/").content.decode()
    known.user.refresh_from_db()
    assert known.email == "priya@here.example.org"
    letter = letters()[-1]
    assert letter["to"] == "priya.new@here.example.org"
    link = re.search(r"http://testserver(/\S+)", letter["words"])
    assert link
    assert "priya.new@here.example.org" in client.get(link[1]).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(link[1])
    known.user.refresh_from_db()
    assert known.email == "priya.new@here.example.org"
    assert known.give_password(Client()).status_code == 302


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/login/",
        "/accounts/logout/",
        "/accounts/password/reset/",
        "/accounts/password/reset/done/",
        "/accounts/password/reset/key/done/",
        "/accounts/password/reset/key/1-abc/",
        "/accounts/confirm-email/",
        "/accounts/confirm-email/abc/",
        "/accounts/inactive/",
        "/accounts/3rdparty/signup/",
        "/accounts/3rdparty/login/cancelled/",
        "/accounts/3rdparty/login/error/",
    ],
)
def test_every_page_of_signing_in_is_in_our_words(client: Client, db: None, path: str) -> None:
    answer = client.get(path, follow=True)
    assert answer.status_code in (200, 401, 404)
    page = answer.content.decode()
    assert "cx-door" in page
    assert "Menu:" not in page


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/password/change/",
        "/accounts/password/set/",
        "/accounts/email/",
        "/accounts/reauthenticate/",
        "/accounts/logout/",
        "/accounts/2fa/",
        "/accounts/2fa/reauthenticate/",
        "/accounts/2fa/totp/deactivate/",
        "/accounts/2fa/webauthn/",
        "/accounts/2fa/webauthn/add/",
        "/accounts/2fa/recovery-codes/generate/",
        "/accounts/3rdparty/",
        "/account/",
    ],
)
def test_every_page_of_ones_account_is_in_our_words(client: Client, known: Known, path: str) -> None:
    sign_in(client, known.user)
    answer = client.get(path, follow=True)
    assert answer.status_code == 200
    assert 'class="govuk-template__body cx' in answer.content.decode()
