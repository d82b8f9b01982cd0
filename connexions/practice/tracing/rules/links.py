"""Links and texts by which somebody answers: when a link opens nothing more, and what a text says. Pure."""

import re
from datetime import datetime

from connexions.registers.accounts.rules import LINK_TRIES

YES = frozenset({"1", "y", "yes", "yeah", "yep", "ok", "still", "correct", "right"})
STOP = frozenset({"stop", "stopall", "unsubscribe", "end", "quit"})


def why_closed(*, state: str, good_until: datetime, tries: int, at: datetime) -> str:
    """Why a link opens nothing any more, in a sentence; nothing while it opens."""
    if state == "answered":
        return "You have answered already. Thank you: nothing more to do."
    if state != "open" or tries >= LINK_TRIES:
        return "This link does not open anything any more. Ring us if you want to tell us something."
    if good_until <= at:
        return "This link has run out. Ring us if you want to tell us something."
    return ""


def meaning(text: str) -> str:
    """What a text that came back means: ``stop``, ``yes``, or ``words`` to be read by a person."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    if words and words[0] in STOP and len(words) <= 2:
        return "stop"
    return "yes" if words and all(word in YES for word in words) else "words"
