"""What the product ships about partners, brought into the database after every migration."""

import csv
import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from connexions.registers.partners.models import DayOff, OrganisationKind


def folder() -> Path:
    """Where the shipped lists lie."""
    found: Path = settings.ROOT / "data" / "partners"
    return found


@cache
def standard_agreement() -> dict[str, Any]:
    """What a first draft begins with, and the steps of a dispute where nothing was agreed."""
    told: dict[str, Any] = json.loads((folder() / "standard_agreement.json").read_text(encoding="utf-8"))
    return told


def after_migrate(**_: Any) -> None:
    """Load what is missing, as soon as there are tables for it."""
    if {DayOff._meta.db_table, OrganisationKind._meta.db_table} <= set(
        connection.introspection.table_names()
    ):
        load()


def load() -> None:
    """Bring every shipped bank holiday and kind that is not yet there. Idempotent."""
    DayOff.objects.bulk_create(
        (DayOff(on=date.fromisoformat(row["on"]), name=row["name"]) for row in _rows("bank_holidays.csv")),
        ignore_conflicts=True,
    )
    OrganisationKind.objects.bulk_create(
        (OrganisationKind(name=row["name"]) for row in _rows("organisation_kinds.csv")), ignore_conflicts=True
    )


def _rows(name: str) -> list[dict[str, str]]:
    with (folder() / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
