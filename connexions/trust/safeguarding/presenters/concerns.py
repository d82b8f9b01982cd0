"""A concern in words: how it stands, and everything that happened, in order."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from connexions.ground.base.acting import Role
from connexions.ground.design import words
from connexions.ground.messaging.models import Message
from connexions.trust.safeguarding.models import Alert, Concern
from connexions.trust.safeguarding.queries.concerns import Keeping
from connexions.trust.safeguarding.rules.routing import LONDON

STATES = {"waiting": "overdue", "taken_on": "due", "decided": "new", "closed": "done"}
HEADINGS = {
    "raised": "Raised",
    "told": "Told",
    "nobody": "There was nobody to tell",
    "not_taken_on": "Nobody took it on in time",
    "taken_on": "Taken on",
    "handed_on": "Handed on to",
    "named": "Opened to",
    "planned": "To do",
    "done": "Done",
    "closed": "Closed",
    "reopened": "Opened again",
}
ELSEWHERE = {"decided", "told_others"}  # told in full by what was decided and by who was told


@dataclass(frozen=True)
class Happened:
    """One line of the chronology."""

    at: datetime
    heading: str
    words: str
    who: str

    @property
    def when(self) -> str:
        return f"{words.day(self.at.astimezone(LONDON).date())}, {words.time(self.at.astimezone(LONDON))}"


@dataclass(frozen=True)
class Line:
    """A concern in a list."""

    concern: Concern
    name: str
    about: str
    look: str
    state: str


def whom(concern: Concern) -> str:
    """Whom it is about."""
    return concern.called


def raiser(concern: Concern) -> str:
    """Who raised it, and as what."""
    if concern.own_words:
        return f"{concern.raised_by.name}, in their own words"
    return f"{concern.raised_by.name}, {Role(concern.raised_as).label.lower()}"


def line(concern: Concern, *, at: datetime) -> Line:
    """One row of a list."""
    raised = f"{concern.get_kind_display()}. Raised {words.moment(concern.raised_at)}"
    return Line(concern, whom(concern), raised, STATES[concern.state], standing(concern, at=at))


def standing(concern: Concern, *, at: datetime) -> str:
    """How it stands, in few words."""
    if concern.state == Concern.State.WAITING:
        minutes = int((at - concern.raised_at).total_seconds() // 60)
        return f"Waiting for {words.count(minutes, 'minute')}" if minutes < 120 else "Waiting"
    held = f": {concern.held_by.name}" if concern.held_by and concern.state != Concern.State.CLOSED else ""
    return f"{concern.get_state_display()}{held}"


def ways(alert: Alert) -> str:
    """By which ways somebody was told, and whether it went."""
    told = [_way("text", alert.text), _way("e-mail", alert.email)]
    return words.listed([one for one in told if one]) or "no way to reach them is known"


def _way(name: str, message: Message | None) -> str:
    if message is None:
        return ""
    state = {"sent": "sent", "waiting": "on its way", "failed": "not delivered"}
    return f"{name} {state.get(message.state, message.state)}"


def chronology(kept: Keeping) -> list[Happened]:
    """Everything that happened, the earliest first."""
    found = [
        Happened(one.at, HEADINGS.get(one.what, one.what), one.words or "", one.by_name)
        for one in kept.events
        if one.what not in ELSEWHERE
    ]
    found += [
        Happened(one.at, f"Decided: {one.get_what_display()}", one.reasons, one.by.name)
        for one in kept.decisions
    ]
    for one in kept.told:
        whom = (
            "whoever raised it"
            if one.to_raiser
            else words.listed([x for x in (one.who, one.organisation) if x])
        )
        found.append(Happened(one.at, f"Told {whom}, {one.get_how_display().lower()}", one.what, one.by.name))
    return sorted(found, key=lambda one: one.at)


def paper(kept: Keeping, *, partnership: str, made_by: str, at: datetime) -> dict[str, Any]:
    """The chronology as it is printed. What it is about stands on it; its name says nothing."""
    concern = kept.concern
    return {
        "title": "Chronology of a concern",
        "foot": f"Connexions, {partnership}. Confidential. Printed by {made_by}, {words.moment(at)}.",
        "facts": [
            ["About", whom(concern)],
            ["Kind", concern.get_kind_display()],
            ["Raised by", f"{raiser(concern)}, {words.moment(concern.raised_at)}"],
            ["How it stands", standing(concern, at=at)],
        ],
        "words": concern.words,
        "happened": [
            {"when": one.when, "heading": one.heading, "words": one.words, "who": one.who}
            for one in chronology(kept)
        ],
        "to_do": [
            {
                "words": one.words,
                "who": one.owner.name,
                "due": words.day(one.due_on),
                "came": one.came_of_it or "Not done yet",
            }
            for one in kept.to_do
        ],
        "audience": words.listed(sorted({one.user.name for one in kept.readers}))
        + ", and the designated leads. Keep this copy locked, and shred it.",
    }
