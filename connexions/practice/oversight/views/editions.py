"""What work is judged by: read it, and, as the partnership manager, change it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from connexions.ground.base import clock
from connexions.ground.base.acting import Role
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import Missing
from connexions.ground.design.asking import answered, asked
from connexions.practice.oversight import permissions
from connexions.practice.oversight.actions import editions as acts
from connexions.practice.oversight.forms import editions as forms
from connexions.practice.oversight.models import Kind
from connexions.practice.oversight.queries import editions


@open_to(permissions.READERS)
def edition(request: HttpRequest, kind: str) -> HttpResponse:
    """The list in use, and the editions before it."""
    by = actor(request)
    if kind not in Kind.values:
        raise Missing("There is no such list.")
    now = editions.current(kind, by=by)
    told = {
        "kind": kind,
        "title": Kind(kind).label,
        "now": now,
        "earlier": editions.earlier(kind, by=by),
        "may_change": by.role is Role.PARTNERSHIP_MANAGER,
    }
    return render(request, "oversight/edition.html", told)


@open_to(Role.PARTNERSHIP_MANAGER)
def change(request: HttpRequest, kind: str) -> HttpResponse:
    """Make another edition."""
    by = actor(request)
    if kind not in Kind.values:
        raise Missing("There is no such list.")
    now, key = editions.current(kind, by=by), f"edition:{kind}"
    form: Any
    if kind == Kind.BANDS:
        form = asked(
            request, forms.BandsForm, key=key, by=by, initial=forms.bands_initial(now.told, now.number)
        )
    else:
        start = forms.initial(now.told, now.number)
        form = asked(request, forms.list_form, key=key, by=by, told=now.told, initial=start)

    def show(status: int) -> HttpResponse:
        told = {"form": form, "kind": kind, "title": Kind(kind).label, "now": now, "draft": key}
        return render(request, "oversight/edition_change.html", told, status=status)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        made = acts.change(
            kind=kind, told=form.told, based_on=told["based_on"], why=told["why"], at=clock.now(), by=by
        )
        messages.success(request, f"Edition {made.number} is in use. What was judged keeps its own edition.")

    back = reverse("oversight:edition", args=[kind])
    return answered(request, form, key=key, by=by, save=save, go=back, show=show, back=back)
