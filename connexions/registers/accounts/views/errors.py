"""What is shown when something about the sign-in itself went wrong."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from connexions.ground.base.doors import open_to_anyone
from connexions.registers.accounts import middleware, throttle


@open_to_anyone
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a valid token: most often a page left open across a sign-in."""
    sentence = (
        "This page was open too long, or cookies are switched off. Go back, reload it and send it again."
    )
    return render(request, "403.html", {"sentence": sentence}, status=403)


@open_to_anyone
def too_many(request: HttpRequest) -> HttpResponse:
    """Where allauth itself counts (asking for letters, changing a password): its limits are per minute."""
    return middleware.refuse(request, throttle.too_many(timedelta(seconds=59)))
