"""What the layout shows on every page, whoever is reading: sections, search, who I am, messages.

The values come from the context processors named in the settings. Each may be missing: the error pages are
drawn by the same layout when there is no request, no session and nobody signed in.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.backends.utils import csrf_input
from django.urls import NoReverseMatch
from django.utils.functional import SimpleLazyObject
from jinja2 import pass_context
from jinja2.runtime import Context

from connexions.ground.base.addresses import address

# How a Django message's level looks: the kind of notice, and the word above it.
MESSAGE_KINDS = {
    "success": ("done", "Done"),
    "info": ("calm", "Please note"),
    "debug": ("calm", "Please note"),
    "warning": ("", "Look at this"),
    "error": ("danger", "There is a problem"),
}


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named page; a name that does not exist is an error."""
    return address(name, *args, **kwargs)


def url_if_any(name: str, *args: Any, **kwargs: Any) -> str | None:
    """The address of a named page, or None where that room is not open: for furniture shown on every page."""
    try:
        return url(name, *args, **kwargs)
    except NoReverseMatch:
        return None


def token(request: HttpRequest) -> dict[str, Any]:
    """For ``TEMPLATES``: the token of a page's forms, drawn once for all of them and only where there are any."""
    return {"csrf_input": SimpleLazyObject(lambda: csrf_input(request))}


class Furniture:
    """The parts of the layout that depend on who is asking."""

    def __init__(self, context: Context) -> None:
        self._context = context

    @property
    def request(self) -> HttpRequest | None:
        found: HttpRequest | None = self._context.get("request")
        return found

    @cached_property
    def actor(self) -> Any:
        """Who is acting, or None when nobody is signed in."""
        return self._context.get("actor") or getattr(self.request, "actor", None)

    @property
    def place(self) -> str:
        """The partnership's own name, or nothing before it is known."""
        return getattr(self.actor, "partnership_name", "") or self._context.get("partnership_name", "") or ""

    @property
    def role(self) -> str:
        role = getattr(self.actor, "role", None)
        return str(getattr(role, "label", role or ""))

    @property
    def covers(self) -> list[dict[str, Any]]:
        """For whom the reader stands in: name, the last day, and where their day is found."""
        today = url_if_any("casework:today")
        return [
            {
                "name": one.name,
                "last": one.until_on - timedelta(days=1),
                "href": f"{today}?adviser={one.adviser}" if today else None,
            }
            for one in getattr(self.actor, "covers", ())
        ]

    @property
    def sections(self) -> Iterable[Any]:
        """The sections open to this reader: each has text, href, current and count."""
        return self._context.get("sections") or ()

    @cached_property
    def contact_href(self) -> str | None:
        """Where a contact is recorded, for those who may."""
        given: str | None = self._context.get("contact_href")
        return given

    @cached_property
    def raise_href(self) -> str | None:
        """Where a concern about somebody's safety is raised, about the record that is open if one is."""
        given: str | None = self._context.get("raise_href")
        return given

    @cached_property
    def find_href(self) -> str | None:
        """Where the search box leads; none for people who have nobody to look for."""
        if "find_href" in self._context:
            given: str | None = self._context["find_href"]
            return given
        return url_if_any("people:search") if getattr(self.actor, "is_staff", False) else None

    @cached_property
    def messages(self) -> list[tuple[str, str, Any]]:
        """Messages for this page, each as (kind of notice, word above it, message)."""
        found = self._context.get("messages") or ()
        return [(*MESSAGE_KINDS.get(message.level_tag, MESSAGE_KINDS["info"]), message) for message in found]

    @property
    def csrf(self) -> str:
        """The token that scripts send back with what they save."""
        return "" if self.request is None or self.actor is None else get_token(self.request)

    @property
    def session_seconds(self) -> int | None:
        """Seconds until the session ends by itself; none for a page nobody is signed in to."""
        seconds: int | None = self._context.get("session_expires_in")
        return seconds if self.actor is not None else None


@pass_context
def furniture(context: Context) -> Furniture:
    """The template global: ``{% set f = furniture() %}``."""
    return Furniture(context)


@pass_context
def layout(context: Context) -> str:
    """The layout for whoever is reading: ``{% extends layout() %}`` where staff and others both come."""
    actor = Furniture(context).actor
    return "design/desk.html" if getattr(actor, "is_staff", False) else "design/door.html"
