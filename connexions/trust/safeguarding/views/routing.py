"""Who is told of a concern: the page on which managers look after it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from connexions.ground.base import clock
from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import Missing, NotPossible
from connexions.ground.design import words
from connexions.ground.design.asking import answered, asked
from connexions.trust.safeguarding import permissions
from connexions.trust.safeguarding.actions import routing as actions
from connexions.trust.safeguarding.forms import routing as forms
from connexions.trust.safeguarding.models import RotaTurn
from connexions.trust.safeguarding.presenters import routing as shown
from connexions.trust.safeguarding.queries import routing as queries

SETTLED = (
    "day_from", "day_until", "weekdays", "minutes", "risk_months", "risk_review_days", "visitor_minutes",
    "buddy_minutes", "manager_minutes",
)  # fmt: skip
AHEAD = timedelta(days=28)
SAVED = "Saved. It holds from now on."
MANAGER = frozenset({Role.PARTNERSHIP_MANAGER})


@open_to(permissions.MANAGERS)
def who_is_told(request: HttpRequest) -> HttpResponse:
    """Who is on duty now, where the rota has gaps, and all that decides who is told."""
    by, on, at = actor(request), clock.today(), clock.now()
    settled = queries.settled(by=by)
    told = {
        "at": at,
        "on": on,
        "night": queries.at_night(at, by=by),
        "duty": queries.on_duty(at, by=by),
        "gaps": [shown.stretch(one) for one in queries.gaps(by=by, at=at)],
        "days": queries.LOOKED_AHEAD,
        "rules": [shown.rule(one) for one in queries.rules_in_use(by=by)],
        "leads": queries.named_leads(by=by, on=on),
        "turns": [shown.turn(one, at=at) for one in queries.turns(by=by, from_at=at, until_at=at + AHEAD)],
        "house_rules": shown.settled(settled, days=forms.DAYS),
        "minutes_where_none": words.count(settled.minutes, "minute"),
        "may_change": by.role in MANAGER,
    }
    return render(request, "safeguarding/who_is_told.html", told)


@open_to(MANAGER)
def settle(request: HttpRequest) -> HttpResponse:
    """Hours, minutes, months."""
    by = actor(request)
    now = queries.settled(by=by)
    start = {name: getattr(now, name) for name in (*SETTLED, "version")}

    def save(told: dict[str, Any]) -> object:
        return actions.settle(told={name: told[name] for name in SETTLED}, version=told["version"], by=by)

    return _page(request, "What is settled", forms.SettledForm, {"initial": start}, "settle", save, by)


@open_to(MANAGER)
def rule(request: HttpRequest) -> HttpResponse:
    """A rule of one case; it takes the place of the one that was."""
    by = actor(request)
    teams = [(one.pk, one.name) for one in queries.teams(by=by)]
    start = {"when": "always", "minutes_0": 15}
    form = asked(request, forms.RuleForm, key="safeguarding:rule", by=by, teams=teams, initial=start)

    def save(told: dict[str, Any]) -> object:
        return actions.write_rule(
            kind=told["kind"], team=told["team"], when=told["when"], steps=form.steps, at=clock.now(), by=by
        )

    return _asked(request, "Whom a rule tells", form, "safeguarding:rule", save, by, template="rule")


@open_to(MANAGER)
def lead(request: HttpRequest) -> HttpResponse:
    """Name a designated lead."""
    by, on = actor(request), clock.today()

    def save(told: dict[str, Any]) -> object:
        given = {"from_on": told["from_on"], "until_on": told["until_on"]}
        return actions.name_lead(user=UUID(told["user"]), on=on, by=by, **given)

    options = {"colleagues": _colleagues(by), "initial": {"from_on": on}}
    return _page(request, "A designated lead", forms.LeadForm, options, "lead", save, by)


@open_to(MANAGER)
def rota(request: HttpRequest) -> HttpResponse:
    """Put somebody on the rota."""
    by, on = actor(request), clock.today()
    settled = queries.settled(by=by)

    def save(told: dict[str, Any]) -> object:
        return actions.put_on_rota(on=on, by=by, **told | {"user": UUID(told["user"])})

    start = {
        "from_on": on, "from_time": settled.day_until, "until_on": on + timedelta(days=1),
        "until_time": settled.day_from, "weeks": 1,
    }  # fmt: skip
    options = {"colleagues": _colleagues(by), "initial": start}
    return _page(request, "A turn on the rota", forms.RotaForm, options, "rota", save, by)


@open_to(MANAGER)
@require_POST
def end_rule(request: HttpRequest, rule_id: UUID) -> HttpResponse:
    """A rule holds no longer."""
    by = actor(request)
    found = next((one for one in queries.rules_in_use(by=by) if one.pk == rule_id), None)
    if found is None:
        raise Missing("There is no such rule, or it has ended.")
    actions.end_rule(rule=found, at=clock.now(), by=by)
    messages.success(request, "The rule has ended.")
    return redirect("safeguarding:who_is_told")


@open_to(MANAGER)
@require_POST
def end_lead(request: HttpRequest, lead_id: UUID) -> HttpResponse:
    """Somebody is no designated lead any more."""
    by, on = actor(request), clock.today()
    found = next((one for one in queries.named_leads(by=by, on=on) if one.pk == lead_id), None)
    if found is None:
        raise Missing("There is no such lead, or their time is over.")
    actions.end_lead(lead=found, on=on, by=by)
    messages.success(request, f"{found.user.name} is no designated lead from today.")
    return redirect("safeguarding:who_is_told")


@open_to(MANAGER)
@require_POST
def off_rota(request: HttpRequest, turn_on_rota_id: UUID) -> HttpResponse:
    """Somebody is not on duty then."""
    by = actor(request)
    found = RotaTurn.objects.filter(pk=turn_on_rota_id, partnership_id=by.partnership).first()
    if found is None:
        raise Missing("There is no such turn.")
    try:
        actions.take_off_rota(turn=found, at=clock.now(), by=by)
        messages.success(request, "Taken off the rota. Look whether a gap is left.")
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
    return redirect("safeguarding:who_is_told")


def _colleagues(by: Actor) -> list[tuple[str, str]]:
    return [(str(one.user_id), one.user.name) for one in queries.colleagues(by=by, on=clock.today())]


def _page(
    request: HttpRequest,
    title: str,
    make: Any,
    options: dict[str, Any],
    what: str,
    save: Callable[[dict[str, Any]], object],
    by: Actor,
) -> HttpResponse:
    key = f"safeguarding:{what}"
    return _asked(request, title, asked(request, make, key=key, by=by, **options), key, save, by)


def _asked(
    request: HttpRequest,
    title: str,
    form: Any,
    key: str,
    save: Callable[[dict[str, Any]], object],
    by: Actor,
    *,
    template: str = "settle",
) -> HttpResponse:
    back = reverse("safeguarding:who_is_told")

    def show(status: int) -> HttpResponse:
        told = {"form": form, "draft": key, "title": title, "back_href": back}
        return render(request, f"safeguarding/{template}.html", told, status=status)

    def keep(told: dict[str, Any]) -> None:
        save(told)
        messages.success(request, SAVED)

    if request.method != "POST":
        return show(200)
    return answered(request, form, key=key, by=by, save=keep, go=back, show=show, back=back)
