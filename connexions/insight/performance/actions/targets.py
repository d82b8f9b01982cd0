"""Saying what the figures are to be."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from connexions.engines.stats import INDICATORS
from connexions.ground.audit import actions as audit
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible, check_version
from connexions.insight.performance.models import Target
from connexions.insight.performance.permissions import Permission, check
from connexions.registers.partners.models import LocalAuthority

LABELS = {
    "indicator": "Figure",
    "authority": "Area",
    "from_on": "First month",
    "until_on": "Last month",
    "percent": "Per cent",
}


@dataclass(frozen=True)
class Aim:
    """An indicator in an authority (empty: all together), from a first day until another, and its per cent."""

    indicator: str
    authority: str
    from_on: date
    until_on: date | None
    percent: Decimal


@transaction.atomic
def put(*, aim: Aim, by: Actor) -> Target:
    """Set a target for some months. Raises ``NotAllowed``; ``NotPossible`` where there is one for some of them."""
    check(Permission.TARGETS_SET, by=by)
    _check(aim, by)
    made = Target(partnership_id=by.partnership, **aim.__dict__)
    _save(made)
    _note("performance.target.set", made, by)
    return made


@transaction.atomic
def change(*, target: Target, aim: Aim, version: int, by: Actor) -> Target:
    """Change a target. Raises ``NotAllowed``, ``NotPossible``, and ``Conflict`` where somebody else did meanwhile."""
    check(Permission.TARGETS_SET, by=by)
    _check(aim, by)
    stored = Target.objects.select_for_update().get(partnership_id=by.partnership, pk=target.pk)
    typed: dict[str, Any] = dict(aim.__dict__)
    check_version(stored=stored, version=version, typed=typed, labels=LABELS)
    for name, value in typed.items():
        setattr(stored, name, value)
    stored.version += 1
    _save(stored)
    _note("performance.target.changed", stored, by)
    return stored


@transaction.atomic
def take_away(*, target: Target, by: Actor) -> None:
    """Remove a target; the history keeps that there was one. Raises ``NotAllowed``."""
    check(Permission.TARGETS_SET, by=by)
    _note("performance.target.taken_away", target, by)
    target.delete()


def _check(aim: Aim, by: Actor) -> None:
    if aim.indicator not in INDICATORS:
        raise NotPossible("Choose one of the figures.")
    served = LocalAuthority.objects.filter(partnership_id=by.partnership, code=aim.authority)
    if aim.authority and not served.exists():
        raise NotPossible("This authority is none of ours: choose one that is, or all together.")
    if not 0 <= aim.percent <= 100:
        raise NotPossible("A target is a number of per cent, from 0 to 100.")
    if aim.until_on is not None and aim.until_on <= aim.from_on:
        raise NotPossible("The last month is before the first: choose a later one.")


def _save(target: Target) -> None:
    try:
        with transaction.atomic():
            target.save()
    except IntegrityError:
        raise NotPossible(
            "In some of these months there is a target for this figure and area: change that one, or choose others."
        ) from None


def _note(event: str, target: Target, by: Actor) -> None:
    details = {name: str(getattr(target, name)) for name in LABELS}
    audit.record(event=event, by=by, about=f"target:{target.pk}", details=details)
