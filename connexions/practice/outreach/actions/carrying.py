"""Saying what may leave the desk."""

from datetime import time
from typing import Any

from django.db import transaction

from connexions.ground.audit import actions as audit
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import check_version
from connexions.practice.outreach import permissions
from connexions.practice.outreach.models import CarryingRules

LABELS = {
    "most_people": "People on one sheet, at most",
    "ends_at": "A sheet ends at",
    "lock_after_minutes": "Lock after",
    "wrong_tries": "Wrong tries",
    "shortest_passphrase": "Shortest passphrase",
}


@transaction.atomic
def change(
    *,
    most_people: int,
    ends_at: time,
    lock_after_minutes: int,
    wrong_tries: int,
    shortest_passphrase: int,
    version: int,
    by: Actor,
) -> CarryingRules:
    """Say how much may leave the desk, for how long, and how it is locked. Sheets that are out keep theirs.

    Raises ``Conflict`` where somebody else changed it meanwhile.
    """
    permissions.check_makes_rules(by)
    typed: dict[str, Any] = {
        "most_people": most_people,
        "ends_at": ends_at,
        "lock_after_minutes": lock_after_minutes,
        "wrong_tries": wrong_tries,
        "shortest_passphrase": shortest_passphrase,
    }
    CarryingRules.objects.bulk_create(
        [CarryingRules(partnership_id=by.partnership, version=0)], ignore_conflicts=True
    )
    stored = CarryingRules.objects.select_for_update().get(partnership_id=by.partnership)
    check_version(stored=stored, version=version, typed=typed, labels=LABELS)
    for name, value in typed.items():
        setattr(stored, name, value)
    stored.version += 1
    stored.save()
    audit.record(event="outreach.carrying_rules.changed", by=by, about=f"carrying_rules:{stored.pk}")
    return stored
