"""What the post room of the invented world has: texts that went to a group, what came back, one STOP, and one number
that takes nothing any more."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID, uuid5

from django.db.models import Count
from django.utils import timezone

from config.demo.people import Population
from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor, Role, system
from connexions.ground.messaging import sealing
from connexions.ground.messaging.actions import arrivals, post
from connexions.ground.messaging.gateways.kinds import Arrived
from connexions.ground.messaging.models import Channel, Message
from connexions.ground.messaging.rules import FAILED, FOR_GOOD, fragments
from connexions.ground.messaging.signals import not_delivered
from connexions.practice.casework.actions._noting import hand
from connexions.practice.tracing.models import Recipient, Sending
from connexions.practice.tracing.queries.queues import Asked, in_queue
from connexions.practice.tracing.queries.rules import rules_of
from connexions.practice.tracing.rules.wording import BEGIN_ANSWERED, PURPOSE, filled
from connexions.registers.accounts.actors import actor_for
from connexions.registers.accounts.models import Membership
from connexions.registers.people.models import ContactPoint

NAMESPACE = UUID("6f0d7a52-6c1e-4e0b-9d37-5b0c2a3f4e11")
PENCE_A_TEXT = Decimal("2.47")  # invented, as are all sums of the demonstration
WRITTEN_TO = 5
CAME_BACK = (  # from which of those written to; what it says
    (0, "2 at the bakery on the trading estate"),
    (1, "hi can somebody ring me after 4, not sure what to do about college"),
    (2, "STOP"),
    (WRITTEN_TO, "hi can u tell my adviser im running late today"),  # nobody wrote to this one
)
STRANGER = ("+447700900981", "is this connexions? my cousin says you help with a cv")


def write_post_room(population: Population) -> None:
    """As each tracking officer would have sent it, and as it would have arrived."""
    officers = Membership.objects.filter(role=Role.TRACKING_OFFICER, user__email__endswith="example.org")
    done: set[int] = set()
    for held in officers.select_related("user").order_by("pk"):
        by = actor_for(held, held.user, from_where="127.0.0.1")
        if by.partnership not in done:
            done.add(by.partnership)
            _write(by, population.today)


def _write(by: Actor, on: date) -> None:
    with tenancy.acting(by):
        points = _points(by, on)
        if len(points) <= WRITTEN_TO:
            return
        _sent(points[:WRITTEN_TO], by, _moment(on - timedelta(days=6), 16))
    for number, (place, words) in enumerate(CAME_BACK):
        _arrives(points[place].value, words, _moment(on - timedelta(days=5), 9 + number), by)
    _arrives(*STRANGER, _moment(on - timedelta(days=1), 12), by)


def _points(by: Actor, on: date) -> list[ContactPoint]:
    """Mobiles of some whose situation is not known: of each person one, and no number twice."""
    lost = in_queue("not-known", Asked(by, on, rules_of(by=by))).order_by("id").values_list("id", flat=True)
    found = ContactPoint.objects.select_related("young_person").filter(
        young_person__in=list(lost[:200]), kind="mobile", whose="", opted_out_on=None, failed_on=None
    )
    first: dict[UUID, ContactPoint] = {}
    for one in found.order_by("young_person", "-preferred", "id"):
        first.setdefault(one.young_person_id, one)
    by_number = {one.value: one for one in first.values()}
    # Invented numbers are few: where many people were made several share one. Those that fewest share come first.
    rows = ContactPoint.objects.filter(value__in=by_number).values_list("value")
    shared = dict(rows.annotate(many=Count("id")).order_by())
    return sorted(by_number.values(), key=lambda one: (shared[one.value], one.value))[: WRITTEN_TO + 1]


def _sent(points: list[ContactPoint], by: Actor, at: datetime) -> None:
    sending = Sending.objects.create(
        partnership_id=by.partnership,
        way=Sending.Way.TEXT,
        state=Sending.State.GONE,
        queue="not-known",
        words=BEGIN_ANSWERED,
        made_by_id=hand(by),
        made_at=at,
        goes_at=at,
        settled_at=at,
    )
    for place, one in enumerate(points):
        words = filled(
            BEGIN_ANSWERED, name=one.young_person.known_as, link="https://connexions.example.org/a/…"
        )
        last = place == len(points) - 1
        message = Message.objects.create(
            channel=Channel.TEXT,
            purpose=PURPOSE,
            to_hash=sealing.hash_of(one.value),
            for_partnership=by.partnership,
            state=Message.State.FAILED if last else Message.State.DELIVERED,
            reason=FAILED[FOR_GOOD] if last else "",
            gateway="outbox",
            units=fragments(words),
            cost_pence=PENCE_A_TEXT * fragments(words),
            asked_at=at,
            sent_at=at,
            ended_at=at + timedelta(minutes=2),
        )
        Recipient.objects.create(
            partnership_id=by.partnership,
            young_person=one.young_person,
            sending=sending,
            point=one.pk,
            message=message,
        )
        if last:
            _fails(message, one.value, at)


def _fails(message: Message, address: str, at: datetime) -> None:
    here = system("post room", partnership=message.for_partnership or 0)
    with tenancy.acting(here):
        not_delivered.send(
            sender=Message,
            message=message,
            address=address,
            for_good=True,
            at=at + timedelta(minutes=2),
            by=here,
        )


def _arrives(number: str, words: str, at: datetime, by: Actor) -> None:
    """From a stranger of each partnership with a number of its own, so that none answers for another."""
    if number == STRANGER[0]:
        number = f"{number[:-2]}{by.partnership % 100:02d}"
    name = f"{by.partnership}:{number}:{words}"
    arrived = Arrived(notify_id=uuid5(NAMESPACE, name), number=number, words=words, at=at)
    arrivals.take(arrived=arrived, at=at, by=post.POST_ROOM)


def _moment(on: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(on, time(hour, 12)))
