"""A contact in one line: "Leo Fenwick, phone, no answer, try his sister at 2". Pure.

The first part is who; parts that are words of ours say how and what came of it; from the first that is neither,
all is note, as it was typed.
"""

from dataclasses import dataclass

_CHANNELS = {
    "phone": "phone, rang, rung, called, call, phoned, telephone",
    "text": "text, texted, sms, message",
    "met": "met, office, centre, here, came in, meeting",
    "visit": "visit, visited, home visit, home",
    "email": "email, e-mail, emailed, mail",
    "letter": "letter, wrote, post",
    "video": "video, video call, online, teams, zoom",
    "group": "group",
}
_OUTCOMES = {
    "spoke": "spoke, we spoke, talked, answered, replied",
    "no_answer": "no answer, no reply, rang out, not in, n/a, na",
    "left_message": "left message, left a message, voicemail, message left",
    "wrong_number": "wrong number, wrong address, bounced, dead number",
    "moved": "moved, has moved, moved away",
    "does_not_want_help": "does not want help, no thanks, declined, refused help",
    "reached_someone_else": "reached someone else, someone else answered, someone else",
    "did_not_come": "did not come, no show, dna, not there",
}
CHANNELS = {word: value for value, words in _CHANNELS.items() for word in words.split(", ")}
OUTCOMES = {word: value for value, words in _OUTCOMES.items() for word in words.split(", ")}
# What one says of the other, where only one is said.
_SPOKEN = {"met", "visit", "video", "group"}
_RUNG = {"no_answer", "left_message", "wrong_number", "reached_someone_else"}


@dataclass(frozen=True)
class Line:
    """What one line said; what it left open is empty."""

    who: str
    channel: str = ""
    outcome: str = ""
    note: str = ""


def read(line: str) -> Line:
    """What a line says."""
    who, *rest = line.split(",")
    channel = outcome = ""
    while rest:
        word = " ".join(rest[0].split()).strip(" .").lower()
        if not channel and word in CHANNELS:
            channel = CHANNELS[word]
        elif not outcome and word in OUTCOMES:
            outcome = OUTCOMES[word]
        elif word:
            break
        rest.pop(0)
    note = ",".join(rest).strip()
    if not outcome and (channel in _SPOKEN or (channel and note)):
        outcome = "spoke"
    if not channel and outcome in _RUNG:
        channel = "phone"
    return Line(" ".join(who.split()), channel, outcome, note)


def told(answers: list[tuple[str, str]], note: str) -> str:
    """What was written under headings, and beside them, as one text."""
    parts = [f"{heading}\n{words}" for heading, words in answers if words]
    return "\n\n".join([*parts, *([note] if note else [])])
