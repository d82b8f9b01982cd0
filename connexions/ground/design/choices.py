"""Questions answered by choosing: radios, ticks, one tick, chips."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.forms import BoundField
from django.utils.html import format_html
from markupsafe import Markup, escape

from connexions.ground.design.vendor import drawn, govuk
from connexions.ground.design.wishes import Wish, attributes, frame, label, legend


def _choices(bound: BoundField, wish: Wish) -> Iterable[dict[str, Any]]:
    """Each choice as the components take it; a group's name becomes nothing (see ``_select`` for groups)."""
    for _, choices in offered(bound):
        for value, text, is_chosen in choices:
            item: dict[str, Any] = {"value": value, "text": text, "checked": is_chosen}
            if value in wish.hints:
                item["hint"] = {"text": wish.hints[value]}
            if value in wish.reveal:
                item["conditional"] = {"html": wish.reveal[value]}
            yield item


def offered(bound: BoundField) -> Iterator[tuple[str | None, list[tuple[str, str, bool]]]]:
    """What there is to choose from, group by group, as (value, words, whether it is chosen). Django's widgets say the
    same with all that their own templates need, which is most of the time that a question takes."""
    widget = bound.field.widget
    chosen = {str(value) for value in widget.format_value(bound.value())}
    for value, words in widget.choices:
        within = words if isinstance(words, list | tuple) else [(value, words)]
        group = str(value) if within is words else None
        named = [("" if one is None else str(one), str(text)) for one, text in within]
        yield group, [(one, text, one in chosen) for one, text in named]


def radios(bound: BoundField, wish: Wish) -> Markup:
    if wish.look == "chips":
        return _chips(bound, wish)
    items = [item for item in _choices(bound, wish) if item["value"]]
    drawn_radios = govuk("radios", **legend(bound, wish), **_named(bound, wish, "radios"), items=items)
    return _ours_to_reveal(drawn_radios, "radios")


def checkboxes(bound: BoundField, wish: Wish) -> Markup:
    items = list(_choices(bound, wish))
    ticks = govuk("checkboxes", **legend(bound, wish), **_named(bound, wish, "checkboxes"), items=items)
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
        "attributes": attributes(bound, wish),
    }


def tick(bound: BoundField, wish: Wish) -> Markup:
    """One box to tick: its label is the question."""
    ticked = bound.field.widget.check_test(bound.value())
    item: dict[str, Any] = {"value": "on", "checked": ticked, "text": label(bound, _not_optional(wish))}
    told = frame(bound, wish)
    if "hint" in told:
        item["hint"] = told.pop("hint")
    if "on" in wish.reveal:
        item["conditional"] = {"html": wish.reveal["on"]}
    tick = govuk("checkboxes", **told, **_named(bound, wish, "checkboxes"), items=[item])
    return _ours_to_reveal(tick, "checkboxes")


def _not_optional(wish: Wish) -> Wish:
    return Wish(label=wish.label, optional=bool(wish.optional))


def _chips(bound: BoundField, wish: Wish) -> Markup:
    """Radios as one-tap chips, for the desk."""
    told, name = frame(bound, wish), bound.auto_id
    hint = (
        format_html('<div id="{}-hint" class="govuk-hint">{}</div>', name, _text(told["hint"]))
        if "hint" in told
        else ""
    )
    error = (
        govuk("error-message", id=f"{name}-error", **told["errorMessage"]) if "errorMessage" in told else ""
    )
    described = " ".join(f"{name}-{part}" for part, found in (("hint", hint), ("error", error)) if found)
    items = [item for item in _choices(bound, wish) if item["value"]]
    chips = "".join(_chip(bound.html_name, name, place, item, wish) for place, item in enumerate(items))
    return Markup(
        '<fieldset class="cx-fieldset{}"{}><legend>{}</legend>{}{}<div class="cx-choice">{}</div></fieldset>'
    ).format(
        " cx-choice--error" if error else "",
        Markup(' aria-describedby="{}"').format(described) if described else "",
        label(bound, wish),
        hint,
        error,
        drawn(chips),
    )


def _chip(name: str, begins: str, place: int, item: Mapping[str, Any], wish: Wish) -> str:
    value = item["value"]
    known = f"{begins}-{place + 1}" if place else begins
    # What belongs to this choice alone stands elsewhere on the page, and is shown while it is made.
    shows = f' data-shows="{escape(wish.shows[value])}"' if value in wish.shows else ""
    return (
        f'<label><input type="radio" name="{escape(name)}" id="{escape(known)}" value="{escape(value)}"'
        f"{' checked' if item['checked'] else ''}{shows}>{escape(item['text'])}</label>"
    )


def _text(part: Mapping[str, Any]) -> Any:
    return part.get("html") or part.get("text")
