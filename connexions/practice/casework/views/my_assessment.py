"""A young person's own page of how things are."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from connexions.ground.audit.actions import note_read
from connexions.ground.base.acting import Role
from connexions.ground.base.doors import actor, open_to
from connexions.practice.casework.presenters import my_assessment as shown
from connexions.practice.casework.queries import assessments as queries
from connexions.registers.people.sight import Part, find


@open_to(Role.YOUNG_PERSON)
def mine(request: HttpRequest) -> HttpResponse:
    """The latest finished assessment in plain words, and whether another is being made."""
    by = actor(request)
    young_person, _ = find(by.young_person, by=by, part=Part.CASEWORK)
    note_read(by=by, young_person_id=young_person.pk, page="casework.my_assessment")
    every = queries.assessments_of(of=young_person, by=by)
    finished = queries.finished(every)
    profiles = queries.profiles(of=young_person, by=by, which=finished[:2])
    told = {
        "young_person": young_person,
        "latest": finished[0] if finished else None,
        "before": finished[1] if len(finished) > 1 else None,
        "open_one": queries.open_one(every),
        "mine": shown.mine(
            queries.with_evidence(profiles[0], of=young_person, by=by),
            profiles[1] if len(profiles) > 1 else None,
        )
        if profiles
        else None,
    }
    return render(request, "casework/my_assessment.html", told)
