"""Who may sign in to a demonstration, and how."""

import json
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.management.base import BaseCommand, CommandError, CommandParser

from connexions.ground.base import clock
from connexions.ground.base.acting import NATIONAL_UNIT, Role, system
from connexions.registers.accounts import demo, session_keys
from connexions.registers.accounts.actions import invented
from connexions.registers.accounts.models import Membership, User


class Command(BaseCommand):
    help = "Show e-mail address, password and current code of each demonstration sign-in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="everybody, not only one for each role")
        parser.add_argument("--json", action="store_true", help="for programs")
        parser.add_argument("--session", metavar="EMAIL", help="open a session for them and print its key")

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.DEMO or settings.TESTING):
            raise CommandError("This is not a demonstration (CONNEXIONS_DEMO=1): nobody's sign-in is known.")
        invented.make_known(by=system("sign-ins", partnership=NATIONAL_UNIT))
        if options["session"]:
            self.stdout.write(_session(options["session"]))
            return
        found = [_sign_in(one) for one in _memberships(everybody=options["all"])]
        self.stdout.write(json.dumps(found) if options["json"] else _table(found))


def _session(email: str) -> str:
    user = User.objects.filter(email=email.lower()).first()
    if user is None:
        raise CommandError(f"Nobody has the e-mail address {email}.")
    return session_keys.open_for(user)


def _memberships(*, everybody: bool) -> list[Membership]:
    """The current memberships, or the first of each role at each partnership."""
    today = clock.today()
    current = Membership.objects.filter(from_on__lte=today, user__is_active=True).exclude(until_on__lte=today)
    found = current.select_related("user", "partnership").order_by("partnership_id", "id")
    first: dict[tuple[int, str], Membership] = {}
    for one in found:
        first.setdefault((one.partnership_id, one.role), one)
    order = list(Role)
    chosen = list(found) if everybody else list(first.values())
    return sorted(
        chosen, key=lambda one: (not one.partnership_id, one.partnership_id, order.index(Role(one.role)))
    )


def _sign_in(one: Membership) -> dict[str, str]:
    young = one.role == Role.YOUNG_PERSON
    known = not young and _has_known_password(one.user.password)
    return {
        "partnership": one.partnership.name,
        "role": Role(one.role).label,
        "name": one.user.name,
        "email": one.user.email or "",
        "phone": one.user.phone or "",
        "password": demo.PASSWORD if known else "",
        "code": "" if young else demo.code_of(one.user),
        "page": "/sign-in/" if young else "/accounts/login/",
    }


@cache
def _has_known_password(hashed: str) -> bool:
    """Invented staff share one hash, so one slow check tells of all."""
    return check_password(demo.PASSWORD, hashed)


def _table(found: list[dict[str, str]]) -> str:
    if not found:
        return "Nobody can sign in yet."
    heads = {
        "partnership": "Partnership",
        "role": "Role",
        "email": "E-mail",
        "password": "Password",
        "code": "Code now",
    }
    rows = [heads, *({**one, "password": one["password"] or "by code, at /sign-in/"} for one in found)]
    widths = {key: max(len(row[key]) for row in rows) for key in heads}
    lines = ["  ".join(row[key].ljust(widths[key]) for key in heads).rstrip() for row in rows]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths.values()), *lines[1:]])
