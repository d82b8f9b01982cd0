"""The same done to several young people at once, all or none; and taken back, while nothing has changed since."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from connexions.ground.audit import actions as audit
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotAllowed, NotPossible
from connexions.ground.design import words
from connexions.practice.casework import permissions, rules
from connexions.practice.casework.actions import _several, allocations, falling_due, levels
from connexions.practice.casework.actions._noting import hand
from connexions.practice.casework.models import Contact, LevelChange, Review, Together
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.models.young_person import LevelOfNeed
from connexions.registers.people.sight import Part

Stood = tuple[dict[str, Any], dict[str, Any]]
Whom = Collection[UUID]


@transaction.atomic
def change_level(
    *, young_people: Whom, level: str, reason: str, on: date, at: datetime, by: Actor
) -> Together:
    """Give several the same level of support. Raises ``NotAllowed``, ``NotPossible``."""
    if not reason.strip():
        raise NotPossible("Say why the level of support changes: whoever helps them next will want to know.")
    people = _several.locked(young_people, by=by)
    _several.check_may_write_all(people, by=by)
    before = {one.pk: one.level_of_need for one in people}
    changes = levels.change_locked(young_people=people, to=level, reason=reason, on=on, by=by)
    stood: dict[UUID, Stood] = {
        one.young_person_id: ({"level": before[one.young_person_id]}, {"level": level, "change": str(one.pk)})
        for one in changes
    }
    said = f"{_number(people)} given {LevelOfNeed(level).label.lower()} support"
    return _several.keep(kind=Together.Kind.LEVEL, said=said, at=at, by=by, stood=stood)


@transaction.atomic
def set_review_day(*, young_people: Whom, due_on: date, on: date, at: datetime, by: Actor) -> Together:
    """Set or move the day of several reviews. Raises ``NotAllowed``, ``NotPossible`` for a day gone by."""
    if due_on < on:
        raise NotPossible("The day of the review is past: choose today or a later day.")
    people = _several.locked(young_people, by=by)
    _several.check_may_write_all(people, by=by)
    ids = [one.pk for one in people]
    due = Review.objects.select_for_update(of=("self",)).filter(young_person__in=ids, held_on=None)
    moved = {one.young_person_id: one for one in due}
    new = [
        Review(partnership_id=by.partnership, young_person=one, due_on=due_on, set_by_id=by.id)
        for one in people
        if one.pk not in moved
    ]
    stood: dict[UUID, Stood] = {}
    for one in [*moved.values(), *new]:
        was = str(one.due_on) if one.young_person_id in moved else None
        version = one.version + (1 if was else 0)
        stood[one.young_person_id] = {"due_on": was}, {"review": str(one.pk), "version": version}
        audit.record(
            event="casework.review.moved" if was else "casework.review.set",
            by=by,
            young_person_id=one.young_person_id,
            about=f"review:{one.pk}",
            details={"due_on": due_on.isoformat()},
        )
    Review.objects.filter(pk__in=[one.pk for one in moved.values()]).update(
        due_on=due_on, set_by=by.id, version=F("version") + 1
    )
    Review.objects.bulk_create(new)
    said = f"{_number(people)} to be reviewed on {words.day(due_on)}"
    return _several.keep(kind=Together.Kind.REVIEW, said=said, at=at, by=by, stood=stood)


@transaction.atomic
def note_written(*, young_people: Whom, channel: str, note: str, at: datetime, by: Actor) -> Together:
    """Record that the same letter, text or e-mail went to several. Raises ``NotAllowed``, ``NotPossible``."""
    if channel not in (Contact.Channel.LETTER, Contact.Channel.TEXT, Contact.Channel.EMAIL):
        raise NotPossible("Only a letter, a text or an e-mail goes to several at once.")
    if not note.strip():
        raise NotPossible("Say in a few words what it said.")
    people = _several.locked(young_people, by=by)
    _several.check_may_write_all(people, by=by)
    made = [
        Contact(
            partnership_id=by.partnership,
            young_person=one,
            at=at,
            channel=channel,
            outcome=Contact.Outcome.LEFT_MESSAGE,
            note=note.strip(),
            recorded_by_id=hand(by),
            recorded_at=at,
        )
        for one in people
    ]
    Contact.objects.bulk_create(made)
    stood: dict[UUID, Stood] = {one.young_person_id: ({}, {"contact": str(one.pk)}) for one in made}
    for one in made:
        _audit("casework.contact.recorded", one.young_person_id, by, channel=channel)
    said = f"{_number(people)} written to by {Contact.Channel(channel).label.lower()}"
    return _several.keep(kind=Together.Kind.CONTACT, said=said, at=at, by=by, stood=stood)


@transaction.atomic
def undo(*, together: Together, at: datetime, by: Actor) -> Together:
    """Take back what was done to several, all or none.

    Raises ``NotAllowed`` for anybody but who did it and managers; ``NotPossible`` where it was taken back
    already, too long ago, or anything about any of them has changed since.
    """
    stored = Together.objects.select_for_update(of=("self",)).get(pk=together.pk)
    if stored.done_by_id != by.id and by.role not in permissions.MANAGERS:
        raise NotAllowed("Only whoever did this, or a manager, may take it back.")
    if stored.undone_at is not None:
        raise NotPossible("This has been taken back already.")
    if at - stored.done_at > rules.UNDO_FOR:
        raise NotPossible("This was done too long ago to be taken back at once: change each by itself.")
    stood = {one.young_person_id: (one.before, one.after) for one in stored.touched.all()}
    part = Part.HEADLINE if stored.kind == Together.Kind.ALLOCATION else Part.CASEWORK
    people = _several.locked(stood, by=by, part=part)
    if part is Part.CASEWORK:
        _several.check_may_write_all(people, by=by)
    UNDOING[stored.kind](stood=stood, people=people, on=timezone.localdate(at), by=by)
    stored.undone_at, stored.undone_by_id = at, by.id
    stored.save(update_fields=["undone_at", "undone_by"])
    audit.record(event=f"casework.{stored.kind}.taken_back_together", by=by, about=f"together:{stored.pk}")
    return stored


def _level_back(*, stood: Mapping[UUID, Stood], people: Sequence[YoungPerson], on: date, by: Actor) -> None:
    latest = LevelChange.objects.filter(young_person__in=stood).order_by("young_person_id", "-on", "-id")
    now = {one.young_person_id: str(one.pk) for one in latest.distinct("young_person_id")}
    for one in people:
        after = stood[one.pk][1]
        if one.level_of_need != after["level"] or now.get(one.pk) != after["change"]:
            raise NotPossible(f"{one.name}’s support has been changed since: nothing was taken back.")
    LevelChange.objects.filter(pk__in=now.values()).delete()
    for level in LevelOfNeed.values:
        ids = [pk for pk, (before, _) in stood.items() if before["level"] == level]
        YoungPerson.objects.filter(pk__in=ids).update(level_of_need=level, version=F("version") + 1)
    for one in people:
        _audit("casework.level.taken_back", one.pk, by)
    falling_due.work_out_many(whom=list(stood), on=on, by=by)


def _review_back(*, stood: Mapping[UUID, Stood], people: Sequence[YoungPerson], on: date, by: Actor) -> None:
    ids = [after["review"] for _, after in stood.values()]
    reviews = {str(one.pk): one for one in Review.objects.select_for_update(of=("self",)).filter(pk__in=ids)}
    for one in people:
        after = stood[one.pk][1]
        review = reviews.get(after["review"])
        if review is None or review.held_on or review.version != after["version"]:
            raise NotPossible(f"{one.name}’s review has been moved or held since: nothing was taken back.")
    for before, after in stood.values():
        review = reviews[after["review"]]
        if before["due_on"] is None:
            review.delete()
        else:
            review.due_on, review.version = date.fromisoformat(before["due_on"]), review.version + 1
            review.save(update_fields=["due_on", "version"])
    for one in people:
        _audit("casework.review.taken_back", one.pk, by)


def _contact_back(*, stood: Mapping[UUID, Stood], people: Sequence[YoungPerson], on: date, by: Actor) -> None:
    ids = [after["contact"] for _, after in stood.values()]
    contacts = {
        str(one.pk): one for one in Contact.objects.select_for_update(of=("self",)).filter(pk__in=ids)
    }
    for one in people:
        contact = contacts.get(stood[one.pk][1]["contact"])
        if contact is None or contact.version != 1:
            raise NotPossible(f"What was recorded with {one.name} has changed since: nothing was taken back.")
    Contact.objects.filter(pk__in=ids).delete()
    for one in people:
        _audit("casework.contact.taken_back", one.pk, by)


UNDOING: dict[str, Callable[..., None]] = {
    Together.Kind.ALLOCATION: allocations.take_back,
    Together.Kind.LEVEL: _level_back,
    Together.Kind.REVIEW: _review_back,
    Together.Kind.CONTACT: _contact_back,
}


def _number(people: Sequence[YoungPerson]) -> str:
    return words.count(len(people), "young person", "young people")


def _audit(event: str, young_person_id: UUID, by: Actor, **details: str) -> None:
    audit.record(event=event, by=by, young_person_id=young_person_id, details=details)
