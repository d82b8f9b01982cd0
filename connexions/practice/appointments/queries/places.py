"""Centres with their rooms and opening times, and how the partnership keeps its diary."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Missing
from connexions.practice.appointments.models import ClosedDay, DiaryRules, OpeningTime, Room
from connexions.practice.appointments.rules.times import Span, nearest
from connexions.registers.partners.models import Centre


@dataclass(frozen=True)
class Opening:
    """When centres are open: by weekday, and the days on which they stay shut."""

    times: dict[tuple[int, int], OpeningTime] = field(default_factory=dict)  # (centre, weekday)
    shut: dict[tuple[int, date], str] = field(default_factory=dict)

    def on(self, centre: int, day: date) -> Span | None:
        """From when to when a centre is open on a day; none where it is shut."""
        found = self.times.get((centre, day.weekday()))
        if found is None or (centre, day) in self.shut:
            return None
        return Span(nearest(day, found.opens), nearest(day, found.closes))

    def knows(self, centre: int) -> bool:
        """Whether any opening time of it is set up; where none is, nobody can say that it is shut."""
        return any(one == centre for one, _ in self.times)


def centres(*, by: Actor) -> list[Centre]:
    """The centres of the partnership, by name."""
    return list(Centre.objects.filter(partnership_id=by.partnership).order_by("name", "id"))


def centre(*, centre_id: int, by: Actor) -> Centre:
    """One of them. Raises ``Missing``."""
    found = Centre.objects.filter(partnership_id=by.partnership, pk=centre_id).first()
    if found is None:
        raise Missing("There is no such centre at your partnership.")
    return found


def rooms(*, by: Actor, on: date, centre: int | None = None) -> list[Room]:
    """The rooms in use on a day, by centre and name."""
    found = Room.objects.filter(Q(closed_on=None) | Q(closed_on__gt=on), partnership_id=by.partnership)
    if centre is not None:
        found = found.filter(centre_id=centre)
    return list(found.select_related("centre").order_by("centre__name", "name", "id"))


def room(*, room_id: UUID, by: Actor) -> Room:
    """One room, in use or not. Raises ``Missing``."""
    found = Room.objects.filter(partnership_id=by.partnership, pk=room_id).select_related("centre").first()
    if found is None:
        raise Missing("There is no such room at your partnership.")
    return found


def opening(*, by: Actor, centres: Iterable[int], first: date, last: date) -> Opening:
    """When these centres are open from a day to another; two queries."""
    wanted = list(centres)
    times = OpeningTime.objects.filter(partnership_id=by.partnership, centre_id__in=wanted)
    shut = ClosedDay.objects.filter(
        partnership_id=by.partnership, centre_id__in=wanted, on__range=(first, last)
    )
    return Opening(
        {(one.centre_id, one.weekday): one for one in times},
        {(one.centre_id, one.on): one.why for one in shut},
    )


def closed_days(*, by: Actor, centre: int, on: date) -> list[ClosedDay]:
    """The days to come on which a centre stays shut."""
    found = ClosedDay.objects.filter(partnership_id=by.partnership, centre_id=centre, on__gte=on)
    return list(found.order_by("on"))


def diary_rules(*, by: Actor) -> DiaryRules:
    """How this partnership keeps its diary: as it has said, or as everybody does until they say otherwise."""
    found = DiaryRules.objects.filter(partnership_id=by.partnership).first()
    return found or DiaryRules(partnership_id=by.partnership, version=0)
