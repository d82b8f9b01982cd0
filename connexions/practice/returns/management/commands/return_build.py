"""`return build`: write a month's return for the department."""

from __future__ import annotations

import json
import os
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn

from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import Actor, system
from connexions.ground.base.refusals import NotPossible, Refused
from connexions.ground.design.words import count
from connexions.practice.returns.actions import returns
from connexions.practice.returns.queries.serving import serving
from connexions.practice.returns.rules.months import last_day

JOB = "bin/connexions return build"


class Command(BaseCommand):
    """Build, and with ``--freeze`` keep what was built as what was sent."""

    help = "Write a month's return as XML: the same data give the same bytes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--period", required=True, metavar="2026-01", help="the month")
        parser.add_argument(
            "--la", action="append", required=True, metavar="391", help="an authority; may be given again"
        )
        parser.add_argument("--out", required=True, metavar="FILE.xml", help="where to write it")
        parser.add_argument(
            "--sent", metavar="2026-02-03", help="date of sending in the header; today if not given"
        )
        parser.add_argument("--freeze", action="store_true", help="keep it for good as what was sent")
        parser.add_argument("--why", default="", help="why a month is sent again, with --freeze")
        parser.add_argument("--json", action="store_true", help="print the counts as one JSON object")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            built = self._build(options)
        except Refused as refusal:
            raise CommandError(f"{refusal.sentence} Nothing was written.") from refusal
        if options["json"]:
            said = {"records": built.records, "bytes": built.size, "sha256": built.digest, **built.counts}
            self.stdout.write(json.dumps(said))
        else:
            self.stdout.write(f"{built.records:,} records, {built.size:,} bytes: {options['out']}")
            if renamed := built.counts["renamed"]:
                are = count(renamed, "name is", "names are")
                self.stdout.write(
                    f"{are} told without digits or signs that the return does not allow in names."
                )

    def _build(self, options: dict[str, Any]) -> returns.Built:
        end, sent_on = _month(options["period"]), _day(options["sent"])
        partnership = serving(options["la"])
        by = Actor(
            role=system(JOB, partnership=partnership.pk).role,
            partnership=partnership.pk,
            name=JOB,
            partnership_name=partnership.name,
            from_where=JOB,
        )
        out = Path(options["out"])
        beside = out.with_name(f".{out.name}.part")
        try:
            built = self._written(beside, end, sent_on, by, options)
            beside.replace(out)
        except OSError as error:
            raise NotPossible(f"{out} cannot be written: {error.strerror}.") from error
        finally:
            beside.unlink(missing_ok=True)
        return built

    def _written(
        self, path: Path, end: date, sent_on: date, by: Actor, options: dict[str, Any]
    ) -> returns.Built:
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            TextColumn("{task.fields[records]:,} records"),
        )
        # It holds everything about young people: readable by whoever asked for it alone.
        with (
            os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb", 1 << 20) as stream,
            Progress(*columns, console=Console(stderr=True), disable=options["json"]) as progress,
            tenancy.acting(by),
        ):
            task = progress.add_task("Building", total=None, records=0)
            built = returns.build(
                period_end=end,
                authorities=options["la"],
                sent_on=sent_on,
                at=clock.now(),
                by=by,
                stream=stream,
                keep=options["freeze"],
                watch=lambda made: progress.update(task, records=made),
            )
            if built.kept is not None:
                returns.freeze(
                    return_id=built.kept.pk, on=clock.today(), at=clock.now(), by=by, why=options["why"]
                )
        return built


def _month(text: str) -> date:
    found = last_day(text)
    if found is None:
        raise NotPossible(f"“{text}” is no month: write it as 2026-01.")
    return found


def _day(text: str | None) -> date:
    try:
        return date.fromisoformat(text) if text else clock.today()
    except ValueError as error:
        raise NotPossible(f"“{text}” is no date: write it as 2026-02-03.") from error
