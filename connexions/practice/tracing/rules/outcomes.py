"""What a key means in a call session, and what a report of leaving ends in. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Key:
    """One key of a call session: what it is called, which outcome of a contact it records, what else it needs."""

    key: str
    name: str
    label: str
    outcome: str  # of a contact; empty where none is recorded
    asks_day: bool = False


KEYS = (
    Key("1", "told", "Reached: set status", "spoke"),
    Key("2", "no_answer", "No answer", "no_answer"),
    Key("3", "left_message", "Left a message", "left_message"),
    Key("4", "call_back", "Call back on a day", "left_message", asks_day=True),
    Key("5", "wrong_number", "Wrong number", "wrong_number"),
    Key("6", "moved", "Moved away", "moved"),
    Key("7", "no_help", "Does not want our help", "does_not_want_help"),
    Key("8", "would_not_say", "Would not say", "spoke"),
    Key("9", "someone_else", "Reached someone else", "reached_someone_else"),
    Key("0", "skip", "Leave for later", ""),
)
BY_NAME = {one.name: one for one in KEYS}

# How a report of leaving ends: a closed list, each as the one who reported it reads it.
ENDINGS = {
    "learning": "They are in education again, with another provider.",
    "back": "They are back with you.",
    "working": "They are in work or training.",
    "helped": "They are out of education and work, and somebody helps them.",
    "moved": "They have moved to another area, which has been told.",
    "no_help": "They do not want help at present. They know where we are.",
    "not_found": "We could not reach them at the addresses and numbers we have.",
    "other": "It has ended in another way. Ring us if you need to know more.",
}
# What an activity that is recorded says about a report, by the group of its kind.
ENDED_BY_GROUP = {
    "compulsory": "learning",
    "education": "learning",
    "employment": "working",
    "training": "working",
    "re_engagement": "helped",
    "neet": "helped",
}
ENDED_BY_KEY = {"moved": "moved", "no_help": "no_help"}


def ending_of(group: str, *, same_place: bool) -> str:
    """How a report ends when an activity of this group is recorded; empty where that ends nothing."""
    if same_place:
        return "back"
    return ENDED_BY_GROUP.get(group, "")
