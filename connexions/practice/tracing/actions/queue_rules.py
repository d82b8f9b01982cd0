"""Saying how the queues work."""

from typing import Any

from django.db import transaction

from connexions.ground.audit import actions as audit
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible, check_version
from connexions.practice.tracing import permissions
from connexions.practice.tracing.models import QueueRules

LABELS = {
    "neet_days": "Days without a talk",
    "arrival_days": "Days new here",
    "rest_hours": "Hours between two tries",
    "claim_minutes": "Minutes with one person",
    "visit_after": "Failed tries before a visit",
    "stop_after": "Failed tries before somebody decides",
    "link_days": "Days for which a link works",
    "undo_minutes": "Minutes for which a sending waits",
}


@transaction.atomic
def change(*, typed: dict[str, Any], version: int, by: Actor) -> QueueRules:
    """Change the numbers of this partnership; *typed* names fields of ``LABELS``. Raises ``Conflict`` where somebody
    else did meanwhile."""
    permissions.check_makes_rules(by)
    if typed["stop_after"] <= typed["visit_after"]:
        raise NotPossible("Somebody decides only after there was a visit: give a greater number for that.")
    QueueRules.objects.bulk_create(
        [QueueRules(partnership_id=by.partnership, version=0)], ignore_conflicts=True
    )
    stored = QueueRules.objects.select_for_update().get(partnership_id=by.partnership)
    check_version(stored=stored, version=version, typed=typed, labels=LABELS)
    for name, value in typed.items():
        setattr(stored, name, value)
    stored.version += 1
    stored.save()
    audit.record(event="tracing.queue_rules.changed", by=by, about=f"queue_rules:{stored.pk}", details=typed)
    return stored
