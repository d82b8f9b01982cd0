"""The caseload: who, how they stand, and giving several to an adviser at once."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from connexions.ground.base import clock, drafts
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import NotPossible
from connexions.practice.casework import permissions
from connexions.practice.casework.actions import allocations
from connexions.practice.casework.forms.allocations import AllocateForm
from connexions.practice.casework.presenters import caseload as shown
from connexions.practice.casework.queries import caseload, staff
from connexions.practice.casework.queries.caseload import Asked
from connexions.practice.casework.views.today import as_uuid
from connexions.registers.people import sight
from connexions.registers.people.models import YoungPerson

FILTERS = ("adviser", "level", "status", "review", "sort", "down")
WORDS = "caseload:words"


@open_to(permissions.READERS)
def whole(request: HttpRequest) -> HttpResponse:
    """One page of a caseload, narrowed and sorted as asked."""
    by, on = actor(request), clock.today()
    if request.method == "POST":
        return _keep_words(request, by)
    asked = read(request, by)
    page = caseload.page(by=by, on=on, asked=asked)
    advisers = [] if by.role is Role.PERSONAL_ADVISER else list(staff.advisers(by=by, on=on)[:200])
    told = {
        "by": by,
        "on": on,
        "asked": asked,
        "page": page,
        "rows": shown.rows(page.rows, on=on),
        "heads": shown.heads(asked, request.GET),
        "chips_shown": shown.chips(asked, request.GET),
        "choices": shown.choices(asked, advisers, by),
        "title": shown.title(asked, advisers, by),
        "earlier": _page(request, asked.page - 1) if asked.page > 1 else None,
        "later": _page(request, asked.page + 1) if asked.page < page.pages else None,
        "allocate": AllocateForm(advisers=advisers) if by.role in permissions.MANAGERS else None,
    }
    return render(request, "casework/caseload.html", told)


@open_to(permissions.MANAGERS)
@require_POST
def allocate(request: HttpRequest) -> HttpResponse:
    """Give those who were ticked to an adviser."""
    by, on = actor(request), clock.today()
    form = AllocateForm(request.POST, advisers=staff.advisers(by=by, on=on))
    ticked = [as_uuid(one) for one in request.POST.getlist("young_person")[: caseload.SIZE]]
    back = request.POST.get("back", "")
    home = reverse("casework:caseload") + (f"?{back}" if back else "")
    if not ticked or not form.is_valid():
        messages.error(request, "Tick at least one young person and choose an adviser.")
        return redirect(home)
    people = YoungPerson.objects.filter(sight.visible(by), pk__in=ticked)
    try:
        number = allocations.allocate_many(
            young_people=people, to=form.chosen, on=on, by=by, reason=form.cleaned_data["reason"]
        )
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
    else:
        one_or_more = "1 young person is" if number == 1 else f"{number} young people are"
        messages.success(request, f"{one_or_more} with {form.chosen.user.name} now.")
    return redirect(home)


def _keep_words(request: HttpRequest, by: Actor) -> HttpResponse:
    """A name that is looked for never stands in an address: it is kept, sealed, for whoever typed it."""
    told = {name: request.POST.get(name, "") for name in FILTERS if request.POST.get(name)}
    text = request.POST.get("q", "").strip()[:80]
    if text:
        drafts.keep(form=WORDS, typed={"q": [text]}, at=clock.now(), by=by)
        told["named"] = "1"
    return redirect(reverse("casework:caseload") + (f"?{urlencode(told)}" if told else ""))


def _kept_words(request: HttpRequest, by: Actor) -> str:
    kept = drafts.find(form=WORDS, by=by) if request.GET.get("named") else None
    return kept[0]["q"][0] if kept else ""


def read(request: HttpRequest, by: Actor) -> Asked:
    """What the address asks for. Somebody who has a caseload is shown their own, unless they ask for more."""
    query = request.GET
    adviser = query.get("adviser", "")
    wanted = as_uuid(adviser) if adviser not in ("", "all", caseload.NOBODY) else None
    own = by.role is Role.PERSONAL_ADVISER or (by.role is Role.DUTY_ADVISER and not adviser)
    own = own and wanted not in by.stands_for
    number = query.get("page", "1")
    nobody = adviser == caseload.NOBODY and by.role in permissions.MANAGERS
    told: dict[str, Any] = {
        "adviser": by.id if own else wanted,
        "nobody": nobody,
        "level": query.get("level", ""),
        "status": query.get("status", ""),
        "review": query.get("review", ""),
        "words": _kept_words(request, by),
        "sort": query.get("sort", "name") if query.get("sort") in caseload.SORTS else "name",
        "down": query.get("down") == "1",
        "page": min(int(number), caseload.COUNTED_TO // caseload.SIZE)
        if number.isdecimal() and number != "0"
        else 1,
    }
    return Asked(**told)


def _page(request: HttpRequest, number: int) -> str:
    query = {name: value for name, value in request.GET.items() if name != "page"}
    return "?" + urlencode(query | {"page": number})
