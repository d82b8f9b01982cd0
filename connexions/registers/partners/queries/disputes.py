"""Disputes, as far as whoever asks may see them."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import Missing
from connexions.registers.partners import subjects
from connexions.registers.partners.models import Dispute, DisputeStep, DisputeWord, Organisation
from connexions.registers.partners.permissions import HIDDEN_DISPUTE, MANAGERS, Permission, check
from connexions.registers.partners.rules.states import UNSETTLED


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


def listed(
    *, on: date, by: Actor, which: str = "", organisation: Organisation | None = None
) -> QuerySet[Dispute]:
    """The disputes of a list: what is overdue first, then what is open, then the rest. *which*: ``open``, ``overdue``,
    ``over`` or all."""
    late = DisputeStep.objects.filter(dispute=OuterRef("pk"), ended_on=None, due_on__lt=on)
    found = disputes(by=by).annotate(late=Exists(late)).prefetch_related("steps")
    if organisation is not None:
        found = found.filter(organisation=organisation)
    if which == "open":
        found = found.filter(state__in=UNSETTLED)
    elif which == "overdue":
        found = found.filter(state__in=UNSETTLED, late=True)
    elif which == "over":
        found = found.exclude(state__in=UNSETTLED)
    return found.order_by("-late", "-raised_at")


def lessons(*, by: Actor, organisation: Organisation | None = None) -> QuerySet[Dispute]:
    """What settled disputes taught, the latest first."""
    found = disputes(by=by).filter(state=Dispute.State.SETTLED).exclude(learnt="")
    if organisation is not None:
        found = found.filter(organisation=organisation)
    return found.order_by("-settled_at")


def words(dispute: Dispute, *, by: Actor) -> tuple[list[DisputeWord], int]:
    """What was said, as far as *by* may read it, and how many things are kept back from them."""
    said = list(dispute.words.all())
    if by.role is Role.PARTNER_WORKER:
        return [one for one in said if one.shared], 0
    if may_read_ours(dispute, by=by):
        return said, 0
    read = [one for one in said if one.shared or (by.id is not None and one.said_by == by.id)]
    return read, len(said) - len(read)


def may_read_ours(dispute: Dispute, *, by: Actor) -> bool:
    """Whether *by* reads what our side kept to itself: it may speak of a young person.

    Where the dispute is about something that a room keeps, that room decides, by the one decision of sight; for
    managers too. Else it is for managers, and for whoever said it.
    """
    if dispute.about_id is not None and subjects.is_kept(dispute.about_kind):
        return subjects.find(dispute.about_kind, dispute.about_id, by=by) is not None
    return by.role in MANAGERS


def counts(found: Collection[Dispute], *, on: date) -> tuple[int, int]:
    """How many of these are not settled, and how many of those are overdue."""
    unsettled = [one for one in found if one.state in UNSETTLED]
    return len(unsettled), sum(one.overdue(on) for one in unsettled)
