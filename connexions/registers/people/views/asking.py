"""A page that asks for something and saves it: one way of doing it, for every such page.

What was typed is kept as a draft until it is saved, through a time-out, a crash or the back button. Where
somebody else has saved first, both texts are shown and each is chosen.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.datastructures import MultiValueDict

from connexions.ground.base import drafts
from connexions.ground.base.doors import actor
from connexions.ground.base.refusals import Conflict, NotPossible
from connexions.ground.design.conflicts import settle
from connexions.registers.people import remarks

UNPROCESSABLE = 422


@dataclass(frozen=True)
class Question:
    """One page that asks.

    *make* makes the form from ``data`` or ``initial``; *answered* saves: it is given the cleaned answers and the
    version they are based on, and returns the sentence that says what was done. *draft* names what is kept while
    typing.
    """

    title: str
    make: Callable[..., forms.BaseForm]
    answered: Callable[[dict[str, Any], int | None], str]
    draft: str
    back: str
    initial: dict[str, Any] = field(default_factory=dict)
    version: int | None = None
    template: str = "people/ask.html"
    button: str = "Save"


def ask(request: HttpRequest, question: Question, told: dict[str, Any]) -> HttpResponse:
    """Show the question, or save its answer; *told* is what else the page needs."""
    by, kept_at, version = actor(request), None, question.version
    status = 200
    if request.method == "POST":
        form = question.make(data=settle(request.POST))
        answer = _save(request, question, form)
        if answer is not None:
            return answer
        version, status = _version(request.POST), UNPROCESSABLE
    else:
        kept = drafts.find(form=question.draft, by=by)
        if kept is not None:
            kept_at, version = kept[1], _version(_as_sent(kept[0])) or version
            form = question.make(initial=question.initial | restored(question.make(), kept[0]))
        else:
            form = question.make(initial=question.initial)
    page = {"question": question, "form": form, "kept_at": kept_at, "version": version, "here": request.path}
    if request.resolver_match and "young_person" in told:
        page["remarked"] = remarks.beside(told["young_person"], page=request.resolver_match.view_name)
    return render(request, question.template, told | page, status=status)


def _save(request: HttpRequest, question: Question, form: forms.BaseForm) -> HttpResponse | None:
    """Save a good answer and go on; show both texts of a conflict; nothing where the form was refused."""
    if not form.is_valid():
        return None
    try:
        with transaction.atomic():
            done = question.answered(form.cleaned_data, _version(request.POST))
            drafts.discard(form=question.draft, by=actor(request))
    except Conflict as conflict:
        told = {"form": form, "conflict": conflict, "action": request.path, "back_href": question.back}
        return render(request, "design/conflict.html", told, status=409)
    except NotPossible as refused:
        form.add_error(None, refused.sentence)
        return None
    if done:
        messages.success(request, done)
    return redirect(question.back)


def _version(sent: QueryDict) -> int | None:
    found = sent.get("version", "")
    return int(found) if found.isdecimal() else None


def _as_sent(kept: dict[str, list[str]]) -> QueryDict:
    sent = QueryDict(mutable=True)
    for name, values in kept.items():
        sent.setlist(name, values)
    return sent


def restored(form: forms.BaseForm, kept: dict[str, list[str]]) -> dict[str, Any]:
    """A draft as the form's first answers, so that unfinished ones are shown without being refused."""
    sent, files = _as_sent(kept), MultiValueDict[str, Any]()
    return {
        name: asked.widget.value_from_datadict(sent, files, name)
        for name, asked in form.fields.items()
        if isinstance(asked.widget, forms.CheckboxInput)
        or not asked.widget.value_omitted_from_data(sent, files, name)
    }
