"""The details of a record, and what was changed in them."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from connexions.ground.audit.actions import note_read
from connexions.ground.base import clock
from connexions.ground.base.doors import actor, open_to
from connexions.registers.people.audiences import audience_for
from connexions.registers.people.presenters import details as presenter
from connexions.registers.people.presenters import history as told_changes
from connexions.registers.people.presenters.record import record
from connexions.registers.people.queries import details as query
from connexions.registers.people.queries import history as changes
from connexions.registers.people.restricting import SETTERS
from connexions.registers.people.sight import READERS, Part, find


@open_to(READERS)
def details(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Everything that is known of who this is."""
    by, today = actor(request), clock.today()
    young_person, sight = find(young_person_id, by=by, part=Part.DETAILS)
    note_read(by=by, young_person_id=young_person.pk, page="people.details")
    found = query.details(young_person, by=by)
    told = record(young_person, sight, by=by, on=today, current="details") | {
        "who_sees": f"Seen by {audience_for(young_person, Part.DETAILS)}.",
        "known": presenter.sections(
            young_person, found, on=today, by=by, writes=sight.may_write(Part.DETAILS)
        ),
    }
    closed = told["record"]["restricted"]
    told["may_restrict"] = by.role in SETTERS and closed is None
    return render(request, "people/details.html", told)


@open_to(READERS)
def history(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Every changed field: who, when, what it was and is."""
    by, today = actor(request), clock.today()
    young_person, sight = find(young_person_id, by=by, part=Part.DETAILS)
    note_read(by=by, young_person_id=young_person.pk, page="people.history")
    before = request.GET.get("before", "")
    found = changes.history(young_person, by=by, before=int(before) if before.isdecimal() else None)
    told = record(young_person, sight, by=by, on=today, current="details") | {
        "days": told_changes.by_day(found.changes),
        "earlier": found.earlier,
        "latest": bool(before),
    }
    return render(request, "people/history.html", told)
