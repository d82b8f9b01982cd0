"""Two people edited the same thing: theirs and mine side by side, and a choice for each.

The page carries both answers as they would be typed, so that the choice can be made without JavaScript and
without keeping anything on the server: ``settle`` turns what the page sends back into an ordinary form.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from connexions.ground.base.refusals import Conflict
from connexions.ground.design import dates, words
from connexions.ground.design.dates import TypedDate
from connexions.ground.design.fields import DateBoxes

KEEP = "keep:"
THEIRS = "theirs:"
Pairs = list[tuple[str, str]]


def as_typed(form: forms.BaseForm, name: str, value: Any) -> Pairs:
    """*value* as the boxes of that question would send it: (name of the box, text)."""
    bound = form[name]
    widget, key = bound.field.widget, bound.html_name
    value = bound.field.prepare_value(value)
    if isinstance(widget, DateBoxes):
        boxes = dates.typed(value)
        return [(f"{key}-{box}", getattr(boxes, box)) for box in TypedDate._fields]
    if isinstance(widget, forms.CheckboxInput):
        return [(key, "on")] if value else []
    if getattr(widget, "allow_multiple_selected", False):
        return [(key, str(one)) for one in value or ()]
    shown = widget.format_value(value)
    shown = shown[0] if isinstance(shown, list) and shown else shown
    return [(key, "" if shown is None or shown == [] else str(shown))]


def as_shown(form: forms.BaseForm, name: str, value: Any) -> str:
    """*value* as a person reads it: the words of a choice, a date, yes or no."""
    found = form.fields[name]
    if value in (None, "", [], ()):
        return "Nothing"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, dt.date):
        return words.day(value)
    if isinstance(found, forms.ChoiceField):
        chosen = value if isinstance(value, (list, tuple, set)) else [value]
        told = {str(key): str(text) for key, text in _flat(cast("Iterable[Any]", found.choices))}
        return words.listed(told.get(str(one), str(one)) for one in chosen)
    return str(value)


def _flat(choices: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    for key, text in choices:
        if isinstance(text, (list, tuple)):
            yield from text
        else:
            yield key, text


def compare(form: forms.BaseForm, conflict: Conflict) -> list[dict[str, Any]]:
    """What the page shows of each difference: label, both texts, and theirs as it would be typed."""
    return [
        {
            "name": found.field,
            "label": form[found.field].label or found.label,
            "mine": as_shown(form, found.field, found.mine),
            "theirs": as_shown(form, found.field, found.theirs),
            "typed": as_typed(form, found.field, found.theirs),
        }
        for found in conflict.differences
        if found.field in form.fields
    ]


def untouched(form: forms.BaseForm, skip: Iterable[str]) -> Pairs:
    """Everything that was sent with the form, to be sent again with the choice."""
    data = form.data
    pairs: Pairs = []
    for name in data:
        if name not in skip and not name.startswith((KEEP, THEIRS)):
            pairs += [(name, str(value)) for value in _values(data, name)]
    return pairs


def _values(data: Mapping[str, Any], name: str) -> list[Any]:
    return data.getlist(name) if isinstance(data, MultiValueDict) else [data[name]]


def settle(sent: QueryDict) -> QueryDict:
    """What was sent, with theirs in place of mine wherever theirs was chosen. Call it before the form."""
    choices = {name.removeprefix(KEEP): value for name, value in sent.items() if name.startswith(KEEP)}
    taken = {name for name, value in choices.items() if value == "theirs"}
    settled = QueryDict(mutable=True)
    for name, values in sent.lists():
        if not name.startswith((KEEP, THEIRS)) and _question(name) not in taken:
            settled.setlist(name, values)
    for name, values in sent.lists():
        box = name.removeprefix(THEIRS)
        if box != name and _question(box) in taken:
            settled.setlist(box, [str(value) for value in values])
    return settled


def _question(box: str) -> str:
    """The question a box belongs to: ``due_on-day`` belongs to ``due_on``."""
    head, _, tail = box.rpartition("-")
    return head if head and tail in TypedDate._fields else box
