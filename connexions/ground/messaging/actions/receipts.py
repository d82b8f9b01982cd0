"""What a gateway says became of what it took: delivered, or why not, and what it cost."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role, system
from connexions.ground.base.refusals import NotAllowed
from connexions.ground.messaging import rules, sealing
from connexions.ground.messaging.gateways.kinds import Receipt
from connexions.ground.messaging.models import Message
from connexions.ground.messaging.numbers import one_form
from connexions.ground.messaging.signals import not_delivered

State = Message.State


@transaction.atomic
def settle(*, receipt: Receipt, at: datetime, by: Actor) -> Message | None:
    """Keep what became of a message; nothing where it is none of ours. The same receipt twice changes nothing.

    Where the address itself is wrong for good, whoever wrote to it is told (``not_delivered``).
    """
    if by.role is not Role.SYSTEM:
        raise NotAllowed("Receipts are taken by the post room.")
    message = _found(receipt)
    if message is None:
        return None
    message.looked_at = at
    if receipt.cost_pence is not None:
        message.cost_pence = receipt.cost_pence
    message.units = receipt.units or message.units
    changed = message.state in (State.WAITING, State.SENT) and _ended(message, receipt.status, at)
    message.save()
    if changed and message.state == State.FAILED:
        _tell(message, receipt, at, by)
    return message


def _found(receipt: Receipt) -> Message | None:
    try:
        pk = UUID(receipt.reference)
    except ValueError:
        return None
    message = Message.objects.select_for_update().filter(pk=pk).first()
    if message is None or message.reference not in ("", receipt.notify_id):
        return None
    return message


def _ended(message: Message, status: str, at: datetime) -> bool:
    """Whether it has come to an end, and to which."""
    if status in rules.DELIVERED:
        message.state, message.reason = State.DELIVERED, ""
    elif status in rules.FAILED:
        message.state, message.reason = State.FAILED, rules.FAILED[status]
    else:
        return False
    message.ended_at, message.sealed = at, None
    return True


def _tell(message: Message, receipt: Receipt, at: datetime, by: Actor) -> None:
    """Ring for the partnership that wrote: an address is told on only where it is the one that was written to."""
    address = one_form(receipt.to)
    if not message.for_partnership or sealing.hash_of(address) != message.to_hash:
        return
    here = system(by.name, partnership=message.for_partnership)
    with tenancy.acting(here):
        not_delivered.send(
            sender=Message,
            message=message,
            address=address,
            for_good=receipt.status == rules.FOR_GOOD,
            at=at,
            by=here,
        )
