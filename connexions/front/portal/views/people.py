"""The young people who are shared with an organisation, and each of them. Every look is written down."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from connexions.front.portal import permissions
from connexions.front.portal.presenters import people as shown
from connexions.front.portal.queries import people, telling
from connexions.ground.audit.actions import note_read
from connexions.ground.base import clock
from connexions.ground.base.doors import actor, open_to
from connexions.registers.people import categories


@open_to(permissions.WORKERS)
def shared(request: HttpRequest) -> HttpResponse:
    """Those shared with us, the newest first."""
    by, after = actor(request), people.Mark.read(request.GET.get("after", ""))
    page = people.shared(by=by, after=after)
    ids = [str(one.young_person.pk) for one in page.people]
    note_read(by=by, young_person_id=None, page="portal.list", details={"shown": ids})
    return render(request, "portal/people.html", shown.listing(page, by=by, later=after is not None))


@open_to(permissions.WORKERS)
def find(request: HttpRequest) -> HttpResponse:
    """Those of them who are called so. What is searched for never stands in an address."""
    by = actor(request)
    text = request.POST.get("q", "").strip()[:100]
    if request.method != "POST" or not text:
        return redirect("portal:people")
    page = people.named(text, by=by)
    ids = [str(one.young_person.pk) for one in page.people]
    note_read(by=by, young_person_id=None, page="portal.search", details={"shown": ids})
    return render(request, "portal/people.html", shown.listing(page, by=by, text=text, searched=True))


@open_to(permissions.WORKERS)
def record(request: HttpRequest, young_person_id: UUID) -> HttpResponse:
    """One of them: what is shared, and nothing else."""
    by = actor(request)
    found = telling.find(young_person_id, by=by, on=clock.today())
    note_read(
        by=by,
        young_person_id=found.young_person.pk,
        page="portal.record",
        details={"organisation": by.organisation, "groups": categories.names(found.sight.groups)},
    )
    return render(request, "portal/record.html", shown.record(found))
