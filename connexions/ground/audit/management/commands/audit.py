"""``audit verify`` and ``audit seal``."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand
from rich.console import Console
from rich.progress import Progress

from connexions.ground.audit import sealing, witness
from connexions.ground.audit.models import Seal
from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import system
from connexions.ground.base.models import partnerships

SAID = Console(stderr=True)


class Command(BaseCommand):
    help = "Seal the record of looks and changes, or verify that nothing in it was touched."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=["verify", "seal"])
        parser.add_argument(
            "--expect", default="", help="A seal's hash, noted elsewhere, that must be in the chain."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        numbers = partnerships()
        if options["what"] == "seal":
            for partnership in numbers:
                self._seal(partnership)
            return
        findings = sum(self._verify(partnership) for partnership in numbers)
        if options["expect"] and not self._anywhere(options["expect"], numbers):
            self.stdout.write(f"The seal {options['expect']} is in no chain: its end was cut off.")
            findings += 1
        self.stdout.write(
            "Nothing was touched."
            if findings == 0
            else f"{findings} finding{'s' * (findings != 1)}: see above."
        )
        if findings:
            sys.exit(1)

    def _seal(self, partnership: int) -> None:
        with tenancy.acting(system("Sealer", partnership=partnership)):
            made = sealing.add_seal(partnership=partnership, at=clock.now())
        if made:
            with tenancy.acting(system("Sealer", partnership=partnership), read_only=True):
                witness.note(made)
            what = f"{made.entries} entries and {made.changes} changes"
            self.stdout.write(f"Partnership {partnership}: seal {made.number}, {what}.")

    def _verify(self, partnership: int) -> int:
        found = 0
        with tenancy.acting(system("Verifier", partnership=partnership), read_only=True):
            seals = Seal.objects.filter(partnership_id=partnership)
            rows = sum(one.entries + one.changes for one in seals.iterator())
            with Progress(console=SAID, transient=True) as bar:
                task = bar.add_task(f"Partnership {partnership}", total=rows or 1)
                for finding in sealing.verify(
                    partnership=partnership, advance=lambda done: bar.advance(task, done)
                ):
                    found += 1
                    self.stdout.write(f"Partnership {partnership}. {finding.sentence}")
            last = seals.order_by("-number").first()
            waiting = sealing.unsealed(partnership=partnership)
        if last:
            told = f"{last.number} seal{'s' * (last.number != 1)} over {rows} rows, {waiting} rows not yet sealed"
            self.stdout.write(f"Partnership {partnership}: {told}. Last seal {last.hash}")
        return found

    def _anywhere(self, expect: str, numbers: list[int]) -> bool:
        for partnership in numbers:
            with tenancy.acting(system("Verifier", partnership=partnership), read_only=True):
                if Seal.objects.filter(hash=expect).exists():
                    return True
        return False
