"""A restriction that has ended, in the small world in which every address is walked; and one that stands."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Role
from connexions.registers.accounts.actors import actor_for
from connexions.registers.accounts.models import Membership, User
from connexions.registers.partners.models import Partnership
from connexions.registers.people.actions import restrictions
from connexions.registers.people.models import GlassBroken, NamedAccess, Restriction, YoungPerson
from tests.factories import make_staff

NOON = datetime(2026, 11, 3, 12, tzinfo=ZoneInfo("Europe/London"))
REVIEW_ON = date(2027, 3, 1)


def plant_restriction(about: dict[str, Any], adviser: User) -> dict[str, UUID]:
    """What every address about restrictions can be filled with: nothing of it stands any more."""
    ended = {"ended_at": NOON, "ended_by": adviser}
    made = Restriction.objects.create(
        **about, kind="fleeing", reason="Plantedwhy", from_at=NOON, review_on=REVIEW_ON, set_by=adviser,
        ended_because="Plantedwhy", **ended,
    )  # fmt: skip
    named = NamedAccess.objects.create(
        **about, restriction=made, user=adviser, why="Helps them", named_at=NOON, named_by=adviser, **ended
    )
    broken = GlassBroken.objects.create(
        **about, restriction=made, opened_by=adviser, reason="It was needed at once, that day", opened_at=NOON,
        closes_at=NOON + timedelta(hours=3),
    )  # fmt: skip
    return {"restriction_id": made.pk, "access_id": named.pk, "broken_id": broken.pk}


def shut(young_person: YoungPerson, *, here: Partnership) -> tuple[User, Membership]:
    """Restrict a young person: somebody whom nobody knows is named alone. Returns them."""
    user, membership = make_staff(partnership=here, role=Role.PARTNERSHIP_MANAGER, name="Alone")
    by = actor_for(membership, user)
    with tenancy.acting(by):
        restrictions.begin(
            young_person=young_person, kind="fleeing", reason="Plantedwhy", review_on=REVIEW_ON, named=[],
            at=NOON, on=NOON.date(), by=by,
        )  # fmt: skip
    return user, membership
