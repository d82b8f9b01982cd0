"""A page that asks: give back what was typed, save it once, show both texts where two saved at once.

What was typed is kept as a draft until it is saved, through a time-out, a crash or the back button.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar

from django import forms
from django.db import transaction
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone

from connexions.ground.base import drafts
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Conflict, NotPossible
from connexions.ground.design.conflicts import settle

Made = TypeVar("Made", bound=forms.BaseForm)


def asked(request: HttpRequest, make: Callable[..., Made], *, key: str, by: Actor, **options: Any) -> Made:
    """The form as this request finds it: as sent; else with what was typed before and not saved; else fresh.

    ``form.kept_at`` says when the draft was kept. ``?afresh`` in the address leaves the draft aside.
    """
    if request.method == "POST":
        form = make(settle(request.POST), **options)
        form.kept_at = None  # type: ignore[attr-defined]
        return form
    kept = None if "afresh" in request.GET else drafts.find(form=key, by=by)
    if kept is None:
        form = make(**options)
        form.kept_at = None  # type: ignore[attr-defined]
        return form
    typed, kept_at = kept
    form = make(_query(typed), **options)
    form._errors = ErrorDict()  # type: ignore[attr-defined] # it was not sent, so it is not refused
    form.kept_at = kept_at  # type: ignore[attr-defined]
    return form


def answered(
    request: HttpRequest,
    form: forms.BaseForm,
    *,
    key: str,
    by: Actor,
    save: Callable[[dict[str, Any]], object],
    go: str | Callable[[], str],
    show: Callable[[int], HttpResponse],
    back: str,
) -> HttpResponse:
    """Save what was sent and go on; or show the page again with what is wrong, everything typed still
    there."""
    if not form.is_valid():
        return show(422)
    try:
        with transaction.atomic():
            save(form.cleaned_data)
            drafts.discard(form=key, by=by)
    except Conflict as conflict:
        if conflict.differences:
            return conflicting(request, form, conflict, back)
        _read_again(form, conflict)
        return show(409)
    except NotPossible as refusal:
        form.add_error(None, refusal.sentence)
        return show(409)
    return redirect(go() if callable(go) else go)


def conflicting(request: HttpRequest, form: forms.BaseForm, conflict: Conflict, back: str) -> HttpResponse:
    """Both texts, side by side."""
    told = {"form": form, "conflict": conflict, "action": request.path, "back_href": back}
    return render(request, "design/conflict.html", told, status=409)


def _read_again(form: forms.BaseForm, conflict: Conflict) -> None:
    """What was answered here stands as typed; what it is about has changed, and is to be read before it is sent."""
    data = QueryDict(mutable=True)
    data.update(form.data)
    data["version"] = str(conflict.version)
    form.data = data
    form.add_error(None, "This has changed since you opened it. Read it as it is now, then send it again.")


def _query(typed: dict[str, list[str]]) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, values in typed.items():
        query.setlist(name, values)
    return query


def moment(day: date, time: Any, now: datetime) -> datetime:
    """A day and perhaps a time as a moment: today without a time is now; another day is its midday."""
    here = timezone.localtime(now)
    if time is None and day == here.date():
        return now
    hour, minute = (time.hour, time.minute) if time else (12, 0)
    return here.replace(
        year=day.year, month=day.month, day=day.day, hour=hour, minute=minute, second=0, microsecond=0
    )
