"""One's own account."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from connexions.ground.base import clock
from connexions.ground.base.acting import STAFF, Actor
from connexions.ground.base.doors import SIGNED_IN, open_to
from connexions.ground.base.refusals import Missing
from connexions.registers.accounts import actors, devices
from connexions.registers.accounts.actions import sessions
from connexions.registers.accounts.queries import staff as reads


@open_to(STAFF)
def mine(request: HttpRequest) -> HttpResponse:
    """What I am here, how I sign in, and where I am signed in."""
    by = _by(request)
    held = actors.memberships(request.user, on=clock.today())  # type: ignore[arg-type]
    here = request.session.session_key
    signed_in = [
        {
            "since": one.started_at,
            "where": one.where,
            "device": devices.described(one.device),
            "here": one.pk == here,
        }
        for one in reads.own_sessions(by=by)
    ]
    told = {"held": held, "sessions": signed_in}
    return render(request, "accounts/mine.html", told)


@open_to(SIGNED_IN)
@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """Sign out on all other devices."""
    sessions.end_others(keep=str(request.session.session_key), by=_by(request))
    messages.success(request, "You are signed out everywhere else.")
    return redirect("accounts:mine" if _by(request).is_staff else "direct:home")


@open_to(SIGNED_IN)
@require_POST
def act_as(request: HttpRequest) -> HttpResponse:
    """Go on in another of one's roles."""
    wanted = request.POST.get("membership", "")
    held = actors.memberships(request.user, on=clock.today())  # type: ignore[arg-type]
    chosen = next((one for one in held if str(one.pk) == wanted), None)
    if chosen is None:
        raise Missing("You do not have that role, or no longer.")
    request.session["membership"] = chosen.pk
    return redirect("/")


def _by(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
