"""How a question is to look, and what every component is told of it: label, hint, refusal, attributes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.forms import BoundField
from django.utils.html import format_html_join
from markupsafe import Markup


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
    hints: Mapping[str, str] = field(default_factory=dict)  # per choice
    reveal: Mapping[str, Any] = field(default_factory=dict)  # HTML shown when that choice is made
    shows: Mapping[str, str] = field(default_factory=dict)  # chips: choice → id of what is shown with it
    count: bool = True  # show how many characters are left
    attributes: Mapping[str, Any] = field(default_factory=dict)


def label(bound: BoundField, wish: Wish) -> str:
    """The question's words, saying when it may be left out."""
    text = wish.label if wish.label is not None else str(bound.label or "")
    optional = not bound.field.required if wish.optional is None else wish.optional
    return f"{text} (optional)" if optional else text


def frame(bound: BoundField, wish: Wish) -> dict[str, Any]:
    """What every component takes: hint and refusal."""
    told: dict[str, Any] = {}
    hint = wish.hint if wish.hint is not None else bound.help_text
    if hint:
        told["hint"] = {"html": hint} if isinstance(hint, Markup) else {"text": str(hint)}
    if bound.errors:
        told["errorMessage"] = {
            "html": format_html_join(Markup("<br>"), "{}", ((text,) for text in bound.errors))
        }
    return told


def labelled(bound: BoundField, wish: Wish) -> dict[str, Any]:
    """What a component with one box takes."""
    written: dict[str, Any] = {"text": label(bound, wish), "isPageHeading": wish.heading}
    if wish.size:
        written["classes"] = f"govuk-label--{wish.size}"
    return {"label": written, "id": bound.auto_id, "name": bound.html_name, **frame(bound, wish)}


def legend(bound: BoundField, wish: Wish) -> dict[str, Any]:
    """What a component with several boxes takes."""
    written = {
        "text": label(bound, wish),
        "isPageHeading": wish.heading,
        "classes": f"govuk-fieldset__legend--{wish.size or 's'}",
    }
    return {"fieldset": {"legend": written}, **frame(bound, wish)}


def attributes(bound: BoundField, wish: Wish, *known: str) -> dict[str, Any]:
    """The widget's own attributes and those wished for, without those the component takes by name."""
    given = {**bound.field.widget.attrs, **wish.attributes}
    return {
        name: "" if value is True else value
        for name, value in given.items()
        if name not in ("class", *known) and value not in (None, False)
    }
