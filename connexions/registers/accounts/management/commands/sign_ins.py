"""Who may sign in to a demonstration, and how."""

import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from connexions.ground.base import clock
from connexions.ground.base.acting import NATIONAL_UNIT, system
from connexions.registers.accounts import session_keys
from connexions.registers.accounts.actions import invented
from connexions.registers.accounts.models import User
from connexions.registers.accounts.queries import demonstration


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
        found = demonstration.sign_ins(on=clock.today(), everybody=options["all"])
        self.stdout.write(json.dumps(found) if options["json"] else _table(found))


def _session(email: str) -> str:
    user = User.objects.filter(email=email.lower()).first()
    if user is None:
        raise CommandError(f"Nobody has the e-mail address {email}.")
    return session_keys.open_for(user)


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
