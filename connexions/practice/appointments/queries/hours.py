"""When advisers see young people."""

from collections.abc import Iterable
from datetime import date, time, timedelta
from uuid import UUID

from django.db.models import Q

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Missing
from connexions.practice.appointments.models import AdviserSession
from connexions.practice.appointments.rules.times import Span, Stretch, nearest, without

Kind = AdviserSession.Kind


def sessions(*, adviser: UUID, by: Actor, on: date) -> list[AdviserSession]:
    """What is set up for an adviser now and to come: every week, on one day, away."""
    found = AdviserSession.objects.filter(
        Q(until_on=None) | Q(until_on__gte=on), partnership_id=by.partnership, adviser_id=adviser
    )
    return list(found.select_related("centre").order_by("weekday", "from_on", "starts"))


def session(*, session_id: UUID, by: Actor) -> AdviserSession:
    """One of them. Raises ``Missing``."""
    found = AdviserSession.objects.filter(partnership_id=by.partnership, pk=session_id)
    one = found.select_related("centre", "adviser").first()
    if one is None:
        raise Missing("There are no such hours at your partnership.")
    return one


def stretches(
    *, advisers: Iterable[UUID], by: Actor, first: date, last: date, drop_in: bool = False
) -> dict[UUID, list[Stretch]]:
    """When these advisers see people from one day to another, less when they are away; one query."""
    wanted = list(advisers)
    found = AdviserSession.objects.filter(
        Q(until_on=None) | Q(until_on__gte=first),
        partnership_id=by.partnership,
        adviser_id__in=wanted,
        from_on__lte=last,
    )
    open_ones: dict[UUID, list[Stretch]] = {one: [] for one in wanted}
    away: dict[UUID, list[Span]] = {one: [] for one in wanted}
    for one in found:
        if one.kind == Kind.AWAY:
            away[one.adviser_id] += [span_on(one, day) for day in _days(one, first, last)]
        elif one.drop_in == drop_in:
            open_ones[one.adviser_id] += [
                Stretch(span_on(one, day), one.slot_minutes, one.centre_id) for day in _days(one, first, last)
            ]
    return {one: without(open_ones[one], away[one]) for one in wanted}


def _days(one: AdviserSession, first: date, last: date) -> list[date]:
    begin, end = max(first, one.from_on), min(last, one.until_on or last)
    days = [begin + timedelta(days=number) for number in range((end - begin).days + 1)]
    return [day for day in days if one.kind != Kind.WEEKLY or day.weekday() == one.weekday]


def span_on(one: AdviserSession, day: date) -> Span:
    """The session as it falls on a day."""
    ends = nearest(day, one.ends) if one.ends else nearest(day + timedelta(days=1), time())
    return Span(nearest(day, one.starts), ends)
