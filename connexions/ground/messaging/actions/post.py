"""Texts, e-mails and letters on their way."""

import base64
from functools import partial
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from connexions.ground.base import clock
from connexions.ground.base.acting import NATIONAL_UNIT, Actor, system
from connexions.ground.design.words import day
from connexions.ground.messaging import gateways, rules, sealing
from connexions.ground.messaging.models import Address, Channel, Message
from connexions.ground.messaging.sealing import Letter

DELIVER = "messaging.deliver"  # the worker's task, in tasks.py
POST_ROOM = system("post room", partnership=NATIONAL_UNIT)


def send_text(*, to: str, words: str, purpose: str, by: Actor, asked_for: bool = False) -> Message:
    """Text *words* to a number (+44…). Raises ``NotPossible`` where no way to send texts is set up.

    Nothing goes to a number from which STOP came: the message says so (``REFUSED``), and whoever sends to many goes on.
    *asked_for* is for what somebody asks for this moment, which a STOP does not mean: their code to sign in.
    """
    return _post(Channel.TEXT, Letter(to=to, words=words), purpose, by, asked_for=asked_for)


def send_email(*, to: str, subject: str, words: str, purpose: str, by: Actor) -> Message:
    """E-mail *words*. The subject is seen by anybody who sees the screen: nothing personal belongs in it."""
    return _post(Channel.EMAIL, Letter(to=to, words=words, subject=" ".join(subject.split())), purpose, by)


def send_letter(*, to: str, pdf: bytes, purpose: str, by: Actor) -> Message:
    """Have a letter printed and posted as it is. *to* is the address that it bears, in one line.

    Raises ``NotPossible`` where letters are not posted for us: they are printed here then.
    """
    sheet = base64.b64encode(pdf).decode()
    return _post(Channel.LETTER, Letter(to=to, words="", pdf=sheet), purpose, by)


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
    # A receipt may have come before this line: what it says stands.
    Message.objects.filter(pk=message.pk, state=Message.State.WAITING).update(
        state=Message.State.SENT,
        sent_at=clock.now(),
        sealed=None,
        reference=sent.reference,
        cost_pence=sent.cost_pence,
        reason="",
        tries=message.tries,
    )
    message.refresh_from_db()
    return message


def give_up(*, message_id: UUID, by: Actor) -> Message:
    """It was tried often enough: say so, and forget what it said."""
    message = Message.objects.get(pk=message_id)
    return _fail(message, message.reason or "It could not be sent.")


def _post(channel: Channel, letter: Letter, purpose: str, by: Actor, *, asked_for: bool = False) -> Message:
    gateway = gateways.gateway_for(channel)
    to_hash = sealing.hash_of(letter.to)
    is_text = channel == Channel.TEXT
    stopped = is_text and not asked_for and _stopped(to_hash)
    message = Message(
        channel=channel,
        purpose=purpose,
        to_hash=to_hash,
        for_partnership=by.partnership or None,
        state=Message.State.REFUSED if stopped else Message.State.WAITING,
        reason=stopped or "",
        gateway=gateway.name,
        units=rules.fragments(letter.words) if is_text else 1,
    )
    if not stopped:
        message.sealed = sealing.seal(letter, message=message.pk)
    message.save(force_insert=True)
    if stopped:
        return message
    transaction.on_commit(partial(_send_off, message.pk, gateway))
    return message


def _stopped(to_hash: str) -> str:
    """Why nothing goes to this number, in a sentence; nothing where it may."""
    address = Address.objects.filter(address_hash=to_hash, wants_none=True).first()
    return f"STOP came from this number on {day(address.wished_at)}." if address else ""


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
