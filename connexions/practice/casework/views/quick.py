"""A contact recorded in one line, from anywhere: three keys and a sentence."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from connexions.ground.base import clock, drafts
from connexions.ground.base.acting import Actor
from connexions.ground.base.doors import actor, open_to
from connexions.ground.design.asking import answered, asked
from connexions.practice.casework import permissions
from connexions.practice.casework.actions import contacts
from connexions.practice.casework.forms.contacts import QuickContactForm
from connexions.practice.casework.queries import caseload, sessions
from connexions.practice.casework.views.contacts import said
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part, find

QUICK = "contact:quick"
NAMES = 1000  # of an adviser's own young people, offered while a name is typed


@open_to(permissions.CASEWORKERS)
def quick_contact(request: HttpRequest) -> HttpResponse:
    """Record a contact in one line."""
    by, sent = actor(request), request.method == "POST"
    given = request.POST if sent else request.GET
    whom = _whom(given.get("young_person", ""), by)
    # On somebody's record the draft is theirs: words about one are never offered beside another's name.
    key = f"{QUICK}:{whom.pk}" if whom is not None else QUICK
    initial = {"young_person": whom.pk if whom else None, "back": request.GET.get("from", "")}
    form = asked(request, QuickContactForm, key=key, by=by, initial=initial)

    def show(status: int) -> HttpResponse:
        return _page(request, form, whom, key, by, status)

    if not sent:
        return show(200)
    if not form.is_valid():
        return show(422)
    found = [whom] if whom else sessions.meant(form.cleaned_data["who"], on=clock.today(), by=by)
    if len(found) != 1:
        return render(request, "casework/contact_whom.html", {"form": form, "found": found}, status=422)

    def save(told: dict[str, Any]) -> None:
        now = clock.now()
        contact = contacts.record(
            young_person=found[0],
            at=now,
            channel=told["channel"],
            outcome=told["outcome"],
            words=told["note"],
            sent_as=told["sent_as"],
            another=told["another"],
            recorded_at=now,
            by=by,
        )
        drafts.discard(form=QUICK if "of_several" in request.POST else key, by=by)
        messages.success(request, said(found[0].name, contact))

    home = _back(request, form)
    return answered(request, form, key=key, by=by, save=save, go=home, back=home, show=show)


def _whom(given: str, by: Actor) -> YoungPerson | None:
    """The young person on whose record the key was pressed, or who was chosen from several."""
    try:
        wanted = UUID(given)
    except ValueError:
        return None
    return find(wanted, by=by, part=Part.CASEWORK)[0]


def _page(
    request: HttpRequest, form: QuickContactForm, whom: YoungPerson | None, key: str, by: Actor, status: int
) -> HttpResponse:
    mine = caseload.scope(by=by, asked=caseload.Asked(adviser=by.id)).order_by("family_name", "given_name")
    told = {
        "form": form,
        "whom": whom,
        "draft": key,
        "names": sorted(
            {one.name for one in mine.only("given_name", "preferred_name", "family_name")[:NAMES]}
        ),
        "home": _back(request, form),
        "twice": status == 409,
    }
    return render(request, "casework/contact_quick.html", told, status=status)


def _back(request: HttpRequest, form: QuickContactForm) -> str:
    """Where the key was pressed; Today where that is not known or not ours."""
    given = str(form["back"].value() or "")
    ours = given.startswith("/") and url_has_allowed_host_and_scheme(given, allowed_hosts=None)
    return urlsplit(given).path if ours else reverse("casework:today")
