"""What a level of support means here."""

from datetime import date, datetime

from django.db import transaction

from connexions.ground.audit import actions as audit
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotAllowed, NotPossible
from connexions.practice.casework import permissions
from connexions.practice.casework.models import SupportEdition
from connexions.registers.people.models.young_person import LevelOfNeed


@transaction.atomic
def decide(
    *,
    level: str,
    overdue_after_days: int,
    fill_a_post: int,
    from_on: date,
    on: date,
    at: datetime,
    by: Actor,
    reason: str = "",
) -> SupportEdition:
    """Say what a level means to this partnership from a day on; what held before that day stays as it was.

    Raises ``NotAllowed``, and ``NotPossible`` for a day gone by or numbers that make no sense.
    """
    if by.role not in permissions.DECIDE_SUPPORT:
        raise NotAllowed("Only a partnership manager or a data officer says what a level of support means.")
    if level not in LevelOfNeed.values:
        raise NotPossible("There is no such level of support.")
    if from_on < on:
        raise NotPossible("The day it begins is past: what held until today cannot be changed.")
    if fill_a_post < 1:
        raise NotPossible("Choose at least one young person to a post.")
    made, _ = SupportEdition.objects.update_or_create(
        partnership_id=by.partnership,
        level=level,
        from_on=from_on,
        defaults={
            "overdue_after_days": overdue_after_days,
            "fill_a_post": fill_a_post,
            "reason": reason,
            "set_by_id": by.id,
            "set_at": at,
        },
    )
    told = {"level": level, "from": from_on.isoformat(), "post": fill_a_post}
    audit.record(event="casework.support.decided", by=by, about=f"support:{level}", details=told)
    return made
