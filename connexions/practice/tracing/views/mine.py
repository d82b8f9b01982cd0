"""What a young person who has signed in says that they do now."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from connexions.ground.audit.actions import note_read
from connexions.ground.base import clock
from connexions.ground.base.acting import Role
from connexions.ground.base.doors import actor, open_to
from connexions.practice.tracing.actions import links
from connexions.practice.tracing.forms.asked import AnswerForm
from connexions.practice.tracing.models import StatusAnswer
from connexions.practice.tracing.presenters.links import about
from connexions.practice.tracing.queries.answers import current_of
from connexions.registers.people.sight import Part, find


@open_to(Role.YOUNG_PERSON)
def my_status(request: HttpRequest) -> HttpResponse:
    """Ask whether what we have is still right, and take the answer."""
    by, on = actor(request), clock.today()
    young_person, _ = find(by.young_person, by=by, part=Part.STATUS)
    told = about(young_person, current_of(young_person))
    form = AnswerForm(request.POST or None, known=bool(told["plain"]), carer="", on=on)
    if request.method == "POST" and form.is_valid():
        made = links.say(young_person=young_person, said=form.said(), on=on, at=clock.now(), by=by)
        messages.success(request, DONE if made.state == StatusAnswer.State.CONFIRMED else TO_READ)
        return redirect("/")
    if request.method == "GET":
        note_read(by=by, young_person_id=young_person.pk, page="tracing.my_status")
    return render(
        request,
        "tracing/my_status.html",
        {"form": form, "carer": None} | told,
        status=422 if form.errors else 200,
    )


DONE = "Thank you. What we have is right, and up to date."
TO_READ = "Thank you. One of us reads it in the next few days and puts your record right."
