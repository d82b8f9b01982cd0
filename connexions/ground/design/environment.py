"""The Jinja environment every page is drawn in."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from jinja2 import BaseLoader, ChoiceLoader, Environment, StrictUndefined

from connexions.ground.design import words
from connexions.ground.design.furniture import furniture
from connexions.ground.design.vendor import GovukLoader


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named page; a name that does not exist is an error."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


def url_if_any(name: str, *args: Any, **kwargs: Any) -> str | None:
    """The address of a named page, or None where that room is not open: for furniture shown on every page."""
    try:
        return url(name, *args, **kwargs)
    except NoReverseMatch:
        return None


def environment(**options: Any) -> Environment:
    """Django's factory for ``TEMPLATES``: our loader and the GOV.UK macros, strict about missing variables."""
    ours: BaseLoader = options.pop("loader")
    options["undefined"] = StrictUndefined
    options.setdefault("trim_blocks", True)
    options.setdefault("lstrip_blocks", True)
    made = Environment(loader=ChoiceLoader([GovukLoader(), ours]), **options)
    made.globals.update(static=static, url=url, url_if_any=url_if_any, furniture=furniture)
    made.filters.update(words.FILTERS)
    return made
