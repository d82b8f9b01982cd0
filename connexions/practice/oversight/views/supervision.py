"""Supervision: who is due, the notes, signing them and adding to them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from connexions.ground.audit import actions as audit
from connexions.ground.base import clock
from connexions.ground.base.acting import Actor
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import Conflict, Missing, NotPossible
from connexions.ground.design.asking import answered, asked
from connexions.practice.casework.queries import staff
from connexions.practice.oversight import permissions
from connexions.practice.oversight.actions import supervision as acts
from connexions.practice.oversight.forms.samples import ReplyForm
from connexions.practice.oversight.forms.supervision import MeetingForm, initial, meeting_form
from connexions.practice.oversight.models import Meeting
from connexions.practice.oversight.queries import editions
from connexions.practice.oversight.queries import supervision as queries
from connexions.practice.oversight.rules.states import MEETING
from connexions.registers.people.models import YoungPerson


@open_to(permissions.MANAGERS)
def whole(request: HttpRequest) -> HttpResponse:
    """Everybody whom this manager supervises, whoever has waited longest first."""
    by, on = actor(request), clock.today()
    told = {
        "on": on,
        "rows": [(one, one.overdue(on)) for one in queries.due(on=on, by=by)],
        "weeks": editions.current("supervision", by=by).told["weeks"],
        "to_do": queries.to_do(by=by),
    }
    return render(request, "oversight/supervision.html", told)


@open_to(permissions.MANAGERS)
def of_adviser(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """The notes about one adviser."""
    by, on = actor(request), clock.today()
    membership = staff.adviser(user_id=user_id, by=by, on=on)
    told = {
        "adviser": membership.user,
        "meetings": queries.meetings_of(adviser=user_id, by=by),
        "may_write": user_id != by.id,
    }
    return render(request, "oversight/supervision_of.html", told)


@open_to(permissions.MANAGERS)
def write(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Write the note of a meeting."""
    by, on = actor(request), clock.today()
    adviser = staff.adviser(user_id=user_id, by=by, on=on).user
    permissions.check_may_supervise(user_id, by)
    key, headings = f"supervision:{user_id}", editions.current("supervision", by=by).headings
    form = asked(request, meeting_form, key=key, by=by, headings=headings, initial=initial(None, []))

    def show(status: int) -> HttpResponse:
        told = {"form": form, "draft": key, "adviser": adviser, "meeting": None}
        return render(request, "oversight/meeting_write.html", told, status=status)

    if request.method != "POST":
        return show(200)
    made: list[UUID] = []

    def save(told: dict[str, Any]) -> None:
        meeting = acts.write(
            adviser=user_id, held_on=told["held_on"], notes=form.notes, agreed=form.agreed,
            mentions=_named(form, user_id, by), at=clock.now(), on=on, by=by,
        )  # fmt: skip
        made.append(meeting.pk)
        messages.success(
            request, f"The note is kept. Read it together, then both sign: {adviser.name} sees it now."
        )

    def go() -> str:
        return reverse("oversight:meeting", args=[made[0]])

    back = reverse("oversight:supervision_of", args=[user_id])
    return answered(request, form, key=key, by=by, save=save, go=go, show=show, back=back)


def _named(form: MeetingForm, adviser: UUID, by: Actor) -> list[YoungPerson]:
    """Whom the names mean. Raises ``NotPossible`` where one means nobody, or more than one."""
    found = []
    for name in form.names:
        meant = queries.named(name, adviser=adviser, on=clock.today(), by=by)
        exact = [one for one in meant if one.name.lower() == name.lower()]
        meant = exact if len(exact) == 1 else meant
        if len(meant) != 1:
            why = "nobody" if not meant else "more than one young person"
            raise NotPossible(
                f"“{name}” means {why} in this adviser’s caseload: write the whole name, or none."
            )
        found += meant
    return found


@open_to(permissions.SUPERVISED)
def meeting(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """A note: read it, sign it, add to it once it is signed."""
    by = actor(request)
    found = queries.meeting(meeting_id, by=by)
    if request.method == "GET":
        audit.note_read(
            by=by, young_person_id=None, page="oversight.meeting", details={"meeting": str(found.pk)}
        )
    key = f"meeting:{found.pk}:add"
    form = asked(request, ReplyForm, key=key, by=by)

    def show(status: int) -> HttpResponse:
        return render(
            request, "oversight/meeting.html", _told(found, by) | {"form": form, "draft": key}, status=status
        )

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        acts.add(meeting=found, words=told["words"], at=clock.now(), by=by)
        messages.success(request, "Added beneath the note.")

    here = reverse("oversight:meeting", args=[meeting_id])
    return answered(request, form, key=key, by=by, save=save, go=here, show=show, back=here)


def _told(meeting: Meeting, by: Actor) -> dict[str, Any]:
    people, others = queries.mentioned(meeting, by=by)
    there = by.id in (meeting.adviser_id, meeting.manager_id)
    mine = meeting.manager_signed_at if by.id == meeting.manager_id else meeting.adviser_signed_at
    return {
        "meeting": meeting,
        "by": by,
        "on": clock.today(),
        "headings": [(one["name"], meeting.notes.get(one["key"], "")) for one in meeting.edition.headings],
        "people": people,
        "others": others,
        "is_there": there,
        "may_sign": there and mine is None and MEETING.may(meeting.state, "sign"),
        "may_change": by.id == meeting.manager_id and MEETING.may(meeting.state, "change"),
        "may_add": there and MEETING.may(meeting.state, "add"),
    }


@open_to(permissions.MANAGERS)
def change(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Say a note otherwise, while nobody has signed it."""
    by, on = actor(request), clock.today()
    found = queries.meeting(meeting_id, by=by)
    permissions.check_is_of_meeting(found, by)
    MEETING.after(found.state, "change")
    key = f"meeting:{found.pk}"
    people, _ = queries.mentioned(found, by=by)
    start = initial(found, [one.name for one in people])
    form = asked(request, meeting_form, key=key, by=by, headings=found.edition.headings, initial=start)

    def show(status: int) -> HttpResponse:
        told = {"form": form, "draft": key, "adviser": found.adviser, "meeting": found}
        return render(request, "oversight/meeting_write.html", told, status=status)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        acts.change(
            meeting=found, held_on=told["held_on"], notes=form.notes, agreed=form.agreed,
            mentions=_named(form, found.adviser_id, by), version=told["version"] or 0, on=on, by=by,
        )  # fmt: skip
        messages.success(request, "The note is changed.")

    back = reverse("oversight:meeting", args=[meeting_id])
    return answered(request, form, key=key, by=by, save=save, go=back, show=show, back=back)


@open_to(permissions.SUPERVISED)
@require_POST
def sign(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Sign a note as it stands on the page."""
    by = actor(request)
    found = queries.meeting(meeting_id, by=by)
    given = request.POST.get("version", "")
    try:
        acts.sign(meeting=found, version=int(given) if given.isdecimal() else 0, at=clock.now(), by=by)
        messages.success(request, "Signed.")
    except Conflict:
        messages.error(request, "The note has changed since you opened it. Read it as it is now, then sign.")
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
    return redirect("oversight:meeting", meeting_id)


@open_to(permissions.SUPERVISED)
@require_POST
def do(request: HttpRequest, meeting_id: UUID, agreed_id: UUID) -> HttpResponse:
    """What was agreed is done, or after all not."""
    by = actor(request)
    found = queries.meeting(meeting_id, by=by)
    agreed = next((one for one in found.agreed.all() if one.pk == agreed_id), None)
    if agreed is None:
        raise Missing("There is no such thing in this note.")
    acts.do(agreed=agreed, on=clock.today(), by=by)
    return redirect("oversight:meeting", meeting_id)
