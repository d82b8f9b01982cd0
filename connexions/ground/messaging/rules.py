"""What a text wishes, as how many it counts, and what a gateway's word for its end means. Pure."""

import re
import unicodedata
from math import ceil

# Words by which somebody asks for no more texts, or for texts again, in the languages that we ship. A service adds
# its own (CONNEXIONS_STOP_WORDS, CONNEXIONS_START_WORDS).
STOP = frozenset({"stop", "stopall", "unsubscribe", "end", "quit", "cancel", "optout", "stopio"})
START = frozenset({"start", "unstop", "resume", "dechrau"})
# What people put around such a word, and mean no more by it.
AROUND = frozenset(
    {
        "please",
        "pls",
        "thanks",
        "thank",
        "you",
        "now",
        "all",
        "it",
        "to",
        "me",
        "my",
        "the",
        "these",
        "this",
        "your",
    }
    | {"sending", "texting", "texts", "text", "messages", "messaging", "message", "msgs", "from"}
    | {"os", "gwelwch", "yn", "dda"}
)

# The alphabet of a text (3GPP TS 23.038): a text of these alone holds 160, any other 70 of UTF-16.
GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_TWICE = frozenset("^{}\\[~]|€\f")  # each takes two places
PLAINER = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\xa0": " "})
ONE, PART = 160, 153
ONE_WIDE, PART_WIDE = 70, 67

DELIVERED = frozenset({"delivered", "received"})
FAILED = {
    "permanent-failure": "It does not exist, or takes nothing any more.",
    "temporary-failure": "It could not be reached for three days: switched off, full or without a signal.",
    "technical-failure": "GOV.UK Notify could not hand it over. Send it again.",
    "validation-failed": "GOV.UK Notify does not take the letter: something stands outside what can be printed.",
    "virus-scan-failed": "GOV.UK Notify found a virus in the letter.",
    "cancelled": "It was cancelled at GOV.UK Notify.",
}
FOR_GOOD = "permanent-failure"  # the address itself is wrong, whatever is sent to it


def wish(text: str, *, stop: frozenset[str] = frozenset(), start: frozenset[str] = frozenset()) -> str:
    """``stop``, ``start`` or nothing: what a text asks of us about texts.

    It asks nothing where more is said than such a word and the small words around it: a person reads that. *stop* and
    *start* are further words, in lower case.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    words = re.findall(r"\w+", plain.replace("opt out", "optout").replace("opt-out", "optout"))
    said = [word for word in words if word not in AROUND]
    if said and all(word in STOP | stop for word in said):
        return "stop"
    return "start" if said and all(word in START | start for word in said) else ""


def plainer(text: str) -> str:
    """As it is sent: curly quotes, dashes and dots become plain ones, which GOV.UK Notify does too."""
    return text.translate(PLAINER)


def fragments(text: str) -> int:
    """As how many texts it counts, and costs."""
    plain = plainer(text)
    if set(plain) <= GSM | GSM_TWICE:
        long = sum(2 if sign in GSM_TWICE else 1 for sign in plain)
        return 1 if long <= ONE else ceil(long / PART)
    long = len(plain.encode("utf-16-be")) // 2
    return 1 if long <= ONE_WIDE else ceil(long / PART_WIDE)
