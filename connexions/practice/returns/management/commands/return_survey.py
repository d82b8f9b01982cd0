"""`return survey`: write the Annual Activity Survey as CSV."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import NotPossible, Refused
from connexions.ground.design.spreadsheets import lines
from connexions.practice.returns.queries import survey
from connexions.practice.returns.queries.serving import serving

JOB = "bin/connexions return survey"


class Command(BaseCommand):
    """What each Year 11 leaver did on 1 November."""

    help = "Write the Annual Activity Survey as CSV."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--year", required=True, type=int, metavar="2026", help="the year in which they left"
        )
        parser.add_argument(
            "--la", action="append", required=True, metavar="391", help="an authority; may be given again"
        )
        parser.add_argument("--out", required=True, metavar="FILE.csv", help="where to write it")

    def handle(self, *_: Any, **options: Any) -> None:
        out = Path(options["out"])
        try:
            if not 2001 <= options["year"] <= 2999:
                raise NotPossible(f"{options['year']} is no year.")
            partnership = serving(options["la"])
            by = Actor(Role.SYSTEM, partnership.pk, JOB, partnership_name=partnership.name, from_where=JOB)
            rows = survey.survey(year=options["year"], authorities=options["la"], by=by)
            count = _write(out, rows)
        except OSError as error:
            raise CommandError(f"{out} cannot be written: {error.strerror}.") from error
        except Refused as refusal:
            raise CommandError(refusal.sentence) from refusal
        self.stdout.write(f"{count:,} young people: {out}")


def _write(out: Path, rows: Any) -> int:
    """It holds everything about young people: readable by whoever asked for it alone."""
    beside = out.with_name(f".{out.name}.part")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            count = -1  # the heads are no young person
            for line in lines(survey.HEADS, rows):
                file.write(line)
                count += 1
        beside.replace(out)
    finally:
        beside.unlink(missing_ok=True)
    return count
