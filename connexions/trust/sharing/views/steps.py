"""Several questions, one to a page, then all answers to check: what was answered is kept sealed until it is sent.

Nothing that was typed stands in an address, and going back loses nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from connexions.ground.base import clock, drafts
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Missing, NotPossible

CHECK = "check"


@dataclass(frozen=True)
class Step:
    """One page of questions: its key in the address, and what makes its form of what was typed."""

    key: str
    title: str
    make: Callable[..., forms.Form]
    initial: Mapping[str, Any]


@dataclass(frozen=True)
class Answers:
    """The questions of one kind about one young person, by one person, and what they answered until now."""

    kind: str
    steps: list[Step]
    by: Actor

    @property
    def typed(self) -> dict[str, list[str]]:
        kept = drafts.find(form=self.kind, by=self.by)
        return kept[0] if kept else {}

    def step(self, key: str) -> Step:
        """One page. Raises ``Missing``."""
        found = next((one for one in self.steps if one.key == key), None)
        if found is None:
            raise Missing("There is no such question.")
        return found

    def after(self, key: str) -> str:
        """The page after one."""
        keys = [one.key for one in self.steps] + [CHECK]
        return keys[keys.index(key) + 1]

    def before(self, key: str) -> str:
        """The page before one; empty for the first."""
        keys = [one.key for one in self.steps] + [CHECK]
        place = keys.index(key)
        return keys[place - 1] if place else ""

    def form(self, step: Step, typed: dict[str, list[str]]) -> forms.Form:
        """A page's form as it was answered, or fresh."""
        answered = f"answered_{step.key}" in typed
        return step.make(_query(typed)) if answered else step.make(initial=dict(step.initial))

    def keep(self, step: Step, sent: QueryDict) -> None:
        """Keep what was answered on one page beside the rest."""
        fields = {name.split("-")[0] for name in step.make().fields}
        rest = {
            name: values
            for name, values in self.typed.items()
            if name.rsplit("-", 1)[0] not in fields and name != f"answered_{step.key}"
        }
        here = {name: sent.getlist(name) for name in sent if name.rsplit("-", 1)[0] in fields}
        typed = rest | here | {f"answered_{step.key}": ["1"]}
        drafts.keep(form=self.kind, typed=typed, at=clock.now(), by=self.by)

    def all(self) -> tuple[dict[str, Any], str]:
        """Everything answered; or, with its key, the first page on which something is missing."""
        typed, told = self.typed, dict[str, Any]()
        for step in self.steps:
            form = self.form(step, typed)
            if not form.is_bound or not form.is_valid():
                return told, step.key
            told.update({f"{step.key}:{name}": value for name, value in form.cleaned_data.items()})
        return told, ""


def asked(
    request: HttpRequest,
    answers: Answers,
    key: str,
    *,
    address: Callable[[str], str],
    show: Callable[[dict[str, Any], int], HttpResponse],
) -> HttpResponse:
    """One page: shown, or kept and gone on."""
    step = answers.step(key)
    before = answers.before(key)
    told = {"step": step, "back_to": address(before) if before else None, "changing": "change" in request.GET}
    if request.method != "POST":
        form = answers.form(step, answers.typed)
        return show(told | {"form": form}, 200)
    form = step.make(request.POST)
    if not form.is_valid():
        return show(told | {"form": form}, 422)
    answers.keep(step, request.POST)
    return redirect(address(CHECK if told["changing"] else answers.after(key)))


def sent(
    request: HttpRequest,
    answers: Answers,
    *,
    address: Callable[[str], str],
    save: Callable[[dict[str, Any]], None],
    show: Callable[[dict[str, Any], str, int], HttpResponse],
    go: str,
) -> HttpResponse:
    """The last page: all answers to check, then saved once, however often it is sent. What is missing is asked
    first."""
    if request.method == "POST" and not answers.typed:
        return redirect(go)  # pressed twice: it was saved, and nothing is left to send
    told, missing = answers.all()
    if missing:
        return redirect(address(missing))
    if request.method != "POST":
        return show(told, "", 200)
    try:
        with transaction.atomic():
            if drafts.discard(form=answers.kind, by=answers.by):
                save(told)
    except NotPossible as refusal:
        return show(told, refusal.sentence, 409)
    return redirect(go)


def _query(typed: dict[str, list[str]]) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, values in typed.items():
        query.setlist(name, values)
    return query
