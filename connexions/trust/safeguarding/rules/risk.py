"""A risk note says whose risk it is before anything else, and never becomes a label."""

import re
from calendar import monthrange
from datetime import date
from enum import StrEnum


class Whose(StrEnum):
    """Which way a risk goes. Shown in words, always."""

    TO_THEM = "to_them"
    AROUND_THEM = "around_them"
    FROM_THEM = "from_them"


def spoken(whose: str, name: str) -> str:
    """Which way, as the page says it first."""
    return {
        Whose.TO_THEM: f"Risk to {name}, from someone else",
        Whose.AROUND_THEM: f"Risk around {name}, not from them",
        Whose.FROM_THEM: f"Risk from {name}, to someone else",
    }[Whose(whose)]


def reminder(whose: str, name: str) -> str:
    """What a reader must not misread."""
    return {
        Whose.TO_THEM: f"{name} is the one at risk. Keep seeing {name}: this says how.",
        Whose.AROUND_THEM: f"This is about a place or people near {name}. {name} has done nothing.",
        Whose.FROM_THEM: f"Somebody else may be at risk. {name} still has a right to our help: this says how.",
    }[Whose(whose)]


# Words that turn what happened to somebody into what they are, or into a reason not to go.
_ONLY_NOT = "says only that nobody may visit"
_INCIDENT = "calls it an “incident”, which does not say who did what to whom"
_IS = "says what somebody is, not what happened"
_TRAITS = "dangerous|violent|aggressive|volatile|troublesome|risky"
_LABELS = (
    (r"\bno (home )?visits?\b|\b(do not|don.t) visit\b|\bnot to be visited\b", _ONLY_NOT),
    (r"\bincidents?\b", _INCIDENT),
    (rf"\b({_TRAITS}) (person|lad|boy|girl|young|individual|family)", _IS),
    (rf"^((he|she|they) )?((is|are) )?(very )?({_TRAITS}|high risk)\.?$", _IS),
)
SHORTEST = 20  # letters: less does not say who may do what to whom


def warnings(*, whose: str, words: str, visit: str, name: str) -> list[str]:
    """What in a note reads like a label; empty where nothing does. *visit* is what to do on a visit."""
    if whose not in set(Whose):
        return [
            "Say first whose risk it is: a note that does not say so is read as though it came from them."
        ]
    found: list[str] = []
    for pattern, why in _LABELS:
        if re.search(pattern, words.strip(), re.I) and why not in " ".join(found):
            found.append(f"The note {why}.")
    if len(words.strip()) < SHORTEST:
        found.append("The note is very short: say who may do what to whom, and where.")
    if re.fullmatch(r"\W*(no|do not|don.t|never|not)\b[^.]*\W*", visit.strip(), re.I):
        found.append(
            f"“What to do on a visit” says only what not to do: say where and how {name} is met instead."
        )
    if found and whose == Whose.TO_THEM:
        found.append(f"{name} is the one at risk here: nothing in this note may cost {name} our help.")
    return found


def latest_end(on: date, months: int) -> date:
    """The last day that a note written on a day may name as its end."""
    whole = on.year * 12 + on.month - 1 + months
    year, month = whole // 12, whole % 12 + 1
    return date(year, month, min(on.day, monthrange(year, month)[1]))


def is_shown(*, state: str, ends_on: date, on: date) -> bool:
    """Whether a note stands on a record: its last day is the day before it ends."""
    return state == "standing" and on < ends_on
