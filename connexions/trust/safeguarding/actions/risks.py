"""Risk notes: written with whose risk first, checked, changed, challenged, taken back; what they said is kept."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from connexions.ground.base.acting import Actor, Role
from connexions.ground.base.refusals import NotAllowed, NotPossible, check_version
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part, sight_of
from connexions.trust.safeguarding import permissions
from connexions.trust.safeguarding.actions._noting import note as note_down
from connexions.trust.safeguarding.models import Challenge, RiskChange, RiskNote
from connexions.trust.safeguarding.permissions import Permission
from connexions.trust.safeguarding.queries import routing
from connexions.trust.safeguarding.rules import CHALLENGE, RISK_NOTE
from connexions.trust.safeguarding.rules.risk import latest_end, warnings

KEPT = (
    "whose", "words", "visit", "severity", "source", "said_on", "ends_on", "review_on", "known_to_them", "why_unknown",
    "checked_on", "checked_how",
)  # fmt: skip


@dataclass(frozen=True)
class Said:
    """What a risk note says. *sure* says that its warnings were read and that it stays as it is."""

    whose: str
    words: str
    visit: str
    severity: str
    source: str
    said_on: date
    ends_on: date
    review_on: date
    known_to_them: bool
    why_unknown: str = ""
    sure: bool = False

    @property
    def fields(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in KEPT if name in self.__dataclass_fields__}


@transaction.atomic
def write(*, young_person: YoungPerson, said: Said, at: datetime, on: date, by: Actor) -> RiskNote:
    """Write a risk note. Raises ``NotAllowed``; ``NotPossible`` where it does not say whose risk it is, ends too late,
    or reads like a label and nobody said that it stays so."""
    hand = _check_may_write(young_person, by)
    _check(said, young_person, on, by)
    made = RiskNote(
        partnership_id=young_person.partnership_id, young_person=young_person, written_by_id=hand, written_at=at,
        **said.fields,
    )  # fmt: skip
    made.save(force_insert=True)
    note_down("safeguarding.risk_note.written", made, by, young_person_id=young_person.pk, whose=said.whose)
    return made


@transaction.atomic
def change(
    *, note: RiskNote, said: Said, why: str, version: int, at: datetime, on: date, by: Actor
) -> RiskNote:
    """Say a note otherwise, or let it stand longer; what it said before is kept. Raises ``Conflict``."""
    stored, hand = _held(note, by)
    stored.state = RISK_NOTE.after(stored.state, "change")
    _check(said, stored.young_person, on, by)
    check_version(stored=stored, version=version, typed=said.fields, labels=LABELS)
    _keep(stored, "changed", why, hand, at)
    for key, value in said.fields.items():
        setattr(stored, key, value)
    _save(stored)
    note_down("safeguarding.risk_note.changed", stored, by, young_person_id=stored.young_person_id)
    return stored


@transaction.atomic
def check(*, note: RiskNote, how: str, at: datetime, on: date, by: Actor) -> RiskNote:
    """Somebody made sure of what a note says, and how. Raises ``NotPossible``."""
    stored, hand = _held(note, by)
    stored.state = RISK_NOTE.after(stored.state, "check")
    if not how.strip():
        raise NotPossible("Say how you made sure of it.")
    _keep(stored, "checked", how, hand, at)
    stored.checked_on, stored.checked_by_id, stored.checked_how = on, hand, how.strip()
    _save(stored)
    note_down("safeguarding.risk_note.checked", stored, by, young_person_id=stored.young_person_id)
    return stored


@transaction.atomic
def take_back(*, note: RiskNote, why: str, at: datetime, by: Actor) -> RiskNote:
    """A note is wrong or over: it is no longer shown, and kept. Raises ``NotPossible``."""
    stored, hand = _held(note, by)
    stored.state = RISK_NOTE.after(stored.state, "take_back")
    if not why.strip():
        raise NotPossible("Say why it is taken back.")
    _keep(stored, "taken_back", why, hand, at)
    _save(stored)
    note_down("safeguarding.risk_note.taken_back", stored, by, young_person_id=stored.young_person_id)
    return stored


@transaction.atomic
def challenge(*, note: RiskNote, words: str, at: datetime, by: Actor) -> Challenge:
    """Say that a note is wrong: the young person themselves, or staff who see it. Raises ``NotPossible``."""
    theirs = by.role is Role.YOUNG_PERSON
    stored = _locked(note)
    sight = sight_of(stored.young_person, by=by)
    sight.check(Part.DETAILS)
    if by.id is None or not ((theirs and stored.known_to_them) or by.role in permissions.READERS):
        raise NotAllowed("Risk notes are challenged by the young person and by staff who see them.")
    RISK_NOTE.after(stored.state, "challenge")
    if not words.strip():
        raise NotPossible("Say what is wrong with it.")
    if Challenge.objects.filter(note=stored, made_by_id=by.id, state=Challenge.State.OPEN).exists():
        raise NotPossible("You have challenged this already, and it has not been answered yet.")
    made = Challenge(
        partnership_id=stored.partnership_id, young_person_id=stored.young_person_id, note=stored, words=words,
        made_by_id=by.id, made_at=at, by_young_person=theirs,
    )  # fmt: skip
    made.save(force_insert=True)
    note_down("safeguarding.risk_note.challenged", stored, by, young_person_id=stored.young_person_id)
    return made


@transaction.atomic
def uphold(*, challenge: Challenge, answer: str, at: datetime, on: date, by: Actor) -> Challenge:
    """A challenge is right, and the note is taken back. Raises ``NotPossible``."""
    stored, hand = _held_challenge(challenge, by)
    stored.state = CHALLENGE.after(stored.state, "uphold_taken_back")
    _answer(stored, answer, hand, at)
    take_back(note=stored.note, why=answer, at=at, by=by)
    return stored


@transaction.atomic
def uphold_to_change(
    *, challenge: Challenge, said: Said, answer: str, at: datetime, on: date, by: Actor
) -> Challenge:
    """A challenge is right, and the note now says what *said* says; both or neither. Raises ``NotPossible``."""
    stored, hand = _held_challenge(challenge, by)
    stored.state = CHALLENGE.after(stored.state, "uphold_changed")
    _answer(stored, answer, hand, at)
    note = stored.note
    change(note=note, said=said, why=answer, version=note.version, at=at, on=on, by=by)
    return stored


@transaction.atomic
def turn_down(*, challenge: Challenge, answer: str, at: datetime, by: Actor) -> Challenge:
    """The note stays as it is, and this is why. Raises ``NotPossible``."""
    stored, hand = _held_challenge(challenge, by)
    stored.state = CHALLENGE.after(stored.state, "turn_down")
    _answer(stored, answer, hand, at)
    note_down("safeguarding.challenge.turned_down", stored, by, young_person_id=stored.young_person_id)
    return stored


@transaction.atomic
def withdraw(*, challenge: Challenge, at: datetime, by: Actor) -> Challenge:
    """Whoever challenged a note does so no longer. Raises ``NotAllowed``, ``NotPossible``."""
    stored = Challenge.objects.select_for_update(of=("self",)).get(pk=challenge.pk)
    if by.id is None or stored.made_by_id != by.id:
        raise NotAllowed("Only whoever challenged it can withdraw that.")
    stored.state, stored.answered_at = CHALLENGE.after(stored.state, "withdraw"), at
    stored.save(update_fields=["state", "answered_at"])
    note_down("safeguarding.challenge.withdrawn", stored, by, young_person_id=stored.young_person_id)
    return stored


LABELS: Mapping[str, str] = {
    "whose": "Whose risk", "words": "The risk", "visit": "What to do on a visit", "severity": "How serious",
    "source": "Who said so", "said_on": "When they said so", "ends_on": "Ends on", "review_on": "Look at it again on",
    "known_to_them": "The young person knows", "why_unknown": "Why they do not know",
}  # fmt: skip


def _check_may_write(young_person: YoungPerson, by: Actor) -> UUID:
    hand = permissions.check(Permission.RISK_WRITE, by=by)
    sight_of(young_person, by=by).check_write(Part.DETAILS)
    return hand


def _check(said: Said, young_person: YoungPerson, on: date, by: Actor) -> None:
    if said.whose not in set(RiskNote.Direction):
        raise NotPossible("Say first whose risk it is: to them, around them, or from them.")
    if not said.words.strip() or not said.visit.strip():
        raise NotPossible("Say what the risk is, and what to do on a visit.")
    months = routing.settled(by=by).risk_months
    if not on < said.ends_on <= latest_end(on, months):
        raise NotPossible(
            f"A risk note ends within {months} months: it is looked at again and written anew if need be."
        )
    if not on < said.review_on <= said.ends_on:
        raise NotPossible("Look at it again after today, and before it ends.")
    if said.said_on > on:
        raise NotPossible("Nobody has said so yet: choose today or an earlier day.")
    if not said.known_to_them and not said.why_unknown.strip():
        raise NotPossible("Say why they do not know of it: it is theirs to see unless that would be unsafe.")
    warned = warnings(whose=said.whose, words=said.words, visit=said.visit, name=young_person.known_as)
    if warned and not said.sure:
        raise NotPossible(" ".join([*warned, "Say it otherwise, or tick that it stays as it is."]))


def _locked(note: RiskNote) -> RiskNote:
    found = RiskNote.objects.select_for_update(of=("self",)).select_related("young_person")
    stored: RiskNote = found.get(pk=note.pk)
    return stored


def _held(note: RiskNote, by: Actor) -> tuple[RiskNote, UUID]:
    stored = _locked(note)
    return stored, _check_may_write(stored.young_person, by)


def _held_challenge(challenge: Challenge, by: Actor) -> tuple[Challenge, UUID]:
    """The challenge for somebody who answers it: a writer of notes, and not whoever made it."""
    stored = Challenge.objects.select_for_update(of=("self",)).get(pk=challenge.pk)
    stored.note = _locked(stored.note)
    hand = _check_may_write(stored.note.young_person, by)
    if hand == stored.made_by_id:
        raise NotAllowed("You made this challenge: somebody else answers it.")
    return stored, hand


def _answer(stored: Challenge, answer: str, hand: UUID, at: datetime) -> None:
    if not answer.strip():
        raise NotPossible("Answer them: say what was found.")
    stored.answer, stored.answered_by_id, stored.answered_at = answer, hand, at
    stored.version += 1
    stored.save(update_fields=["state", "answer", "answered_by", "answered_at", "version"])


def _keep(note: RiskNote, what: str, why: str, hand: UUID, at: datetime) -> None:
    """What it says now, before it is changed."""
    before = json.dumps({name: getattr(note, name) for name in KEPT}, default=str)
    RiskChange(
        partnership_id=note.partnership_id, note=note, what=what, before=before, why=why, by_id=hand, at=at
    ).save(force_insert=True)


def _save(note: RiskNote) -> None:
    note.version += 1
    note.save()
