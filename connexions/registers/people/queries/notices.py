"""What young people were told, and whom it did not reach."""

from datetime import datetime

from django.db.models import Q, QuerySet

from connexions.ground.base.acting import Actor
from connexions.ground.messaging.models import Message
from connexions.registers.people.models import Notice, YoungPerson
from connexions.registers.people.sight import Part, sight_of

# Not sent, not read by them, and nobody has told them since.
UNDELIVERED = (
    (Q(message=None) | Q(message__state__in=(Message.State.FAILED, Message.State.REFUSED)))
    & Q(seen_at=None)
    & Q(in_person_at=None)
)
# The same of a notice called n, for statements that are written by hand.
UNDELIVERED_SQL = f"""n.seen_at IS NULL AND n.in_person_at IS NULL AND (n.message_id IS NULL OR EXISTS (
    SELECT 1 FROM messaging_message WHERE id = n.message_id
    AND state IN ('{Message.State.FAILED.value}', '{Message.State.REFUSED.value}')
))"""  # noqa: S608 - a constant of ours


def notices_of(*, of: YoungPerson, by: Actor) -> QuerySet[Notice]:
    """Everything a young person was told, newest first. Raises ``NotAllowed``."""
    sight_of(of, by=by).check(Part.CASEWORK)
    found = Notice.objects.filter(young_person=of).select_related("message", "told_by", "in_person_by")
    return found.order_by("-told_at", "-id")


def unread(*, of: YoungPerson, by: Actor, since: datetime | None = None) -> int:
    """How many notices are new to the young person."""
    found = notices_of(of=of, by=by).filter(seen_at=None)
    return found.filter(told_at__gte=since).count() if since else found.count()
