"""What somebody is to do for a young person by a day."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible, check_version
from connexions.practice.casework import moves, permissions
from connexions.practice.casework.actions._noting import hand, note
from connexions.practice.casework.models import Contact, FollowUp
from connexions.practice.casework.queries import follow_ups as queries
from connexions.registers.people.models import YoungPerson


@transaction.atomic
def add(
    *,
    young_person: YoungPerson,
    words: str,
    due_on: date,
    at: datetime,
    by: Actor,
    owner: UUID | None = None,
    contact: Contact | None = None,
) -> FollowUp:
    """Say what is to be done by when; by *by* themselves where no owner is named.

    Raises ``NotPossible`` for a day gone by, or an owner who is no adviser here.
    """
    permissions.check_may_record(young_person, by)
    on = timezone.localdate(at)
    if due_on < on:
        raise NotPossible("This day has gone by: choose today or a day to come.")
    if not words.strip():
        raise NotPossible("Say what is to be done.")
    follow_up = FollowUp(
        partnership_id=young_person.partnership_id,
        young_person=young_person,
        words=words.strip(),
        due_on=due_on,
        owner_id=_owner(owner, young_person, on, by),
        contact=contact,
        created_at=at,
        created_by_id=hand(by),
    )
    follow_up.save(force_insert=True)
    note("casework.follow_up.added", follow_up, by, owner=str(follow_up.owner_id))
    return follow_up


@transaction.atomic
def change(
    *, follow_up: FollowUp, words: str, due_on: date, owner: UUID, version: int, on: date, by: Actor
) -> FollowUp:
    """Change what is to be done, by when or by whom. Raises ``Conflict``, ``NotPossible``."""
    permissions.check_may_write(follow_up.young_person, by)
    stored = _locked(follow_up)
    moves.FOLLOW_UP.after(stored.status, "change")
    typed = {"words": words.strip(), "due_on": due_on}
    check_version(
        stored=stored, version=version, typed=typed, labels={"words": "What is to be done", "due_on": "By"}
    )
    if due_on < on and due_on != stored.due_on:
        raise NotPossible("This day has gone by: choose today or a day to come.")
    stored.words, stored.due_on = words.strip(), due_on
    if owner != stored.owner_id:
        stored.owner_id = _owner(owner, stored.young_person, on, by)
    stored.version += 1
    stored.save(update_fields=["words", "due_on", "owner", "version"])
    note("casework.follow_up.changed", stored, by)
    return stored


@transaction.atomic
def settle(*, follow_up: FollowUp, move: str, on: date, by: Actor, came_of_it: str = "") -> FollowUp:
    """Say that it was done (``finish``), will not be (``drop``, with a reason), or is to be done after all
    (``reopen``). Raises ``NotPossible``."""
    permissions.check_may_write(follow_up.young_person, by)
    stored = _locked(follow_up)
    status = moves.FOLLOW_UP.after(stored.status, move)
    if move == "drop" and not came_of_it.strip():
        raise NotPossible("Say why it will not be done.")
    reopened = status == FollowUp.Status.TO_DO
    stored.status = status
    stored.came_of_it = "" if reopened else came_of_it.strip()
    stored.settled_on, stored.settled_by_id = (None, None) if reopened else (on, hand(by))
    stored.version += 1
    stored.save(update_fields=["status", "came_of_it", "settled_on", "settled_by", "version"])
    note("casework.follow_up.settled", stored, by, move=move)
    return stored


@transaction.atomic
def hand_over(*, young_person: YoungPerson, before: UUID, to: UUID, by: Actor) -> int:
    """Give what an adviser had still to do for a young person to the next adviser."""
    mine = FollowUp.objects.filter(young_person=young_person, owner_id=before, status=FollowUp.Status.TO_DO)
    moved = 0
    for one in mine.select_for_update():
        one.owner_id, one.version = to, one.version + 1
        one.save(update_fields=["owner", "version"])
        note("casework.follow_up.handed_over", one, by, to=str(to))
        moved += 1
    return moved


def _locked(follow_up: FollowUp) -> FollowUp:
    stored = FollowUp.objects.select_for_update(of=("self",)).get(pk=follow_up.pk)
    stored.young_person = follow_up.young_person
    return stored


def _owner(owner: UUID | None, young_person: YoungPerson, on: date, by: Actor) -> UUID:
    """Who is to do it: somebody who may write in this record."""
    if owner is None or owner == by.id:
        return hand(by)
    if not queries.owners(of=young_person, on=on).filter(user_id=owner).exists():
        raise NotPossible(f"They do not work with {young_person.known_as}: choose somebody else.")
    return owner
