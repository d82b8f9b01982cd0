"""What the layout shows on every page, whoever is reading: sections, search, who I am, messages.

Every part is found without the database (save the session's messages) and may be missing: the error pages are drawn
by the same layout when there is no request, no session or no actor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.module_loading import import_string
from jinja2 import pass_context
from jinja2.runtime import Context


@dataclass(frozen=True)
class Section:
    """One word in the row of sections; `count` is how many things there wait for the reader."""

    text: str
    href: str
    current: bool = False
    count: int = 0


class Furniture:
    """The parts of the layout that depend on who is asking."""

    def __init__(self, request: HttpRequest | None) -> None:
        self.request = request

    @cached_property
    def actor(self) -> Any:
        """Who is acting, or None when nobody is signed in."""
        return getattr(self.request, "actor", None)

    @cached_property
    def sections(self) -> Iterable[Section | Mapping[str, Any]]:
        """The sections this reader may open, from the function named by the setting ``NAVIGATION``."""
        path = getattr(settings, "NAVIGATION", None)
        if self.request is None or self.actor is None or not path:
            return ()
        sections: Callable[[HttpRequest], Iterable[Section]] = import_string(path)
        return sections(self.request)

    @cached_property
    def messages(self) -> list[Any]:
        """Messages for the next page, read once."""
        if self.request is None or not hasattr(self.request, "_messages"):
            return []
        return list(get_messages(self.request))

    @cached_property
    def csrf(self) -> str:
        """The token that scripts send back with what they save."""
        return "" if self.request is None else get_token(self.request)


@pass_context
def furniture(context: Context) -> Furniture:
    """The template global: ``{% set room = furniture() %}``."""
    return Furniture(context.get("request"))
