"""Overview and timeline of a record."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from connexions.ground.audit.actions import note_read
from connexions.ground.base import clock
from connexions.ground.base.doors import actor, open_to
from connexions.registers.people import record as pages
from connexions.registers.people.presenters import timeline
from connexions.registers.people.presenters.record import record
from connexions.registers.people.record import Asked
from connexions.registers.people.sight import READERS, find
from connexions.registers.people.timeline import Mark


@open_to(READERS)
def overview(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Who this is, what has happened, what is next."""
    by, today = actor(request), clock.today()
    young_person, sight = find(young_person_id, by=by)
    note_read(by=by, young_person_id=young_person.pk, page="people.record")
    asked = Asked(young_person, sight, by, today)
    told = record(young_person, sight, by=by, on=today) | {
        "timeline": timeline.shown(young_person, sight, size=timeline.GLANCE),
        "coming": pages.next_up(asked),
        "panels": pages.panels(asked),
    }
    return render(request, "people/overview.html", told)


@open_to(READERS)
def whole_timeline(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Everything that happened, by kind, going back."""
    by = actor(request)
    young_person, sight = find(young_person_id, by=by)
    note_read(by=by, young_person_id=young_person.pk, page="people.timeline")
    told = record(young_person, sight, by=by, on=clock.today(), current="timeline")
    told["timeline"] = timeline.shown(
        young_person,
        sight,
        kind=request.GET.get("kind", ""),
        before=Mark.read(request.GET.get("before", "")),
    )
    return render(request, "people/timeline.html", told)
