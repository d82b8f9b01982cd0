"""The Jinja environment every page is drawn in."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.templatetags.static import static
from jinja2 import BaseLoader, ChoiceLoader, Environment, StrictUndefined

from connexions.ground.design import conflicts, tables, words
from connexions.ground.design.furniture import furniture, layout, url, url_if_any
from connexions.ground.design.icons import icon, level_bars
from connexions.ground.design.opening import form_open
from connexions.ground.design.questions import error_summary, field
from connexions.ground.design.vendor import GovukLoader

GLOBALS = {
    "compare": conflicts.compare,
    "error_summary": error_summary,
    "field": field,
    "form_open": form_open,
    "furniture": furniture,
    "icon": icon,
    "layout": layout,
    "level_bars": level_bars,
    "static": cache(static),  # no address of a file changes while a process runs
    "untouched": conflicts.untouched,
    "url": url,
    "url_if_any": url_if_any,
}


def environment(**options: Any) -> Environment:
    """Django's factory for ``TEMPLATES``: our loader and GOV.UK's macros; a missing variable is an error."""
    ours: BaseLoader = options.pop("loader")
    options["undefined"] = StrictUndefined
    options.setdefault("trim_blocks", True)
    options.setdefault("lstrip_blocks", True)
    options["autoescape"] = True
    made = Environment(loader=ChoiceLoader([GovukLoader(), ours]), **options)  # noqa: S701 - set a line above
    made.globals.update(GLOBALS)
    made.filters.update(words.FILTERS, labelled=tables.labelled)
    return made
