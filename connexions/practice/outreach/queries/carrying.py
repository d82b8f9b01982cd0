"""What a partnership lets leave the desk."""

from connexions.ground.base.acting import Actor
from connexions.practice.outreach.models import CarryingRules


def rules_of(*, by: Actor) -> CarryingRules:
    """The rules of the partnership of *by*; those it begins with where it has set none."""
    found = CarryingRules.objects.filter(partnership_id=by.partnership).first()
    return found or CarryingRules(partnership_id=by.partnership, version=0)
