"""How the queues of a partnership work."""

from connexions.ground.base.acting import Actor
from connexions.practice.tracing.models import QueueRules


def rules_of(*, by: Actor) -> QueueRules:
    """The rules of the partnership of *by*; those it begins with where it has set none."""
    found = QueueRules.objects.filter(partnership_id=by.partnership).first()
    return found or QueueRules(partnership_id=by.partnership, version=0)
