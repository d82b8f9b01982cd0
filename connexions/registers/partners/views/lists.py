"""What is kept as data about organisations: their kinds, and the days nobody answers."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from connexions.ground.base import clock
from connexions.ground.base.doors import actor, open_to
from connexions.registers.partners.actions import organisations as acts
from connexions.registers.partners.forms.organisations import DayOffForm, KindForm
from connexions.registers.partners.permissions import GRANTED, Permission
from connexions.registers.partners.queries import organisations
from connexions.registers.partners.views.asking import ask


@open_to(GRANTED[Permission.ORGANISATION_CHANGE])
def kinds(request: HttpRequest) -> HttpResponse:
    """The kinds of organisation to choose from; add one."""
    by = actor(request)

    def save(form: Any) -> str:
        return f"{acts.add_kind(name=form.cleaned_data['name'], by=by).name} can be chosen now."

    return ask(
        request, KindForm, key="organisation:kinds", title="Kinds of organisation", save=save, do="Add it",
        go=reverse("partners:kinds"), back=(reverse("partners:organisations"), "Organisations"),
        template="partners/kinds.html", told={"kinds": list(organisations.kinds(by=by))},
    )  # fmt: skip


@open_to(GRANTED[Permission.AGREEMENT_CHANGE])
def days_off(request: HttpRequest) -> HttpResponse:
    """The days that do not count when times are agreed in working days; add one."""
    by, on = actor(request), clock.today()

    def save(form: Any) -> str:
        acts.add_day_off(on=form.cleaned_data["on"], name=form.cleaned_data["name"], by=by)
        return "The day is in the list: times pass it by."

    found = list(organisations.days_off(from_on=on, by=by))
    told = {
        "days": found,
        "known_until": max((one.on for one in found if one.partnership_id is None), default=None),
    }
    return ask(
        request, DayOffForm, key="organisation:days-off", title="Days off", save=save, do="Add the day",
        go=reverse("partners:days_off"), back=(reverse("partners:organisations"), "Organisations"),
        template="partners/days_off.html", told=told,
    )  # fmt: skip


@open_to(GRANTED[Permission.AGREEMENT_CHANGE])
@require_POST
def remove_day_off(request: HttpRequest, day_off_id: int) -> HttpResponse:
    """Take one of the partnership's own days out again."""
    acts.remove_day_off(day_off_id=day_off_id, by=actor(request))
    messages.success(request, "The day is out of the list.")
    return redirect("partners:days_off")
