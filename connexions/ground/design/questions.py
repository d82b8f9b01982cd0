"""A question on a page: one bound field as the GOV.UK component that suits its widget.

In a template: ``{{ field(form.note, rows=3) }}``. What each option does is in docs/how-to/write-a-page.md.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.forms import BoundField
from markupsafe import Markup, escape

from connexions.ground.design import choices, dates
from connexions.ground.design.fields import DateBoxes
from connexions.ground.design.opening import hidden
from connexions.ground.design.vendor import drawn, govuk
from connexions.ground.design.wishes import Wish, attributes, labelled, legend


def field(bound: BoundField, **wishes: Any) -> Markup:
    """One question: label, hint, refusal and the boxes to answer it in."""
    wish = Wish(**wishes)
    widget = bound.field.widget
    if widget.is_hidden:
        return hidden(bound)
    for kind, draw in DRAWERS:
        if isinstance(widget, kind):
            return draw(bound, wish)
    return _input(bound, wish)


def error_summary(form: forms.BaseForm, *, title: str = "There is a problem") -> Markup:
    """What is wrong with the whole form, each refusal leading to its question. Nothing when all is well."""
    if not form.errors:
        return Markup("")
    found = [{"text": text} for text in form.non_field_errors()]
    for bound in form:
        found += [{"text": text, "href": f"#{_first_box(bound)}"} for text in bound.errors]
    return govuk("error-summary", titleText=title, errorList=found)


def _first_box(bound: BoundField) -> str:
    """The id of the box to go to when this question was refused."""
    if isinstance(bound.field.widget, DateBoxes):
        return f"{bound.auto_id}-{(_wrong_boxes(bound) or ['day'])[0]}"
    return str(bound.auto_id)


def _wrong_boxes(bound: BoundField) -> list[str]:
    """Which of the three boxes of a date its refusal speaks of."""
    codes = [str(error.code or "") for error in bound.errors.as_data()]
    named = {box for code in codes if code.startswith("date ") for box in code.split()[1:]}
    if bound.errors and not named:
        return list(dates.TypedDate._fields)
    return [box for box in dates.TypedDate._fields if box in named]


def _value(bound: BoundField) -> str:
    value = bound.field.widget.format_value(bound.value())
    return "" if value is None else str(value)


def _input(bound: BoundField, wish: Wish) -> Markup:
    widget = bound.field.widget
    attrs = {**widget.attrs, **wish.attributes}
    kind = getattr(widget, "input_type", "text")
    params = labelled(bound, wish) | {
        "type": "text" if kind == "number" else kind,
        "value": _value(bound),
        "autocomplete": attrs.get("autocomplete"),
        "inputmode": attrs.get("inputmode") or ("numeric" if kind == "number" else None),
        "classes": _width(wish),
        "attributes": attributes(
            bound, wish, "autocomplete", "inputmode", "spellcheck", "step", "min", "max"
        ),
    }
    if kind in ("email", "tel") or attrs.get("spellcheck") in (False, "false"):
        params["spellcheck"] = False
    if wish.prefix:
        params["prefix"] = {"text": wish.prefix}
    if wish.suffix:
        params["suffix"] = {"text": wish.suffix}
    return govuk("input", **params)


def _width(wish: Wish) -> str:
    if not wish.width:
        return ""
    width = str(wish.width)
    return f"govuk-input--width-{width}" if width.isdigit() else f"govuk-!-width-{width}"


def _password(bound: BoundField, wish: Wish) -> Markup:
    autocomplete = bound.field.widget.attrs.get("autocomplete")
    told = {"autocomplete": autocomplete, "attributes": attributes(bound, wish, "autocomplete")}
    return govuk("password-input", **labelled(bound, wish), **told)


def _textarea(bound: BoundField, wish: Wish) -> Markup:
    params = labelled(bound, wish) | {
        "value": _value(bound),
        "rows": str(wish.rows or bound.field.widget.attrs.get("rows") or 4),
        "attributes": attributes(bound, wish, "rows", "cols", "maxlength"),
    }
    longest = getattr(bound.field, "max_length", None)
    if longest and wish.count:
        return govuk("character-count", **params, maxlength=longest, threshold="75")
    return govuk("textarea", **params)


def _select(bound: BoundField, wish: Wish) -> Markup:
    """A list to choose from. Drawn here, since GOV.UK's macro knows no groups."""
    params = {**labelled(bound, wish), "items": []}
    empty = str(govuk("select", **params, attributes=attributes(bound, wish), classes=_width(wish)))
    options = "".join(_options(group, offered) for group, offered in choices.offered(bound))
    head, foot = empty.rsplit("</select>", 1)
    return drawn(f"{head}{options}</select>{foot}")


def _options(group: str | None, offered: list[tuple[str, str, bool]]) -> str:
    options = "".join(
        f'<option value="{escape(value)}"{" selected" if is_chosen else ""}>{escape(words)}</option>'
        for value, words, is_chosen in offered
    )
    return f'<optgroup label="{escape(group)}">{options}</optgroup>' if group else options


def _date(bound: BoundField, wish: Wish) -> Markup:
    boxes, wrong = dates.typed(bound.value()), _wrong_boxes(bound)
    born = bound.field.widget.attrs.get("autocomplete") == "bday"
    items = [
        {
            "name": box,
            "value": getattr(boxes, box),
            "classes": f"govuk-input--width-{4 if box == 'year' else 2}"
            + (" govuk-input--error" if box in wrong else ""),
            "autocomplete": f"bday-{box}" if born else None,
        }
        for box in dates.TypedDate._fields
    ]
    return govuk(
        "date-input", **legend(bound, wish), id=bound.auto_id, namePrefix=bound.html_name, items=items
    )


def _file(bound: BoundField, wish: Wish) -> Markup:
    return govuk("file-upload", **labelled(bound, wish), attributes=attributes(bound, wish))


Drawer = Callable[[BoundField, Wish], Markup]
DRAWERS: tuple[tuple[type[forms.Widget], Drawer], ...] = (
    (DateBoxes, _date),
    (forms.PasswordInput, _password),
    (forms.Textarea, _textarea),
    (forms.CheckboxSelectMultiple, choices.checkboxes),
    (forms.RadioSelect, choices.radios),
    (forms.CheckboxInput, choices.tick),
    (forms.Select, _select),
    (forms.FileInput, _file),
)
