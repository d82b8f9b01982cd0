"""A young person's own page: who helps them, what is kept, and who may see it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from connexions.ground.audit.actions import note_read
from connexions.ground.base import clock
from connexions.ground.base.acting import Role
from connexions.ground.base.doors import actor, open_to
from connexions.registers.people.presenters import me as presenter
from connexions.registers.people.queries.details import details
from connexions.registers.people.sight import Part, find


@open_to(Role.YOUNG_PERSON)
def me(request: HttpRequest) -> HttpResponse:
    """What we keep about the young person who is reading."""
    by = actor(request)
    young_person, _ = find(by.young_person, by=by, part=Part.DETAILS)
    note_read(by=by, young_person_id=young_person.pk, page="people.me")
    told = presenter.me(young_person, details(young_person, by=by), on=clock.today())
    return render(request, "people/me.html", told)
