"""The kinds of activity, brought from the shipped table into the database. Idempotent; run after every
migration."""

import csv
from datetime import date
from typing import Any

from django.conf import settings
from django.db import connection

from connexions.practice.tracking.models import ActivityKind

# What the return's table calls a group, where the service has another word for it.
GROUPS = {"compulsory_education": ActivityKind.Group.COMPULSORY, "historic": ActivityKind.Group.OTHER}
NOT_PARTICIPATING = {"no", "excluded", "not_known"}


def after_migrate(**_: Any) -> None:
    """Load the kinds as soon as there is a table for them."""
    if ActivityKind._meta.db_table in connection.introspection.table_names():
        load()


def load() -> int:
    """Bring every row of ``data/ccis/activities.csv`` into the database; returns how many there are."""
    with (settings.ROOT / "data" / "ccis" / "activities.csv").open(encoding="utf-8", newline="") as file:
        kinds = [_kind(row) for row in csv.DictReader(file)]
    fields = ["label", "group", "is_neet", "participates", "from_on", "until_on"]
    ActivityKind.objects.bulk_create(
        kinds, update_conflicts=True, unique_fields=["code"], update_fields=fields
    )
    return len(kinds)


def _kind(row: dict[str, str]) -> ActivityKind:
    neet = row["neet"] == "yes"
    return ActivityKind(
        code=row["code"],
        label=row["label"],
        group=ActivityKind.Group.NEET if neet else GROUPS.get(row["group"], row["group"]),
        is_neet=neet,
        participates=row["participation"] not in NOT_PARTICIPATING,
        from_on=date(int(row["first_year"]), 9, 1) if row["first_year"] else None,
        until_on=date(int(row["last_year"]) + 1, 9, 1) if row["last_year"] else None,
    )
