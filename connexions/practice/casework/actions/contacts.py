"""Writing down that we spoke, or tried to."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.practice.casework import permissions, rules
from connexions.practice.casework.actions._noting import hand, note
from connexions.practice.casework.models import Contact
from connexions.registers.people.models import YoungPerson


@transaction.atomic
def record(
    *,
    young_person: YoungPerson,
    at: datetime,
    channel: str,
    outcome: str,
    recorded_at: datetime,
    by: Actor,
    words: str = "",
    try_again_on: date | None = None,
) -> Contact:
    """Record a contact or a try at one. A try that failed asks to be made again: on the day given, else by
    rule.

    Raises ``NotPossible`` for one that has not happened yet.
    """
    permissions.check_may_write(young_person, by)
    if at > recorded_at:
        raise NotPossible("This has not happened yet: record it when it has.")
    if outcome not in rules.TRY_AGAIN_DAYS:
        try_again_on = None
    elif try_again_on is None:
        try_again_on = rules.try_again_on(outcome=outcome, on=timezone.localdate(at))
    contact = Contact(
        partnership_id=young_person.partnership_id,
        young_person=young_person,
        at=at,
        channel=channel,
        outcome=outcome,
        note=words,
        try_again_on=try_again_on,
        recorded_by_id=hand(by),
        recorded_at=recorded_at,
    )
    contact.save(force_insert=True)
    note("casework.contact.recorded", contact, by, channel=channel, outcome=outcome)
    return contact
