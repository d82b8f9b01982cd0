"""Who may open a page. Every address is closed unless its view says otherwise with ``open_to``."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest

from connexions.ground.base.acting import Actor, Role

View = TypeVar("View", bound=Callable[..., Any])

ANYONE = frozenset({"anyone"})  # signed in or not
SIGNED_IN = frozenset(set(Role) - {Role.SYSTEM})


def open_to(*roles: Role | frozenset[Role]) -> Callable[[View], View]:
    """Declare the roles that may open a view: single roles, sets of them, or ``SIGNED_IN``."""
    allowed: set[Role] = set()
    for role in roles:
        allowed |= role if isinstance(role, frozenset) else {role}

    def declare(view: View) -> View:
        view.open_to = frozenset(allowed)  # type: ignore[attr-defined]
        return view

    return declare


def open_to_anyone(view: View) -> View:
    """Declare that a view may be opened without signing in."""
    view.open_to = ANYONE  # type: ignore[attr-defined]
    return view


def writes_on_get(view: View) -> View:
    """Declare the rare view whose GET must write (a sign-in callback). Everything else reads in a read-only
    transaction."""
    view.writes_on_get = True  # type: ignore[attr-defined]
    return view


def quiet(view: View) -> View:
    """Declare that opening a view is no sign of life (a page asks again by itself): it extends no session."""
    view.quiet = True  # type: ignore[attr-defined]
    return view


def actor(request: HttpRequest) -> Actor:
    """Who is asking, in a view that is open only to those who have signed in."""
    found: Actor = request.actor  # type: ignore[attr-defined]
    return found
