"""The first administrator of a deployment, whom nobody else can invite."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import NATIONAL_UNIT, Role, system
from connexions.ground.base.refusals import Refused
from connexions.registers.accounts import invitations
from connexions.registers.accounts.actions import staff


class Command(BaseCommand):
    help = "Give somebody an administrator's account and print the link by which they choose their password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name")
        parser.add_argument("--address", required=True, help="where this service is found: https://…")
        parser.add_argument("--partnership", type=int, default=NATIONAL_UNIT, help="its number; 0 serves all")

    def handle(self, *args: Any, **options: Any) -> None:
        _check_email(options["email"])
        by = system("add_administrator", partnership=options["partnership"])
        with tenancy.acting(by):
            try:
                membership = staff.make(
                    email=options["email"],
                    name=options["name"],
                    partnership_id=options["partnership"],
                    role=Role.ADMINISTRATOR,
                    on=clock.today(),
                    by=by,
                )
            except Refused as problem:
                raise CommandError(problem.sentence) from problem
        if membership.user.has_usable_password():
            self.stdout.write(f"{membership.user.name} is an administrator now and signs in as before.")
            return
        token = invitations.token_for(membership.user)
        self.stdout.write("Open this link within seven days and choose a password:")
        self.stdout.write(f"{options['address'].rstrip('/')}/welcome/{token}/")


def _check_email(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError as problem:
        raise CommandError(
            f"{email!r} is not an e-mail address. One looks like name@example.org."
        ) from problem
