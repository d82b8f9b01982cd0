"""What every change of a record has in common: who may, whose version, and what is written down."""

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from django.db import models

from connexions.ground.audit import actions as audit
from connexions.ground.audit.models import Change
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Missing, check_version
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part, sight_of

Noun = TypeVar("Noun", bound=models.Model)


def check(young_person: YoungPerson, *, by: Actor) -> None:
    """Refuse whoever may not change this young person's details. Raises ``NotAllowed``."""
    sight_of(young_person, by=by).check_write(Part.DETAILS)


def locked(noun: Noun) -> Noun:
    """*noun* as it is stored now, held until this transaction ends. Raises ``Missing`` where it has gone."""
    stored = type(noun)._base_manager.select_for_update(of=("self",)).filter(pk=noun.pk).first()
    if stored is None:
        raise Missing(
            "Somebody has taken this away while you were typing. What you typed is kept as a draft."
        )
    return stored


def save(
    noun: Noun, *, version: int | None, typed: Mapping[str, Any], labels: Mapping[str, str]
) -> tuple[Noun, list[str]]:
    """Write *typed* into the stored *noun*; returns it and the names of the fields that changed.

    Raises ``Conflict`` where somebody else has changed the same fields to something else since *version*.
    """
    stored = locked(noun)
    values = dict(typed) if version is None else settled(stored, version=version, typed=typed, labels=labels)
    changed = [name for name, value in values.items() if getattr(stored, name) != value]
    for name in changed:
        setattr(stored, name, values[name])
    if changed:
        if hasattr(stored, "version"):
            stored.version += 1
            stored.save(update_fields=[*changed, "version"])
        else:
            stored.save(update_fields=changed)
    return stored, changed


def settled(
    stored: models.Model, *, version: int, typed: Mapping[str, Any], labels: Mapping[str, str]
) -> dict[str, Any]:
    """What is to be written when *typed* was based on *version*.

    Fields that nobody else has changed since are written; a field that only somebody else has changed keeps
    theirs. Where both changed one field to different things, raises ``Conflict`` with both texts of every
    field that differs.
    """
    if stored.version == version:  # type: ignore[attr-defined]
        return dict(typed)
    before, who = _before(stored, version)
    theirs = {name for name in typed if name in before and getattr(stored, name) != typed[name]}
    mine = {name for name in theirs if before[name] != typed[name]}
    if mine:
        differing = {name: typed[name] for name in typed if name in theirs}
        check_version(stored=stored, version=version, typed=differing, labels=labels, who=who)
    return {name: getattr(stored, name) if name in theirs else value for name, value in typed.items()}


def _before(stored: models.Model, version: int) -> tuple[dict[str, Any], str]:
    """What the fields changed since *version* were before, by the history, and who changed them last."""
    table = stored._meta.db_table
    changes = Change.objects.filter(
        partnership_id=stored.partnership_id,  # type: ignore[attr-defined]
        table_name=table,
        row_id=str(stored.pk),
        was__version__gte=version,
    ).order_by("id")
    before: dict[str, Any] = {}
    who = ""
    fields = {field.column: field for field in stored._meta.concrete_fields}
    for change in changes:
        who = change.actor_name
        for column, value in change.was.items():
            if column in fields:
                before.setdefault(fields[column].attname, fields[column].to_python(value))
    return before, who


def record(
    event: str,
    *,
    young_person: YoungPerson,
    by: Actor,
    about: models.Model | None = None,
    fields: list[str] | None = None,
    **details: Any,
) -> None:
    """Write down that *by* did *event*. Which fields, not what they say: that is in the history."""
    told = details | ({"fields": sorted(fields)} if fields else {})
    what = f"{about._meta.model_name}:{about.pk}" if about is not None else ""
    audit.record(event=event, by=by, young_person_id=_id(young_person), about=what, details=told)


def _id(young_person: YoungPerson) -> UUID:
    return young_person.pk
