"""Booking and moving an appointment: free times first, another time by hand."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

from connexions.ground.base import clock
from connexions.ground.base.acting import Actor
from connexions.ground.base.doors import open_to
from connexions.ground.design.asking import answered, asked
from connexions.practice.appointments import permissions
from connexions.practice.appointments.actions import appointments
from connexions.practice.appointments.actions.appointments import Arrangement
from connexions.practice.appointments.forms.booking import BookForm, MoveForm, SlotForm
from connexions.practice.appointments.models import Appointment, DiaryRules, Room
from connexions.practice.appointments.presenters import words as said
from connexions.practice.appointments.presenters.warnings import warnings
from connexions.practice.appointments.queries import diary, places, slots
from connexions.practice.appointments.queries.colleagues import Colleagues, colleagues
from connexions.practice.appointments.queries.slots import Offer, Wanted
from connexions.practice.appointments.rules.times import lasting
from connexions.practice.appointments.views.asking import moment_asked, number_asked, uuid_asked
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.opening import Opened, opened

How = Appointment.How
LENGTHS = (15, 30, 45, 60, 90)
PEOPLE = 2  # the young person and their adviser


@dataclass(frozen=True)
class Looking:
    """What is looked for on this page, and what was found."""

    colleagues: Colleagues
    minutes: int
    how: str
    rules: DiaryRules
    offers: list[Offer]
    rooms: list[Room]

    def told(self) -> dict[str, Any]:
        return {
            "advisers": self.colleagues.choices,
            "adviser_name": self.colleagues.name,
            "lengths": [(one, one == self.minutes) for one in sorted({*LENGTHS, self.minutes})],
            "hows": [(value, text, value == self.how) for value, text in How.choices],
            "how": self.how,
            "has_offers": bool(self.offers),
        }

    def form_options(self) -> dict[str, Any]:
        return {
            "offers": [(one.key, said.offer_said(one)) for one in self.offers],
            "rooms": [(str(one.pk), f"{one.centre.name}, {one.name}") for one in self.rooms],
        }


def looking(
    request: HttpRequest, person: YoungPerson, by: Actor, now: datetime, before: Appointment | None = None
) -> Looking:
    """What the address or the form sent asks for, and the free times that answer it."""
    given: QueryDict = request.POST if request.method == "POST" else request.GET
    rules = places.diary_rules(by=by)
    usual = before.adviser_id if before else person.adviser_id
    found = colleagues(wanted=uuid_asked(given.get("adviser")), usual=usual, by=by, on=now.date())
    minutes = number_asked(
        given.get("minutes"), least=5, most=480, usual=said.minutes(before) if before else rules.slot_minutes
    )
    how = given.get("how", "") if given.get("how") in How.values else (before.how if before else How.ROOM)
    wanted = Wanted(
        adviser=found.asked,
        minutes=minutes,
        how=how,
        step_free=bool(before and before.step_free),
        young_person=person.pk,
        but_for=before.pk if before else None,
    )
    offers = slots.next_free(wanted=wanted, after=now, by=by)
    rooms = places.rooms(by=by, on=now.date()) if how == How.ROOM else []
    chosen = _at(given, minutes, offers, rooms)
    return Looking(found, minutes, how, rules, [*chosen, *offers], rooms)


def _at(given: QueryDict, minutes: int, offers: list[Offer], rooms: list[Room]) -> list[Offer]:
    """The time on which somebody clicked in a day, where it is not among the next free ones."""
    at = moment_asked(given.get("at"))
    if at is None or any(one.span.starts_at == at for one in offers):
        return []
    room_id = uuid_asked(given.get("room"))
    room = next((one for one in rooms if one.pk == room_id), rooms[0] if rooms else None)
    return [Offer(lasting(at, minutes), room)]


def _initial(request: HttpRequest, look: Looking) -> dict[str, Any]:
    at = moment_asked(request.GET.get("at"))
    chosen = next((one for one in look.offers if one.span.starts_at == at), None)
    first = chosen or (look.offers[0] if look.offers else None)
    return {
        "adviser": look.colleagues.asked,
        "minutes": look.minutes,
        "how": look.how,
        "slot": first.key if first else "other",
    }


@open_to(permissions.CASEWORKERS)
def book(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Book an appointment."""
    opening = opened(request, young_person_id, page="appointments.book", writes=True)
    person, by, key, now = opening.young_person, opening.by, f"appointment:{young_person_id}", clock.now()
    look = looking(request, person, by, now)
    needs = {"with_interpreter": person.needs_interpreter}
    form = asked(
        request, BookForm, key=key, by=by, initial=_initial(request, look) | needs, **look.form_options()
    )
    back = reverse("appointments:of_young_person", args=[person.pk])

    def show(status: int) -> HttpResponse:
        return _page(opening, "book", form, look, key, status)

    if request.method != "POST":
        return show(200)
    if form.is_valid() and _unusual(form, person, look, by):
        return show(422)

    def save(told: dict[str, Any]) -> None:
        made = appointments.book(
            young_person=person,
            adviser=told["adviser"],
            span=told["span"],
            arranged=_arranged(told),
            at=clock.now(),
            by=by,
        )
        messages.success(request, f"Booked: {_said(made)}. {person.known_as} is told.")

    return answered(request, form, key=key, by=by, save=save, go=back, show=show, back=back)


@open_to(permissions.CASEWORKERS)
def move(request: HttpRequest, young_person_id: UUID, appointment_id: UUID) -> HttpResponse:
    """Move an appointment to another time, place or adviser."""
    opening = opened(request, young_person_id, page="appointments.move", writes=True)
    person, by, key, now = opening.young_person, opening.by, f"appointment:move:{appointment_id}", clock.now()
    before = diary.find(appointment_id=appointment_id, of=person, by=by)
    look = looking(request, person, by, now, before)
    form = asked(request, MoveForm, key=key, by=by, initial=_initial(request, look), **look.form_options())

    def show(status: int) -> HttpResponse:
        return _page(opening, "move", form, look, key, status, before=before, said_before=_said(before))

    if request.method != "POST":
        return show(200)
    if form.is_valid() and _unusual(form, person, look, by):
        return show(422)

    def save(told: dict[str, Any]) -> None:
        made = appointments.move(
            appointment=before,
            span=told["span"],
            adviser=told["adviser"],
            how=told["how"],
            room_id=told["room_id"],
            where=told["where"],
            reason=told["reason"],
            version=before.version,
            at=clock.now(),
            by=by,
        )
        messages.success(request, f"Moved to {_said(made)}. {person.known_as} is told.")

    back = reverse("appointments:of_young_person", args=[person.pk])
    return answered(request, form, key=key, by=by, save=save, go=back, show=show, back=back)


def _page(
    opening: Opened, which: str, form: SlotForm, look: Looking, key: str, status: int, **told: Any
) -> HttpResponse:
    return opening.page(
        f"appointments/{which}.html",
        "appointments",
        status=status,
        form=form,
        draft=key,
        **look.told(),
        **told,
    )


def _unusual(form: SlotForm, person: YoungPerson, look: Looking, by: Actor) -> bool:
    """Whether something is unusual that nobody has said yes to: said beside the tick that says yes."""
    told = form.cleaned_data
    if told["sure"]:
        return False
    room = next((one for one in look.rooms if one.pk == told["room_id"]), None)
    found = warnings(
        young_person=person,
        adviser=told["adviser"],
        span=told["span"],
        room=room if told["how"] == How.ROOM else None,
        people=PEOPLE
        + sum(bool(told.get(name)) for name in ("with_carer", "with_interpreter", "with_other")),
        step_free=bool(told.get("step_free")),
        by=by,
    )
    if found:
        form.add_error("sure", " ".join(found) + " Tick to book it all the same.")
    return bool(found)


def _arranged(told: dict[str, Any]) -> Arrangement:
    names = (
        "how",
        "room_id",
        "purpose",
        "with_carer",
        "with_interpreter",
        "with_other",
        "step_free",
        "needs",
    )
    where = told["where"] if told["how"] == How.ELSEWHERE else ""
    return Arrangement(where=where, **{name: told[name] for name in names})


def _said(made: Appointment) -> str:
    return f"{said.short_moment(made.starts_at)}, {said.place(made)}"
