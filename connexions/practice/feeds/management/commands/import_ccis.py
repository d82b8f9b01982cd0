"""`import_ccis FILE.xml`: move people in from an NCCIS-shaped extract."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

from connexions.engines.ccis import FileRefused, read, specification
from connexions.ground.base import clock
from connexions.ground.base.acting import Actor, system
from connexions.ground.base.refusals import NotPossible, Refused
from connexions.practice.feeds.actions import deliveries
from connexions.practice.feeds.queries import partnership_for, words_of
from connexions.registers.partners.models import Partnership

JOB = "bin/connexions import-ccis"
SHOWN, SHOWN_AS_JSON = 20, 1000  # problems that are printed one by one


class Command(BaseCommand):
    """Take an extract in, or say what would happen."""

    help = "Move people in from an NCCIS-shaped XML extract."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE.xml", help="the extract")
        parser.add_argument(
            "--partnership", metavar="SLUG", help="whose it is, where its header does not tell"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
        parser.add_argument("--json", action="store_true", help="print the result as one JSON object")

    def handle(self, *_: Any, **options: Any) -> None:
        path = Path(options["file"])
        try:
            by = self._actor(path, options["partnership"])
            result = self._import(path, by, dry_run=options["dry_run"], quiet=options["json"])
        except Refused as refusal:
            self._refused(refusal.sentence, as_json=options["json"])
        if options["json"]:
            said = {**result.counts, "applied": result.applied, "partnership": by.partnership_name}
            said["details"] = result.problems
            self.stdout.write(json.dumps(said))
        else:
            _show(result)

    def _actor(self, path: Path, slug: str | None) -> Actor:
        with _opened(path) as stream:
            try:
                header = read(stream).header
            except FileRefused as refusal:
                raise NotPossible(refusal.sentence) from refusal
        partnership = partnership_for(header) if slug is None else _named(slug)
        actor = system(JOB, partnership=partnership.pk)
        return Actor(
            role=actor.role,
            partnership=actor.partnership,
            name=JOB,
            partnership_name=partnership.name,
            from_where=JOB,
        )

    def _import(self, path: Path, by: Actor, *, dry_run: bool, quiet: bool) -> deliveries.Result:
        columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[records]:,} records"), TimeRemainingColumn())  # fmt: skip  # noqa: E501
        with (
            _opened(path) as stream,
            Progress(*columns, console=Console(stderr=True), disable=quiet) as progress,
        ):
            size = path.stat().st_size
            task = progress.add_task("Reading", total=size, records=0)

            def watch(read_bytes: int, records: int) -> None:
                said = "Applying" if read_bytes >= size else "Reading"
                progress.update(task, completed=read_bytes, records=records, description=said)

            return deliveries.import_extract(
                stream=stream,
                filename=path.name,
                at=clock.now(),
                by=by,
                dry_run=dry_run,
                keep_report=not dry_run,
                watch=watch,
                show=SHOWN_AS_JSON if quiet else SHOWN,
            )

    def _refused(self, sentence: str, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps({"refusal": sentence, "applied": False}))
            sys.exit(1)
        raise CommandError(f"{sentence} Nothing was changed.")


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except IsADirectoryError as error:
        raise NotPossible(f"{path} is a folder. Name the extract itself.") from error
    except OSError as error:
        raise NotPossible(f"{path} cannot be read: {error.strerror}.") from error


def _named(slug: str) -> Partnership:
    found = Partnership.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Partnership.objects.exclude(pk=0).values_list("slug", flat=True))
        raise NotPossible(f"There is no partnership “{slug}”. There are: {known}.")
    return found


def _show(result: deliveries.Result) -> None:
    counts = result.counts
    console = Console()
    title = "Moved in" if result.applied else "This would happen (nothing was changed)"
    console.print(title)
    table = Table(show_header=False)
    for name in ("records", "created", "updated", "unchanged", "refused", "problems"):
        table.add_row(name.capitalize(), f"{counts[name]:,}")
    console.print(table)
    if counts["by_rule"]:
        problems = Table("Problems", "Priority", "Rule", "What")
        rules = specification(result.header.year).rules
        for number, count in sorted(counts["by_rule"].items(), key=lambda pair: -pair[1]):
            text = words_of(int(number), rules)
            problems.add_row(f"{count:,}", str(text.priority), number, escape(text.words))
        console.print(problems)
        _each(console, result)


def _each(console: Console, result: deliveries.Result) -> None:
    """The first problems record by record, each with the way to put it right."""
    table = Table("Record", "Id", "What is wrong, and how to put it right")
    for one in result.problems:
        left_out = " [bold](left out)[/bold]" if one["refused"] else ""
        where = f"{one['record']:,}\nline {one['line']:,}"
        table.add_row(
            where, one["young_persons_id"], f"{escape(one['message'])}{left_out}\n{escape(one['fix'])}"
        )
    console.print(table)
    if result.counts["problems"] > len(result.problems):
        console.print(
            f"The first {len(result.problems)} of {result.counts['problems']:,}. All of an applied extract "
            "are on the page “Moving in”; --json prints up to a thousand."
        )
