"""Moves the time of a product that is being tested."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from connexions.ground.base import clock


class Command(BaseCommand):
    help = "Put the time so many days ahead of the real one, in a product that is being tested."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("days", type=int)

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            moment = clock.move(days=options["days"])
        except RuntimeError as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"It is {moment:%Y-%m-%d}.")
