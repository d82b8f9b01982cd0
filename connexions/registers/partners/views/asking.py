"""What every page here that asks does: show the questions, save the answers, go on."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from connexions.ground.base.doors import actor
from connexions.ground.design.asking import answered, asked


def ask(
    request: HttpRequest,
    make: Callable[..., Any],
    *,
    key: str,
    title: str,
    go: str | Callable[[], str],
    back: tuple[str, str],
    save: Callable[[Any], str],
    soft: str = "",
    do: str = "Save",
    template: str = "partners/ask.html",
    told: dict[str, Any] | None = None,
    **options: Any,
) -> HttpResponse:
    """Ask with one form. *save* gets the valid form and says what was done; *back* is where else one may go, and its
    name."""
    by = actor(request)
    form: BaseForm = asked(request, make, key=key, by=by, **options)

    def show(status: int) -> HttpResponse:
        shown = {"form": form, "draft": key, "title": title, "soft": soft, "do": do, "back_href": back[0]}
        return render(request, template, {**shown, "back_text": back[1], **(told or {})}, status=status)

    if request.method != "POST":
        return show(200)

    def keep(_: dict[str, Any]) -> None:
        messages.success(request, save(form))

    return answered(request, form, key=key, by=by, save=keep, go=go, show=show, back=back[0])
