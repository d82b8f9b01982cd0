"""From a signed-in user to the actor of a request."""

from datetime import date

from connexions.ground.base.acting import Actor, Role
from connexions.registers.accounts.models import Membership, User


def memberships(user: User, *, on: date) -> list[Membership]:
    """What *user* may be today, the earliest first."""
    current = Membership.objects.filter(user=user, from_on__lte=on).exclude(until_on__lte=on)
    return list(current.select_related("partnership", "team").order_by("from_on", "id"))


def actor_for(membership: Membership, user: User, *, from_where: str = "") -> Actor:
    """The actor that a membership makes of its user."""
    return Actor(
        role=Role(membership.role),
        partnership=membership.partnership_id,
        name=user.name,
        id=user.id,
        membership=membership.pk,
        team=membership.team_id,
        organisation=membership.organisation_id,
        young_person=membership.young_person_id,
        partnership_name=membership.partnership.name,
        from_where=from_where,
    )
