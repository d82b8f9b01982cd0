"""One-time links by which a service without an account answers: their codes, and when they end. Pure."""

import hashlib
import hmac
import secrets
from datetime import datetime

from connexions.ground.design.words import day

TRIES = 5
CODE_DIGITS = 6
GONE = "This link does not open anything any more. Ask whoever sent it for another."


def new_code() -> str:
    """Six digits that nobody can guess in five tries."""
    return "".join(secrets.choice("0123456789") for _ in range(CODE_DIGITS))


def code_hash(code: str, *, of: str) -> str:
    """What is kept of a code: it is short, so it is kept only together with what belongs to its link."""
    digits = "".join(one for one in code if one.isdigit())
    return hashlib.pbkdf2_hmac("sha256", digits.encode(), of.encode(), 100_000).hex()


def is_code(code: str, *, of: str, kept: str) -> bool:
    """Whether *code* is the one that was given with the link."""
    return hmac.compare_digest(code_hash(code, of=of), kept)


def why_closed(*, state: str, good_until: datetime, tries: int, at: datetime) -> str:
    """Why a link opens nothing any more, as a sentence; empty where it is open."""
    if state == "used":
        return "This link was used: it takes one answer. Whoever sent it can send another."
    if state == "withdrawn":
        return "This link was taken back. Ask whoever sent it for another."
    if tries >= TRIES:
        return "This link was closed after five wrong codes. Ask whoever sent it for another."
    if good_until <= at:
        return f"This link ended on {day(good_until)}. Ask whoever sent it for another."
    return ""
