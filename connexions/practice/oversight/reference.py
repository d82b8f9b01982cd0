"""The checklists and headings that the product ships, brought into the database after every migration."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from connexions.practice.oversight.models import Standard


def folder() -> Path:
    """Where the shipped lists lie."""
    found: Path = settings.ROOT / "data" / "oversight"
    return found


def after_migrate(**_: Any) -> None:
    """Load what is missing, as soon as there is a table for it."""
    if Standard._meta.db_table in connection.introspection.table_names():
        load()


def load() -> None:
    """Bring every shipped list that is not yet there. One once loaded is never changed. Idempotent."""
    shipped = []
    for path in sorted(folder().glob("*_*.json")):
        kind, number = path.stem.rsplit("_", 1)
        shipped.append(
            Standard(kind=kind, number=int(number), told=json.loads(path.read_text(encoding="utf-8")))
        )
    Standard.objects.bulk_create(shipped, ignore_conflicts=True)
