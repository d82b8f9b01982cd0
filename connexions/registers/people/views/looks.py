"""Who has looked at a record."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from connexions.ground.audit import presenters, queries
from connexions.ground.audit.actions import note_read
from connexions.ground.base import clock
from connexions.ground.base.doors import actor, open_to
from connexions.registers.people.presenters.record import record
from connexions.registers.people.sight import READERS, Part, find


@open_to(READERS)
def looks(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """Everybody who looked at this record or acted upon it: when, what, from where."""
    by = actor(request)
    young_person, sight = find(young_person_id, by=by, part=Part.LOOKS)
    note_read(by=by, young_person_id=young_person.pk, page="people.looks")
    asked, before = request.GET.get("kind", ""), request.GET.get("before", "")
    kind = queries.Kind(asked) if asked in set(queries.Kind) else None
    page = queries.looks_at(young_person.pk, by=by, kind=kind, before=queries.mark(before))
    address = f"{reverse('people:looks', args=[young_person.pk])}?kind="
    told = record(young_person, sight, by=by, on=clock.today(), current="looks") | {
        "days": presenters.by_day(page.entries, by=by),
        "chips": presenters.kinds(kind, address),
        "latest": f"{address}{kind or ''}" if before else None,
        "earlier": f"{address}{kind or ''}&before={page.earlier}" if page.earlier else None,
    }
    return render(request, "people/looks.html", told)
