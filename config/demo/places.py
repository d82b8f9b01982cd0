"""Reference data into the database: authorities and schools. Idempotent; no young person is involved."""

from __future__ import annotations

import csv
from datetime import date
from typing import Any

from config.demo.words import DATA
from connexions.registers.partners.models import Establishment, LocalAuthority


def load() -> dict[str, int]:
    """Bring ``data/reference`` into the database; returns how many of each there are."""
    return {"local authorities": _authorities(), "schools": _schools()}


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / "reference" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _authorities() -> int:
    """A code that two authorities have had in turn is the later one's."""
    found = {row["code"]: row for row in sorted(_rows("local_authorities.csv"), key=_ended)}
    made = [
        LocalAuthority(
            code=code,
            gss_code=row["gss_code"],
            name=row["name"],
            region=row["region"],
            opened_on=_day(row["operating_from"]),
            closed_on=_day(row["operating_until"]),
        )
        for code, row in found.items()
    ]
    fields = ["gss_code", "name", "region", "opened_on", "closed_on"]
    LocalAuthority.objects.bulk_create(
        made, update_conflicts=True, unique_fields=["code"], update_fields=fields
    )
    return len(made)


def _ended(row: dict[str, str]) -> str:
    return row["operating_until"] or "9999"


def _schools() -> int:
    made = [
        Establishment(
            local_authority_id=row["number"][:3],
            number=row["number"],
            urn=row["urn"],
            name=row["name"],
            kind=row["kind"],
            town=row["town"],
            postcode=row["postcode"],
            easting=_number(row["easting"]),
            northing=_number(row["northing"]),
            youngest_age=_number(row["from_age"]),
            oldest_age=_number(row["to_age"]),
        )
        for row in _rows("schools.csv")
    ]
    fields = [
        "urn", "name", "kind", "town", "postcode", "easting", "northing", "youngest_age", "oldest_age",
        "local_authority",
    ]  # fmt: skip
    Establishment.objects.bulk_create(
        made, update_conflicts=True, unique_fields=["number"], update_fields=fields
    )
    return len(made)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _number(text: str) -> Any:
    return int(text) if text else None
