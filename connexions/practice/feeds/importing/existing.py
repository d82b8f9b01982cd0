"""What is already here about the people of one batch: read with a handful of queries, whatever its size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import models

from connexions.practice.feeds.importing.piles import DOING_COLUMNS, HOME_COLUMNS, PERSON_COLUMNS
from connexions.practice.feeds.models import SourceRecord
from connexions.practice.tracking.models import Activity, GuaranteeStatus, IntendedDestination
from connexions.registers.people.models import Characteristic, Identifier, Name, Residence, YoungPerson


@dataclass(slots=True)
class Before:
    """Whom the source spoke of the last time, and the hash of what it said."""

    young_person: UUID
    digest: str


@dataclass(slots=True)
class Here:
    """What is recorded here of one young person, in the shape in which the source speaks."""

    person: dict[str, Any]
    home: dict[str, Any] | None = None
    doing: dict[str, Any] | None = None
    characteristics: dict[str, tuple[UUID, str]] = field(default_factory=dict)
    identifiers: dict[str, dict[str, UUID]] = field(default_factory=lambda: defaultdict(dict))
    guarantees: dict[int, tuple[str, str, bool]] = field(default_factory=dict)
    destination: str | None = None
    other_names: list[str] = field(default_factory=list)


def said_before(partnership: int, numbers: list[str]) -> dict[str, Before]:
    """By the source's number, whom it spoke of the last time, and the hash of what it said."""
    rows = _any(SourceRecord.objects.filter(partnership=partnership), "young_persons_id", numbers)
    return {
        number: Before(young_person, digest)
        for number, young_person, digest in rows.values_list("young_persons_id", "young_person_id", "digest")
    }


def words_of(partnership: int, numbers: list[str]) -> dict[str, dict[str, Any]]:
    """By the source's number, every field as it was the last time: asked only of those that changed."""
    rows = _any(SourceRecord.objects.filter(partnership=partnership), "young_persons_id", numbers)
    return dict(rows.values_list("young_persons_id", "fields"))


def known_by_number(partnership: int, numbers: list[str]) -> dict[str, UUID]:
    """Young people who have one of these numbers of a case information system."""
    rows = _any(
        Identifier.objects.filter(partnership=partnership, scheme=Identifier.Scheme.CCIS), "value", numbers
    )
    return dict(rows.values_list("value", "young_person_id"))


def numbers_of(whom: Collection[UUID]) -> set[str]:
    """Every number under which a case information system speaks of these people, or spoke."""
    if not whom:
        return set()
    schemes = (Identifier.Scheme.CCIS, Identifier.Scheme.FORMER_CCIS)
    found = Identifier.objects.filter(young_person__in=whom, scheme__in=schemes)
    return set(found.values_list("value", flat=True))


def holders(partnership: int, values: list[str]) -> dict[tuple[str, str], set[UUID]]:
    """Who has each of these pupil and learner numbers, by scheme and number."""
    found: dict[tuple[str, str], set[UUID]] = defaultdict(set)
    both = (Identifier.Scheme.UPN, Identifier.Scheme.ULN)
    rows = _any(Identifier.objects.filter(partnership=partnership, scheme__in=both), "value", values)
    for scheme, value, young_person in rows.values_list("scheme", "value", "young_person_id"):
        found[scheme, value].add(young_person)
    return found


def recorded(ids: list[UUID]) -> dict[UUID, Here]:
    """Everything here that an extract may speak of, for these young people."""
    found = {
        row.pop("id"): Here(row)
        for row in _any(YoungPerson.objects.all(), "id", ids).values("id", "preferred_name", *PERSON_COLUMNS)
    }
    for row in _any(Residence.objects.filter(until_on=None), "young_person_id", ids).values(
        "young_person_id", "id", "from_on", *HOME_COLUMNS
    ):
        found[row.pop("young_person_id")].home = row
    for row in _any(Activity.objects.filter(end_on=None), "young_person_id", ids).values(
        "young_person_id", "id", *DOING_COLUMNS
    ):
        found[row.pop("young_person_id")].doing = row
    _numbers_and_needs(found, ids)
    _intentions(found, ids)
    return found


def _any(rows: models.QuerySet[Any], column: str, values: list[Any]) -> models.QuerySet[Any]:
    """Rows whose column has one of the values, sent as one array: thousands of parameters cost more."""
    table = rows.model._meta.db_table
    return rows.extra(where=[f'"{table}"."{column}" = ANY(%s)'], params=[values])  # noqa: S610 - our own names


def _numbers_and_needs(found: dict[UUID, Here], ids: list[UUID]) -> None:
    for young_person, pk, kind, source in _any(
        Characteristic.objects.filter(until_on=None), "young_person_id", ids
    ).values_list("young_person_id", "id", "kind", "source"):
        found[young_person].characteristics[kind] = (pk, source)
    for young_person, pk, scheme, value in _any(Identifier.objects.all(), "young_person_id", ids).values_list(
        "young_person_id", "id", "scheme", "value"
    ):
        found[young_person].identifiers[scheme][value] = pk
    for young_person, given, family in _any(Name.objects.all(), "young_person_id", ids).values_list(
        "young_person_id", "given_name", "family_name"
    ):
        found[young_person].other_names.append(f"{given} {family}".strip())


def _intentions(found: dict[UUID, Here], ids: list[UUID]) -> None:
    for young_person, year, code, authority, baseline in _any(
        GuaranteeStatus.objects.all(), "young_person_id", ids
    ).values_list("young_person_id", "year", "code", "authority", "on_baseline"):
        found[young_person].guarantees[year] = (code, authority, baseline)
    for young_person, code in _any(IntendedDestination.objects.all(), "young_person_id", ids).values_list(
        "young_person_id", "code"
    ):
        found[young_person].destination = code
