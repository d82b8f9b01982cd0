"""Moves the time of a product that is being tested."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from connexions.ground.base import clock


class Command(BaseCommand):
    help = "Put the time so many days and minutes ahead of the real one, in a product that is being tested."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("days", type=int)
        parser.add_argument("--minutes", type=int, default=0)

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            moment = clock.move(days=options["days"], minutes=options["minutes"])
        except RuntimeError as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"It is {moment:%Y-%m-%d}.")
