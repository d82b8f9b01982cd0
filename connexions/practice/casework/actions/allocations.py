"""Who helps whom."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from connexions.ground.audit import actions as audit
from connexions.ground.base import clock
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.ground.design import words
from connexions.practice.casework import permissions, signals
from connexions.practice.casework.actions import _several
from connexions.practice.casework.models import Allocation, Together
from connexions.registers.accounts.models import Membership, User
from connexions.registers.people.actions import notices
from connexions.registers.people.actions.notices import Said
from connexions.registers.people.models import YoungPerson
from connexions.registers.people.sight import Part

Shares = Mapping[int, Sequence[UUID]]  # to which membership, whom
Stood = tuple[dict[str, Any], dict[str, Any]]


@transaction.atomic
def allocate(
    *, young_person: YoungPerson, to: Membership, on: date, by: Actor, reason: str = "", note: str = ""
) -> Allocation:
    """Give a young person an adviser, or hand them over from one to another; they are told who it is.

    Raises ``NotAllowed`` where *by* may not, ``NotPossible`` where that is their adviser already or no
    longer works here.
    """
    permissions.check_may_allocate(young_person, to, by)
    _check_stays(to)
    stored = YoungPerson.objects.select_for_update(of=("self",)).get(pk=young_person.pk)
    if stored.adviser_id == to.user_id:
        raise NotPossible(f"{to.user.name} is {stored.known_as}’s adviser already.")
    notes = {stored.pk: note} if note else {}
    made, _ = _give([stored], to, on=on, by=by, reason=reason, notes=notes)
    return made[0]


@transaction.atomic
def allocate_many(
    *,
    young_people: Iterable[YoungPerson],
    to: Membership,
    on: date,
    by: Actor,
    reason: str = "",
    at: datetime | None = None,
) -> int:
    """Give several young people the same adviser; those who have that adviser already stay as they are.

    All or none: one refusal refuses all. Returns how many changed hands.
    """
    moved = [one.pk for one in young_people if one.adviser_id != to.user_id]
    if moved:
        hand_over(shares={to.pk: moved}, to=[to], on=on, at=at or clock.now(), by=by, reason=reason)
    return len(moved)


@transaction.atomic
def hand_over(
    *,
    shares: Shares,
    to: Iterable[Membership],
    on: date,
    at: datetime,
    by: Actor,
    reason: str = "",
    notes: Mapping[UUID, str] | None = None,
    of: UUID | None = None,
) -> Together:
    """Give many young people to one or several advisers, all or none; each is told who it is now.

    *of* is the adviser whose they are: whoever is somebody else's by now refuses the whole. *notes* are what
    the next adviser should know. Raises ``NotAllowed``, ``NotPossible``.
    """
    memberships = {one.pk: one for one in to}
    whom = [one for ids in shares.values() for one in ids]
    if len(whom) != len(set(whom)):
        raise NotPossible("Somebody is given to two advisers: choose one for each.")
    people = {one.pk: one for one in _several.locked(whom, by=by, part=Part.HEADLINE)}
    for one in people.values():
        if of is not None and one.adviser_id != of:
            raise NotPossible(f"{one.name} has been given to somebody else meanwhile: look again.")
    stood: dict[UUID, Stood] = {}
    for pk, ids in shares.items():
        stood |= _give_some([people[one] for one in ids], memberships[pk], on, by, reason, notes or {})
    names = words.listed(memberships[pk].user.name for pk, ids in shares.items() if ids)
    said = f"{words.count(len(stood), 'young person', 'young people')} given to {names}"
    return _several.keep(kind=Together.Kind.ALLOCATION, said=said, at=at, by=by, stood=stood)


def _give_some(
    people: list[YoungPerson], to: Membership, on: date, by: Actor, reason: str, notes: Mapping[UUID, str]
) -> dict[UUID, Stood]:
    if not people:
        return {}
    _check_stays(to)
    for one in people:
        permissions.check_may_allocate(one, to, by)
        if one.adviser_id == to.user_id:
            raise NotPossible(f"{to.user.name} is {one.name}’s adviser already.")
    return _give(people, to, on=on, by=by, reason=reason, notes=notes)[1]


def _check_stays(to: Membership) -> None:
    """Nobody is given to somebody who has gone, or is known to be going."""
    if not to.user.is_active or to.until_on is not None:
        raise NotPossible(f"{to.user.name} no longer works here, or leaves: choose somebody else.")


def _give(
    people: Sequence[YoungPerson],
    to: Membership,
    *,
    on: date,
    by: Actor,
    reason: str,
    notes: Mapping[UUID, str],
) -> tuple[list[Allocation], dict[UUID, Stood]]:
    """Locked people to one adviser, in a few statements however many they are."""
    ids = [one.pk for one in people]
    ended = _end_current(ids, on)
    made = [_allocation(one, to, on, by, reason, notes.get(one.pk, "")) for one in people]
    Allocation.objects.bulk_create(made)
    before = {one.pk: _stands(one, ended.get(one.pk)) for one in people}
    YoungPerson.objects.filter(pk__in=ids).update(
        adviser=to.user_id, team=to.team_id, allocated_on=on, version=F("version") + 1
    )
    names = _names(one.adviser_id for one in people)
    stood = {}
    for one, allocation in zip(people, made, strict=True):
        was, one.adviser, one.team_id, one.allocated_on = one.adviser_id, to.user, to.team_id, on
        one.version += 1
        stood[one.pk] = before[one.pk], {"adviser": str(to.user_id), "allocation": str(allocation.pk)}
        _note("casework.allocation.made", allocation, by, to=to.user.name)
        signals.handed_over.send(Allocation, young_person=one, by=by, on=on, before=was, to=to.user_id)
        one._was = names.get(was, "")  # type: ignore[attr-defined]
    notices.tell_each(young_people=people, kind="adviser", say=lambda one: _says(one, to.user.name), by=by)
    return made, stood


def _says(young_person: YoungPerson, name: str) -> Said:
    """What a young person is told of who helps them now."""
    was = getattr(young_person, "_was", "")
    instead = f" instead of {was}" if was else ""
    told = f"{name} is your personal adviser now{instead}. "
    told += "They can read your plan and what you have agreed, so you need not begin again. "
    told += "They will be in touch; you can also ask for them at any centre."
    return Said(f"Your adviser is {name} now", told, "people:me")


def _names(users: Iterable[UUID | None]) -> dict[UUID | None, str]:
    return dict(User.objects.filter(pk__in={one for one in users if one}).values_list("pk", "name"))


def _allocation(
    young_person: YoungPerson, to: Membership, on: date, by: Actor, reason: str, note: str
) -> Allocation:
    return Allocation(
        partnership_id=young_person.partnership_id,
        young_person=young_person,
        adviser=to.user,
        team_id=to.team_id,
        from_on=on,
        reason=reason,
        note=note.strip(),
        allocated_by_id=by.id,
    )


def _stands(young_person: YoungPerson, ended: UUID | None) -> dict[str, Any]:
    """Whose they are, as it is kept for taking it back."""
    return {
        "adviser": _several.plain(young_person.adviser_id),
        "team": young_person.team_id,
        "allocated_on": _several.plain(young_person.allocated_on),
        "allocation": _several.plain(ended),
    }


def _end_current(ids: list[UUID], on: date) -> dict[UUID, UUID]:
    """End whatever allocations these have; which, by young person."""
    current = Allocation.objects.select_for_update(of=("self",)).filter(young_person__in=ids, until_on=None)
    found: dict[UUID, UUID] = {}
    for pk, whose, from_on in current.values_list("pk", "young_person_id", "from_on"):
        if on < from_on:
            raise NotPossible(
                "They were given to their adviser on a later day than this: choose that day or after."
            )
        found[whose] = pk
    Allocation.objects.filter(pk__in=found.values()).update(until_on=on)
    return found


def take_back(*, stood: Mapping[UUID, Stood], people: Sequence[YoungPerson], on: date, by: Actor) -> None:
    """Give locked people back to whoever's they were, and tell them; refused where anything has changed since."""
    current = Allocation.objects.select_for_update(of=("self",)).filter(
        young_person__in=[one.pk for one in people], until_on=None
    )
    now = {one.young_person_id: str(one.pk) for one in current}
    for one in people:
        _, after = stood[one.pk]
        if _several.plain(one.adviser_id) != after["adviser"] or now.get(one.pk) != after["allocation"]:
            raise NotPossible(f"{one.name} has been given to somebody else since: nothing was taken back.")
    back: dict[tuple[str | None, int | None, str | None], list[YoungPerson]] = defaultdict(list)
    for one in people:
        before = stood[one.pk][0]
        back[before["adviser"], before["team"], before["allocated_on"]].append(one)
    Allocation.objects.filter(pk__in=now.values()).delete()
    earlier = [before["allocation"] for before, _ in stood.values() if before["allocation"]]
    Allocation.objects.filter(pk__in=earlier).update(until_on=None)
    for (adviser, team, allocated_on), some in back.items():
        _give_back(some, adviser, team, allocated_on, by)


def _give_back(
    people: list[YoungPerson], adviser: str | None, team: int | None, allocated_on: str | None, by: Actor
) -> None:
    user = User.objects.filter(pk=adviser).first() if adviser else None
    if user is not None and not _still_works(user, by):
        raise NotPossible(f"{user.name} no longer works here: nothing was taken back.")
    YoungPerson.objects.filter(pk__in=[one.pk for one in people]).update(
        adviser=adviser, team=team, allocated_on=allocated_on, version=F("version") + 1
    )
    for one in people:
        audit.record(event="casework.allocation.taken_back", by=by, young_person_id=one.pk)
    if user is not None:
        said = Said(
            f"Your adviser is still {user.name}", "We told you of a change that is not made after all."
        )
        notices.tell_each(young_people=people, kind="adviser", say=lambda _: said, by=by)


def _still_works(user: User, by: Actor) -> bool:
    held = Membership.objects.filter(
        user=user, partnership=by.partnership, role__in=permissions.ALLOCATED_TO, until_on=None
    )
    return user.is_active and held.exists()


def _note(event: str, allocation: Allocation, by: Actor, **details: Any) -> None:
    audit.record(
        event=event,
        by=by,
        young_person_id=allocation.young_person_id,
        about=f"allocation:{allocation.pk}",
        details=details,
    )
