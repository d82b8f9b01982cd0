"""Writing to a group: made, taken back until it has gone, sent, posted. Each that goes is a contact of its own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from connexions.ground.audit import actions as audit
from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.ground.messaging.actions import post
from connexions.ground.messaging.models import Message
from connexions.practice.casework.actions import contacts
from connexions.practice.casework.actions.contacts import Besides
from connexions.practice.tracing import permissions
from connexions.practice.tracing.actions import links
from connexions.practice.tracing.actions._noting import hand
from connexions.practice.tracing.models import Recipient, Sending, StatusLink
from connexions.practice.tracing.queries.rules import rules_of
from connexions.practice.tracing.queries.sendings import MOST, NONE, OPTED_OUT, TEXTED_STOP, meant
from connexions.practice.tracing.rules.wording import LINK, PURPOSE, filled, wrong_with
from connexions.practice.tracing.signing import secret_of
from connexions.registers.accounts.by_link import token_of
from connexions.registers.people.models import ContactPoint, YoungPerson
from connexions.registers.people.sight import NOT_BY_ITSELF, may_be_written_to

SUBJECT = "A message from Connexions"  # seen by anybody who sees the screen
LONG_NAME, LONG_LINK = "Alexandria", "https://connexions.example.org/a/1-" + "x" * 17
Watch = Callable[[int, int], None]


@dataclass(frozen=True)
class Sheet:
    """A letter as it is printed, and the address that it bears in one line."""

    to: str
    pdf: bytes


@transaction.atomic
def make(
    *, way: str, queue: str, words: str, whom: Sequence[YoungPerson], at: datetime, by: Actor
) -> Sending:
    """Make a sending to these young people: who gets it and who does not is decided now, and once more as it goes.

    Raises ``NotAllowed``; ``NotPossible`` for words that cannot be sent so, nobody to send to, or too many.
    """
    permissions.check_may_call(by)
    wrong = wrong_with(words, way=way, name=LONG_NAME, link=LONG_LINK)
    if wrong:
        raise NotPossible(wrong)
    if len(whom) > MOST:
        raise NotPossible(f"At most {MOST} at once: narrow the queue first.")
    found = meant(whom=whom, way=way, by=by, at=at)
    if all(one.left_out for one in found):
        raise NotPossible("Nobody of these can be written to in this way.")
    minutes = 0 if way == Sending.Way.LETTER else rules_of(by=by).undo_minutes
    sending = Sending.objects.create(
        partnership_id=by.partnership,
        way=way,
        queue=queue,
        words=words.strip(),
        made_by_id=hand(by),
        made_at=at,
        goes_at=at + timedelta(minutes=minutes),
    )
    Recipient.objects.bulk_create(
        Recipient(
            partnership_id=by.partnership,
            young_person=one.young_person,
            sending=sending,
            point=one.point,
            left_out=one.left_out,
        )
        for one in found
    )
    if way == Sending.Way.LETTER:
        _links(sending, at, by)
    _note("tracing.sending.made", sending, by)
    return sending


@transaction.atomic
def take_back(*, sending: Sending, at: datetime, by: Actor) -> Sending:
    """Nobody gets it. Raises ``NotPossible`` where it has gone."""
    permissions.check_may_call(by)
    stored = _waiting(sending)
    stored.state, stored.settled_at = Sending.State.TAKEN_BACK, at
    stored.save(update_fields=["state", "settled_at"])
    StatusLink.objects.filter(sending=stored, state=StatusLink.State.OPEN).update(
        state=StatusLink.State.WITHDRAWN
    )
    _note("tracing.sending.taken_back", stored, by)
    return stored


@transaction.atomic
def send(*, sending: Sending, base: str, at: datetime, by: Actor, watch: Watch | None = None) -> Sending:
    """Send what is waiting. *base* is where links begin. Whoever opted out meanwhile is left out, and it says so."""
    permissions.check_may_call(by)
    stored = _waiting(sending)
    with tenancy.beneath():  # whoever was restricted meanwhile is among them, and is left out with a word
        going = list(stored.recipients.select_related("young_person").filter(left_out="").order_by("id"))
    points = {one.pk: one for one in ContactPoint.objects.filter(pk__in=[each.point for each in going])}
    for place, one in enumerate(going, start=1):
        _send_one(stored, one, points.get(one.point) if one.point else None, base, at, by)
        if watch is not None:
            watch(place, len(going))
    return _gone(stored, at, by)


@transaction.atomic
def posted(*, sending: Sending, at: datetime, by: Actor) -> Sending:
    """The letters were printed and posted: each is a contact now."""
    permissions.check_may_call(by)
    stored = _waiting(sending)
    if stored.way != Sending.Way.LETTER:
        raise NotPossible("Only letters are posted by hand.")
    for one in stored.recipients.select_related("young_person").filter(left_out=""):
        if not may_be_written_to(one.young_person):
            continue
        _contact(one.young_person, stored, None, at, by)
    return _gone(stored, at, by)


@transaction.atomic
def post_letters(*, sending: Sending, sheets: Mapping[UUID, Sheet], at: datetime, by: Actor) -> Sending:
    """Have the letters printed and posted for us; *sheets* by young person. Each is a contact.

    One without a sheet (they have no address any more) is left out, and it says so. Raises ``NotPossible`` where
    letters are not posted for us.
    """
    permissions.check_may_call(by)
    stored = _waiting(sending)
    if stored.way != Sending.Way.LETTER:
        raise NotPossible("Only letters are posted.")
    for one in stored.recipients.select_related("young_person").filter(left_out="").order_by("id"):
        sheet = sheets.get(one.young_person_id)
        if sheet is None:
            one.left_out = NONE["letter"]
            one.save(update_fields=["left_out"])
            continue
        one.message = post.send_letter(to=sheet.to, pdf=sheet.pdf, purpose=PURPOSE, by=by)
        one.save(update_fields=["message"])
        _contact(one.young_person, stored, None, at, by)
    return _gone(stored, at, by)


def _waiting(sending: Sending) -> Sending:
    stored = Sending.objects.select_for_update().get(pk=sending.pk)
    if stored.state == Sending.State.GONE:
        raise NotPossible("This has gone already, and cannot be taken back.")
    if stored.state == Sending.State.TAKEN_BACK:
        raise NotPossible("This was taken back.")
    return stored


def _send_one(
    sending: Sending, one: Recipient, point: ContactPoint | None, base: str, at: datetime, by: Actor
) -> None:
    if not may_be_written_to(one.young_person):
        one.left_out = NOT_BY_ITSELF
        one.save(update_fields=["left_out"])
        return
    if point is None or point.opted_out_on or point.failed_on:
        one.left_out = _why_not(point)
        one.save(update_fields=["left_out"])
        return
    address = ""
    if LINK in sending.words:
        link = links.ask(
            young_person=one.young_person, days=rules_of(by=by).link_days, at=at, by=by, sending=sending
        )
        address = f"{base}{token_of(by.partnership, secret_of(link.pk))}"
    words = filled(sending.words, name=one.young_person.known_as, link=address)
    one.message = _post(sending, point, words, by)
    if one.message.state == Message.State.REFUSED:
        one.left_out = one.message.reason
        one.save(update_fields=["message", "left_out"])
        return
    one.save(update_fields=["message"])
    _contact(one.young_person, sending, point, at, by)


def _why_not(point: ContactPoint | None) -> str:
    if point is None or not point.opted_out_on:
        return "Does not work any more"
    return TEXTED_STOP if point.opted_out_how else OPTED_OUT


def _post(sending: Sending, point: ContactPoint, words: str, by: Actor) -> Message:
    if sending.way == Sending.Way.EMAIL:
        return post.send_email(to=point.value, subject=SUBJECT, words=words, purpose=PURPOSE, by=by)
    return post.send_text(to=point.value, words=words, purpose=PURPOSE, by=by)


def _contact(
    young_person: YoungPerson, sending: Sending, point: ContactPoint | None, at: datetime, by: Actor
) -> None:
    contacts.record(
        young_person=young_person,
        at=at,
        channel=sending.way,
        outcome="left_message",
        recorded_at=at,
        by=by,
        words="Sent to a group: are you still doing this?",
        besides=Besides(contact_point=point),
    )


def _links(sending: Sending, at: datetime, by: Actor) -> None:
    if LINK not in sending.words:
        return
    days = rules_of(by=by).link_days
    for one in sending.recipients.select_related("young_person").filter(left_out=""):
        links.ask(young_person=one.young_person, days=days, at=at, by=by, sending=sending)


def _gone(stored: Sending, at: datetime, by: Actor) -> Sending:
    stored.state, stored.settled_at = Sending.State.GONE, at
    stored.save(update_fields=["state", "settled_at"])
    _note("tracing.sending.gone", stored, by)
    return stored


def _note(event: str, sending: Sending, by: Actor) -> None:
    details = {"way": sending.way, "queue": sending.queue}
    audit.record(event=event, by=by, about=f"sending:{sending.pk}", details=details)


def of_job(*, sending: Sending, job: UUID, by: Actor) -> None:
    """Keep which job sends it, so that its progress can be watched."""
    permissions.check_may_call(by)
    Sending.objects.filter(pk=sending.pk).update(job=job)
