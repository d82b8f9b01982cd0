"""What a partnership says in its own words and numbers: rules, reasons, kinds of change. In editions."""

from datetime import date
from typing import Any, TypeVar
from uuid import uuid4

from django.db import transaction

from connexions.ground.audit import actions as audit
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Conflict, NotAllowed, NotPossible
from connexions.ground.design.words import day
from connexions.practice.casework import permissions
from connexions.practice.casework.models.edited import Edited
from connexions.practice.casework.queries import editions

Edition = TypeVar("Edition", bound=Edited)


@transaction.atomic
def put(
    *,
    model: type[Edition],
    key: str,
    edition: int,
    told: dict[str, Any],
    from_on: date,
    on: date,
    by: Actor,
    in_use: bool = True,
) -> Edition:
    """A new edition, from a day: the one before ends as it begins. An empty *key* makes something new.

    *edition* is the one that was on the screen (0 for a national one, or something new). Raises
    ``NotAllowed``; ``NotPossible`` for a day gone by or before the edition it follows; ``Conflict`` where
    somebody else made another meanwhile.
    """
    if by.role not in permissions.EDITORS:
        raise NotAllowed("Only a manager or the data officer may change how reviews fall due.")
    if from_on < on:
        raise NotPossible("It holds from today or a later day: what was due before stays as it was.")
    before = _latest(model, key, by)
    if (before.edition if before else 0) != edition:
        raise Conflict(
            "Somebody else changed this while you were typing. Look at it again, then save.",
            version=before.edition if before else 0,
            differences=[],
        )
    if before is not None:
        _end(before, from_on)
    made = model(
        **told,
        partnership_id=by.partnership,
        key=key or f"own-{uuid4().hex[:12]}",
        edition=edition + 1,
        from_on=from_on,
        in_use=in_use,
        changed_by_id=by.id,
    )
    made.save(force_insert=True)
    details = {name: value for name, value in told.items() if value not in (None, "")}
    audit.record(
        event=f"casework.{model._meta.model_name}.{'changed' if in_use else 'stopped'}",
        by=by,
        about=f"{model._meta.model_name}:{made.key}",
        details={"edition": made.edition, "from_on": from_on.isoformat(), **details},
    )
    return made


def _latest(model: type[Edition], key: str, by: Actor) -> Edition | None:
    own = [one for one in editions.every_edition(model, key=key, by=by) if one.partnership_id is not None]
    return own[0] if key and own else None


def _end(before: Edited, from_on: date) -> None:
    if from_on < before.from_on:
        raise NotPossible(f"The edition before holds from {day(before.from_on)}: choose that day or after.")
    before.until_on = from_on
    before.version += 1
    before.save(update_fields=["until_on", "version"])
