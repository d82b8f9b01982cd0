"""The GOV.UK macros, kept in an environment of their own.

Our pages fail on a missing variable; the GOV.UK macros are written to be given only the parameters that are
wanted, and ask for the rest all the time. So they run in a lenient environment, and are imported as usual:
``{% from "govuk_frontend_jinja/components/button/macro.html" import govukButton %}``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, MutableMapping
from functools import cache, lru_cache
from typing import Any

from jinja2 import BaseLoader, Environment, PackageLoader, PrefixLoader, Template, TemplateNotFound
from markupsafe import Markup, escape

PREFIX = "govuk_frontend_jinja"

macros = Environment(loader=PrefixLoader({PREFIX: PackageLoader(PREFIX)}), autoescape=True, auto_reload=False)


class GovukLoader(BaseLoader):
    """Finds templates below ``govuk_frontend_jinja/`` and binds them to the lenient environment."""

    has_source_access = False

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - the name jinja2 calls it by
    ) -> Template:
        if not name.startswith(PREFIX + "/"):
            raise TemplateNotFound(name)
        return macros.get_template(name, globals=globals)


def drawn(html: str) -> Markup:
    """HTML drawn by us, every value in it escaped already."""
    return Markup(html)  # noqa: S704


@cache
def _macro(component: str) -> Callable[..., Any]:
    """The macro of one component, "date-input" being ``govukDateInput``."""
    module = macros.get_template(f"{PREFIX}/components/{component}/macro.html").module
    found: Callable[..., Any] = getattr(module, "govuk" + component.title().replace("-", ""))
    return found


# Where what somebody has typed stands in a shape: a character for private use, about a number.
PLACE = "\ue0f1{}\ue0f1"
PLACES = re.compile("\ue0f1([0-9]+)\ue0f1")
TYPED = frozenset({"input", "textarea", "character-count", "date-input"})


def govuk(component: str, **params: Any) -> Markup:
    """One component drawn from Python; parameters are those of the GOV.UK macro, None being left out.

    The macros take milliseconds. Nearly everything of a question is the same whenever it is asked, so its shape
    is drawn once and kept, with places for what has been typed: that is put in each time and never kept.
    """
    given = {name: value for name, value in params.items() if value is not None}
    if "errorMessage" in given or "errorList" in given:  # may say what was typed
        return drawn(str(_macro(component)(given)).strip())
    typed: list[str] = []
    if component in TYPED:
        given = _with_places(given, typed)
    html = _shape(component, json.dumps(given, default=str))
    return drawn(PLACES.sub(lambda place: _put(place, typed), html) if typed else html)


def _put(place: re.Match[str], typed: list[str]) -> str:
    number = int(place[1])
    return str(escape(typed[number])) if number < len(typed) else place[0]


def _with_places(given: dict[str, Any], typed: list[str]) -> dict[str, Any]:
    """The same parameters, each value in them moved to *typed* and replaced by its place there."""
    told = dict(given)
    if told.get("value"):
        typed.append(str(told["value"]))
        told["value"] = PLACE.format(len(typed) - 1)
    if "items" in told:
        told["items"] = [_with_places(item, typed) for item in told["items"]]
    return told


@lru_cache(maxsize=4096)
def _shape(component: str, given: str) -> str:
    return str(_macro(component)(json.loads(given))).strip()
