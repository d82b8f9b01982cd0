"""Texts that nobody has read, with whose number it may be; and what did not arrive, with whom it was for."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Missing
from connexions.ground.messaging import queries as post_room
from connexions.ground.messaging.models import ArrivedText, Message
from connexions.practice.tracing import permissions
from connexions.practice.tracing.models import Recipient
from connexions.registers.people import reach, restricted, sight
from connexions.registers.people.models import Carer, ContactPoint, Notice, YoungPerson
from connexions.registers.people.sight import Part

MOST = 100


@dataclass(frozen=True)
class Read:
    """One text: from where, what it says, and the young people whose number it may be."""

    text: ArrivedText
    number: str
    words: str
    whose: list[YoungPerson] = field(default_factory=list)
    elsewhere: bool = False  # it stands on a record that the reader may not see

    @property
    def kept_back(self) -> bool:
        """Whether it can only be from somebody whose record the reader may not see: then nothing of it is told."""
        return self.elsewhere and not self.whose

    @property
    def shown(self) -> str:
        """The number as people write it."""
        return reach.shown(self.number)


def to_read(*, by: Actor) -> list[Read]:
    """Texts that nobody has read, the oldest first."""
    permissions.check_may_read_texts(by)
    return _read(list(post_room.to_read(by=by)[:MOST]), by)


def of_late(*, by: Actor, most: int = 20) -> list[Read]:
    """Those that were taken or settled, the latest first."""
    permissions.check_may_read_texts(by)
    return _read(list(post_room.of_late(by=by)[:most]), by)


def one(*, text_id: UUID, by: Actor) -> Read:
    """One text. Raises ``Missing``, ``NotAllowed``."""
    permissions.check_may_read_texts(by)
    found = _read([post_room.text(text_id=text_id, by=by)], by)
    if not found or found[0].kept_back:
        raise Missing("There is no such text here.")
    return found[0]


def how_many(*, by: Actor) -> int:
    """How many nobody has read; none for whoever does not read them."""
    return post_room.to_read(by=by).count() if by.role in permissions.TEXT_READERS else 0


def lost(*, by: Actor, since: datetime) -> list[tuple[Message, YoungPerson | None]]:
    """What did not arrive since a moment, and whom it was for, where the reader may know."""
    permissions.check_may_read_texts(by)
    found = list(post_room.not_delivered(by=by, since=since)[:MOST])
    whom = _whom([one.pk for one in found], by)
    return [(one, whom.get(one.pk)) for one in found]


def seen_by(whom: Collection[UUID], by: Actor) -> dict[UUID, YoungPerson]:
    """Those of these whose numbers the reader may see."""
    found = YoungPerson.objects.filter(sight.visible(by, Part.DETAILS), pk__in=whom)
    return {one.pk: one for one in found}


def _read(texts: Sequence[ArrivedText], by: Actor) -> list[Read]:
    said, closed = {one.pk: post_room.said(one) for one in texts}, _closed_numbers(by)
    texts = [one for one in texts if said[one.pk].to not in closed]
    holders = _holders({one.to for one in said.values() if one.to}, by)
    seen = seen_by({pk for some in holders.values() for pk in some}, by)
    read = [
        Read(
            text=one,
            number=said[one.pk].to,
            words=said[one.pk].words,
            whose=[seen[pk] for pk in holders[said[one.pk].to] if pk in seen],
            elsewhere=any(pk not in seen for pk in holders[said[one.pk].to]),
        )
        for one in texts
    ]
    return [replace(one, number="", words="") if one.kept_back else one for one in read]


def _closed_numbers(by: Actor) -> set[str]:
    """The numbers of those whose record is closed to *by*: what comes from them waits for somebody who is named."""
    closed = restricted.of(by).closed
    if not closed:
        return set()
    with tenancy.beneath():  # no row of theirs is shown
        return set(_sealed_numbers(closed))


def _sealed_numbers(whom: Collection[UUID]) -> dict[str, list[UUID]]:
    """Whose numbers these restricted people's are: they are sealed, so that nothing is found by them."""
    found: dict[str, list[UUID]] = defaultdict(list)
    for point in ContactPoint.objects.filter(young_person_id__in=whom).order_by("id"):
        found[point.value].append(point.young_person_id)
    for carer in Carer.objects.filter(young_person_id__in=whom).order_by("id"):
        if carer.phone:
            found[carer.phone].append(carer.young_person_id)
    return found


def _holders(numbers: Collection[str], by: Actor) -> dict[str, list[UUID]]:
    """On whose records these numbers stand: their own, or of somebody close to them."""
    found, here = defaultdict[str, list[UUID]](list), by.partnership
    points = ContactPoint.objects.filter(partnership=here, value__in=numbers).values_list(
        "value", "young_person_id"
    )
    carers = Carer.objects.filter(partnership=here, phone__in=numbers).values_list("phone", "young_person_id")
    opened = restricted.of(by).opened
    theirs = [(number, pk) for number, pks in _sealed_numbers(opened).items() for pk in pks] if opened else []
    for number, pk in [*points.order_by("id"), *carers.order_by("id"), *theirs]:
        if pk not in found[number]:
            found[number].append(pk)
    return found


def _whom(messages: Collection[UUID], by: Actor) -> dict[UUID, YoungPerson]:
    rows = [
        *Recipient.objects.filter(message__in=messages).values_list("message_id", "young_person_id"),
        *Notice.objects.filter(message__in=messages).values_list("message_id", "young_person_id"),
    ]
    visible = YoungPerson.objects.filter(
        Q(sight.visible(by, Part.DETAILS)), pk__in=[pk for _, pk in rows]
    ).in_bulk()
    return {message: visible[pk] for message, pk in rows if message and pk in visible}
