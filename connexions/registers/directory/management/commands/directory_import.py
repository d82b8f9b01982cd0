"""Takes services from a file or from another directory's feed."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from connexions.engines.openreferral import Item, Unreadable, items_of, load, page_of
from connexions.ground.base import clock, tenancy
from connexions.ground.base.acting import NATIONAL_UNIT, system
from connexions.registers.directory.actions import feeds
from connexions.registers.directory.actions.feeds import Taken
from connexions.registers.directory.fetching import Feed
from connexions.registers.partners.models import Partnership


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
        source: str = options["source"]
        remote = "://" in source
        try:
            with tenancy.acting(by):
                items, whole = _feed(source, private=options["private"]) if remote else _file(Path(source))
                name = options["name"] or (source.partition("?")[0] if remote else Path(source).name)
                own = options["own"]
                taken = feeds.take(items=items, source=name, by=by, at=clock.now(), whole=whole, own=own)
        except Unreadable as problem:
            if options["json"]:
                self.stdout.write(json.dumps({"problem": str(problem)}))
            raise CommandError(f"Nothing was taken. {problem}") from None
        self._tell(taken, as_json=options["json"])

    def _tell(self, taken: Taken, *, as_json: bool) -> None:
        counts = {name: getattr(taken, name) for name in ("added", "changed", "unchanged", "gone", "refused")}
        if as_json:
            faults = [{"path": one.path, "message": one.sentence} for one in taken.faults]
            self.stdout.write(json.dumps({**counts, "faults": faults}, ensure_ascii=False))
            return
        for one in taken.faults:
            self.stdout.write(f"{one.path}: {one.sentence}")
        self.stdout.write(", ".join(f"{count:,} {name}" for name, count in counts.items()) + ".")


def _feed(url: str, *, private: bool) -> tuple[Iterator[Item], bool]:
    return Feed(url, private=private).items(), "?" not in url or "page=" not in url


def _file(path: Path) -> tuple[Iterator[Item], bool]:
    """The services of a file, and whether it claims to hold all of its source's."""
    try:
        with path.open("rb") as file:
            document = load(iter(lambda: file.read(1024 * 1024), b""))
    except OSError as problem:
        raise Unreadable(f"{path} cannot be read: {problem.strerror}.") from None
    page = page_of(document)
    whole = isinstance(document, list) or (
        page is not None and page.pages in (None, 1) and page.last is not False
    )
    return items_of(document), whole


def _partnership(slug: str | None) -> Partnership:
    every = Partnership.objects.exclude(pk=NATIONAL_UNIT).order_by("pk")
    found = every.filter(slug=slug).first() if slug else every.first()
    if found is None:
        raise CommandError(
            f"There is no such partnership. There are: {', '.join(one.slug for one in every)}."
        )
    return found
