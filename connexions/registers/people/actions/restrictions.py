"""Closing a young person's record to all but a few."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from connexions.ground.audit import actions as audit
from connexions.ground.base import tenancy
from connexions.ground.base.acting import Actor
from connexions.ground.base.refusals import NotAllowed, NotPossible
from connexions.registers.accounts.models import Membership
from connexions.registers.people import saving, sight, signals
from connexions.registers.people.models import (
    Carer,
    ContactPoint,
    NamedAccess,
    Residence,
    Restriction,
    YoungPerson,
)
from connexions.registers.people.restricting import (
    check_may_keep,
    check_may_set,
    check_opened,
    check_review_date,
    check_stands,
)
from connexions.registers.people.sight import Part

SEALED = (Residence, ContactPoint, Carer)  # where they live, and how they and theirs are reached


@dataclass(frozen=True)
class Named:
    """Somebody who is to see a restricted record."""

    user: UUID
    why: str
    until_on: date | None = None


@transaction.atomic
def begin(
    *,
    young_person: YoungPerson,
    kind: str,
    reason: str,
    review_on: date,
    named: Iterable[Named],
    at: datetime,
    on: date,
    by: Actor,
) -> Restriction:
    """Close a record to everybody but those named and *by*; where they live and are reached is sealed.

    Raises ``NotAllowed``, ``NotPossible``.
    """
    check_may_set(by)
    sight.sight_of(young_person, by=by).check(Part.DETAILS)
    check_review_date(review_on, on=on)
    saving.locked(young_person)
    if Restriction.objects.filter(young_person=young_person, ended_at=None).exists():
        raise NotPossible("This record is restricted already.")
    made = Restriction.objects.create(
        partnership_id=young_person.partnership_id, young_person=young_person, kind=kind, reason=reason,
        from_at=at, review_on=review_on, set_by_id=_hand(by),
    )  # fmt: skip
    whom = {one.user: one for one in named} | {_hand(by): Named(_hand(by), "Restricted the record")}
    for one in whom.values():
        _name(made, one, at=at, on=on, by=by)
    _seal(young_person)
    tenancy.tell_again()
    signals.restricted.send(young_person, at=at, by=by)
    saving.record("people.restriction.begun", young_person=young_person, by=by, about=made, named=len(whom))
    return made


@transaction.atomic
def name(*, restriction: Restriction, whom: Named, at: datetime, on: date, by: Actor) -> NamedAccess:
    """Let one more person see the record. Raises ``NotAllowed``, ``NotPossible``."""
    check_may_keep(restriction, by=by)
    stored = saving.locked(restriction)
    check_stands(stored)
    made = _name(stored, whom, at=at, on=on, by=by)
    tenancy.tell_again()
    _record("people.restriction.named", stored, by, user=str(whom.user), why=whom.why)
    return made


@transaction.atomic
def take_off(*, access: NamedAccess, at: datetime, by: Actor) -> None:
    """Close the record to somebody who was named. Raises ``NotAllowed``; ``NotPossible`` for the last of them."""
    restriction = saving.locked(access.restriction)
    check_may_keep(restriction, by=by)
    stored = saving.locked(access)
    check_stands(restriction)
    if stored.ended_at is not None:
        raise NotPossible("They are not named any more.")
    if NamedAccess.objects.filter(restriction=restriction, ended_at=None).count() == 1:
        raise NotPossible("Somebody must see the record. Name another first, or end the restriction.")
    stored.ended_at, stored.ended_by_id = at, by.id
    stored.save(update_fields=["ended_at", "ended_by"])
    tenancy.tell_again()
    _record("people.restriction.taken_off", restriction, by, user=str(stored.user_id))


@transaction.atomic
def look_again(*, restriction: Restriction, review_on: date, on: date, by: Actor) -> Restriction:
    """It is still needed: set the day on which it is looked at next. Raises ``NotAllowed``, ``NotPossible``."""
    check_opened(restriction, by=by)
    check_review_date(review_on, on=on)
    stored = saving.locked(restriction)
    check_stands(stored)
    stored.review_on = review_on
    stored.save(update_fields=["review_on"])
    _record("people.restriction.reviewed", stored, by, review_on=review_on.isoformat())
    return stored


@transaction.atomic
def end(*, restriction: Restriction, because: str, at: datetime, by: Actor) -> Restriction:
    """Open the record again to everybody whose work it is. Raises ``NotAllowed``, ``NotPossible``."""
    check_opened(restriction, by=by)
    stored = saving.locked(restriction)
    check_stands(stored)
    stored.ended_at, stored.ended_by_id, stored.ended_because = at, by.id, because
    stored.save(update_fields=["ended_at", "ended_by", "ended_because"])
    tenancy.tell_again()
    _unseal(stored.young_person_id)
    _record("people.restriction.ended", stored, by)
    return stored


def _seal(young_person: YoungPerson) -> None:
    for kind in SEALED:
        for row in kind.objects.filter(young_person=young_person).select_for_update():
            row.close()


def _unseal(young_person_id: UUID) -> None:
    for kind in SEALED:
        for row in kind.objects.filter(young_person=young_person_id).select_for_update():
            row.reopen()


def _name(restriction: Restriction, whom: Named, *, at: datetime, on: date, by: Actor) -> NamedAccess:
    works_here = Membership.objects.filter(
        user_id=whom.user,
        user__is_active=True,
        partnership_id=restriction.partnership_id,
        role__in=sight.READERS,
    )
    if not any(one.until_on is None or one.until_on > on for one in works_here):
        raise NotPossible("Only somebody who works here, and sees records, can be named.")
    if whom.until_on is not None and whom.until_on <= on:
        raise NotPossible("The day on which it closes to them must be to come.")
    standing = NamedAccess.objects.filter(restriction=restriction, user_id=whom.user, ended_at=None)
    if standing.filter(until_on=None).exists() or standing.filter(until_on__gt=on).exists():
        raise NotPossible("They are named already.")
    standing.update(ended_at=at, ended_by_id=by.id)  # their time was up: now they are named anew
    return NamedAccess.objects.create(
        partnership_id=restriction.partnership_id, young_person_id=restriction.young_person_id,
        restriction=restriction, user_id=whom.user, why=whom.why, until_on=whom.until_on, named_at=at,
        named_by_id=_hand(by),
    )  # fmt: skip


def _hand(by: Actor) -> UUID:
    if by.id is None:
        raise NotAllowed("Only a person can restrict a record.")
    return by.id


def _record(event: str, restriction: Restriction, by: Actor, **details: object) -> None:
    audit.record(
        event=event,
        by=by,
        young_person_id=restriction.young_person_id,
        about=f"restriction:{restriction.pk}",
        details=details,
    )
