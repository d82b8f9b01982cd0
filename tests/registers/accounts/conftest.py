"""Staff who can really sign in, and an outbox of the test's own."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Role, system
from connexions.registers.accounts import demo
from connexions.registers.accounts.actions import staff
from connexions.registers.accounts.models import Membership, User
from connexions.registers.partners.models import Partnership
from tests.factories import make_partnership


@dataclass
class Known:
    """A member of staff whose password and authenticator the test knows."""

    user: User
    membership: Membership
    password: str = demo.PASSWORD

    @property
    def email(self) -> str:
        return self.user.email or ""

    def code(self, *, ahead: int = 0) -> str:
        return demo.code_of(self.user, ahead=ahead)

    def give_password(self, client: Client, password: str = "") -> Any:
        told = {"login": self.email, "password": password or self.password}
        return client.post("/accounts/login/", told)

    def give_code(self, client: Client, code: str = "") -> Any:
        return client.post("/accounts/2fa/authenticate/", {"code": code or self.code()})


@pytest.fixture
def partnership(db: None) -> Partnership:
    return make_partnership(name="Here")


@pytest.fixture
def known(partnership: Partnership) -> Known:
    return known_at(partnership)


def known_at(
    partnership: Partnership, *, role: Role = Role.PERSONAL_ADVISER, email: str = "priya@here.example.org"
) -> Known:
    by = system("tests", partnership=partnership.pk)
    with tenancy.acting(by):
        membership = staff.make(
            email=email,
            name="Priya Nair",
            partnership_id=partnership.pk,
            role=role,
            on=date(2024, 1, 1),
            by=by,
            known=True,
        )
    return Known(membership.user, membership)


@pytest.fixture
def letters(settings: Any, tmp_path: Path) -> Callable[[], list[dict[str, Any]]]:
    """What was sent in this test, the latest last."""
    settings.VAR = tmp_path
    folder = tmp_path / "outbox"
    return lambda: [json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))]
