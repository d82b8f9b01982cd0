"""Which copies of day sheets are out."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import Missing
from connexions.practice.outreach import permissions
from connexions.practice.outreach.models import Copy

LOOKED_BACK = timedelta(days=7)
SHOWN = 100


def held(*, by: Actor, at: datetime) -> list[Copy]:
    """The copies that *by* has out, the latest first."""
    found = Copy.objects.filter(partnership_id=by.partnership, holder_id=by.id, until_at__gt=at, gone_at=None)
    return list(found.select_related("day_sheet").order_by("-taken_at")[:SHOWN])


def copy(*, copy_id: UUID, by: Actor) -> Copy:
    """A copy that *by* took. Raises ``Missing``."""
    found = Copy.objects.select_related("day_sheet").filter(pk=copy_id).first()
    if found is None:
        raise Missing("You have taken no such sheet.")
    permissions.check_holds(found, by)
    return found


def any_copy(*, copy_id: UUID, by: Actor) -> Copy:
    """A copy that *by* holds or answers for. Raises ``Missing``, ``NotAllowed``."""
    found = Copy.objects.select_related("holder").filter(pk=copy_id, partnership_id=by.partnership).first()
    if found is None:
        raise Missing("There is no such sheet here.")
    permissions.check_may_revoke(found, by)
    return found


def out(*, by: Actor, at: datetime) -> QuerySet[Copy]:
    """The copies of the last days of those whom *by* answers for: a team's, or the partnership's."""
    near = Q(partnership_id=by.partnership, taken_at__gt=at - LOOKED_BACK)
    if by.role is Role.TEAM_MANAGER:
        near &= Q(team_id=by.team) if by.team is not None else Q(pk__in=[])
    found = Copy.objects.filter(near).select_related("holder", "revoked_by")
    return found.order_by("-taken_at")[:SHOWN]
