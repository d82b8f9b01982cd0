"""A round of home visits, as a list to print."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from connexions.ground.audit.actions import note_read
from connexions.ground.base import clock
from connexions.ground.base.doors import actor, open_to
from connexions.practice.casework.permissions import CASEWORKERS
from connexions.practice.tracing import permissions
from connexions.practice.tracing.presenters.rounds import shown
from connexions.practice.tracing.queries import choosing
from connexions.practice.tracing.queries import rounds as queries
from connexions.practice.tracing.views.queues import asking, of_address
from connexions.trust.safeguarding.queries import risks


@open_to(permissions.CALLERS)
def visits(request: HttpRequest, queue: str) -> HttpResponse:
    """Whom to visit from which centre, in the shortest order we can find."""
    by, chosen = actor(request), of_address(queue)
    desk = choosing.desk(by=by)
    look = asking(request, by, desk.rules)
    centres = list(queries.centres(by=by))
    wanted = request.GET.get("centre", "")
    start = next((one for one in centres if str(one.pk) == wanted), centres[0] if centres else None)
    everybody = request.GET.get("everybody") == "1"
    found = queries.round_of(chosen.key, look, start=start, everybody=everybody, at=clock.now())
    whom = [one.young_person.pk for one in (*found.stops, *found.unplaced)]
    for one in whom:
        note_read(by=by, young_person_id=one, page="tracing.round")
    told = {
        "queue": chosen,
        "on": look.on,
        "by": by,
        "centres": centres,
        "start": start,
        "everybody": everybody,
        "filters": look.filters,
        "choices": desk.choices,
        "takes": by.role in CASEWORKERS,
        **shown(found, notes=risks.for_visits(whom, on=look.on, by=by)),
    }
    return render(request, "tracing/round.html", told)
