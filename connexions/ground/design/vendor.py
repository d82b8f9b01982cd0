"""The GOV.UK macros, kept in an environment of their own.

Our pages fail on a missing variable; the GOV.UK macros are written to be given only the parameters that are
wanted, and ask for the rest all the time. So they run in a lenient environment, and are imported as usual:
``{% from "govuk_frontend_jinja/components/button/macro.html" import govukButton %}``.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from functools import cache
from typing import Any

from jinja2 import BaseLoader, Environment, PackageLoader, PrefixLoader, Template, TemplateNotFound
from markupsafe import Markup

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


def govuk(component: str, **params: Any) -> Markup:
    """One component drawn from Python; parameters are those of the GOV.UK macro, None being left out."""
    given = {name: value for name, value in params.items() if value is not None}
    return drawn(str(_macro(component)(given)).strip())
