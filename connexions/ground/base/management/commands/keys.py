"""``keys status`` and ``keys rotate``."""

import sys
from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management import BaseCommand, CommandError
from rich.console import Console
from rich.progress import Progress

from connexions.ground.base import resealing, sealing

SAID = Console(stderr=True)


class Command(BaseCommand):
    help = (
        "Which key seals what; or make a new key and seal everything anew with it. Stopped in the middle, "
        "`keys rotate` goes on where it was."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["status", "rotate"])

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] == "status":
            self._status()
        else:
            self._rotate()

    def _status(self) -> None:
        found = resealing.status()
        for name, counts in sorted(found.items()):
            for number, many in sorted(counts.items()):
                self.stdout.write(f"{name}: {many} sealed with key {number}")
        here, newest = sealing.numbers(), sealing.newest()
        self.stdout.write(f"Keys here: {', '.join(map(str, here))}. Key {newest} seals.")
        older = _older(found)
        self.stdout.write(
            f"{older} still sealed with an older key: run keys rotate."
            if older
            else "Nothing is sealed with an older key."
        )

    def _rotate(self) -> None:
        try:
            number, made = resealing.begin()
        except RuntimeError as problem:
            raise CommandError(str(problem)) from None
        begun = "made" if made else "made before; going on with what was left"
        self.stdout.write(f"Key {number}: {begun}.")
        with Progress(console=SAID, transient=True) as bar:
            task = bar.add_task("Sealing anew", total=_older(resealing.status()) or 1)
            outcome = resealing.reseal(
                said=lambda place, done: bar.update(task, advance=done, description=place)
            )
        self.stdout.write(f"{outcome.done} sealed anew with key {number}.")
        for retired in outcome.retired:
            self.stdout.write(f"Key {retired} seals nothing any more and was put aside as {retired}.retired.")
        for row in outcome.damaged:
            self.stdout.write(f"Cannot be opened, and was left as it is: {row}")
        if outcome.damaged:
            sys.exit(1)


def _older(found: dict[str, Counter[int]]) -> int:
    """How much is not sealed with the newest key."""
    return sum(
        many for counts in found.values() for number, many in counts.items() if number != sealing.newest()
    )
