"""Organisations: added, changed, closed, and two that are one brought together."""

from datetime import date
from typing import Any

from django.db import IntegrityError, models, transaction

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Missing, NotPossible
from connexions.registers.partners.actions._noting import note
from connexions.registers.partners.models import Agreement, DayOff, Organisation, OrganisationKind
from connexions.registers.partners.permissions import HIDDEN, Permission, check
from connexions.registers.partners.queries import organisations


@transaction.atomic
def add(*, name: str, kind: str, by: Actor, **details: str) -> Organisation:
    """Enter an organisation. Raises ``NotPossible`` where one of that name is there."""
    check(Permission.ORGANISATION_CHANGE, by=by)
    _check_kind(kind, by)
    made = Organisation(partnership_id=by.partnership, name=_name(name), kind=kind, **details)
    _save(made)
    note("partners.organisation.added", made, by)
    return made


@transaction.atomic
def change(*, organisation: Organisation, name: str, kind: str, by: Actor, **details: str) -> Organisation:
    """Say something else of an organisation."""
    stored = _locked(organisation, by)
    if kind != stored.kind:
        _check_kind(kind, by)
    stored.name, stored.kind = _name(name), kind
    for field, value in details.items():
        setattr(stored, field, value)
    _save(stored)
    note("partners.organisation.changed", stored, by)
    return stored


@transaction.atomic
def close(*, organisation: Organisation, why: str, on: date, by: Actor) -> Organisation:
    """Work with an organisation no more. Raises ``NotPossible`` while an agreement goes on, or it is closed."""
    stored = _locked(organisation, by)
    if stored.closed_on is not None:
        raise NotPossible(f"{stored.name} is closed already.")
    if Agreement.objects.filter(organisation=stored, ended_on=None).exists():
        raise NotPossible("End the agreement first: its last day and the reason are kept with it.")
    stored.closed_on, stored.closed_why = on, why
    stored.save(update_fields=["closed_on", "closed_why"])
    note("partners.organisation.closed", stored, by, why=why)
    return stored


@transaction.atomic
def reopen(*, organisation: Organisation, by: Actor) -> Organisation:
    """Work with it again. One that was brought together with another stays closed."""
    stored = _locked(organisation, by)
    if stored.merged_into_id is not None:
        raise NotPossible("This was entered twice and is kept with the other: open that one.")
    if stored.closed_on is None:
        raise NotPossible(f"{stored.name} is not closed.")
    stored.closed_on, stored.closed_why = None, ""
    stored.save(update_fields=["closed_on", "closed_why"])
    note("partners.organisation.reopened", stored, by)
    return stored


@transaction.atomic
def merge(*, twice: Organisation, into: Organisation, on: date, by: Actor) -> Organisation:
    """Bring together two entries of one organisation: all that names the first names the second from now on, in
    every room; the first stays, closed, and says so.

    Raises ``NotPossible`` where both have an agreement that goes on, or they are one already.
    """
    if twice.pk == into.pk:
        raise NotPossible("These are the same entry: choose the other one.")
    gone, kept = _locked(twice, by), _locked(into, by)
    if gone.merged_into_id is not None or kept.merged_into_id is not None or kept.closed_on is not None:
        raise NotPossible("One of the two is closed: choose an entry that is open to keep.")
    goes_on = models.Q(ended_on=None) | models.Q(ended_on__gt=on)
    if Agreement.objects.filter(goes_on, organisation__in=(gone, kept)).count() > 1:
        raise NotPossible("Both have an agreement that goes on: end one of the two first.")
    try:
        moved = sum(_move(relation, gone, kept) for relation in _relations())
    except IntegrityError as clash:
        raise NotPossible(
            "Something belongs to both entries and cannot be brought together: tell the national unit."
        ) from clash
    gone.merged_into, gone.closed_on, gone.closed_why = kept, on, "Entered twice"
    gone.save(update_fields=["merged_into", "closed_on", "closed_why"])
    note("partners.organisation.merged", gone, by, into=kept.pk, rows=moved)
    return kept


@transaction.atomic
def add_kind(*, name: str, by: Actor) -> OrganisationKind:
    """Add a kind to choose from. It keeps its name: what was shared with a kind is shared by its name."""
    check(Permission.ORGANISATION_CHANGE, by=by)
    if organisations.kinds(by=by).filter(name__iexact=_name(name)).exists():
        raise NotPossible("There is such a kind already.")
    made = OrganisationKind.objects.create(partnership_id=by.partnership, name=_name(name))
    note("partners.kind.added", made, by)
    return made


@transaction.atomic
def add_day_off(*, on: date, name: str, by: Actor) -> DayOff:
    """Say that nobody here is expected to answer on a day: times that are agreed pass it by from now on."""
    check(Permission.AGREEMENT_CHANGE, by=by)
    if organisations.days_off(from_on=on, by=by).filter(on=on).exists():
        raise NotPossible("This day is in the list already.")
    made = DayOff.objects.create(partnership_id=by.partnership, on=on, name=name)
    note("partners.day_off.added", made, by)
    return made


@transaction.atomic
def remove_day_off(*, day_off_id: int, by: Actor) -> None:
    """Take one of the partnership's own days off out again; a bank holiday stays."""
    check(Permission.AGREEMENT_CHANGE, by=by)
    found = DayOff.objects.filter(pk=day_off_id, partnership_id=by.partnership).first()
    if found is None:
        raise Missing("There is no such day off of yours.")
    note("partners.day_off.removed", found, by)
    found.delete()


def _relations() -> list[Any]:
    """Every key in the house that names an organisation, save which was entered twice."""
    found = Organisation._meta.get_fields(include_hidden=True)
    keys = [one for one in found if isinstance(one, models.ManyToOneRel)]
    return [one for one in keys if one.related_model is not Organisation]


def _move(relation: Any, gone: Organisation, kept: Organisation) -> int:
    """What cannot be changed keeps the name it was written with."""
    model = relation.related_model
    if getattr(model, "append_only", False):
        return 0
    name = relation.field.attname
    moved: int = model._base_manager.filter(**{name: gone.pk}).update(**{name: kept.pk})
    return moved


def _check_kind(kind: str, by: Actor) -> None:
    if kind and not organisations.kinds(by=by).filter(name=kind).exists():
        raise NotPossible("Choose a kind from the list.")


def _name(typed: str) -> str:
    name = " ".join(typed.split())
    if not name:
        raise NotPossible("Give it a name.")
    return name


def _locked(organisation: Organisation, by: Actor) -> Organisation:
    check(Permission.ORGANISATION_CHANGE, by=by)
    found = Organisation.objects.select_for_update(of=("self",)).filter(
        pk=organisation.pk, partnership_id=by.partnership
    )
    stored = found.first()
    if stored is None:
        raise Missing(HIDDEN)
    return stored


def _save(organisation: Organisation) -> None:
    """Save it, where no other has its name."""
    others = Organisation.objects.filter(
        partnership_id=organisation.partnership_id, name__iexact=organisation.name
    )
    if others.exclude(pk=organisation.pk).exists():
        raise NotPossible(f"There is an organisation called {organisation.name} here already.")
    organisation.save()
