"""Moves between authorities: what waits for a decision, packages out and in; who left, and who is back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from connexions.engines.ccis import Specification, specification
from connexions.engines.currency import academic_year
from connexions.ground.audit import actions as audit
from connexions.ground.base import clock
from connexions.ground.base.acting import Actor
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import NotPossible
from connexions.practice.returns import permissions, sealing
from connexions.practice.returns.actions import moves as acts
from connexions.practice.returns.actions import people as records
from connexions.practice.returns.forms.moves import ConfirmForm, LeadForm, LeaveForm, PackageForm
from connexions.practice.returns.models import Departure, Move, Package
from connexions.practice.returns.presenters.months import names_of
from connexions.practice.returns.queries import moves as queries
from connexions.practice.returns.queries import scopes
from connexions.registers.people import remarks, sight
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.presenters.record import record
from connexions.registers.people.sight import Part, Sight


def _spec() -> Specification:
    return specification(academic_year(clock.today()))


@open_to(permissions.TELLERS)
@require_http_methods(["GET", "POST"])
def moves(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, what was decided; take a package in hand."""
    by = actor(request)
    form = PackageForm(request.POST, request.FILES) if request.method == "POST" else PackageForm()
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["package"]
        try:
            made = acts.receive(data=upload.read(sealing.LARGEST + 1), at=clock.now(), by=by)
        except NotPossible as refusal:
            form.add_error("package", refusal.sentence)
        else:
            return redirect("returns:package", made.pk)
    proposed = list(queries.moves(by=by, state=Move.State.PROPOSED))
    decided = list(queries.moves(by=by, state=Move.State.CONFIRMED))
    packages = queries.packages(by=by)
    listed: list[Any] = [*proposed, *decided, *packages]
    codes = {code for one in listed for code in (one.from_authority, one.to_authority)}
    audit.note_read(by=by, young_person_id=None, page="returns.moves", details={"shown": len(proposed)})
    told = {
        "form": form,
        "proposed": proposed,
        "decided": decided,
        "packages": packages,
        "names": names_of(codes),
        "fingerprint": sealing.fingerprint(),
    }
    return render(request, "returns/moves.html", told, status=422 if form.errors else 200)


@open_to(permissions.TELLERS)
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, move_id: UUID) -> HttpResponse:
    """One move: they have moved, or they have not."""
    by, on = actor(request), clock.today()
    found = queries.move(move_id, by=by)
    own = {one.code for one in scopes.open_authorities(by=by, on=on)}
    form = ConfirmForm(
        request.POST if request.method == "POST" else None,
        spec=_spec(),
        but=own,
        initial={"to_authority": found.to_authority, "moved_on": found.proposed_on},
    )
    if request.method == "POST" and form.is_valid():
        try:
            acts.confirm(move_id=found.pk, on=on, at=clock.now(), by=by, **form.cleaned_data)
        except NotPossible as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(
                request, "They are told of as moved, once. Make the package for the other authority."
            )
            return redirect("returns:move", move_id)
    if request.method == "GET":
        audit.note_read(by=by, young_person_id=found.young_person_id, page="returns.move")
    told = {
        "move": found,
        "person": found.young_person,
        "names": names_of({found.from_authority, found.to_authority}),
        "form": form,
        "waits": found.state == Move.State.PROPOSED,
        "fingerprint": sealing.fingerprint(),
    }
    return render(request, "returns/move.html", told, status=422 if form.errors else 200)


@open_to(permissions.TELLERS)
@require_POST
def decline_move(request: HttpRequest, move_id: UUID) -> HttpResponse:
    """They have not moved."""
    by = actor(request)
    found = queries.move(move_id, by=by)
    try:
        acts.decline(move_id=found.pk, on=clock.today(), by=by)
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, f"{found.young_person.known_as} stays with you.")
    return redirect("returns:moves")


@open_to(permissions.TELLERS)
@require_POST
def pack(request: HttpRequest, move_id: UUID) -> HttpResponse:
    """The package for the other authority."""
    by = actor(request)
    found = queries.move(move_id, by=by)
    acts.note_packed(move_id=found.pk, at=clock.now(), by=by)
    data = queries.packed(found, on=clock.today(), by=by)
    answer = HttpResponse(data, content_type="application/json")
    answer["Content-Disposition"] = (
        f'attachment; filename="package-{found.from_authority}-to-{found.to_authority}.json"'
    )
    return answer


@open_to(permissions.TELLERS)
@require_GET
def package(request: HttpRequest, package_id: UUID) -> HttpResponse:
    """What a package says, beside what would become of it."""
    by = actor(request)
    found = queries.package(package_id, by=by)
    audit.note_read(
        by=by, young_person_id=found.taken_as, page="returns.package", details={"package": str(found.pk)}
    )
    told = {
        "package": found,
        "fields": sorted(found.fields.items()),
        "names": names_of({found.from_authority, found.to_authority}),
        "key_known": queries.is_key_known(found, by=by),
        "waits": found.state == Package.State.ARRIVED,
        "state_words": Package.State(found.state).label,
    }
    return render(request, "returns/package.html", told)


@open_to(permissions.TELLERS)
@require_POST
def decide_package(request: HttpRequest, package_id: UUID) -> HttpResponse:
    """Take the young person in, do not, or note that the old place was told."""
    by, on = actor(request), clock.today()
    queries.package(package_id, by=by)
    wanted = request.POST.get("do", "")
    try:
        if wanted == "take":
            acts.take(package_id=package_id, on=on, at=clock.now(), by=by)
            messages.success(request, "They are with you now. Tell the authority that they came from.")
        elif wanted == "decline":
            acts.refuse(package_id=package_id, on=on, by=by)
            messages.success(request, "They were not taken in. Tell the authority that they came from.")
        elif wanted == "told":
            acts.note_told(package_id=package_id, on=on, by=by)
            messages.success(request, "It stands here that the old place was told.")
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
    return redirect("returns:package", package_id)


@open_to(permissions.TELLERS)
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Where they belong: with which authority, or that they left, or are back."""
    by, on = actor(request), clock.today()
    young_person, seen = sight.find(young_person_id, by=by, part=Part.STATUS)
    wanted = request.POST.get("do", "") if request.method == "POST" else ""
    own = scopes.open_authorities(by=by, on=on)
    leaving = LeaveForm(request.POST if wanted == "leave" else None, spec=_spec(), but=[], auto_id="leave_%s")
    lead = LeadForm(
        request.POST if wanted in ("lead", "back") else None,
        authorities=own,
        auto_id="lead_%s",
        initial={"lead_authority": young_person.lead_authority},
    )
    form = leaving if wanted == "leave" else lead
    if wanted and form.is_valid():
        try:
            _do(wanted, young_person, form.cleaned_data, by)
        except NotPossible as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, f"Where {young_person.known_as} belongs is up to date.")
            return redirect("returns:leave", young_person_id)
    if not wanted:
        audit.note_read(by=by, young_person_id=young_person.pk, page="returns.leave")
    return _leaving_page(request, young_person, seen, by, leaving, lead, 422 if form.errors else 200)


def _do(wanted: str, whom: YoungPerson, told: dict[str, object], by: Actor) -> None:
    on, at = clock.today(), clock.now()
    if wanted == "leave":
        acts.leave(young_person_id=whom.pk, from_authority=whom.lead_authority, on=on, at=at, by=by, **told)  # type: ignore[arg-type]
    elif wanted == "back":
        acts.come_back(young_person_id=whom.pk, lead_authority=str(told["lead_authority"]), on=on, by=by)
    else:
        records.set_lead_authority(
            young_person_id=whom.pk, lead_authority=str(told["lead_authority"]), on=on, by=by
        )


def _leaving_page(
    request: HttpRequest,
    whom: YoungPerson,
    seen: Sight,
    by: Actor,
    leaving: LeaveForm,
    lead: LeadForm,
    status: int,
) -> HttpResponse:
    gone = queries.departure(whom)
    codes = {whom.lead_authority, *((gone.from_authority, gone.to_authority) if gone else ())}
    told = record(whom, seen, by=by, on=clock.today(), current="returns") | {
        "gone": gone,
        "reason": Departure.Reason(gone.reason).label if gone else "",
        "names": names_of(codes),
        "leaving": leaving,
        "lead": lead,
        "form": leaving if leaving.is_bound else lead,
        "remarked": remarks.beside(whom, page="returns:leave"),
    }
    return render(request, "returns/leave.html", told, status=status)
