"""Chasing the reviews of agreements."""

from datetime import date, timedelta

from django.db import transaction

from connexions.ground.base.acting import Actor
from connexions.registers.partners import letters
from connexions.registers.partners.actions._noting import note
from connexions.registers.partners.permissions import Permission, check
from connexions.registers.partners.queries import agreements

AHEAD = timedelta(days=30)
CHASED_EVERY = 30  # days, until it is reviewed


@transaction.atomic
def chase(*, on: date, by: Actor) -> int:
    """Remind our contacts of every agreement whose review is due within a month, or was; returns how many."""
    check(Permission.AGREEMENT_CHANGE, by=by)
    told = 0
    due = agreements.holding(on).filter(partnership_id=by.partnership, review_on__lte=on + AHEAD)
    held = due.select_for_update(of=("self",), skip_locked=True)  # two workers remind nobody twice
    for edition in held.select_related("organisation").prefetch_related("contacts"):
        if edition.chased_on is not None and (on - edition.chased_on).days < CHASED_EVERY:
            continue
        to = [one.email for one in edition.contacts.all() if one.side == "ours" and one.email]
        letters.remind_of_review(edition, to)
        edition.chased_on = on
        edition.save(update_fields=["chased_on"])
        note("partners.agreement.review_chased", edition, by)
        told += 1
    return told
