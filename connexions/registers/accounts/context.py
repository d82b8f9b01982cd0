"""What the pages of signing in need beside what allauth gives them."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from allauth.mfa.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest

from connexions.ground.base import clock
from connexions.registers.accounts import demo, second_factor
from connexions.registers.accounts.queries import demonstration

AGAIN = {
    "account_reauthenticate": "Use your password",
    "reauthenticate": "Use your password",
    "mfa_reauthenticate": "Use your authenticator app",
    "mfa_reauthenticate:webauthn": "Use a passkey",
}


def sign_in(request: HttpRequest) -> dict[str, Any]:
    """For ``TEMPLATES``: nothing here costs anything until a page asks for it."""
    told: dict[str, Any] = {
        "demo_code": partial(demo.code_for_page, request),
        "demo_people": _demo_people,
        "oidc_name": settings.OIDC_NAME,
        "settled": partial(_settled, request),
        "again_word": _again_word,
        "removable": _removable,
    }
    actor = getattr(request, "actor", None)
    if actor is not None and actor.is_staff and not _settled(request):
        told |= {"sections": [], "find_href": None}  # nothing of the desk opens yet
    return told


def _demo_people() -> list[dict[str, str]]:
    """Whom the sign-in page of a demonstration names."""
    if not settings.DEMO:
        return []
    return [one for one in demonstration.sign_ins(on=clock.today()) if one["password"]]


def _settled(request: HttpRequest) -> bool:
    """Whether whoever reads has shown a second factor, so that the desk is theirs."""
    actor = getattr(request, "actor", None)
    return actor is not None and actor.is_staff and second_factor.shown(request, request.user)  # type: ignore[arg-type]


def _again_word(way: Mapping[str, str]) -> str:
    return AGAIN.get(way["id"], way["description"])


def _removable(authenticator: Any) -> bool:
    return bool(get_adapter().can_delete_authenticator(authenticator))
