"""Texts and e-mails on their way."""

from functools import partial
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from connexions.ground.base import clock
from connexions.ground.base.acting import NATIONAL_UNIT, Actor, system
from connexions.ground.messaging import gateways, sealing
from connexions.ground.messaging.models import Channel, Message
from connexions.ground.messaging.sealing import Letter

DELIVER = "messaging.deliver"  # the worker's task, in tasks.py
POST_ROOM = system("post room", partnership=NATIONAL_UNIT)


def send_text(*, to: str, words: str, purpose: str, by: Actor) -> Message:
    """Text *words* to a number (+44…). Raises ``NotPossible`` where no way to send texts is set up."""
    return _post(Channel.TEXT, Letter(to=to, words=words), purpose)


def send_email(*, to: str, subject: str, words: str, purpose: str, by: Actor) -> Message:
    """E-mail *words*. The subject is seen by anybody who sees the screen: nothing personal belongs in it."""
    return _post(Channel.EMAIL, Letter(to=to, words=words, subject=" ".join(subject.split())), purpose)


def deliver(*, message_id: UUID, by: Actor) -> Message:
    """Hand a waiting message to its gateway. Raises ``TryLater`` where it may go later."""
    message = Message.objects.get(pk=message_id)
    if message.state != Message.State.WAITING or message.sealed is None:
        return message
    message.tries += 1
    try:
        sent = gateways.named(message.gateway).send(
            Channel(message.channel),
            sealing.unseal(message.sealed, message=message.pk),
            reference=str(message.pk),
        )
    except gateways.TryLater as problem:
        message.reason = str(problem)[:300]
        message.save()
        raise
    except gateways.Undeliverable as problem:
        return _fail(message, str(problem))
    message.state, message.sent_at, message.sealed = Message.State.SENT, clock.now(), None
    message.reference, message.cost_pence, message.reason = sent.reference, sent.cost_pence, ""
    message.save()
    return message


def give_up(*, message_id: UUID, by: Actor) -> Message:
    """It was tried often enough: say so, and forget what it said."""
    message = Message.objects.get(pk=message_id)
    return _fail(message, message.reason or "It could not be sent.")


def _post(channel: Channel, letter: Letter, purpose: str) -> Message:
    gateway = gateways.gateway_for(channel)
    message = Message(
        channel=channel, purpose=purpose, to_hash=sealing.hash_of(letter.to), gateway=gateway.name
    )
    message.sealed = sealing.seal(letter, message=message.pk)
    message.save(force_insert=True)
    transaction.on_commit(partial(_send_off, message.pk, gateway))
    return message


def _send_off(message_id: UUID, gateway: gateways.Gateway) -> None:
    """At once where it costs no time; else by the worker, so that nobody can tell anything by waiting."""
    if gateway.at_hand:
        deliver(message_id=message_id, by=POST_ROOM)
    else:
        app.configure_task(DELIVER).defer(message_id=str(message_id))


def _fail(message: Message, reason: str) -> Message:
    message.state, message.reason, message.sealed = Message.State.FAILED, reason[:300], None
    message.save()
    return message
