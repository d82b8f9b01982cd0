"""A question on a page: one bound field as the GOV.UK component that suits its widget.

In a template: ``{{ field(form.note, rows=3) }}``. What each option does is in docs/how-to/write-a-page.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as a
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.html import format_html, format_html_join
from markupsafe import Markup

from connexions.ground.design import dates
from connexions.ground.design.fields import DateBoxes
from connexions.ground.design.vendor import drawn, govuk


@dataclass(frozen=True)
class Wish:
    """How one question is to look; every part may be left out."""

    label: str | None = None
    hint: str | Markup | None = None
    size: str = ""  # of the label or legend: s, m, l
    heading: bool = False  # the question is the page's h1
    optional: bool | None = None  # say "(optional)"; by itself where an answer is not required
    look: str = ""  # radios: "chips", "inline", "small"; checkboxes: "small"
    width: str = ""  # of an input: 2, 3, 4, 5, 10, 20, 30, or "two-thirds", "one-half", "one-third"
    rows: int | None = None
    prefix: str | None = None
    suffix: str | None = None
    hints: Mapping[str, str] = a(default_factory=dict)  # per choice
    reveal: Mapping[str, Any] = a(default_factory=dict)  # HTML shown when that choice is made
    count: bool = True  # show how many characters are left
    attributes: Mapping[str, Any] = a(default_factory=dict)


def field(bound: BoundField, **wishes: Any) -> Markup:
    """One question: label, hint, refusal and the boxes to answer it in."""
    wish = Wish(**wishes)
    widget = bound.field.widget
    if widget.is_hidden:
        return drawn(str(bound))
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


def _label(bound: BoundField, wish: Wish) -> str:
    text = wish.label if wish.label is not None else str(bound.label or "")
    optional = not bound.field.required if wish.optional is None else wish.optional
    return f"{text} (optional)" if optional else text


def _frame(bound: BoundField, wish: Wish) -> dict[str, Any]:
    """What every component takes: hint and refusal."""
    frame: dict[str, Any] = {}
    hint = wish.hint if wish.hint is not None else bound.help_text
    if hint:
        frame["hint"] = {"html": hint} if isinstance(hint, Markup) else {"text": str(hint)}
    if bound.errors:
        frame["errorMessage"] = {
            "html": format_html_join(Markup("<br>"), "{}", ((text,) for text in bound.errors))
        }
    return frame


def _labelled(bound: BoundField, wish: Wish) -> dict[str, Any]:
    label = {"text": _label(bound, wish), "isPageHeading": wish.heading}
    if wish.size:
        label["classes"] = f"govuk-label--{wish.size}"
    return {"label": label, "id": bound.auto_id, "name": bound.html_name, **_frame(bound, wish)}


def _legend(bound: BoundField, wish: Wish) -> dict[str, Any]:
    legend = {"text": _label(bound, wish), "isPageHeading": wish.heading}
    legend["classes"] = f"govuk-fieldset__legend--{wish.size or 's'}"
    return {"fieldset": {"legend": legend}, **_frame(bound, wish)}


def _attributes(bound: BoundField, wish: Wish, *known: str) -> dict[str, Any]:
    """The widget's own attributes and those wished for, without those the component takes by name."""
    given = {**bound.field.widget.attrs, **wish.attributes}
    return {
        name: "" if value is True else value
        for name, value in given.items()
        if name not in ("class", *known) and value not in (None, False)
    }


def _value(bound: BoundField) -> str:
    value = bound.field.widget.format_value(bound.value())
    return "" if value is None else str(value)


def _input(bound: BoundField, wish: Wish) -> Markup:
    widget = bound.field.widget
    attrs = {**widget.attrs, **wish.attributes}
    kind = getattr(widget, "input_type", "text")
    params = _labelled(bound, wish) | {
        "type": "text" if kind == "number" else kind,
        "value": _value(bound),
        "autocomplete": attrs.get("autocomplete"),
        "inputmode": attrs.get("inputmode") or ("numeric" if kind == "number" else None),
        "classes": _width(wish),
        "attributes": _attributes(
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
    attributes = _attributes(bound, wish, "autocomplete")
    return govuk("password-input", **_labelled(bound, wish), autocomplete=autocomplete, attributes=attributes)


def _textarea(bound: BoundField, wish: Wish) -> Markup:
    params = _labelled(bound, wish) | {
        "value": _value(bound),
        "rows": str(wish.rows or bound.field.widget.attrs.get("rows") or 4),
        "attributes": _attributes(bound, wish, "rows", "cols", "maxlength"),
    }
    longest = getattr(bound.field, "max_length", None)
    if longest and wish.count:
        return govuk("character-count", **params, maxlength=longest, threshold="75")
    return govuk("textarea", **params)


def _choices(bound: BoundField, wish: Wish) -> Iterable[dict[str, Any]]:
    """Each choice as the components take it; a group's name becomes nothing (see ``_select`` for groups)."""
    widget = bound.field.widget
    chosen = {str(value) for value in widget.format_value(bound.value())}
    for _, choices, _ in widget.optgroups(bound.html_name, sorted(chosen)):
        for choice in choices:
            value = str(choice["value"])
            item = {"value": value, "text": str(choice["label"]), "checked": value in chosen}
            if value in wish.hints:
                item["hint"] = {"text": wish.hints[value]}
            if value in wish.reveal:
                item["conditional"] = {"html": wish.reveal[value]}
            yield item


def _radios(bound: BoundField, wish: Wish) -> Markup:
    if wish.look == "chips":
        return _chips(bound, wish)
    items = [item for item in _choices(bound, wish) if item["value"]]
    drawn_radios = govuk("radios", **_legend(bound, wish), **_named(bound, wish, "radios"), items=items)
    return _ours_to_reveal(drawn_radios, "radios")


def _checkboxes(bound: BoundField, wish: Wish) -> Markup:
    items = list(_choices(bound, wish))
    ticks = govuk("checkboxes", **_legend(bound, wish), **_named(bound, wish, "checkboxes"), items=items)
    return _ours_to_reveal(ticks, "checkboxes")


def _ours_to_reveal(group: Markup, kind: str) -> Markup:
    """The same, what belongs to a choice being shown by our own script.

    GOV.UK's sets ``aria-expanded`` on the choice, which a radio button may not have.
    """
    if "data-aria-controls" not in group:
        return group
    html = str(group).replace(f'data-module="govuk-{kind}"', "").replace("data-aria-controls", "data-shows")
    return drawn(html.replace(f" govuk-{kind}__conditional--hidden", ""))


def _named(bound: BoundField, wish: Wish, kind: str) -> dict[str, Any]:
    return {
        "name": bound.html_name,
        "idPrefix": bound.auto_id,
        "classes": f"govuk-{kind}--{wish.look}" if wish.look else "",
        "attributes": _attributes(bound, wish),
    }


def _tick(bound: BoundField, wish: Wish) -> Markup:
    """One box to tick: its label is the question."""
    ticked = bound.field.widget.check_test(bound.value())
    item: dict[str, Any] = {"value": "on", "checked": ticked, "text": _label(bound, _not_optional(wish))}
    frame = _frame(bound, wish)
    if "hint" in frame:
        item["hint"] = frame.pop("hint")
    if "on" in wish.reveal:
        item["conditional"] = {"html": wish.reveal["on"]}
    tick = govuk("checkboxes", **frame, **_named(bound, wish, "checkboxes"), items=[item])
    return _ours_to_reveal(tick, "checkboxes")


def _not_optional(wish: Wish) -> Wish:
    return Wish(label=wish.label, optional=bool(wish.optional))


def _select(bound: BoundField, wish: Wish) -> Markup:
    """A list to choose from. Drawn here, since GOV.UK's macro knows no groups."""
    widget = bound.field.widget
    params = {**_labelled(bound, wish), "items": []}
    empty = str(govuk("select", **params, attributes=_attributes(bound, wish), classes=_width(wish)))
    chosen = [str(value) for value in widget.format_value(bound.value())]
    options = Markup("").join(
        _options(name, choices) for name, choices, _ in widget.optgroups(bound.html_name, chosen)
    )
    head, foot = empty.rsplit("</select>", 1)
    return drawn(head) + options + drawn("</select>" + foot)


def _options(group: str | None, choices: list[dict[str, Any]]) -> Markup:
    options = Markup("").join(
        Markup('<option value="{}"{}>{}</option>').format(
            "" if choice["value"] is None else choice["value"],
            Markup(" selected") if choice["selected"] else "",
            choice["label"],
        )
        for choice in choices
    )
    return Markup('<optgroup label="{}">{}</optgroup>').format(group, options) if group else options


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
        "date-input", **_legend(bound, wish), id=bound.auto_id, namePrefix=bound.html_name, items=items
    )


def _file(bound: BoundField, wish: Wish) -> Markup:
    return govuk("file-upload", **_labelled(bound, wish), attributes=_attributes(bound, wish))


def _chips(bound: BoundField, wish: Wish) -> Markup:
    """Radios as one-tap chips, for the desk."""
    frame, name = _frame(bound, wish), bound.auto_id
    hint = (
        format_html('<div id="{}-hint" class="govuk-hint">{}</div>', name, _text(frame["hint"]))
        if "hint" in frame
        else ""
    )
    error = (
        govuk("error-message", id=f"{name}-error", **frame["errorMessage"]) if "errorMessage" in frame else ""
    )
    described = " ".join(f"{name}-{part}" for part, found in (("hint", hint), ("error", error)) if found)
    chips = Markup("").join(
        Markup('<label><input type="radio" name="{}" id="{}" value="{}"{}>{}</label>').format(
            bound.html_name,
            name if index == 0 else f"{name}-{index + 1}",
            item["value"],
            Markup(" checked") if item["checked"] else "",
            item["text"],
        )
        for index, item in enumerate(item for item in _choices(bound, wish) if item["value"])
    )
    return Markup(
        '<fieldset class="cx-fieldset{}"{}><legend>{}</legend>{}{}<div class="cx-choice">{}</div></fieldset>'
    ).format(
        " cx-choice--error" if error else "",
        Markup(' aria-describedby="{}"').format(described) if described else "",
        _label(bound, wish),
        hint,
        error,
        chips,
    )


def _text(part: Mapping[str, Any]) -> Any:
    return part.get("html") or part.get("text")


Drawer = Callable[[BoundField, Wish], Markup]
DRAWERS: tuple[tuple[type[forms.Widget], Drawer], ...] = (
    (DateBoxes, _date),
    (forms.PasswordInput, _password),
    (forms.Textarea, _textarea),
    (forms.CheckboxSelectMultiple, _checkboxes),
    (forms.RadioSelect, _radios),
    (forms.CheckboxInput, _tick),
    (forms.Select, _select),
    (forms.FileInput, _file),
)
