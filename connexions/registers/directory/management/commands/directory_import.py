"""Takes services from a file or from another directory's feed."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from connexions.engines.openreferral import Unreadable
from connexions.ground.base import clock
from connexions.ground.base.acting import NATIONAL_UNIT, system
from connexions.registers.directory.actions import feeds
from connexions.registers.directory.actions._taking import Taken
from connexions.registers.directory.fetching import Source, at_address, in_file
from connexions.registers.partners.models import Partnership

AGAIN = (
    " What is counted above is kept, and nothing is marked as gone: the same command again takes the rest."
)


class Command(BaseCommand):
    help = (
        "Take services from FILE or URL: a page of Open Referral UK 3.0, a list, or one service. What is faulty is "
        "told and left out; what is there already is brought up to date; what a whole feed names no more is marked."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source", metavar="FILE|URL")
        parser.add_argument("--partnership", help="whose directory, by its short name; the first otherwise")
        parser.add_argument(
            "--name", help="what the source is called here; its address or file name otherwise"
        )
        parser.add_argument(
            "--own", action="store_true", help="they become the partnership's own to look after"
        )
        parser.add_argument(
            "--private", action="store_true", help="read from an address in a private network too"
        )
        parser.add_argument("--json", action="store_true", help="tell what was done as JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        by = system("Import of the directory", partnership=_partnership(options["partnership"]).pk)
        as_json = options["json"]
        try:
            source = _source(options["source"], name=options["name"], private=options["private"])
        except Unreadable as problem:
            self._tell(Taken(problem=str(problem)), as_json=as_json)
            return
        taken = feeds.take(source=source, by=by, at=clock.now(), own=options["own"])
        self._tell(taken, as_json=as_json, narrowed=bool(source.asked))

    def _tell(self, taken: Taken, *, as_json: bool, narrowed: bool = False) -> None:
        told = {} if taken.problem and not taken.read else taken.counts()
        if as_json:
            faults = [{"path": one.path, "message": one.sentence} for one in taken.faults]
            problem = {"problem": taken.problem} if taken.problem else {}
            more = {"faults": faults} if told else {}
            self.stdout.write(json.dumps({**told, **more, **problem}, ensure_ascii=False))
        else:
            for one in taken.faults:
                self.stdout.write(f"{one.path}: {one.sentence}")
            if told:
                self.stdout.write(", ".join(f"{count:,} {name}" for name, count in told.items()) + ".")
            if narrowed:
                self.stdout.write("A part of the feed was asked for: the rest of it stays here as it was.")
        if taken.problem:
            raise CommandError(
                f"{'It broke off.' if told else 'Nothing was taken.'} {taken.problem}{AGAIN if told else ''}"
            )


def _source(given: str, *, name: str | None, private: bool) -> Source:
    if "://" in given:
        return at_address(given, name=name or "", private=private)
    path = Path(given)
    try:
        with path.open("rb") as file:
            return in_file(iter(lambda: file.read(1024 * 1024), b""), name or path.name)
    except OSError as problem:
        raise Unreadable(f"{path} cannot be read: {problem.strerror}.") from None


def _partnership(slug: str | None) -> Partnership:
    every = Partnership.objects.exclude(pk=NATIONAL_UNIT).order_by("pk")
    found = every.filter(slug=slug).first() if slug else every.first()
    if found is None:
        raise CommandError(
            f"There is no such partnership. There are: {', '.join(one.slug for one in every)}."
        )
    return found
