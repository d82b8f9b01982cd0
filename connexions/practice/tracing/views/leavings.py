"""Reports that somebody left; how each ended; telling it back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from connexions.ground.audit.actions import note_read
from connexions.ground.base import clock
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import NotPossible
from connexions.ground.design.asking import answered, asked
from connexions.practice.tracing import permissions
from connexions.practice.tracing.actions import leavings as acts
from connexions.practice.tracing.forms.asked import EndForm, LeavingForm, ToldBackForm
from connexions.practice.tracing.queries import leavings as queries
from connexions.practice.tracing.rules.outcomes import ENDINGS
from connexions.registers.people.opening import opened
from connexions.registers.people.sight import Part

TOLD = 20


@open_to(permissions.ANSWERERS)
def leavings(request: HttpRequest) -> HttpResponse:
    """Open reports, those still to be told back, and those that were."""
    by = actor(request)
    waiting, to_tell = list(queries.still_open(by=by)[:200]), list(queries.to_tell(by=by)[:200])
    for one in (*waiting, *to_tell):
        note_read(by=by, young_person_id=one.young_person_id, page="tracing.leavings")
    told = {"waiting": waiting, "to_tell": to_tell, "told": queries.told(by=by)[:TOLD], "endings": ENDINGS}
    return render(request, "tracing/leavings.html", told)


@open_to(permissions.ANSWERERS)
def report(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Record who told us, and when, that a young person left."""
    record = opened(request, young_person_id, page="tracing.report", part=Part.STATUS, writes=True)
    key, school = f"left:{young_person_id}", record.young_person.school
    start = {"place": school.name if school else "", "reported_on": record.on}
    form = asked(request, LeavingForm, key=key, by=record.by, initial=start)

    def show(status: int) -> HttpResponse:
        return record.page("tracing/report.html", "status", status=status, form=form, draft=key)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        same = school is not None and school.name == told["place"]
        acts.report(
            young_person=record.young_person,
            told=told | {"establishment": school if same else None},
            on=record.on,
            by=record.by,
        )
        messages.success(request, f"Kept. {told['place']} hears how it ends.")

    back = reverse("tracking:status", args=[young_person_id])
    return answered(request, form, key=key, by=record.by, save=save, go=back, show=show, back=back)


@open_to(permissions.ANSWERERS)
def leaving(request: HttpRequest, leaving_id: UUID) -> HttpResponse:
    """One report: say how it ended."""
    by = actor(request)
    found = queries.leaving(leaving_id=leaving_id, by=by)
    key = f"leaving:{found.pk}"
    form = asked(request, EndForm, key=key, by=by)

    def show(status: int) -> HttpResponse:
        told = {
            "form": form,
            "draft": key,
            "leaving": found,
            "version": found.version,
            "ending": ENDINGS.get(found.ending, ""),
            "telling": ToldBackForm(),
        }
        return render(request, "tracing/leaving.html", told, status=status)

    if request.method != "POST":
        note_read(by=by, young_person_id=found.young_person_id, page="tracing.leaving")
        return show(200)

    def save(told: dict[str, Any]) -> None:
        sent = request.POST.get("version", "")
        ended = acts.end(
            leaving=found,
            ending=told["ending"],
            version=int(sent) if sent.isdecimal() else found.version,
            on=clock.today(),
            at=clock.now(),
            by=by,
        )
        how = "told by e-mail" if ended.told_back_at else "on the list of those to tell"
        messages.success(request, f"Ended: {found.place} is {how}.")

    back = reverse("tracing:leavings")
    return answered(request, form, key=key, by=by, save=save, go=back, show=show, back=back)


@open_to(permissions.ANSWERERS)
def told(request: HttpRequest, leaving_id: UUID) -> HttpResponse:
    """Whoever reported it was told by another way."""
    by = actor(request)
    found = queries.leaving(leaving_id=leaving_id, by=by)
    form = ToldBackForm(request.POST)
    if request.method == "POST" and form.is_valid():
        try:
            acts.told_back(leaving=found, how=form.cleaned_data["how"], at=clock.now(), by=by)
            messages.success(request, f"Kept: {found.place} knows.")
        except NotPossible as refusal:
            messages.error(request, refusal.sentence)
        return redirect("tracing:leavings")
    if request.method == "POST":
        messages.error(request, "Say how they were told.")
    return redirect("tracing:leaving", found.pk)
