"""The laws under which something may be told, and what telling is for, brought into the database after every migration.
Idempotent; a partnership's own rows are never touched."""

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from connexions.trust.sharing.models import Gateway, Purpose

FIELDS = (
    "label",
    "law",
    "says",
    "to_whom",
    "plain",
    "until_on",
    "second_pair_of_eyes",
    "objection_stops",
    "seen_for_days",
    "order",
)


def folder() -> Path:
    """Where the shipped tables lie."""
    found: Path = settings.ROOT / "data" / "sharing"
    return found


def after_migrate(**_: Any) -> None:
    """Load it all as soon as there are tables for it."""
    if Gateway._meta.db_table in connection.introspection.table_names():
        load_purposes()
        load_gateways()


def load_purposes() -> int:
    """Every purpose of ``data/sharing/purposes.csv``; returns how many there are."""
    with (folder() / "purposes.csv").open(encoding="utf-8", newline="") as file:
        shipped = [Purpose(**row) for row in csv.DictReader(file)]
    Purpose.objects.bulk_create(
        shipped, update_conflicts=True, unique_fields=["code"], update_fields=["order", "label", "plain"]
    )
    return len(shipped)


def load_gateways() -> int:
    """Every gateway of ``data/sharing/gateways.json``; returns how many there are."""
    here = {(one.key, one.from_on): one.pk for one in Gateway.objects.filter(partnership__isnull=True)}
    shipped = [
        _gateway(told) for told in json.loads((folder() / "gateways.json").read_text(encoding="utf-8"))
    ]
    for one in shipped:
        one.pk = here.get((one.key, one.from_on), one.pk)
    Gateway.objects.bulk_create(
        shipped, update_conflicts=True, unique_fields=["id"], update_fields=list(FIELDS)
    )
    return len(shipped)


def _gateway(told: dict[str, Any]) -> Gateway:
    days = {name: date.fromisoformat(told[name]) if told[name] else None for name in ("from_on", "until_on")}
    return Gateway(**(told | days))
