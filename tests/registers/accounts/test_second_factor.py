"""Nobody on the staff goes further than setting up a second factor without one."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.test import Client

from connexions.ground.base.acting import Role
from connexions.registers.accounts import second_factor
from connexions.registers.partners.models import Partnership
from tests.factories import make_staff, make_young_person, sign_in
from tests.registers.accounts.conftest import Known

pytestmark = pytest.mark.django_db


@pytest.fixture
def bare(partnership: Partnership) -> Client:
    """Somebody who has given their password and nothing else."""
    user, _ = make_staff(partnership=partnership, role=Role.ADMINISTRATOR)
    return sign_in(Client(), user, second_factor=False)


@pytest.mark.parametrize(
    "path", ["/", "/staff/", "/account/", "/accounts/password/change/", "/accounts/email/"]
)
def test_without_a_second_factor_only_its_pages_open(bare: Client, path: str) -> None:
    assert bare.get(path).headers["Location"] == "/accounts/2fa/"


def test_its_own_pages_open(bare: Client) -> None:
    assert "Set up one of these two now" in bare.get("/accounts/2fa/").content.decode()
    assert bare.get("/accounts/2fa/webauthn/add/").status_code == 200


def test_setting_up_an_app_lets_in(bare: Client, django_capture_on_commit_callbacks: Any) -> None:
    page = bare.get("/accounts/2fa/totp/activate/").content.decode()
    found = re.search(r"data-secret>([A-Z2-7]+=*)<", page)
    assert found
    assert "<svg" in page
    assert "data:image" not in page
    with django_capture_on_commit_callbacks(execute=True):
        code = auth.format_hotp_value(auth.hotp_value(found[1], next(auth.yield_hotp_counters_from_time())))
        done = bare.post("/accounts/2fa/totp/activate/", {"code": code})
    assert done.headers["Location"] == "/accounts/2fa/recovery-codes/"
    codes = bare.get("/accounts/2fa/recovery-codes/").content.decode()
    assert len(re.findall(r"<code>[0-9]{8}</code>", codes)) == 10
    assert bare.get("/account/").status_code == 200


def test_a_recovery_code_is_a_second_factor(known: Known, client: Client) -> None:
    sign_in(client, known.user)
    client.post("/accounts/2fa/recovery-codes/generate/")
    page = client.get("/accounts/2fa/recovery-codes/").content.decode()
    code = re.findall(r"<code>([0-9]{8})</code>", page)[0]
    other = Client()
    known.give_password(other)
    assert known.give_code(other, code).status_code == 302
    assert other.get("/account/").status_code == 200
    third = Client()
    known.give_password(third)
    assert known.give_code(third, code).status_code == 200


def test_the_last_second_factor_stays(known: Known, client: Client) -> None:
    sign_in(client, known.user)
    page = client.post("/accounts/2fa/totp/deactivate/").content.decode()
    assert "only second factor" in page
    assert Authenticator.objects.filter(user=known.user).exists()


def test_the_last_passkey_stays(partnership: Partnership, client: Client) -> None:
    user, _ = make_staff(partnership=partnership)
    key = Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "Passkey 1", "credential": {}}
    )
    sign_in(client, user)
    answer = client.post(f"/accounts/2fa/webauthn/keys/{key.pk}/remove/")
    assert answer.status_code == 409
    assert "only second factor" in answer.content.decode()
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_a_young_person_needs_none(client: Client, partnership: Partnership) -> None:
    assert "direct:home" not in second_factor.SETTING_UP
    user, membership = make_staff(partnership=partnership)
    membership.young_person_id = make_young_person(partnership=partnership).pk
    membership.role = Role.YOUNG_PERSON
    membership.save()
    sign_in(client, user, second_factor=False)
    assert client.get("/me/").status_code == 200


def test_staff_change_their_second_factor_only_with_a_fresh_sign_in(
    known: Known, client: Client, settings: Any
) -> None:
    sign_in(client, known.user)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    answer = client.get("/accounts/2fa/webauthn/add/")
    assert answer.headers["Location"].startswith("/accounts/reauthenticate/")
