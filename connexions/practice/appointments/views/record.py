"""A young person's appointments: all of them, one, and what became of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from connexions.ground.base import clock
from connexions.ground.base.doors import open_to
from connexions.ground.base.refusals import NotPossible
from connexions.ground.design.asking import answered, asked
from connexions.practice.appointments import permissions
from connexions.practice.appointments.actions import appointments, outcomes
from connexions.practice.appointments.forms.booking import CameForm, CancelForm, MissedForm
from connexions.practice.appointments.models import Appointment
from connexions.practice.appointments.presenters import words as said
from connexions.practice.appointments.queries import diary, places
from connexions.practice.casework.rules import in_days
from connexions.registers.people.opening import Opened, opened

PAGE = 20
AFTER_MISSING = {
    "try": ("Try again", "casework:contacts"),
    "offer": ("Offer another appointment", "appointments:book"),
    "carer": ("Tell their carer", "casework:contact_record"),
    "letter": ("Send a letter", "casework:contact_record"),
}


@open_to(permissions.READERS)
def whole(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Every appointment: to come, and what became of those before."""
    record, now = opened(request, young_person_id, page="appointments.of_young_person"), clock.now()
    pages = Paginator(diary.of_young_person(of=record.young_person, by=record.by), PAGE)
    shown = pages.get_page(request.GET.get("page"))
    rows = [_row(one, now) for one in shown]
    coming = [row for row in rows if row["one"].status == "booked" and row["one"].ends_at > now][::-1]
    return record.page(
        "appointments/of_young_person.html",
        "appointments",
        coming=coming,
        before=[row for row in rows if row not in coming],
        pages=shown,
        another_way=_another_way(record, shown),
    )


@open_to(permissions.READERS)
def one(request: HttpRequest, young_person_id: UUID, appointment_id: UUID) -> HttpResponse:
    """One appointment."""
    record, found = _opened(request, young_person_id, appointment_id, writes=False)
    now = clock.now()
    return record.page(
        "appointments/one.html",
        "appointments",
        row=_row(found, now),
        comes=said.comes(found),
        begun=found.starts_at <= now,
        may_restore=found.status in Appointment.CANCELLED and found.starts_at > now,
    )


@open_to(permissions.CASEWORKERS)
def cancel(request: HttpRequest, young_person_id: UUID, appointment_id: UUID) -> HttpResponse:
    """Cancel: by whom, and why."""
    record, found = _opened(request, young_person_id, appointment_id)

    def save(told: dict[str, Any]) -> None:
        appointments.cancel(
            appointment=found,
            by_them=told["whose"] == "them",
            reason=told["reason"],
            version=told["version"],
            at=clock.now(),
            by=record.by,
        )
        messages.success(request, f"Cancelled. {record.young_person.known_as} is told.")

    return _asks(request, record, found, CancelForm, "cancel", save, go=_page(found))


@open_to(permissions.CASEWORKERS)
@require_POST
def restore(request: HttpRequest, young_person_id: UUID, appointment_id: UUID) -> HttpResponse:
    """Take a cancellation back."""
    record, found = _opened(request, young_person_id, appointment_id)
    try:
        appointments.restore(appointment=found, version=found.version, at=clock.now(), by=record.by)
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, f"It takes place after all. {record.young_person.known_as} is told.")
    return redirect(_page(found))


@open_to(permissions.CASEWORKERS)
def came(request: HttpRequest, young_person_id: UUID, appointment_id: UUID) -> HttpResponse:
    """They came: the contact, filled in but for what was said."""
    record, found = _opened(request, young_person_id, appointment_id)

    def save(told: dict[str, Any]) -> None:
        outcomes.come(
            appointment=found, words=told["note"], version=told["version"], at=clock.now(), by=record.by
        )
        messages.success(request, "The contact is recorded with the appointment.")

    go = reverse("casework:contacts", args=[young_person_id])
    return _asks(request, record, found, CameForm, "came", save, go=go)


@open_to(permissions.CASEWORKERS)
def missed(request: HttpRequest, young_person_id: UUID, appointment_id: UUID) -> HttpResponse:
    """They did not attend: what is next."""
    record, found = _opened(request, young_person_id, appointment_id)
    rules = places.diary_rules(by=record.by)
    row = 1 + diary.missed_in_a_row(of=found.young_person_id, by=record.by)
    usual = in_days(days=max(2, rules.try_again_days), on=record.on)
    go = {"where": reverse("casework:contacts", args=[young_person_id])}

    def save(told: dict[str, Any]) -> None:
        words, page = AFTER_MISSING[told["next_step"]]
        contact = outcomes.miss(
            appointment=found,
            words=told["note"],
            next_step=words,
            try_again_on=told["try_again_on"] or usual,
            version=told["version"],
            at=clock.now(),
            by=record.by,
        )
        go["where"] = reverse(page, args=[young_person_id])
        day = contact.try_again_on
        again = f" {record.young_person.known_as} comes up again on {said.long_day(day)}." if day else ""
        messages.success(request, f"Recorded. Next: {words.lower()}.{again}")

    return _asks(
        request,
        record,
        found,
        MissedForm,
        "missed",
        save,
        go=lambda: go["where"],
        initial={"try_again_on": usual, "next_step": "try"},
        in_a_row=row,
        another_way=row >= rules.missed_in_a_row,
    )


def _asks(
    request: HttpRequest,
    record: Opened,
    found: Appointment,
    make: Any,
    which: str,
    save: Any,
    *,
    go: Any,
    initial: dict[str, Any] | None = None,
    **told: Any,
) -> HttpResponse:
    """A page that asks one thing about an appointment."""
    key = f"appointment:{which}:{found.pk}"
    form = asked(request, make, key=key, by=record.by, initial={"version": found.version, **(initial or {})})

    def show(status: int) -> HttpResponse:
        row = _row(found, clock.now())
        return record.page(
            f"appointments/{which}.html", "appointments", status=status, form=form, draft=key, row=row, **told
        )

    if request.method != "POST":
        return show(200)
    return answered(request, form, key=key, by=record.by, save=save, go=go, show=show, back=_page(found))


def _opened(
    request: HttpRequest, young_person_id: UUID, appointment_id: UUID, *, writes: bool = True
) -> tuple[Opened, Appointment]:
    record = opened(request, young_person_id, page="appointments.one", writes=writes)
    return record, diary.find(appointment_id=appointment_id, of=record.young_person, by=record.by)


def _page(found: Appointment) -> str:
    return reverse("appointments:one", args=[found.young_person_id, found.pk])


def _row(one: Appointment, now: Any) -> dict[str, Any]:
    look, word = said.state(one, now)
    return {
        "one": one,
        "when": said.short_moment(one.starts_at),
        "day": said.local_day(one.starts_at),
        "minutes": said.minutes(one),
        "place": said.place(one),
        "look": look,
        "state": word,
        "href": _page(one),
        "wants_outcome": one.status == "booked" and one.starts_at <= now,
    }


def _another_way(record: Opened, shown: Any) -> int:
    """How many were missed in a row, where it is time for another way."""
    missed = 0
    for found in shown:
        if found.status == "came":
            break
        missed += found.status == "did_not_attend"
    return missed if missed and missed >= places.diary_rules(by=record.by).missed_in_a_row else 0
