"""How we assess: every edition of the form; a new one is copied, changed, looked at and published."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from connexions.ground.base import clock
from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import NotPossible
from connexions.ground.design.asking import answered, asked
from connexions.ground.design.wheel import Spoke, wheel
from connexions.practice.casework import permissions
from connexions.practice.casework.actions import assessment_forms as actions
from connexions.practice.casework.forms.assessment_forms import PublishForm
from connexions.practice.casework.queries import assessment_forms as queries
from connexions.practice.casework.queries.assessment_forms import Form

LIST, ONE = "casework:assessment_forms", "casework:assessment_form"


@open_to(permissions.SETTING_UP)
def every(request: HttpRequest) -> HttpResponse:
    """Every edition: the one in use, the one in the making, and the earlier ones."""
    by = actor(request)
    editions = queries.editions(by=by)
    told = {
        "in_use": queries.in_use(by=by),
        "draft": next((one for one in editions if one.published_at is None), None),
        "published": [one for one in editions if one.published_at is not None],
    }
    return render(request, "casework/assessment_forms.html", told)


@open_to(permissions.SETTING_UP)
def one(request: HttpRequest, form_id: int) -> HttpResponse:
    """An edition with its wheel; while it is being made, the way to every part of it, and to publishing it."""
    by = actor(request)
    found = queries.find(form_id, by=by)
    whole = queries.whole(found)
    key, here = f"assessment-form:{form_id}:publish", reverse(ONE, args=[form_id])
    form = asked(request, PublishForm, key=key, by=by, initial={"version": found.version})

    def show(status: int) -> HttpResponse:
        told: dict[str, Any] = {
            "edition": found,
            "whole": whole,
            "is_draft": found.published_at is None,
            "is_in_use": found.published_at is not None and queries.in_use(by=by).id == found.pk,
            "wheel_drawn": _example(whole),
            "changes": _changes(found.copied_from_id, whole),
            "form": form,
            "draft": key,
        }
        return render(request, "casework/assessment_form.html", told, status=status)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        actions.publish(form=found, note=told["note"], version=told["version"], at=clock.now(), by=by)
        messages.success(request, "Published. New assessments are made with it from now on.")

    return answered(request, form, key=key, by=by, save=save, go=here, show=show, back=here)


@open_to(permissions.SETTING_UP)
@require_POST
def copy(request: HttpRequest, form_id: int) -> HttpResponse:
    """Begin a new edition from this one."""
    by = actor(request)
    try:
        made = actions.copy(form=queries.find(form_id, by=by), by=by)
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
        return redirect(LIST)
    return redirect(ONE, made.pk)


@open_to(permissions.SETTING_UP)
@require_POST
def throw_away(request: HttpRequest, form_id: int) -> HttpResponse:
    """Throw the edition in the making away."""
    by = actor(request)
    try:
        actions.throw_away(form=queries.find(form_id, by=by), by=by)
        messages.success(request, "The new edition is thrown away. The one in use stays as it is.")
    except NotPossible as refusal:
        messages.error(request, refusal.sentence)
    return redirect(LIST)


def _example(form: Form) -> str:
    """The wheel with made-up ratings, to see how the names and the scale sit on it."""
    levels = len(form.scale)
    spokes = [
        Spoke(
            label=one.name, group=one.group, adviser=1 + place % levels, young_person=1 + (place + 1) % levels
        )
        for place, one in enumerate(form.factors)
    ]
    return wheel(
        spokes,
        scale=[str(level["short"]) for level in form.scale],
        title="How the wheel will look, with made-up ratings",
    )


def _changes(copied_from: int | None, form: Form) -> list[str]:
    """What differs from the edition it was copied from, a sentence each."""
    if copied_from is None:
        return []
    was = queries.form(copied_from)
    told = [f"New: {one.name}." for one in form.factors if was.factor(one.number) is None]
    told += [f"Left out: {one.name}." for one in was.factors if form.factor(one.number) is None]
    for one in form.factors:
        old = was.factor(one.number)
        if old is not None and old.name != one.name:
            told.append(f"{old.name} is called {one.name}.")
        elif old is not None and (old.prompts, old.plain_name, old.plain_question) != (
            one.prompts,
            one.plain_name,
            one.plain_question,
        ):
            told.append(f"Worded anew: {one.name}.")
    if not was.measure.same_scale(form.measure):
        told.append("Another scale: what is rated with it is not compared with what was rated before.")
    elif was.scale != form.scale:
        told.append("The scale is worded anew; its levels mean the same.")
    return told
