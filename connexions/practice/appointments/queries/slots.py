"""Which times are free: an adviser's hours, less what is booked, where a room is free as well."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from connexions.ground.base.acting import Actor
from connexions.practice.appointments.models import Appointment, Room
from connexions.practice.appointments.queries import hours, places
from connexions.practice.appointments.rules import times
from connexions.practice.appointments.rules.times import HERE, Span, Stretch
from connexions.registers.people.sight import NOBODY

How = Appointment.How
DAYS_AHEAD = 28
TAKES_TIME = (Appointment.Status.BOOKED, Appointment.Status.CAME)


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for: with whom, for whom, how long, how and where."""

    adviser: UUID
    minutes: int
    how: str = How.ROOM
    centre: int | None = None
    step_free: bool = False
    people: int = 2
    young_person: UUID | None = None
    but_for: UUID | None = None  # an appointment that is being moved takes no time


@dataclass(frozen=True)
class Offer:
    """A free time, and the room that is free then where one is needed."""

    span: Span
    room: Room | None = None

    @property
    def key(self) -> str:
        """The offer as one word of a form."""
        return f"{self.span.starts_at.isoformat()}|{self.room.pk if self.room else ''}"


def next_free(*, wanted: Wanted, after: datetime, by: Actor, most: int = 8) -> list[Offer]:
    """The next free times, the next first, no more than three of one day; five queries."""
    first = after.astimezone(HERE).date()
    last = first + timedelta(days=DAYS_AHEAD)
    stretches = hours.stretches(advisers=[wanted.adviser], by=by, first=first, last=last)[wanted.adviser]
    stretches = [one for one in stretches if wanted.centre in (None, one.centre)]
    if not stretches:
        return []
    rooms = (
        [one for one in places.rooms(by=by, on=first) if _fits(one, wanted)] if wanted.how == How.ROOM else []
    )
    busy, taken = _busy(wanted, rooms, stretches, by)
    opening = places.opening(by=by, centres={one.centre_id for one in rooms}, first=first, last=last)
    found: list[Offer] = []
    per_day: dict[object, int] = defaultdict(int)
    for span, stretch in times.free(stretches, busy, minutes=wanted.minutes, after=after):
        day = span.starts_at.astimezone(HERE).date()
        if per_day[day] >= 3:
            continue
        offer = _offer(span, stretch, wanted, rooms, taken, opening)
        if offer is not None:
            found.append(offer)
            per_day[day] += 1
        if len(found) == most:
            break
    return found


def _fits(room: Room, wanted: Wanted) -> bool:
    return (room.step_free or not wanted.step_free) and room.people >= wanted.people


def _busy(
    wanted: Wanted, rooms: list[Room], stretches: list[Stretch], by: Actor
) -> tuple[list[Span], dict[UUID, list[Span]]]:
    """When the adviser or the young person is taken, and when each room is; one query."""
    until = max(one.span.ends_at for one in stretches)
    begin = min(one.span.starts_at for one in stretches)
    whose = Q(adviser_id=wanted.adviser) | Q(room_id__in=[one.pk for one in rooms])
    if wanted.young_person is not None:
        whose |= Q(young_person_id=wanted.young_person)
    found = Appointment.objects.filter(
        whose,
        partnership_id=by.partnership,
        status__in=TAKES_TIME,
        starts_at__lt=until,
        starts_at__gt=begin - timedelta(minutes=times.LONGEST_MINUTES),
        ends_at__gt=begin,
    ).exclude(pk=wanted.but_for or NOBODY)
    busy: list[Span] = []
    taken: dict[UUID, list[Span]] = defaultdict(list)
    for adviser, person, room, starts_at, ends_at in found.values_list(
        "adviser_id", "young_person_id", "room_id", "starts_at", "ends_at"
    ):
        if adviser == wanted.adviser or person == wanted.young_person:
            busy.append(Span(starts_at, ends_at))
        if room is not None:
            taken[room].append(Span(starts_at, ends_at))
    return busy, taken


def _offer(
    span: Span,
    stretch: Stretch,
    wanted: Wanted,
    rooms: list[Room],
    taken: dict[UUID, list[Span]],
    opening: places.Opening,
) -> Offer | None:
    if wanted.how != How.ROOM:
        return Offer(span)
    for room in _near(rooms, stretch):
        open_then = opening.on(room.centre_id, span.starts_at.astimezone(HERE).date())
        shut = opening.knows(room.centre_id) and (open_then is None or not open_then.holds(span))
        if not shut and not any(span.overlaps(other) for other in taken[room.pk]):
            return Offer(span, room)
    return None


def _near(rooms: list[Room], stretch: Stretch) -> Iterator[Room]:
    """The rooms where the adviser is then; all of them where no centre is said."""
    yield from (one for one in rooms if stretch.centre in (None, one.centre_id))
