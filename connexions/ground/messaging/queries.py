"""What arrived and is to be read, what did not arrive, and what a month of texts came to."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Missing
from connexions.ground.messaging import sealing
from connexions.ground.messaging.models import Arrival, ArrivedText, Channel, Message
from connexions.ground.messaging.sealing import Letter

LOST = (Message.State.FAILED, Message.State.REFUSED)


@dataclass(frozen=True)
class Month:
    """What went out in one month: how many messages, as how many units, and their cost in pence as far as known."""

    month: datetime
    channel: str
    messages: int
    units: int
    lost: int
    pence: Decimal | None
    without_cost: int


def to_read(*, by: Actor) -> QuerySet[ArrivedText]:
    """Texts here that nobody has read, the oldest first."""
    found = ArrivedText.objects.filter(partnership_id=by.partnership, state=ArrivedText.State.TO_READ)
    return found.order_by("arrived_at", "id")


def of_late(*, by: Actor) -> QuerySet[ArrivedText]:
    """Texts here that were taken or settled, the latest first."""
    found = ArrivedText.objects.filter(partnership_id=by.partnership)
    return found.exclude(state=ArrivedText.State.TO_READ).order_by("-arrived_at", "-id")


def text(*, text_id: UUID, by: Actor) -> ArrivedText:
    """One text. Raises ``Missing``."""
    found = ArrivedText.objects.filter(pk=text_id, partnership_id=by.partnership).first()
    if found is None:
        raise Missing("There is no such text here.")
    return found


def said(of: ArrivedText) -> Letter:
    """From which number it came, and what it says; nothing once it is forgotten."""
    return sealing.unseal(of.sealed, message=of.pk) if of.sealed is not None else Letter(to="", words="")


def not_delivered(*, by: Actor, since: datetime) -> QuerySet[Message]:
    """What this partnership sent since a moment and what did not arrive, the latest first."""
    found = Message.objects.filter(for_partnership=by.partnership, state__in=LOST, asked_at__gte=since)
    return found.order_by("-asked_at", "-id")


def to_address(address: str, *, by: Actor) -> QuerySet[Message]:
    """What this partnership sent to one address, the latest first."""
    found = Message.objects.filter(to_hash=sealing.hash_of(address), for_partnership=by.partnership)
    return found.order_by("-asked_at", "-id")


def months(*, by: Actor, since: datetime) -> list[Month]:
    """What this partnership sent in each month, by channel, the latest first."""
    sent = Message.objects.filter(for_partnership=by.partnership, asked_at__gte=since)
    gone = ~Q(state__in=(Message.State.REFUSED, Message.State.WAITING))
    rows = (
        sent.annotate(month=TruncMonth("asked_at"))
        .values("month", "channel")
        .annotate(
            messages=Count("id", filter=gone),
            units=Sum("units", filter=gone, default=0),
            lost=Count("id", filter=Q(state__in=LOST)),
            pence=Sum("cost_pence"),
            without_cost=Count("id", filter=gone & Q(cost_pence=None) & ~Q(channel=Channel.EMAIL)),
        )
        .order_by("-month", "-channel")
    )
    return [Month(**row) for row in rows]


def kept(notify_ids: Collection[UUID]) -> set[UUID]:
    """Those of these texts that are kept already."""
    found = Arrival.objects.filter(notify_id__in=notify_ids)
    return set(found.values_list("notify_id", flat=True))


def on_their_way(*, before: datetime, since: datetime, most: int) -> list[Message]:
    """What GOV.UK Notify has taken and of which we do not know the end or the cost; longest not asked first."""
    open_ones = Q(state=Message.State.SENT) | Q(state=Message.State.DELIVERED, cost_pence=None)
    found = Message.objects.filter(open_ones, gateway="notify", sent_at__gte=since).exclude(reference="")
    due = found.exclude(looked_at__gte=before).exclude(channel=Channel.EMAIL, state=Message.State.DELIVERED)
    return list(due.order_by("looked_at", "sent_at")[:most])
