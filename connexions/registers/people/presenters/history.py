"""Changes of fields, in words: what it was called, what it was, what it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db import models

from connexions.ground.audit.models import Change
from connexions.ground.design import words
from connexions.registers.people import codes, reach
from connexions.registers.people.actions import contact_points, family, residences, young_people
from connexions.registers.people.models import (
    Carer,
    Characteristic,
    ContactPoint,
    Identifier,
    Name,
    Residence,
    Sibling,
    YoungPerson,
)
from connexions.registers.people.queries.history import KEPT

NOUNS: dict[type[models.Model], str] = {
    YoungPerson: "The record",
    Name: "A name",
    Residence: "An address",
    ContactPoint: "A phone number or e-mail address",
    Carer: "A parent or carer",
    Sibling: "A brother or sister",
    Identifier: "A number",
    Characteristic: "Their situation",
}
LABELS = {
    **young_people.LABELS,
    **residences.LABELS,
    **contact_points.LABELS,
    **family.LABELS,
    "no_fixed_address": "No fixed address",
    "adviser_id": "Adviser",
    "team_id": "Team",
    "allocated_on": "With this adviser since",
    "scheme": "Kind of number",
}
# Keys and counters of ours that mean nothing to a reader.
UNSAID = {"id", "version", "partnership_id", "young_person_id", "sibling_id", "created_at"}


@dataclass(frozen=True)
class Line:
    """One field of one change."""

    label: str
    was: str
    now: str


@dataclass(frozen=True)
class Told:
    """One change: when, who, of what, and each field."""

    time: str
    who: str
    what: str
    deleted: bool
    lines: list[Line]


def by_day(changes: Iterable[Change]) -> list[tuple[str, list[Told]]]:
    """Changes, the latest first, under the days on which they were made."""
    days = groupby(changes, key=lambda change: words.long_day(change.at))
    told = [(day, [shown for change in found if (shown := _told(change)).lines]) for day, found in days]
    return [(day, shown) for day, shown in told if shown]


def _told(change: Change) -> Told:
    model = KEPT[change.table_name]
    fields: dict[str, Any] = {str(field.column): field for field in model._meta.concrete_fields}
    lines = [
        Line(
            _label(column, fields),
            _value(fields.get(column), change.was.get(column)),
            _now(change, column, fields),
        )
        for column in change.was
        if column not in UNSAID and (not change.deleted or change.was[column] not in (None, "", False))
    ]
    return Told(words.time(change.at), change.actor_name, NOUNS[model], change.deleted, lines)


def _now(change: Change, column: str, fields: dict[str, Any]) -> str:
    return "" if change.deleted else _value(fields.get(column), change.now.get(column))


def _label(column: str, fields: dict[str, Any]) -> str:
    if column in LABELS:
        return LABELS[column]
    found = fields.get(column)
    return str(found.verbose_name).capitalize() if found else column


def _value(field: Any, value: Any) -> str:
    """A stored value as a person reads it."""
    if value in (None, ""):
        return "Nothing"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if field is None:
        return str(value)
    if field.name == "ethnicity":
        return codes.ethnicity(str(value))
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.ForeignKey):
        return "Another" if value else "Nothing"
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        return words.day(date.fromisoformat(value))
    return reach.shown(str(value))
