"""A young person's own appointments."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from connexions.ground.audit.actions import note_read
from connexions.ground.base import clock
from connexions.ground.base.acting import Role
from connexions.ground.base.doors import actor, open_to
from connexions.practice.appointments.presenters import words as said
from connexions.practice.appointments.queries import diary
from connexions.registers.people.sight import Part, find


@open_to(Role.YOUNG_PERSON)
def mine(request: HttpRequest) -> HttpResponse:
    """When and where the young person who is reading meets us next."""
    by, now = actor(request), clock.now()
    young_person, _ = find(by.young_person, by=by, part=Part.CASEWORK)
    note_read(by=by, young_person_id=young_person.pk, page="appointments.mine")
    coming = diary.to_come(of=young_person, after=now, by=by)
    told = {
        "coming": [(one, said.place(one), said.comes(one)) for one in coming],
        "young_person": young_person,
        "adviser": young_person.adviser.name if young_person.adviser else "us",
    }
    return render(request, "appointments/mine.html", told)
