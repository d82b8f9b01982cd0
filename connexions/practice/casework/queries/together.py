"""What was done to several at once, and may still be taken back."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from connexions.ground.base.acting import Actor
from connexions.ground.base.kept import Kept
from connexions.ground.base.refusals import Missing
from connexions.practice.casework import permissions, rules
from connexions.practice.casework.models import Together


def done_together(*, by: Actor, at: datetime) -> QuerySet[Together]:
    """What can be taken back, the latest first: one's own; for a manager, everybody's."""
    found = Together.objects.filter(partnership_id=by.partnership, done_at__gt=at - rules.UNDO_FOR)
    if by.role not in permissions.MANAGERS:
        found = found.filter(done_by=by.id)
    return found.select_related("done_by", "undone_by").order_by("-done_at", "-id")


def just_done(*, by: Actor, since: datetime) -> Together | None:
    """The last thing that *by* did to several since then and that was not taken back."""
    return next(iter(_just_done.ask(by.partnership, by.id, since)), None) if by.id else None


_just_done: Kept[Together] = Kept(
    lambda partnership, who, since: (
        Together.objects.filter(partnership_id=partnership, done_by=who, undone_at=None, done_at__gt=since)
        .select_related("done_by", "undone_by")
        .order_by("-done_at", "-id")[:1]
    ),
    takes=(int, UUID, datetime),
)


def one_together(together_id: UUID, *, by: Actor, at: datetime) -> Together:
    """One of them. Raises ``Missing``."""
    found = done_together(by=by, at=at).filter(pk=together_id).first()
    if found is None:
        raise Missing("There is nothing here that could be taken back.")
    return found
