"""The closed lists of who told us and what we saw."""

from typing import Any

from django.db import transaction
from django.utils.text import slugify

from connexions.ground.audit import actions as audit
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.practice.tracking import permissions
from connexions.practice.tracking.models import Source


@transaction.atomic
def settle(*, source: Source | None, told: dict[str, Any], by: Actor) -> Source:
    """Add an answer to a list, or change one: its words, its place, whether it is still in use.

    A shipped answer stays as it is for others; this partnership gets its own in its place. Raises ``NotAllowed``,
    ``NotPossible``.
    """
    permissions.check_may_set(by)
    own = _own(source, told, by)
    _check_alone(own, told, by)
    for name in ("label", "order", "in_use"):
        setattr(own, name, told[name])
    own.version += 1
    own.save()
    details = {"key": own.key, "in_use": own.in_use}
    audit.record(event="tracking.source.settled", by=by, about=f"source:{own.pk}", details=details)
    return own


def _own(source: Source | None, told: dict[str, Any], by: Actor) -> Source:
    if source is None:
        key = slugify(told["label"]).replace("-", "_")[:40] or "other"
        if Source.objects.filter(key=key).exists():
            raise NotPossible("There is an answer like this already: change that one.")
        return Source(partnership_id=by.partnership, key=key, purpose=told["purpose"], version=0)
    if source.partnership_id is None:
        return Source(partnership_id=by.partnership, key=source.key, purpose=source.purpose, version=0)
    return Source.objects.select_for_update().get(pk=source.pk)


def _check_alone(own: Source, told: dict[str, Any], by: Actor) -> None:
    """A list from which nothing can be chosen would stop everybody's work."""
    if told["in_use"]:
        return
    here = Source.objects.filter(purpose=own.purpose).order_by("key", "partnership_id").distinct("key")
    if not [one for one in here if one.in_use and one.key != own.key]:
        raise NotPossible("This is the last answer of the list: add another before you take it out of use.")
