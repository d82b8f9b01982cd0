"""A day of the diary as lines: what is booked, what is free."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from connexions.ground.base.acting import Actor
from connexions.ground.design import words
from connexions.practice.appointments import permissions
from connexions.practice.appointments.models import Appointment
from connexions.practice.appointments.presenters.words import comes, local_day, place, state
from connexions.practice.appointments.rules.times import Span, Stretch, slots

TAKES_TIME = (Appointment.Status.BOOKED, Appointment.Status.CAME, Appointment.Status.DID_NOT_ATTEND)


@dataclass(frozen=True)
class Line:
    """One line: an appointment; somebody else's, of which only the time is known; or a free time."""

    starts_at: datetime
    ends_at: datetime
    name: str = ""
    href: str = ""
    where: str = ""
    purpose: str = ""
    comes: tuple[str, ...] = ()
    look: str = ""
    state: str = ""
    flag: str = ""
    book_href: str = ""
    outcome_hrefs: tuple[tuple[str, str], ...] = ()
    adviser: str = ""
    now: bool = False

    @property
    def when(self) -> str:
        return f"{words.time(self.starts_at)} to {words.time(self.ends_at)}"


def lines(found: Iterable[Appointment], *, by: Actor, now: datetime) -> list[Line]:
    """Appointments as lines."""
    return [line(one, by=by, now=now) for one in found]


def line(one: Appointment, *, by: Actor, now: datetime) -> Line:
    """One appointment, as far as the reader may know of it."""
    look, word = state(one, now)
    if not permissions.sees(one, by):
        return Line(
            one.starts_at,
            one.ends_at,
            name="Booked",
            look=look,
            state=word,
            where=place(one),
            adviser=one.adviser.name,
        )
    wants_outcome = one.status == Appointment.Status.BOOKED and one.starts_at <= now
    return Line(
        one.starts_at,
        one.ends_at,
        name=one.young_person.name,
        href=page("appointments:one", one),
        where=place(one),
        purpose=one.purpose,
        comes=tuple(comes(one)),
        look=look,
        state=word,
        flag=one.flag,
        outcome_hrefs=(
            (("Came", page("appointments:came", one)), ("Did not attend", page("appointments:missed", one)))
            if wants_outcome
            else ()
        ),
        adviser=one.adviser.name,
        now=one.status == Appointment.Status.BOOKED and one.starts_at <= now < one.ends_at,
    )


def page(name: str, one: Appointment) -> str:
    """The address of a page of an appointment."""
    return reverse(name, args=[one.young_person_id, one.pk])


def with_free(
    booked: list[Line],
    stretches: Iterable[Stretch],
    taken: Iterable[Appointment],
    *,
    adviser: UUID,
    now: datetime,
) -> list[Line]:
    """The lines of a day with the free slots between them."""
    busy = [Span(one.starts_at, one.ends_at) for one in taken if one.status in TAKES_TIME]
    free = [
        Line(slot.starts_at, slot.ends_at, book_href=_book(slot, adviser))
        for one in stretches
        for slot in slots(one, minutes=one.slot_minutes)
        if slot.starts_at > now and not any(slot.overlaps(other) for other in busy)
    ]
    return sorted([*booked, *free], key=lambda one: (one.starts_at, bool(one.book_href)))


def _book(slot: Span, adviser: UUID) -> str:
    minutes = int((slot.ends_at - slot.starts_at).total_seconds() // 60)
    asked = urlencode({"at": slot.starts_at.isoformat(), "minutes": minutes, "adviser": adviser})
    return f"{reverse('appointments:whom')}?{asked}"


@dataclass(frozen=True)
class Day:
    """One day of a week."""

    on: date
    lines: list[Line]
    free: int
    href: str
    today: bool

    @property
    def name(self) -> str:
        """Tue 24 Nov."""
        return f"{words.DAYS[self.on.weekday()][:3]} {words.short_day(self.on)}"


def week(
    found: list[Appointment],
    stretches: list[Stretch],
    *,
    first: date,
    by: Actor,
    now: datetime,
    today: date,
    query: str,
) -> list[Day]:
    """Seven days, each with its lines and how much is free."""
    days = []
    for number in range(7):
        on = first + timedelta(days=number)
        mine = [one for one in found if local_day(one.starts_at) == on]
        open_then = [one for one in stretches if local_day(one.span.starts_at) == on]
        every = with_free([], open_then, mine, adviser=UUID(int=0), now=now)
        href = f"{reverse('appointments:diary')}?on={on.isoformat()}{query}"
        days.append(Day(on, lines(mine, by=by, now=now), len(every), href, on == today))
    return days
