"""Beginning a new record, after looking whether there is one."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from connexions.ground.base import clock, drafts
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import NotPossible
from connexions.registers.people import names
from connexions.registers.people.actions import young_people
from connexions.registers.people.audiences import AUDIENCES
from connexions.registers.people.forms.who import BeginForm
from connexions.registers.people.presenters import hits
from connexions.registers.people.queries import restricted
from connexions.registers.people.queries.alike import alike
from connexions.registers.people.queries.areas import authorities
from connexions.registers.people.sight import WRITERS, Part
from connexions.registers.people.views.asking import restored

DRAFT = "people.begin"


@open_to(WRITERS)
def begin(request: HttpRequest) -> HttpResponse:
    """Ask who it is; show whoever may be the same; begin a record only for somebody who is not."""
    by = actor(request)
    areas = authorities(by=by)
    if request.method != "POST":
        kept = drafts.find(form=DRAFT, by=by)
        blank = BeginForm(areas=areas)
        form = BeginForm(initial=restored(blank, kept[0]), areas=areas) if kept else blank
        return _page(request, form, [], kept_at=kept[1] if kept else None)
    form = BeginForm(request.POST, areas=areas)
    if not form.is_valid():
        return _page(request, form, [], status=422)
    facts = {name: value for name, value in form.cleaned_data.items() if name != "sure"}
    likely = alike(
        by=by,
        given_name=facts["given_name"],
        family_name=facts["family_name"],
        date_of_birth=facts["date_of_birth"],
        preferred_name=facts["preferred_name"],
    )
    words = names.keys_of(facts["given_name"], "", facts["family_name"], facts["preferred_name"])
    maybe = restricted.maybe(words=words, born_on=[facts["date_of_birth"]], by=by)
    if (likely or maybe) and not form.cleaned_data["sure"]:
        return _page(request, form, likely, maybe=maybe)
    try:
        young_person = young_people.begin(by=by, on=clock.today(), alike=len(likely), **facts)
    except NotPossible as refused:
        form.add_error(None, refused.sentence)
        return _page(request, form, likely, status=422)
    drafts.discard(form=DRAFT, by=by)
    messages.success(request, "The record is begun. Add how they are reached, and what else you know.")
    return redirect("people:details", young_person.pk)


def _page(
    request: HttpRequest,
    form: BeginForm,
    likely: list[Any],
    *,
    maybe: Sequence[UUID] = (),
    kept_at: Any = None,
    status: int = 200,
) -> HttpResponse:
    today = clock.today()
    told = {
        "form": form,
        "question": {"draft": DRAFT, "back": "/", "button": "Begin the record"},
        "kept_at": kept_at,
        "here": request.path,
        "today": today,
        "who_sees": f"Seen by {AUDIENCES[Part.DETAILS]}.",
        "maybe": maybe,
        "alike": [
            {
                "person": hit.young_person,
                "about": hits.about(hit, on=today),
                "school": hit.young_person.school.name if hit.young_person.school else "",
                "helper": hits.helper(hit),
            }
            for hit in likely
        ],
    }
    return render(request, "people/begin.html", told, status=status)
