"""The opening tag of a form: where it goes, its token, what it never shows, and whether it keeps drafts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BoundField, HiddenInput
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from connexions.ground.base import drafts
from connexions.ground.design.furniture import Furniture
from connexions.ground.design.vendor import drawn


@pass_context
def form_open(
    context: Context,
    form: forms.BaseForm | None = None,
    *,
    action: str = "",
    method: str = "post",
    draft: str = "",
    version: int | None = None,
    wide: bool = False,
    **attributes: Any,
) -> Markup:
    """``<form …>`` with its token and hidden fields; close it with ``</form>``.

    *draft* is the key under which what is typed is kept; *version* is the version of the thing edited, sent
    back as ``version`` so that a save over somebody else's is noticed.
    """
    given = {
        "action": action or None,
        "method": method,
        "novalidate": True,
        "class": attributes.pop("classes", "cx-form cx-form--wide" if wide else "cx-form"),
        "enctype": "multipart/form-data" if form is not None and form.is_multipart() else None,
        "data-draft": draft or None,
        "data-version": version,
        **{name.replace("_", "-"): value for name, value in attributes.items()},
    }
    opening = [Markup("<form{}>").format(_written(given))]
    if method == "post":
        opening.append(context.get("csrf_input") or Markup(""))
    if form is not None:
        opening += [hidden(bound) for bound in form.hidden_fields()]
    if version is not None and (form is None or "version" not in form.fields):
        opening.append(_hidden("version", version))
    actor = Furniture(context).actor
    if draft and actor is not None:
        opening.append(_hidden(drafts.OWNER_FIELD, drafts.owner_token(form=draft, by=actor)))
    return Markup("\n").join(opening)


def hidden(bound: BoundField) -> Markup:
    """A field that nobody sees, as Django's renderer draws it; a plain one without asking that."""
    widget, value = bound.field.widget, bound.field.widget.format_value(bound.value())
    if (
        type(widget) is not HiddenInput
        or widget.attrs
        or bound.field.disabled
        or not value
        or not bound.auto_id
    ):
        return drawn(str(bound))
    written = '<input type="hidden" name="{}" value="{}" id="{}">'
    return drawn(written.format(escape(bound.html_name), escape(value), escape(bound.auto_id)))


def _hidden(name: str, value: Any) -> Markup:
    return Markup('<input type="hidden" name="{}" value="{}">').format(name, value)


def _written(given: dict[str, Any]) -> Markup:
    return Markup("").join(
        Markup(" {}").format(name) if value is True else Markup(' {}="{}"').format(name, value)
        for name, value in given.items()
        if value is not None and value is not False
    )
