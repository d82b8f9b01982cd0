"""Who works for a partner organisation."""

from datetime import date

from django.db.models import Q, QuerySet

from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import Missing
from connexions.registers.accounts.models import Membership
from connexions.registers.accounts.permissions import Permission, check
from connexions.registers.partners.models import Organisation


def workers(organisation: Organisation, *, on: date, by: Actor) -> QuerySet[Membership]:
    """Those who sign in for it today."""
    check(Permission.WORKER_ADD, by=by)
    now = Q(until_on=None) | Q(until_on__gt=on)
    found = Membership.objects.filter(now, organisation=organisation, role=Role.PARTNER_WORKER)
    return found.filter(partnership_id=by.partnership).select_related("user").order_by("user__name", "pk")


def worker(organisation: Organisation, membership_id: int, *, on: date, by: Actor) -> Membership:
    """One of them. Raises ``Missing``."""
    found = workers(organisation, on=on, by=by).filter(pk=membership_id).first()
    if found is None:
        raise Missing("There is no such worker, or they work there no more.")
    return found
