"""Writes a partnership's services as files of Open Referral UK 3.0 that can be imported again."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from connexions.ground.base import tenancy
from connexions.ground.base.acting import system
from connexions.registers.directory.management.commands.directory_import import _partnership
from connexions.registers.directory.models import Service
from connexions.registers.directory.presenters import oruk
from connexions.registers.directory.queries.services import whole

A_FILE = 500


class Command(BaseCommand):
    help = "Write a partnership’s services as files, services-0001.json and on, each a page of Open Referral UK 3.0."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--out", required=True, metavar="DIR")
        parser.add_argument("--partnership", help="whose directory, by its short name; the first otherwise")

    def handle(self, *_: Any, **options: Any) -> None:
        folder = Path(options["out"])
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise CommandError(f"{folder} cannot be written to: {problem.strerror}.") from None
        by = system("Export of the directory", partnership=_partnership(options["partnership"]).pk)
        with tenancy.acting(by, read_only=True):
            ids = list(
                Service.objects.filter(partnership_id=by.partnership)
                .order_by("name", "id")
                .values_list("pk", flat=True)
            )
            pages = [ids[begin : begin + A_FILE] for begin in range(0, len(ids), A_FILE)] or [[]]
            for number, page in enumerate(pages, 1):
                found = whole(Service.objects.filter(pk__in=page)).order_by("name", "id")
                told = _page([oruk.service(one) for one in found], number, len(pages), len(ids))
                text = json.dumps(told, ensure_ascii=False, indent=1)
                (folder / f"services-{number:04}.json").write_text(text + "\n", encoding="utf-8")
            _drop_left_over(folder, len(pages))
        self.stdout.write(f"{len(ids):,} services in {len(pages):,} files in {folder}.")


def _page(contents: list[Any], number: int, pages: int, count: int) -> dict[str, Any]:
    return {
        "total_items": count,
        "total_pages": pages,
        "page_number": number,
        "size": len(contents),
        "first_page": number == 1,
        "last_page": number == pages,
        "empty": not contents,
        "contents": contents,
    }


def _drop_left_over(folder: Path, pages: int) -> None:
    """What a larger directory left there before would be taken for a part of this one."""
    for path in folder.glob("services-[0-9][0-9][0-9][0-9].json"):
        if int(path.stem[-4:]) > pages:
            path.unlink()
