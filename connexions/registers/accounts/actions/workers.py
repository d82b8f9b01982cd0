"""Workers of partner organisations: who may sign in for one, and until when."""

from dataclasses import replace
from datetime import date

from django.db import transaction

from connexions.ground.audit import actions as audit
from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import Missing, NotPossible
from connexions.registers.accounts.models import Membership
from connexions.registers.accounts.permissions import Permission, check_membership


@transaction.atomic
def end(*, membership: Membership, on: date, by: Actor) -> Membership:
    """Somebody works there no more: from today on they sign in for the organisation no longer."""
    check_membership(Permission.WORKER_END, membership, by=by)
    stored = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    if stored.role != Role.PARTNER_WORKER:
        raise Missing("There is no such worker.")
    if stored.until_on is not None and stored.until_on <= on:
        raise NotPossible("This has ended already.")
    stored.until_on = on
    stored.save(update_fields=["until_on"])
    there = replace(by, partnership=stored.partnership_id)
    with tenancy.acting(there):
        audit.record(event="accounts.worker.ended", by=there, about=f"user:{stored.user_id}")
    return stored
