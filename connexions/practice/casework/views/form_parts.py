"""The parts of an edition in the making: its scale, its groups and its factors."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import Missing, NotPossible
from connexions.ground.design.asking import answered, asked
from connexions.practice.casework import permissions
from connexions.practice.casework.actions import assessment_forms as actions
from connexions.practice.casework.forms.assessment_forms import (
    FactorForm,
    GroupsForm,
    ScaleForm,
    initial_scale,
)
from connexions.practice.casework.queries import assessment_forms as queries
from connexions.practice.casework.views.assessment_forms import ONE


@open_to(permissions.SETTING_UP)
def scale(request: HttpRequest, form_id: int) -> HttpResponse:
    """What the levels are called and mean."""
    by = actor(request)
    found = queries.find_draft(form_id, by=by)
    initial = initial_scale(
        name=found.name,
        scale=found.levels,
        need_at_most=found.need_at_most,
        strength_at_least=found.strength_at_least,
        version=found.version,
    )
    key = f"assessment-form:{form_id}:scale"
    form = asked(request, ScaleForm, key=key, by=by, levels=len(found.levels), initial=initial)

    def save(told: dict[str, Any]) -> None:
        names = ("name", "scale", "need_at_most", "strength_at_least", "version")
        actions.change_scale(form=found, by=by, **{name: told[name] for name in names})

    return _answer(request, form, key, save, "casework/assessment_form_scale.html", {"edition": found})


@open_to(permissions.SETTING_UP)
def groups(request: HttpRequest, form_id: int) -> HttpResponse:
    """What the groups are called, and their order."""
    by = actor(request)
    found = queries.find_draft(form_id, by=by)
    names = [name for name, _ in queries.whole(found).groups]
    key = f"assessment-form:{form_id}:groups"
    form = asked(request, GroupsForm, key=key, by=by, groups=names, initial={"version": found.version})

    def save(told: dict[str, Any]) -> None:
        actions.change_groups(form=found, names=form.names, version=told["version"], by=by)

    return _answer(request, form, key, save, "casework/assessment_form_groups.html", {"edition": found})


@open_to(permissions.SETTING_UP)
def factor(request: HttpRequest, form_id: int, number: int | None = None) -> HttpResponse:
    """One factor's words; without a number, a new one."""
    by = actor(request)
    found = queries.find_draft(form_id, by=by)
    whole = queries.whole(found)
    changed = whole.factor(number) if number is not None else None
    if number is not None and changed is None:
        raise Missing("There is no such factor on this edition.")
    initial: dict[str, Any] = {"version": found.version}
    if changed is not None:
        initial |= {name: getattr(changed, name) for name in actions.WORDS}
    key = f"assessment-form:{form_id}:factor:{number or 'new'}"
    form = asked(request, FactorForm, key=key, by=by, initial=initial)

    def save(told: dict[str, Any]) -> None:
        if changed is None:
            actions.add_factor(form=found, words=form.words, version=told["version"], by=by)
            return
        actions.change_factor(
            form=found,
            number=changed.number,
            words=form.words,
            asks_anew=told["asks_anew"],
            version=told["version"],
            by=by,
        )

    told = {"edition": found, "factor": changed, "groups": [name for name, _ in whole.groups]}
    return _answer(request, form, key, save, "casework/assessment_form_factor.html", told)


@open_to(permissions.SETTING_UP)
@require_POST
def do(request: HttpRequest, form_id: int, number: int) -> HttpResponse:
    """Move a factor up or down, or leave it out."""
    by = actor(request)
    found = queries.find_draft(form_id, by=by)
    what = request.POST.get("do", "")
    try:
        if what == "out":
            actions.take_out_factor(form=found, number=number, by=by)
            messages.success(request, "The factor is left out of this edition. It stays on the ones before.")
        else:
            actions.move_factor(form=found, number=number, up=what == "up", by=by)
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
    return redirect(reverse(ONE, args=[form_id]) + "#factors")


def _answer(
    request: HttpRequest, form: Any, key: str, save: Any, template: str, told: dict[str, Any]
) -> HttpResponse:
    """Show the page or save it; then back to the edition."""
    go = reverse(ONE, args=[told["edition"].pk])

    def show(status: int) -> HttpResponse:
        return render(request, template, told | {"form": form, "draft": key, "back_href": go}, status=status)

    if request.method != "POST":
        return show(200)
    return answered(request, form, key=key, by=actor(request), save=save, go=go, show=show, back=go)
