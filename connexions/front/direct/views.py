"""Where a young person arrives."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from connexions.front.direct import presenters, queries
from connexions.ground.audit.actions import note_read
from connexions.ground.base import clock
from connexions.ground.base.acting import Role
from connexions.ground.base.doors import actor, open_to


@open_to(Role.YOUNG_PERSON)
def home(request: HttpRequest) -> HttpResponse:
    """What is next, their plan, who helps them, and whether what we have is still right."""
    by = actor(request)
    found = queries.home(by=by, at=clock.now())
    note_read(by=by, young_person_id=found.young_person.pk, page="direct.home")
    return render(request, "direct/home.html", presenters.page(found, on=clock.today()))
