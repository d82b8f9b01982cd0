"""Links and texts by which somebody answers: when a link opens nothing more, and what a text says. Pure."""

import hashlib
import re
from datetime import datetime

# Letters and digits that are not taken for one another when typed from a letter: no i, l, o, 0 or 1.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
LONG = 17  # of 31 letters: 84 bits; with the date of birth asked, five tries in all, and days to live
TRIES = 5
YES = frozenset({"1", "y", "yes", "yeah", "yep", "ok", "still", "correct", "right"})
STOP = frozenset({"stop", "stopall", "unsubscribe", "end", "quit"})


def hash_of(secret: str) -> str:
    """What is kept of a secret. However it was typed: capitals and spaces do not count."""
    return hashlib.sha256(re.sub(r"[\s-]", "", secret).lower().encode()).hexdigest()


def why_closed(*, state: str, good_until: datetime, tries: int, at: datetime) -> str:
    """Why a link opens nothing any more, in a sentence; nothing while it opens."""
    if state == "answered":
        return "You have answered already. Thank you: nothing more to do."
    if state != "open" or tries >= TRIES:
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
