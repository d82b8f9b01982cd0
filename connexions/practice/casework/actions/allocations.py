"""Who helps whom."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotPossible
from connexions.practice.casework import permissions
from connexions.practice.casework.actions._noting import note
from connexions.practice.casework.models import Allocation
from connexions.registers.accounts.models import Membership
from connexions.registers.people.models import YoungPerson


@transaction.atomic
def allocate(
    *, young_person: YoungPerson, to: Membership, on: date, by: Actor, reason: str = ""
) -> Allocation:
    """Give a young person an adviser, or hand them over from one to another.

    Raises ``NotAllowed`` where *by* may not, ``NotPossible`` where that is their adviser already or no
    longer works here.
    """
    permissions.check_may_allocate(young_person, to, by)
    if not to.user.is_active or (to.until_on and to.until_on <= on):
        raise NotPossible(f"{to.user.name} no longer works here: choose somebody else.")
    stored = YoungPerson.objects.select_for_update(of=("self",)).get(pk=young_person.pk)
    if stored.adviser_id == to.user_id:
        raise NotPossible(f"{to.user.name} is {stored.known_as}’s adviser already.")
    _end_current(stored, on)
    allocation = Allocation(
        partnership_id=stored.partnership_id,
        young_person=stored,
        adviser=to.user,
        team_id=to.team_id,
        from_on=on,
        reason=reason,
        allocated_by_id=by.id,
    )
    allocation.save(force_insert=True)
    stored.adviser, stored.team_id, stored.allocated_on = to.user, to.team_id, on
    stored.version += 1
    stored.save(update_fields=["adviser", "team", "allocated_on", "version"])
    note("casework.allocation.made", allocation, by, to=to.user.name)
    return allocation


@transaction.atomic
def allocate_many(
    *, young_people: Iterable[YoungPerson], to: Membership, on: date, by: Actor, reason: str = ""
) -> int:
    """Give several young people the same adviser; those who have that adviser already stay as they are.

    All or none: one refusal refuses all. Returns how many changed hands.
    """
    moved = [one for one in young_people if one.adviser_id != to.user_id]
    for young_person in moved:
        allocate(young_person=young_person, to=to, on=on, by=by, reason=reason)
    return len(moved)


def _end_current(young_person: YoungPerson, on: date) -> None:
    current = (
        Allocation.objects.select_for_update(of=("self",))
        .filter(young_person=young_person, until_on=None)
        .first()
    )
    if current is None:
        return
    if on < current.from_on:
        raise NotPossible(
            "They were given to their adviser on a later day than this: choose that day or after."
        )
    current.until_on = on
    current.save(update_fields=["until_on"])
