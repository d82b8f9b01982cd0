"""Who is away and who stands in."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from connexions.ground.base import clock
from connexions.ground.base.doors import actor, open_to
from connexions.ground.design import words
from connexions.ground.design.asking import answered, asked
from connexions.registers.accounts import rules
from connexions.registers.accounts.actions import covers as act
from connexions.registers.accounts.forms.cover import CoverForm
from connexions.registers.accounts.queries import covers as reads

ARRANGE = rules.TEAM_ROLES | rules.ARRANGE_ALL_COVER
KEY = "cover"


@open_to(ARRANGE)
def covers(request: HttpRequest) -> HttpResponse:
    """Who is away now and who will be."""
    by, on = actor(request), clock.today()
    found = list(reads.covers(by=by, on=on)[:200])
    told = {"by": by, "on": on, "covers": [(one, rules.last_day(one.until_on)) for one in found]}
    return render(request, "accounts/covers.html", told)


@open_to(ARRANGE)
def arrange(request: HttpRequest) -> HttpResponse:
    """Arrange that a colleague stands in."""
    by, on = actor(request), clock.today()
    options: dict[str, Any] = {
        "away": list(reads.arranged_by(by=by, on=on)[:500]),
        "colleagues": list(reads.advisers(by=by, on=on)[:500]),
    }
    form = asked(request, CoverForm, key=KEY, by=by, **options)

    def show(status: int) -> HttpResponse:
        return render(request, "accounts/cover_arrange.html", {"form": form, "draft": KEY}, status=status)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        made = act.arrange(
            adviser=form.away[told["adviser"]],
            covered_by=form.colleagues[told["covered_by"]],
            from_on=told["from_on"],
            until_on=told["until_on"],
            on=on,
            reason=told["reason"],
            by=by,
        )
        days = f"from {words.short_day(made.from_on)} to {words.short_day(rules.last_day(made.until_on))}"
        messages.success(request, f"{made.covered_by.name} covers for {made.adviser.name} {days}.")

    home = reverse("accounts:covers")
    return answered(request, form, key=KEY, by=by, save=save, go=home, show=show, back=home)


@open_to(ARRANGE)
@require_POST
def end(request: HttpRequest, cover_id: UUID) -> HttpResponse:
    """They are back, or do not go."""
    by, on = actor(request), clock.today()
    ended = act.end(cover=reads.cover(cover_id, by=by, on=on), on=on, by=by)
    messages.success(request, f"{ended.adviser.name} is covered no longer.")
    return redirect("accounts:covers")
