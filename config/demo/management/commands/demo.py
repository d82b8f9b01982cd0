"""Makes two partnerships of invented young people."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from config.demo import loading
from config.demo.extract import write_extract
from config.demo.owner import as_owner
from config.demo.people import Population
from config.demo.words import staff
from connexions.ground.base import clock


class Command(BaseCommand):
    help = (
        "Make two partnerships of invented young people: Tyne and Wear, and Suffolk. Nobody in them is real."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--people", type=_count, default=5000, metavar="N", help="how many (5000)")
        parser.add_argument("--seed", type=int, default=1, help="another seed, other people (1)")
        parser.add_argument(
            "--today", type=_day, default=None, metavar="DATE", help="everything is relative to it"
        )
        parser.add_argument("--reset", action="store_true", help="throw the demo's young people away first")

        parser.add_argument(
            "--extract",
            type=Path,
            metavar="FILE",
            help="write an NCCIS-shaped extract of other invented people instead",
        )
        parser.add_argument(
            "--records", type=_count, default=300, metavar="N", help="how many in the extract (300)"
        )
        parser.add_argument(
            "--partnership", default="tyne-and-wear", choices=[p["key"] for p in staff()["partnerships"]],
            help="whose extract (tyne-and-wear)",
        )  # fmt: skip

    def handle(self, *_: Any, **options: Any) -> None:
        if options["extract"]:
            self._extract(options)
            return
        population = Population(options["people"], options["seed"], options["today"] or clock.today())
        begun = time.monotonic()
        try:
            with as_owner(), _Bar(population.size) as progress:
                done = loading.load(population, reset=options["reset"], progress=progress)
        except loading.AlreadyThere as there:
            self.stdout.write(
                f"The demo partnerships hold {int(str(there)):,} young people already; nothing was changed. "
                "`bin/connexions demo --reset` makes them anew."
            )
            return
        except loading.NotADemo as why:
            raise CommandError(str(why)) from None
        self.stdout.write(
            f"{done.people:,} invented young people, {sum(done.rows.values()):,} rows, "
            f"{time.monotonic() - begun:.1f} s. Nobody in them is real."
        )

    def _extract(self, options: dict[str, Any]) -> None:
        try:
            count = write_extract(
                options["extract"],
                records=options["records"],
                partnership=options["partnership"],
                seed=options["seed"],
                today=options["today"] or clock.today(),
            )
        except OSError as problem:
            raise CommandError(f"{options['extract']} cannot be written: {problem.strerror}.") from None
        self.stdout.write(f"{options['extract']}: {count:,} invented records, a few with faults.")


def _count(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 10_000_000:
        raise CommandError(f"--people is {text!r}: give a number from 1 to 10000000.")
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"--today is {text!r}: give a date like 2026-11-03.") from None


class _Bar:
    """A progress bar on the terminal; nothing where there is none."""

    def __init__(self, total: int) -> None:
        self._progress = Progress(
            TextColumn("  {task.description:<34}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
            TimeRemainingColumn(), console=Console(stderr=True), transient=True,
        )  # fmt: skip
        self._task = self._progress.add_task("people", total=total)

    def __enter__(self) -> loading.Progress:
        self._progress.start()
        return self._step

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def _step(self, what: str, count: int) -> None:
        self._progress.update(self._task, description=what, advance=count)
