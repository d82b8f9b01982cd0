"""A risk note in words: whose risk first, always."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from connexions.ground.base.kept import Kept
from connexions.ground.design import words
from connexions.registers.people.record import Asked
from connexions.trust.safeguarding.models import Challenge, RiskNote
from connexions.trust.safeguarding.queries import risks
from connexions.trust.safeguarding.rules.risk import is_shown, reminder, spoken

READS: tuple[Kept[Any], ...] = (risks.standing_of, risks.challenges_of)


@dataclass(frozen=True)
class Shown:
    """A note as pages show it."""

    note: RiskNote
    way: str
    reminder: str
    beneath: str
    stands: bool
    challenged: list[str]


def shown(note: RiskNote, *, name: str, on: date, challenges: list[Challenge] | None = None) -> Shown:
    """One note about somebody who is called *name*."""
    against = [one for one in challenges or [] if one.state == Challenge.State.OPEN]
    return Shown(
        note,
        spoken(note.whose, name),
        reminder(note.whose, name),
        _beneath(note, name),
        is_shown(state=note.state, ends_on=note.ends_on, on=on),
        [
            f"{name if one.by_young_person else one.made_by.name} says this is wrong: “{one.words}”"
            for one in against
        ],
    )


def _beneath(note: RiskNote, name: str) -> str:
    checked = "Not checked yet"
    if note.checked_on and note.checked_by:
        checked = f"Checked by {note.checked_by.name}, {words.day(note.checked_on)}: {note.checked_how}"
    known = f"{name} knows about this note" if note.known_to_them else f"{name} does not know about this note"
    return (
        f"From {note.source}, {words.day(note.said_on)}. {checked}. Ends {words.day(note.ends_on)}. {known}."
    )


def on_strip(asked: Asked) -> dict[str, Any] | None:
    """What stands in the strip of every page of a record: the notes of today."""
    notes = risks.in_order(asked.about(risks.standing_of), on=asked.on)
    if not notes:
        return None
    challenges = asked.about(risks.challenges_of)
    name = asked.young_person.known_as
    return {
        "young_person": asked.young_person,
        "notes": [
            shown(one, name=name, on=asked.on, challenges=[c for c in challenges if c.note_id == one.pk])
            for one in notes
        ],
    }


def for_a_visit(notes: list[RiskNote], *, name: str) -> list[str]:
    """What a visit must know, a line for each: whose risk, the risk, what to do."""
    return [f"{spoken(one.whose, name)}. {one.words} On a visit: {one.visit}" for one in notes]


def history(note: RiskNote, *, name: str) -> list[dict[str, Any]]:
    """What a note said before, and why that changed; the earliest first."""
    told = {"changed": "Changed", "checked": "Checked", "taken_back": "Taken back"}
    found = []
    for one in note.changes.all():
        before = json.loads(one.before)
        found.append(
            {
                "what": told[one.what],
                "at": one.at,
                "who": one.by.name if one.by else "",
                "why": one.why,
                "before": f"{spoken(before['whose'], name)}. {before['words']} On a visit: {before['visit']}",
            }
        )
    return found
