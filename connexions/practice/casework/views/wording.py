"""When reviews fall due, why support may end, what is prepared in time: read and changed by those who may."""

from typing import Any

from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from connexions.ground.base import clock
from connexions.ground.base.doors import actor, open_to
from connexions.ground.design.asking import answered, asked
from connexions.ground.jobs.actions import enqueue
from connexions.practice.casework import permissions, tasks
from connexions.practice.casework.actions import wording
from connexions.practice.casework.editions import KINDS, in_force
from connexions.practice.casework.forms.wording import FORMS, EditionForm, told_of
from connexions.practice.casework.models import Reason, ReviewRule
from connexions.practice.casework.models.edited import Edited
from connexions.practice.casework.presenters import wording as shown
from connexions.practice.casework.queries import editions
from connexions.practice.casework.queries.preview import Preview, preview

DRAFT = "wording:{}:{}"


@open_to(permissions.EDITORS)
def whole(request: HttpRequest) -> HttpResponse:
    """All of it, as it holds today."""
    by, on = actor(request), clock.today()
    reasons = {kind: editions.reasons(kind=kind, by=by, on=on) for kind in Reason.Kind.values}
    told = {
        "rules": shown.rules(editions.rules(by=by, on=on)),
        "endings": reasons[Reason.Kind.ENDING],
        "exemptions": reasons[Reason.Kind.EXEMPTION],
        "kinds": editions.transition_kinds(by=by, on=on),
    }
    return render(request, "casework/wording.html", told)


@open_to(permissions.EDITORS)
def change(request: HttpRequest, list_name: str, key: str = "") -> HttpResponse:
    """Change one, or add one; with a look at what it would do, where it is a rule."""
    by, on = actor(request), clock.today()
    model = KINDS.get(list_name)
    if model is None:
        raise Http404
    every = editions.every_edition(model, key=key, by=by) if key else []
    if key and not every:
        raise Http404
    draft = DRAFT.format(list_name, key)
    form = asked(request, FORMS[list_name], key=draft, by=by, initial=_initial(every, on))
    seen: list[Preview] = []

    def show(status: int) -> HttpResponse:
        told = {
            "form": form,
            "draft": draft,
            "list_name": list_name,
            "title": shown.TITLES[list_name],
            "is_new": not key,
            "every": every,
            "today": on,
            "preview": seen[0] if seen else None,
        }
        return render(request, "casework/wording_change.html", told, status=status)

    if request.method != "POST":
        return show(200)
    if "preview" in request.POST and form.is_valid():
        seen.append(_preview(request, form, key))
        return show(200)

    def save(told: dict[str, Any]) -> None:
        wording.put(
            model=model,
            key=key,
            edition=told["edition"],
            told=told_of(list_name, told),
            from_on=told["from_on"],
            in_use=told["in_use"],
            on=on,
            by=by,
        )
        if model is ReviewRule:
            enqueue(tasks.work_out_all, by=by, on=on.isoformat())
        messages.success(request, "Saved. The edition before stays to be read.")

    back = reverse("casework:wording")
    return answered(request, form, key=draft, by=by, save=save, go=back, show=show, back=back)


def _initial(every: list[Edited], on: Any) -> dict[str, Any]:
    """What stands in the form to begin with: the latest edition."""
    if not every:
        return {"edition": 0, "in_use": True, "from_on": on}
    told = model_to_dict(every[0])
    own = every[0].partnership_id is not None
    return told | {"edition": every[0].edition if own else 0, "from_on": max(on, every[0].from_on)}


def _preview(request: HttpRequest, form: EditionForm, key: str) -> Preview:
    """The rules as they are, and as they would be."""
    by, on = actor(request), clock.today()
    now = editions.rules(by=by, on=on)
    told = told_of("rules", form.cleaned_data)
    made = ReviewRule(
        **told,
        key=key or "new",
        from_on=on,
        in_use=form.cleaned_data["in_use"],
        partnership_id=by.partnership,
    )
    return preview(now=now, then=in_force(now, [made], on), by=by, on=on)
