"""What the gentle prompts for plans ask here: read, said otherwise, switched off."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from connexions.ground.base.doors import actor, open_to
from connexions.ground.base.refusals import Missing
from connexions.ground.design.asking import answered, asked
from connexions.practice.casework import permissions
from connexions.practice.casework.actions import prompts as actions
from connexions.practice.casework.forms.plans import PromptForm
from connexions.practice.casework.prompting import shipped
from connexions.practice.casework.queries import prompts as queries


@open_to(permissions.CASEWORKERS)
def whole(request: HttpRequest) -> HttpResponse:
    """Every prompt as it is here."""
    by = actor(request)
    changed = queries.own(by=by)
    told = [(queries.as_here(one, changed.get(kind)), kind in changed) for kind, one in shipped().items()]
    may_edit = by.role in permissions.MANAGERS
    return render(request, "casework/prompts.html", {"prompts": told, "may_edit": may_edit})


@open_to(permissions.MANAGERS)
def one(request: HttpRequest, prompt_kind: str) -> HttpResponse:
    """Say a prompt otherwise, or switch it off."""
    by = actor(request)
    if prompt_kind not in shipped():
        raise Missing("There is no such prompt.")
    changed = queries.own(by=by).get(prompt_kind)
    prompt = queries.as_here(shipped()[prompt_kind], changed)
    initial = {
        "is_on": prompt.is_on,
        "says": prompt.says,
        "words": "\n".join(prompt.words),
        "number": prompt.number,
        "version": changed.version if changed else 0,
    }
    key = f"prompt:{prompt_kind}"
    form = asked(request, PromptForm, key=key, by=by, initial=initial)

    def show(status: int) -> HttpResponse:
        told = {"form": form, "prompt": prompt, "changed": changed, "draft": key}
        return render(request, "casework/prompt.html", told, status=status)

    if request.method != "POST":
        return show(200)

    def save(told: dict[str, Any]) -> None:
        actions.change(kind=prompt_kind, by=by, **told)
        messages.success(request, f"Changed: {prompt.title.lower()}.")

    back = reverse("casework:prompts")
    return answered(request, form, key=key, by=by, save=save, go=back, show=show, back=back)


@open_to(permissions.MANAGERS)
@require_POST
def reset(request: HttpRequest, prompt_kind: str) -> HttpResponse:
    """Go back to the prompt as it is shipped."""
    if prompt_kind not in shipped():
        raise Missing("There is no such prompt.")
    actions.reset(kind=prompt_kind, by=actor(request))
    messages.success(request, "It asks again what it asked at first.")
    return redirect("casework:prompts")
