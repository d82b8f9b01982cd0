"""A screen handed over: somebody on the staff gives their tablet to a young person, for a few questions and no more.

While it is handed over, the session opens those questions and nothing else, in every window of the browser. It is
taken back by whoever is signed in showing again that it is them, as they sign in: no number to invent, and none that
can be seen over a shoulder. Whoever cannot may sign out.
"""

from datetime import datetime

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest

KEY = "handed_over"
# Beside the questions: showing that it is you, keeping what is typed, staying signed in, signing out.
STILL_OPEN = frozenset(
    {
        "account_reauthenticate",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "account_logout",
        "accounts:session",
        "accounts:extend",
        "base:draft",
    }
)


def hand_over(request: HttpRequest, *, to: str, at: datetime) -> None:
    """From now on this session opens what begins with the address *to*, and nothing else."""
    request.session[KEY] = {"to": to, "at": at.timestamp()}


def is_handed_over(request: HttpRequest) -> bool:
    """Whether the screen is in somebody else's hands."""
    return KEY in request.session


def instead(request: HttpRequest) -> str:
    """Where to go instead, where this address is not open while the screen is handed over; else nothing."""
    held = request.session.get(KEY)
    at = request.resolver_match
    if held is None or request.path.startswith(held["to"]) or (at and at.view_name in STILL_OPEN):
        return ""
    return str(held["to"])


def shown_again(request: HttpRequest) -> bool:
    """Whether whoever is signed in has shown that it is them since it was handed over."""
    held = request.session.get(KEY)
    records = get_authentication_records(request, request.user)
    return held is None or any(float(one["at"]) > held["at"] for one in records)


def take_back(request: HttpRequest) -> None:
    """Everything is open again."""
    request.session.pop(KEY, None)
