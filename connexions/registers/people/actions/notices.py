"""Telling a young person something: on their own pages, and by a text or e-mail that says that it is there."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from connexions.ground.audit import actions as audit
from connexions.ground.base import clock
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import NotPossible
from connexions.ground.messaging.actions import post
from connexions.ground.messaging.models import Message
from connexions.registers.accounts.models import Membership
from connexions.registers.people.models import ContactPoint, Notice, YoungPerson
from connexions.registers.people.sight import Part, may_be_written_to, sight_of

SUBJECT = "A message from Connexions"  # seen by anybody who sees the screen
LONGEST_TITLE = 120


@dataclass(frozen=True)
class Said:
    """What one young person is told.

    *title* goes into the text or e-mail, which others may see on a phone: nothing private belongs in it.
    *words* are read only where they sign in; *page* is the name of their own page to go on to.
    """

    title: str
    words: str = ""
    page: str = ""


def tell(
    *, young_person: YoungPerson, kind: str, title: str, by: Actor, words: str = "", link: str = ""
) -> Notice:
    """Tell one young person something; *link* names their own page to go on to. See ``tell_each``."""
    said = Said(title, words, link)
    return tell_each(young_people=[young_person], kind=kind, say=lambda _: said, by=by)[0]


@transaction.atomic
def tell_each(
    *, young_people: Iterable[YoungPerson], kind: str, say: Callable[[YoungPerson], Said], by: Actor
) -> list[Notice]:
    """Tell each of these young people what *say* says to them, in a fixed number of reads.

    By their own preferred, else newest mobile or e-mail that they have not asked us to leave alone and that
    has not failed. Where there is none the notice says so; nothing is sent to somebody who is restricted, whom one
    who is named tells themselves. It is sent when the transaction is kept. The caller has
    checked that *by* may do what is told of: telling gives no sight of anything.
    """
    people, at = list(young_people), clock.now()
    ids = [one.pk for one in people]
    points, accounts = _points(ids), _with_accounts(ids)
    notices = [_notice(one, kind, say(one), at, by) for one in people]
    for notice in notices:
        point = points.get(notice.young_person_id)
        if point is not None and may_be_written_to(notice.young_person):
            notice.message = _send(notice, point, notice.young_person_id in accounts, by)
    Notice.objects.bulk_create(notices)
    for notice in notices:
        _note("people.notice.told", notice, by, way=notice.message.channel if notice.message else "none")
    return notices


@transaction.atomic
def tell_in_person(*, notice: Notice, at: datetime, by: Actor) -> Notice:
    """Somebody has told them themselves what could not be sent. Raises ``NotAllowed``, ``NotPossible``."""
    sight_of(notice.young_person, by=by).check_write(Part.CASEWORK)
    stored = Notice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
    if stored.in_person_at is not None:
        raise NotPossible("Somebody has told them already.")
    stored.in_person_at, stored.in_person_by_id = at, by.id
    stored.save(update_fields=["in_person_at", "in_person_by"])
    _note("people.notice.told_in_person", stored, by)
    return stored


@transaction.atomic
def note_seen(*, young_person: YoungPerson, at: datetime, by: Actor) -> int:
    """The young person has read what they were told up to now. Returns how many were new to them."""
    if by.role is not Role.YOUNG_PERSON or by.young_person != young_person.pk:
        raise NotPossible("Only the young person can say that they have read it.")
    new = Notice.objects.filter(young_person=young_person, seen_at=None, told_at__lte=at)
    return new.update(seen_at=at)


def _notice(young_person: YoungPerson, kind: str, said: Said, at: datetime, by: Actor) -> Notice:
    return Notice(
        partnership_id=young_person.partnership_id,
        young_person=young_person,
        kind=kind,
        title=said.title[:LONGEST_TITLE],
        words=said.words,
        page=said.page,
        told_at=at,
        told_by_id=by.id,
    )


def _send(notice: Notice, point: ContactPoint, has_account: bool, by: Actor) -> Message | None:
    """A text or e-mail; none where no way to send one is set up."""
    words, purpose = _text(notice, has_account), f"notice: {notice.kind}"
    try:
        if point.kind == ContactPoint.Kind.EMAIL:
            return post.send_email(to=point.value, subject=SUBJECT, words=words, purpose=purpose, by=by)
        return post.send_text(to=point.value, words=words, purpose=purpose, by=by)
    except NotPossible:
        return None


def _text(notice: Notice, has_account: bool) -> str:
    said = notice.title if notice.title.endswith((".", "!", "?")) else f"{notice.title}."
    if not has_account:
        return f"Connexions: {said}"
    where = f" at {settings.PUBLIC_URL}" if settings.PUBLIC_URL else ""
    return f"Connexions: {said} Sign in{where} to read more."


def _points(ids: Collection[UUID]) -> dict[UUID, ContactPoint]:
    """How each is best reached: their own, never one that failed or that they asked us not to use."""
    usable = ContactPoint.objects.filter(
        young_person_id__in=ids, whose="", opted_out_on=None, failed_on=None
    ).exclude(kind=ContactPoint.Kind.PHONE)
    best: dict[UUID, ContactPoint] = {}
    for point in usable.order_by("young_person_id", "-preferred", "-kind", "-id"):  # mobile before e-mail
        best.setdefault(point.young_person_id, point)
    return best


def _with_accounts(ids: Collection[UUID]) -> set[UUID]:
    held = Membership.objects.filter(young_person_id__in=ids, user__is_active=True)
    return {one for one in held.values_list("young_person_id", flat=True) if one}


def _note(event: str, notice: Notice, by: Actor, **details: str) -> None:
    audit.record(
        event=event,
        by=by,
        young_person_id=notice.young_person_id,
        about=f"notice:{notice.pk}",
        details={"kind": notice.kind, **details},
    )
