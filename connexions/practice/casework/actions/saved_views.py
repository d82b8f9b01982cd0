"""A member of staff's own views of the caseload. No young person is in them, so nothing of it is audited."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Missing, NotPossible
from connexions.practice.casework import rules
from connexions.practice.casework.actions._noting import hand
from connexions.practice.casework.models import SavedView

MOST = 20
Asks = Mapping[str, str]


def remember(*, asks: Asks, by: Actor) -> None:
    """Keep what was asked for last, to be shown when the caseload is opened again."""
    SavedView.objects.update_or_create(
        partnership_id=by.partnership,
        owner_id=hand(by),
        name="",
        removed_at=None,
        defaults={"asks": _kept(asks)},
    )


@transaction.atomic
def keep(*, name: str, asks: Asks, by: Actor, is_first: bool = False) -> SavedView:
    """Keep a view under a name; one of that name is replaced. Raises ``NotPossible``."""
    name = _name(name)
    own = _own(by)
    if not own.filter(name=name).exists() and own.exclude(name="").count() >= MOST:
        raise NotPossible(f"You have {MOST} views: remove one you no longer need.")
    made, _ = SavedView.objects.update_or_create(
        partnership_id=by.partnership,
        owner_id=hand(by),
        name=name,
        removed_at=None,
        defaults={"asks": _kept(asks)},
    )
    if is_first:
        show_first(view_id=made.pk, by=by)
    return made


@transaction.atomic
def rename(*, view_id: UUID, name: str, by: Actor) -> SavedView:
    """Call it something else. Raises ``NotPossible`` where another is called so."""
    view, name = _one(view_id, by), _name(name)
    if _own(by).filter(name=name).exclude(pk=view.pk).exists():
        raise NotPossible(f"Another of your views is called “{name}”.")
    view.name = name
    view.save(update_fields=["name"])
    return view


@transaction.atomic
def show_first(*, view_id: UUID, by: Actor) -> SavedView:
    """Show this one when the caseload is opened; shown first already, it is so no longer."""
    view = _one(view_id, by)
    was = view.is_first
    _own(by).filter(is_first=True).update(is_first=False)
    view.is_first = not was
    view.save(update_fields=["is_first"])
    return view


@transaction.atomic
def remove(*, view_id: UUID, at: datetime, by: Actor) -> SavedView:
    """Take a view away. It can be taken back for a day."""
    view = _one(view_id, by)
    view.removed_at, view.is_first = at, False
    view.save(update_fields=["removed_at", "is_first"])
    SavedView.objects.filter(owner=by.id, removed_at__lt=at - rules.UNDO_FOR).delete()
    return view


@transaction.atomic
def take_back(*, view_id: UUID, by: Actor) -> SavedView:
    """Have a removed view again. Raises ``NotPossible`` where another has its name by now."""
    found = (
        SavedView.objects.select_for_update().filter(pk=view_id, owner=by.id).exclude(removed_at=None).first()
    )
    if found is None:
        raise Missing("That view is not there any more.")
    if _own(by).filter(name=found.name).exists():
        raise NotPossible(f"Another of your views is called “{found.name}” now: rename that one first.")
    found.removed_at = None
    found.save(update_fields=["removed_at"])
    return found


def _own(by: Actor) -> QuerySet[SavedView]:
    return SavedView.objects.filter(partnership_id=by.partnership, owner=by.id, removed_at=None)


def _one(view_id: UUID, by: Actor) -> SavedView:
    found: SavedView | None = _own(by).select_for_update().filter(pk=view_id).exclude(name="").first()
    if found is None:
        raise Missing("You have no such view.")
    return found


def _name(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise NotPossible("Give the view a name.")
    if len(name) > 60:
        raise NotPossible("Use at most 60 letters for the name.")
    return name


def _kept(asks: Asks) -> dict[str, str]:
    return {name: str(asks[name])[:60] for name in rules.VIEW_ASKS if asks.get(name)}
