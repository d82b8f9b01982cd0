"""Links and texts by which somebody answers: when a link opens nothing more, and what a text says. Pure."""

import re
from dataclasses import dataclass
from datetime import datetime

from connexions.registers.accounts.rules import LINK_TRIES

YES = frozenset({"1", "y", "yes", "yeah", "yep", "ok", "still", "correct", "right"})
# What stands for what in an answer by text; each as the page by a link calls it.
NUMBERS = {
    "2": "working",
    "3": "college",
    "4": "school",
    "5": "apprentice",
    "6": "training",
    "7": "looking",
    "8": "cannot",
    "9": "other",
}


@dataclass(frozen=True)
class Meant:
    """What a text that came back means: that it is still so, or what they do now and where; else words to be read."""

    still: bool = False
    does: str = ""
    rest: str = ""


def why_closed(*, state: str, good_until: datetime, tries: int, at: datetime) -> str:
    """Why a link opens nothing any more, in a sentence; nothing while it opens."""
    if state == "answered":
        return "You have answered already. Thank you: nothing more to do."
    if state != "open" or tries >= LINK_TRIES:
        return "This link does not open anything any more. Ring us if you want to tell us something."
    if good_until <= at:
        return "This link has run out. Ring us if you want to tell us something."
    return ""


def meaning(text: str) -> Meant:
    """What a text that came back means: a yes, or a number for what they do and, behind it, where."""
    words = re.findall(r"\w+", text.lower())
    if words and all(word in YES for word in words):
        return Meant(still=True)
    found = re.match(r"\s*([2-9])(?!\w|[:.,]\d)[\s.,:)-]*(.*)", text, re.DOTALL)
    if found is None:
        return Meant()
    where = re.sub(r"^(at|in|for|with)\s+", "", " ".join(found[2].split()), flags=re.IGNORECASE)
    return Meant(does=NUMBERS[found[1]], rest=where[:200])
