"""Texts that arrive: kept once, heeded where they say STOP or START, handed on, else left for somebody to read."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from connexions.ground.base import tenancy
from connexions.ground.base.acting import NATIONAL_UNIT, Actor, Role, system
from connexions.ground.base.models import partnerships
from connexions.ground.base.refusals import NotAllowed, NotPossible
from connexions.ground.messaging import rules, sealing
from connexions.ground.messaging.gateways.kinds import Arrived
from connexions.ground.messaging.models import Address, Arrival, ArrivedText, Message
from connexions.ground.messaging.numbers import one_form
from connexions.ground.messaging.sealing import Letter
from connexions.ground.messaging.signals import Heard, text_arrived

State = ArrivedText.State
SENT_OF_LATE = timedelta(days=365)
FORGOTTEN_AFTER = timedelta(days=30)
UNKNOWN = "This number stands on no record here."
SAYS = {
    "stop": "STOP: no more texts go to this number.",
    "start": "START: texts may go to this number again.",
}
OLDER = "They have said otherwise since."


@dataclass(frozen=True)
class Wished:
    """What was asked of us about texts, and whether it is the last word of that number."""

    wish: str
    is_last: bool


@transaction.atomic
def take(*, arrived: Arrived, at: datetime, by: Actor) -> Arrival | None:
    """Keep a text and hand it on. Nothing where it was kept already, however often a gateway hands it over."""
    if by.role is not Role.SYSTEM:
        raise NotAllowed("Texts that come in are taken by the post room.")
    number, sent_at = (
        one_form(arrived.number),
        min(arrived.at, at),
    )  # no clock that is wrong outlives the next word
    wish = rules.wish(arrived.words, stop=settings.STOP_WORDS, start=settings.START_WORDS)
    arrival, is_new = Arrival.objects.get_or_create(
        notify_id=arrived.notify_id,
        defaults={
            "from_hash": sealing.hash_of(number),
            "wish": wish,
            "arrived_at": sent_at,
            "kept_at": at,
        },
    )
    if not is_new:
        return None
    wished = Wished(wish, _heed(arrival) if wish else False)
    letter = Letter(to=number, words=arrived.words)
    heard = {one: _hand_on(one, letter, wished, sent_at, by) for one in partnerships() if one}
    concerned = [one for one, told in heard.items() if told.known] or _elsewhere(arrival)
    for partnership in concerned:
        _leave(arrival, partnership, letter, wished, heard.get(partnership, Heard()))
    return arrival


@transaction.atomic
def settle(*, text: ArrivedText, told: str, at: datetime, by: Actor) -> ArrivedText:
    """Somebody has read it; *told* says what they did. Raises ``NotPossible`` where somebody else did before."""
    stored = ArrivedText.objects.select_for_update().get(pk=text.pk)
    if by.id is None or by.partnership != stored.partnership_id:
        raise NotAllowed("A person must do this: it is signed with their name.")
    if stored.state != State.TO_READ:
        who = stored.settled_name or "the post room"
        raise NotPossible(f"This text was settled already, by {who}.")
    stored.state, stored.told = State.DONE, told[:200]
    stored.settled_at, stored.settled_by, stored.settled_name = at, by.id, by.name[:120]
    stored.save(update_fields=["state", "told", "settled_at", "settled_by", "settled_name"])
    return stored


def forget(*, at: datetime, by: Actor) -> int:
    """Forget what texts said that were taken or settled a while ago, in the partnership in which *by* acts."""
    old = ArrivedText.objects.filter(partnership_id=by.partnership, arrived_at__lt=at - FORGOTTEN_AFTER)
    return old.exclude(state=State.TO_READ).exclude(sealed=None).update(sealed=None)


def _heed(arrival: Arrival) -> bool:
    """Keep what a number wishes about texts; whether it is its last word. In whatever order texts are handed over,
    the one that was sent last holds."""
    wants_none = arrival.wish == "stop"
    address, is_new = Address.objects.select_for_update().get_or_create(
        address_hash=arrival.from_hash,
        defaults={"wants_none": wants_none, "wished_at": arrival.arrived_at},
    )
    if is_new:
        return True
    if address.wished_at > arrival.arrived_at:
        return False
    address.wants_none, address.wished_at = wants_none, arrival.arrived_at
    address.save(update_fields=["wants_none", "wished_at"])
    return True


def _hand_on(partnership: int, letter: Letter, wished: Wished, at: datetime, by: Actor) -> Heard:
    """Ring for one partnership: what the rooms there made of it, as one answer."""
    if wished.wish and not wished.is_last:
        return Heard()
    here = system(by.name, partnership=partnership)
    with tenancy.acting(here):
        answers: list[tuple[Any, Any]] = text_arrived.send(
            sender=ArrivedText, number=letter.to, words=letter.words, wish=wished.wish, at=at, by=here
        )
    found = [told for _, told in answers if isinstance(told, Heard)]
    return Heard(
        known=any(one.known for one in found),
        taken=next((one.taken for one in found if one.taken), ""),
        why=next((one.why for one in found if one.why), ""),
    )


def _elsewhere(arrival: Arrival) -> list[int]:
    """Where no record bears the number: whoever wrote to it last; else whoever runs the post room."""
    since = arrival.arrived_at - SENT_OF_LATE
    wrote = Message.objects.filter(to_hash=arrival.from_hash, for_partnership__gt=NATIONAL_UNIT)
    last = (
        wrote.filter(asked_at__gte=since).order_by("-asked_at").values_list("for_partnership", flat=True)[:1]
    )
    here = [one for one in partnerships() if one]
    runs = [settings.POST_ROOM] if settings.POST_ROOM in here else here[:1]
    return [one for one in last if one is not None] or runs


def _leave(arrival: Arrival, partnership: int, letter: Letter, wished: Wished, heard: Heard) -> None:
    told = heard.taken
    if wished.wish:
        told = SAYS[wished.wish] if wished.is_last else OLDER
    here = system("post room", partnership=partnership)
    with tenancy.acting(here):
        text = ArrivedText(
            partnership_id=partnership,
            arrival=arrival,
            state=State.TAKEN if told else State.TO_READ,
            told=(told or (heard.why if heard.known else UNKNOWN))[:200],
            known=heard.known,
            arrived_at=arrival.arrived_at,
        )
        text.sealed = sealing.seal(letter, message=text.pk)
        text.save(force_insert=True)
