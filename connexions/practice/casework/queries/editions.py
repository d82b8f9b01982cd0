"""The words and rules that hold for a partnership on a day: its own, else the national ones."""

from datetime import date
from typing import TypeVar

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Missing
from connexions.practice.casework import editions
from connexions.practice.casework.models import Reason, ReviewRule, TransitionKind
from connexions.practice.casework.models.edited import Edited

Edition = TypeVar("Edition", bound=Edited)


def _held(model: type[Edition], by: Actor, on: date) -> list[Edition]:
    own = model._default_manager.filter(partnership_id=by.partnership).order_by("edition")
    return editions.in_force(editions.national(model), own, on)


def rules(*, by: Actor, on: date) -> list[ReviewRule]:
    """The review rules in force."""
    return _held(ReviewRule, by, on)


def reasons(*, kind: str, by: Actor, on: date) -> list[Reason]:
    """The reasons that may be given, in the order in which they are shipped."""
    return [one for one in _held(Reason, by, on) if one.kind == kind]


def reason(*, key: str, kind: str, by: Actor, on: date) -> Reason:
    """One of them. Raises ``Missing`` where it is not in force."""
    found = next((one for one in reasons(kind=kind, by=by, on=on) if one.key == key), None)
    if found is None:
        raise Missing("This reason is not in the list any more: choose another.")
    return found


def transition_kinds(*, by: Actor, on: date) -> list[TransitionKind]:
    """The changes that are prepared in time."""
    return _held(TransitionKind, by, on)


def transition_kind(*, key: str, by: Actor, on: date) -> TransitionKind:
    """One of them. Raises ``Missing``."""
    found = next((one for one in transition_kinds(by=by, on=on) if one.key == key), None)
    if found is None:
        raise Missing("This kind of change is not in the list any more: choose another.")
    return found


def every_edition(model: type[Edition], *, key: str, by: Actor) -> list[Edition]:
    """Every edition of one key, the latest first, the national one last."""
    own = model._default_manager.filter(partnership_id=by.partnership, key=key).select_related("changed_by")
    shipped = [one for one in editions.national(model) if one.key == key]
    return [*own.order_by("-edition"), *shipped]
