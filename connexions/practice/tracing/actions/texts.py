"""Dealing with a text that nobody's question asked for: whose it is, what is answered, and that it is done."""

from datetime import datetime

from django.db import transaction

from connexions.ground.audit import actions as audit
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.ground.messaging.actions import arrivals, post
from connexions.ground.messaging.models import ArrivedText, Message
from connexions.ground.messaging.rules import fragments
from connexions.practice.casework.actions import contacts
from connexions.practice.casework.actions.contacts import Besides
from connexions.practice.tracing import permissions
from connexions.practice.tracing.queries import texts
from connexions.practice.tracing.rules.wording import MOST_PARTS
from connexions.registers.people.actions import by_hand, contact_points
from connexions.registers.people.models import ContactPoint, YoungPerson

PURPOSE = "answer to a text"


@transaction.atomic
def deal(
    *,
    text: ArrivedText,
    at: datetime,
    by: Actor,
    young_person: YoungPerson | None = None,
    keep_number: bool = False,
    reply: str = "",
    safe: str = "",
) -> ArrivedText:
    """Keep a text as a contact of *young_person*, answer it, or both; with neither there was nothing to do.

    To somebody restricted an answer goes once whoever is named has said how they know that it is *safe*. Raises
    ``NotAllowed``; ``NotPossible`` where somebody dealt with it before, or nothing may be sent to the number.
    """
    permissions.check_may_read_texts(by)
    read = texts.one(text_id=text.pk, by=by)
    if reply.strip():
        for one in {*read.whose, *([young_person] if young_person else [])}:
            by_hand.say_safe(young_person=one, channel="text", safe=safe, by=by)
    told = [
        said for said in (_keep(read, young_person, keep_number, at, by), _answer(read, reply, by)) if said
    ]
    settled = arrivals.settle(text=read.text, told=", ".join(told) or "Nothing to do", at=at, by=by)
    audit.record(
        event="tracing.text.settled",
        by=by,
        young_person_id=young_person.pk if young_person else None,
        about=f"text:{text.pk}",
        details={"kept": young_person is not None, "answered": bool(reply.strip())},
    )
    return settled


def _keep(
    read: texts.Read, young_person: YoungPerson | None, keep_number: bool, at: datetime, by: Actor
) -> str:
    if young_person is None:
        return ""
    permissions.check_may_try(young_person, by)
    point = ContactPoint.objects.filter(young_person=young_person, value=read.number).first()
    if point is None and keep_number and read.number.startswith("+"):
        facts = {"kind": ContactPoint.Kind.MOBILE, "value": read.number, "source": "They texted us"}
        point = contact_points.add(young_person=young_person, by=by, facts=facts)
    contacts.record(
        young_person=young_person,
        at=min(read.text.arrived_at, at),
        channel="text",
        outcome="spoke",
        recorded_at=at,
        by=by,
        words=read.words,
        besides=Besides(they_came=True, contact_point=point),
    )
    return "Kept with a record"


def _answer(read: texts.Read, reply: str, by: Actor) -> str:
    words = reply.strip()
    if not words:
        return ""
    if fragments(words) > MOST_PARTS:
        raise NotPossible(f"This counts as {fragments(words)} texts; at most {MOST_PARTS} can be sent.")
    sent = post.send_text(to=read.number, words=words, purpose=PURPOSE, by=by)
    if sent.state == Message.State.REFUSED:
        raise NotPossible(f"{sent.reason} Nothing is sent.")
    return "Answered by text"
