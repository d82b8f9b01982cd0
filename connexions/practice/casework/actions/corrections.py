"""Putting right a contact that was written down wrongly: never silently."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import Missing, NotPossible, check_version
from connexions.ground.design import words
from connexions.practice.casework import permissions, recording, rules
from connexions.practice.casework.actions._noting import hand, note
from connexions.practice.casework.models import Contact, ContactChange, FollowUp
from connexions.practice.casework.queries import outcomes
from connexions.registers.people.models import YoungPerson

LABELS = {
    "at": "When",
    "channel": "How",
    "outcome": "What happened",
    "note": "Note",
    "answers": "What was written",
    "minutes": "Minutes",
    "who_else": "Who else was there",
    "they_came": "They got in touch",
}
SAY_WHY = "Say why: it stands beside what was changed."
OF_A_SESSION = "This comes from the register of a group session: correct it there."


@transaction.atomic
def correct(
    *, contact: Contact, typed: Mapping[str, Any], because: str, version: int, at: datetime, by: Actor
) -> Contact:
    """Put right what a contact says; what it said stays beside it. *typed* names fields of ``LABELS``.

    Raises ``Conflict`` where somebody else did meanwhile, ``NotPossible`` where nothing is changed.
    """
    permissions.check_may_write(contact.young_person, by)
    stored = _locked(contact)
    check_version(stored=stored, version=version, typed=typed, labels=LABELS)
    changed = [name for name in LABELS if name in typed and getattr(stored, name) != typed[name]]
    if not changed:
        raise NotPossible("Nothing was changed.")
    _check(stored, typed, because, at)
    was = [[LABELS[name], _as_read(stored, name)] for name in changed]
    for name in changed:
        setattr(stored, name, typed[name])
    if "answers" in changed:
        *headed, (_, beside) = [tuple(one) for one in stored.answers or [("", "")]]
        stored.note = recording.told(headed, beside)
    if "outcome" in changed or "at" in changed:
        days = outcomes.what_follows(by=by)[stored.outcome].try_again_days
        stored.try_again_on = rules.in_days(days=days, on=timezone.localdate(stored.at))
    stored.version += 1
    stored.save()
    _told(stored.young_person, "corrected", stored, because, at, by, was=was, contact=stored)
    note("casework.contact.corrected", stored, by, fields=sorted(changed))
    return stored


@transaction.atomic
def move(*, contact: Contact, to: YoungPerson, because: str, at: datetime, by: Actor) -> Contact:
    """Put a contact on the record it belongs to. The one it was on keeps that there was one, and none of its
    words: they are about somebody else."""
    permissions.check_may_write(contact.young_person, by)
    permissions.check_may_write(to, by)
    stored, before = _locked(contact), contact.young_person
    if to.pk == before.pk:
        raise NotPossible(f"It is on {before.known_as}’s record already: choose another.")
    if stored.session_id is not None:
        raise NotPossible(OF_A_SESSION)
    _check(stored, {"at": stored.at}, because, at, whose=to)
    stored.young_person = to
    stored.goal = stored.step = stored.contact_point = None
    stored.version += 1
    stored.save()
    ContactChange.objects.filter(contact=stored).update(young_person=to)
    FollowUp.objects.filter(contact=stored).update(young_person=to)
    _told(before, "moved_away", stored, because, at, by, was=[], contact=None)
    _told(to, "moved_here", stored, because, at, by, was=[], contact=stored)
    note("casework.contact.moved_here", stored, by)
    stored.young_person = before
    note("casework.contact.moved_away", stored, by)
    stored.young_person = to
    return stored


@transaction.atomic
def take_away(*, contact: Contact, because: str, at: datetime, by: Actor) -> None:
    """Take off a contact that never was, or was written down twice. What it said stays, struck out. Whoever recorded
    it may, where they may record contacts at all."""
    own = contact.recorded_by_id == by.id
    (permissions.check_may_record if own else permissions.check_may_write)(contact.young_person, by)
    stored = _locked(contact)
    if stored.session_id is not None:
        raise NotPossible(OF_A_SESSION)
    if not because.strip():
        raise NotPossible(SAY_WHY)
    names = ("channel", "outcome", "note")
    was = [[LABELS[name], _as_read(stored, name)] for name in names if getattr(stored, name)]
    _told(stored.young_person, "taken_away", stored, because, at, by, was=was, contact=None)
    note("casework.contact.taken_away", stored, by)
    FollowUp.objects.filter(contact=stored, status=FollowUp.Status.TO_DO).update(
        status=FollowUp.Status.NOT_DONE,
        came_of_it="The contact it came from was taken away.",
        settled_on=timezone.localdate(at),
        settled_by=hand(by),
    )
    stored.delete()


def _locked(contact: Contact) -> Contact:
    stored = Contact.objects.select_for_update(of=("self",)).filter(pk=contact.pk).first()
    if stored is None or stored.young_person_id != contact.young_person_id:
        raise Missing("This contact is not on the record any more: it may have been moved or taken away.")
    stored.young_person = contact.young_person
    return stored


def _check(
    stored: Contact, typed: Mapping[str, Any], because: str, at: datetime, whose: YoungPerson | None = None
) -> None:
    if not because.strip():
        raise NotPossible(SAY_WHY)
    moment, person = typed.get("at", stored.at), whose or stored.young_person
    if moment > at:
        raise NotPossible("This has not happened yet: record it when it has.")
    if timezone.localdate(moment) < person.date_of_birth:
        raise NotPossible(f"This is before {person.known_as} was born: look at the day again.")


def _as_read(stored: Contact, name: str) -> str:
    """What a field says, as people read it."""
    value = getattr(stored, name)
    if name == "at":
        return words.moment(value)
    if name == "channel":
        return str(stored.get_channel_display())
    if name == "outcome":
        return str(stored.get_outcome_display())
    if name == "answers":
        return stored.note
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return "" if value is None else str(value)


def _told(
    whose: YoungPerson,
    kind: str,
    stored: Contact,
    because: str,
    at: datetime,
    by: Actor,
    *,
    was: list[list[str]],
    contact: Contact | None,
) -> None:
    ContactChange.objects.create(
        partnership_id=whose.partnership_id,
        young_person=whose,
        contact=contact,
        kind=kind,
        contact_at=stored.at,
        was=was,
        because=because.strip(),
        changed_at=at,
        changed_by_id=hand(by),
    )
