"""For managers: whose reviews are overdue and by how long, and what waits for their word."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from connexions.ground.base import clock
from connexions.ground.base.doors import actor, open_to
from connexions.practice.casework import permissions
from connexions.practice.casework.queries import endings, reviews


@open_to(permissions.MANAGERS)
def overdue(request: HttpRequest) -> HttpResponse:
    """Overdue reviews by adviser and age; ends of support to agree to."""
    by, on = actor(request), clock.today()
    found = reviews.overdue(by=by, on=on)
    ages = [f"Up to {age}" for age in reviews.AGES]
    told = {
        "on": on,
        "rows": found,
        "heads": [*ages, f"Over {list(reviews.AGES)[-1]}"],
        "number": sum(one.number for one in found),
        "exempt": sum(one.exempt for one in found),
        "to_agree": endings.to_agree(by=by),
    }
    return render(request, "casework/overdue.html", told)
