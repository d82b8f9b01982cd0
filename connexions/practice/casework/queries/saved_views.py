"""A member of staff's own views of the caseload."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from connexions.ground.base.acting import Actor
from connexions.ground.base.kept import Kept
from connexions.practice.casework import rules
from connexions.practice.casework.models import SavedView


def saved_views(*, by: Actor, at: datetime | None = None) -> list[SavedView]:
    """Those of *by*, by name, the unnamed one (what was asked for last) among them; with *at*, those that were
    removed and can still be taken back too."""
    if at is None and by.id:
        return _there.ask(by.partnership, by.id)
    there = Q(removed_at=None)
    if at is not None:
        there |= Q(removed_at__gt=at - rules.UNDO_FOR)
    found = SavedView.objects.filter(there, partnership_id=by.partnership, owner=by.id)
    return list(found.order_by("name", "id"))


_there: Kept[SavedView] = Kept(
    lambda partnership, owner: SavedView.objects.filter(
        partnership_id=partnership, owner=owner, removed_at=None
    ).order_by("name", "id"),
    takes=(int, UUID),
)


def to_begin_with(views: list[SavedView]) -> dict[str, str]:
    """What the caseload shows when it is opened without being asked for anything."""
    first = next((one for one in views if one.is_first), None)
    last = next((one for one in views if not one.name), None)
    chosen = first or last
    return dict(chosen.asks) if chosen else {}
