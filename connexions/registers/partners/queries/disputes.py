"""Disputes, as far as whoever asks may see them."""

from uuid import UUID

from django.db.models import QuerySet

from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import Missing
from connexions.registers.partners.models import Dispute
from connexions.registers.partners.permissions import HIDDEN_DISPUTE, Permission, check


def disputes(*, by: Actor) -> QuerySet[Dispute]:
    """Every dispute of the partnership; a worker's organisation's alone for them."""
    check(Permission.DISPUTE_READ, by=by)
    found = Dispute.objects.filter(partnership_id=by.partnership)
    if by.role is Role.PARTNER_WORKER:
        found = found.filter(organisation_id=by.organisation or 0)
    return found.select_related("organisation").order_by("-raised_at")


def about(kind: str, about_id: UUID, *, by: Actor) -> list[Dispute]:
    """The disputes about one thing, the latest first. Whether *by* may see the thing was asked before."""
    return list(disputes(by=by).filter(about_kind=kind, about_id=about_id))


def dispute(dispute_id: UUID, *, by: Actor) -> Dispute:
    """One of them, with its steps. Raises ``Missing``."""
    found = disputes(by=by).filter(pk=dispute_id).prefetch_related("steps").first()
    if found is None:
        raise Missing(HIDDEN_DISPUTE)
    return found
