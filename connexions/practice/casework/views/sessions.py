"""Group sessions: the list, one with its register, whom to add, a mark put right, the sheet to print."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from connexions.ground.audit import actions as audit
from connexions.ground.base import clock, drafts
from connexions.ground.base.acting import Actor
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import NotPossible
from connexions.ground.design import words
from connexions.ground.design.asking import answered, asked
from connexions.practice.casework import permissions
from connexions.practice.casework.actions import sessions
from connexions.practice.casework.forms.sessions import CancelForm, MarkForm, SessionForm, WhomForm
from connexions.practice.casework.models import Attendance, GroupSession
from connexions.practice.casework.queries import sessions as queries
from connexions.registers.people.models import YoungPerson

PAGE = 30
Marks = dict[UUID, tuple[str, str]]


@open_to(permissions.READERS)
@require_GET
def whole(request: HttpRequest) -> HttpResponse:
    """Every session, the latest first."""
    by = actor(request)
    page = Paginator(queries.sessions(by=by), PAGE).get_page(request.GET.get("page"))
    may = by.role in permissions.CASEWORKERS
    return render(request, "casework/sessions.html", {"sessions": page, "may_write": may, "now": clock.now()})


@open_to(permissions.CASEWORKERS)
def set_up(request: HttpRequest) -> HttpResponse:
    """Set one up."""
    by = actor(request)
    here = timezone.localtime(clock.now())
    initial = {"held_on": here.date(), "time": f"{here:%H}:00", "kind": GroupSession.Kind.WORKSHOP}
    form = asked(request, SessionForm, key="session:new", by=by, initial=initial)
    made: list[GroupSession] = []

    def save(_: dict[str, Any]) -> None:
        made.append(sessions.set_up(told=form.told(), by=by))

    def show(status: int) -> HttpResponse:
        return _form(request, form, "session:new", None, status)

    if request.method != "POST":
        return show(200)
    home = reverse("casework:sessions")
    go = lambda: reverse("casework:session_add", args=[made[0].pk])  # noqa: E731
    return answered(request, form, key="session:new", by=by, save=save, go=go, show=show, back=home)


@open_to(permissions.CASEWORKERS)
def change(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Change what one is."""
    by = actor(request)
    session, key = queries.one(session_id, by=by), f"session_change:{session_id}"
    here = timezone.localtime(session.at)
    names = ("title", "kind", "minutes", "place", "topic", "notes")
    initial = {name: getattr(session, name) for name in names} | {
        "held_on": here.date(),
        "time": f"{here:%H:%M}",
    }
    form = asked(request, SessionForm, key=key, by=by, initial=initial)

    def save(_: dict[str, Any]) -> None:
        version = request.POST.get("version", "")
        based_on = int(version) if version.isdecimal() else session.version
        sessions.change(session=session, told=form.told(), version=based_on, by=by)

    def show(status: int) -> HttpResponse:
        return _form(request, form, key, session, status)

    if request.method != "POST":
        return show(200)
    back = reverse("casework:session", args=[session.pk])
    return answered(request, form, key=key, by=by, save=save, go=back, show=show, back=back)


def _form(
    request: HttpRequest, form: SessionForm, key: str, session: GroupSession | None, status: int
) -> HttpResponse:
    return render(
        request, "casework/session_form.html", {"form": form, "draft": key, "session": session}, status=status
    )


@open_to(permissions.READERS)
def one(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """One session with its register: looked at, marked, closed."""
    by = actor(request)
    session = queries.one(session_id, by=by)
    if request.method != "POST":
        return _register(request, session, by, {}, "", 200)
    marks = _sent(request)
    try:
        with transaction.atomic():
            changed = sessions.mark(session=session, marks=marks, by=by) if marks else 0
            said = f"{words.count(changed, 'mark')} saved."
            if "close" in request.POST:
                said = _closed(session, request, by)
            drafts.discard(form=f"session:{session.pk}", by=by)
    except NotPossible as refusal:
        return _register(request, session, by, marks, refusal.sentence, 409)
    messages.success(request, said)
    return redirect("casework:session", session.pk)


def _closed(session: GroupSession, request: HttpRequest, by: Actor) -> str:
    written = sessions.close(session=session, attempts="attempts" in request.POST, at=clock.now(), by=by)
    return f"The register is closed. {words.count(written, 'contact')} recorded, each on its own record."


def _sent(request: HttpRequest) -> Marks:
    """The marks that were changed here: what somebody else marked meanwhile is left alone."""
    found: Marks = {}
    for name, before in request.POST.items():
        if not name.startswith("was-"):
            continue
        line = name.removeprefix("was-")
        now = (request.POST.get(f"mark-{line}", ""), request.POST.get(f"reason-{line}", "").strip())
        try:
            if "|".join(now) != before:
                found[UUID(line)] = now
        except ValueError:
            continue
    return found


def _register(
    request: HttpRequest, session: GroupSession, by: Actor, typed: Marks, refusal: str, status: int
) -> HttpResponse:
    lines, hidden = queries.register(session, by=by)
    _note_reads(lines, by)
    before = {line.pk: f"{line.mark}|{line.reason}" for line in lines}
    for line in lines:
        line.mark, line.reason = typed.get(line.pk, (line.mark, line.reason))
    kept = drafts.find(form=f"session:{session.pk}", by=by) if request.method == "GET" else None
    if kept and "afresh" not in request.GET and session.status == GroupSession.Status.OPEN:
        _restore(lines, kept[0])
    told = {
        "session": session,
        "lines": lines,
        "before": before,
        "hidden": hidden,
        "refusal": refusal,
        "kept_at": kept[1] if kept else None,
        "may_write": by.role in permissions.CASEWORKERS,
        "has_begun": session.at <= clock.now(),
        "names_twice": _twice(lines),
        "marks": Attendance.Mark.choices,
    }
    return render(request, "casework/session.html", told, status=status)


def _note_reads(lines: list[Attendance], by: Actor) -> None:
    """A register tells something of everybody on it."""
    for line in lines:
        audit.note_read(by=by, young_person_id=line.young_person_id, page="casework.session")


def _restore(lines: list[Attendance], kept: dict[str, list[str]]) -> None:
    for line in lines:
        line.mark = (kept.get(f"mark-{line.pk}") or [line.mark])[0]
        line.reason = (kept.get(f"reason-{line.pk}") or [line.reason])[0]


def _twice(lines: list[Attendance]) -> set[str]:
    """Names that two on the register have: their birthdays tell them apart."""
    names = [line.young_person.name for line in lines]
    return {name for name in names if names.count(name) > 1}


@open_to(permissions.CASEWORKERS)
def add(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Put young people on the register: chosen from a list, or typed."""
    by, on = actor(request), clock.today()
    session = queries.one(session_id, by=by)
    asked_for = WhomForm(request.POST if request.method == "POST" else request.GET)
    whom = asked_for.whom()
    offered = queries.to_add(whom=whom, session=session, on=on, by=by)
    left: dict[str, list[YoungPerson]] = {}
    status = 200
    if request.method == "POST":
        chosen, left = _meant(request, offered, by)
        added = sessions.add(session=session, young_people=chosen, by=by)
        if added:
            messages.success(
                request, f"{words.count(added, 'young person', 'young people')} put on the register."
            )
        if not left:
            return redirect("casework:session", session.pk)
        status = 422
        offered = [one for one in offered if one not in chosen]
    told = {"session": session, "whom": whom, "offered": offered, "left": left, "years": queries.YEARS}
    return render(request, "casework/session_add.html", told | {"most": queries.MOST}, status=status)


def _meant(
    request: HttpRequest, offered: list[YoungPerson], by: Actor
) -> tuple[list[YoungPerson], dict[str, list[YoungPerson]]]:
    """Those who were ticked or typed beyond doubt; and the names that are still in doubt, with whom they may mean."""
    ticked = set(request.POST.getlist("person"))
    chosen = {one.pk: one for one in offered if str(one.pk) in ticked}
    left: dict[str, list[YoungPerson]] = {}
    lines = [line.strip() for line in request.POST.get("names", "").splitlines() if line.strip()]
    for name in dict.fromkeys(line[:120] for line in lines[:60]):
        found = queries.meant(name, on=clock.today(), by=by)
        taken = [one for one in found if str(one.pk) in ticked] or (found if len(found) == 1 else [])
        chosen |= {one.pk: one for one in taken}
        if not taken:
            left[name] = found
    return list(chosen.values()), left


@open_to(permissions.CASEWORKERS)
@require_POST
def remove(request: HttpRequest, session_id: UUID, attendance_id: UUID) -> HttpResponse:
    """Take somebody off an open register."""
    by = actor(request)
    session = queries.one(session_id, by=by)
    line = queries.line(session, attendance_id, by=by)
    sessions.remove(line=line, by=by)
    messages.success(request, f"{line.young_person.name} is off the register.")
    return redirect("casework:session", session.pk)


@open_to(permissions.CASEWORKERS)
def correct(request: HttpRequest, session_id: UUID, attendance_id: UUID) -> HttpResponse:
    """Put right a mark of a closed register."""
    by = actor(request)
    session = queries.one(session_id, by=by)
    line = queries.line(session, attendance_id, by=by)
    line.session = session
    key, back = f"mark:{line.pk}", reverse("casework:session", args=[session.pk])
    form = asked(request, MarkForm, key=key, by=by, initial={"mark": line.mark, "reason": line.reason})

    def save(told: dict[str, Any]) -> None:
        sessions.correct(line=line, at=clock.now(), by=by, **told)
        messages.success(request, f"{line.young_person.name}’s mark is put right, on their record too.")

    def show(status: int) -> HttpResponse:
        told = {"form": form, "draft": key, "session": session, "line": line, "back": back}
        return render(request, "casework/session_correct.html", told, status=status)

    if request.method != "POST":
        audit.note_read(by=by, young_person_id=line.young_person_id, page="casework.session")
        return show(200)
    return answered(request, form, key=key, by=by, save=save, go=back, show=show, back=back)


@open_to(permissions.CASEWORKERS)
def cancel(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Say that it did not take place."""
    by = actor(request)
    session = queries.one(session_id, by=by)
    key, back = f"session_cancel:{session.pk}", reverse("casework:session", args=[session.pk])
    form = asked(request, CancelForm, key=key, by=by)

    def save(told: dict[str, Any]) -> None:
        sessions.cancel(session=session, because=told["because"], by=by)
        messages.success(request, "The session is cancelled. Nothing is on anybody’s record.")

    def show(status: int) -> HttpResponse:
        told = {"form": form, "draft": key, "session": session, "back": back}
        return render(request, "casework/session_cancel.html", told, status=status)

    if request.method != "POST":
        return show(200)
    return answered(request, form, key=key, by=by, save=save, go=back, show=show, back=back)


@open_to(permissions.READERS)
@require_GET
def sheet(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """The register to print and sign."""
    by = actor(request)
    session = queries.one(session_id, by=by)
    lines, hidden = queries.register(session, by=by)
    _note_reads(lines, by)
    told = {"session": session, "lines": lines, "hidden": hidden, "names_twice": _twice(lines)}
    return render(request, "casework/session_sheet.html", told)
