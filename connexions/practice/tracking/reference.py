"""What ships with the product, brought into the database: kinds of activity and what they were called, how long each
stays current, how we know. Idempotent; run after every migration. A partnership's own rows are never touched."""

import csv
from datetime import date
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from connexions.practice.tracking.models import ActivityKind, CurrencyRule, KindEdition, Source

# What the return's table calls a group, where the service has another word for it.
GROUPS = {"compulsory_education": ActivityKind.Group.COMPULSORY, "historic": ActivityKind.Group.OTHER}
ALWAYS = date(1990, 9, 1)  # before anybody who is on record was of age to do anything
NOT_PARTICIPATING = {"no", "excluded", "not_known"}


def after_migrate(**_: Any) -> None:
    """Load it all as soon as there are tables for it."""
    there = set(connection.introspection.table_names())
    if ActivityKind._meta.db_table in there:
        load()
    if Source._meta.db_table in there:
        load_editions()
        load_currency()
        load_sources()


def load() -> int:
    """Bring every row of ``data/ccis/activities.csv`` into the database; returns how many there are."""
    kinds = [_kind(row) for row in _rows("ccis/activities.csv")]
    fields = ["label", "group", "is_neet", "participates", "from_on", "until_on"]
    ActivityKind.objects.bulk_create(
        kinds, update_conflicts=True, unique_fields=["code"], update_fields=fields
    )
    return len(kinds)


def load_editions() -> int:
    """What codes were called in other years, from ``data/tracking/activity_editions.csv``."""
    with transaction.atomic():
        KindEdition.objects.all().delete()
        made = KindEdition.objects.bulk_create(
            KindEdition(
                kind_id=row["code"],
                first_year=_number(row["first_year"]),
                last_year=_number(row["last_year"]),
                label=row["label"],
                becomes_id=row["becomes"] or None,
                note=row["note"],
            )
            for row in _rows("tracking/activity_editions.csv")
        )
    return len(made)


def load_currency() -> int:
    """How long each kind stays current, from ``data/ccis/currency.csv``: whatever year it is for, until a partnership
    says otherwise."""
    shipped = [_currency(row) for row in _rows("ccis/currency.csv")]
    here = {
        (one.kind_id, one.from_on): one.pk for one in CurrencyRule.objects.filter(partnership__isnull=True)
    }
    for one in shipped:
        one.pk = here.get((one.kind_id, one.from_on), one.pk)
    fields = ["until_on", "basis", "months", "days", "capped"]
    CurrencyRule.objects.bulk_create(
        shipped, update_conflicts=True, unique_fields=["id"], update_fields=fields
    )
    return len(shipped)


def load_sources() -> int:
    """The shipped answers to “how do we know?”, from ``data/tracking/sources.csv``."""
    here = dict(Source.objects.filter(partnership__isnull=True).values_list("key", "pk"))
    shipped = []
    for row in _rows("tracking/sources.csv"):
        one = Source(key=row["key"], purpose=row["purpose"], label=row["label"], order=int(row["order"]))
        one.pk = here.get(one.key, one.pk)
        shipped.append(one)
    fields = ["purpose", "label", "order"]
    Source.objects.bulk_create(shipped, update_conflicts=True, unique_fields=["id"], update_fields=fields)
    return len(shipped)


def _rows(path: str) -> list[dict[str, str]]:
    with (settings.ROOT / "data" / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _number(text: str) -> int | None:
    return int(text) if text else None


def _currency(row: dict[str, str]) -> CurrencyRule:
    return CurrencyRule(
        kind_id=row["code"],
        from_on=date(int(row["first_year"]), 9, 1) if row["first_year"] else ALWAYS,
        until_on=date(int(row["last_year"]) + 1, 9, 1) if row["last_year"] else None,
        basis=row["basis"],
        months=int(row["months"] or 0),
        days=int(row["days"] or 0),
        capped=row["cap"] == "course_end",
    )


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
