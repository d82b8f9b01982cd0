"""The GOV.UK macros, kept in an environment of their own.

Our pages fail on a missing variable; the GOV.UK macros are written to be given only the parameters that are
wanted, and ask for the rest all the time. So they run in a lenient environment, and are imported as usual:
``{% from "govuk_frontend_jinja/components/button/macro.html" import govukButton %}``.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from typing import Any

from jinja2 import BaseLoader, Environment, PackageLoader, PrefixLoader, Template, TemplateNotFound

PREFIX = "govuk_frontend_jinja"


class GovukLoader(BaseLoader):
    """Finds templates below ``govuk_frontend_jinja/`` and binds them to the lenient environment."""

    has_source_access = False

    def __init__(self) -> None:
        self.macros = Environment(
            loader=PrefixLoader({PREFIX: PackageLoader(PREFIX)}), autoescape=True, auto_reload=False
        )

    def load(
        self, environment: Environment, name: str, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        if not name.startswith(PREFIX + "/"):
            raise TemplateNotFound(name)
        return self.macros.get_template(name, globals=globals)

    def macro(self, component: str, name: str) -> Callable[..., Any]:
        """One macro as a function, for Python that draws a component."""
        module = self.macros.get_template(f"{PREFIX}/components/{component}/macro.html").module
        found: Callable[..., Any] = getattr(module, name)
        return found
